"""Memberships: begun, moved, planned, ended, carried on; every step is kept."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from klimapakt.foundation.models import AuditEvent
from klimapakt.memberships import actions, queries, rules
from klimapakt.memberships.actions import Days, ImportedMember
from klimapakt.memberships.enums import EndReason, Source, Stage
from klimapakt.memberships.models import Membership, Step
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import ChangedMeanwhile
from klimapakt.people.models import Person

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2024, 3, 1)


@pytest.fixture
def member(bakery: Organisation) -> Membership:
    """The bakery as a member."""
    return actions.begin(
        organisation=bakery,
        source=Source.OFFICE,
        by=None,
        stage=Stage.ACTIVE,
        days=Days(signed_on=date(2024, 2, 15), joined_on=FIRST_DAY),
    )


def moved(one: Membership, to: Stage, by: Person, reason: str = "as agreed") -> Membership:
    one.refresh_from_db()
    return actions.move(membership=one, to=to, reason=reason, seen_revision=one.revision, by=by)


def test_every_step_is_kept_with_who_and_why(bakery: Organisation, ada: Person) -> None:
    one = actions.begin(organisation=bakery, source=Source.OFFICE, by=ada)
    moved(one, Stage.TALK, ada)
    moved(one, Stage.LETTER_OF_INTENT, ada, "the letter came by post")
    told = list(queries.steps_of(one).values_list("from_stage", "to_stage", "reason", "by__name"))
    assert told == [
        ("", "interest", "", ada.name),
        ("interest", "talk", "as agreed", ada.name),
        ("talk", "letter_of_intent", "the letter came by post", ada.name),
    ]
    assert AuditEvent.objects.filter(what="membership.moved").count() == 3


def test_an_organisation_has_one_membership_at_a_time(member: Membership, bakery: Organisation) -> None:
    with pytest.raises(rules.AlreadyOpen):
        actions.begin(organisation=bakery, source=Source.OFFICE, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            organisation=bakery,
            stage=Stage.INTEREST,
            source=Source.OFFICE,
            since_at=timezone.now(),
            created_at=timezone.now(),
        )


def test_who_saw_an_older_state_changes_nothing(member: Membership, ada: Person) -> None:
    moved(member, Stage.DORMANT, ada)
    with pytest.raises(ChangedMeanwhile):
        actions.move(membership=member, to=Stage.IN_DELAY, reason="x", seen_revision=1, by=ada)
    assert Step.objects.count() == 2


def test_a_member_keeps_a_first_day(member: Membership, ada: Person) -> None:
    with pytest.raises(rules.DayNotPossible):
        actions.set_days(membership=member, days=Days(), seen_revision=member.revision, by=ada)
    days = Days(date(2024, 2, 15), FIRST_DAY, date(2024, 4, 20))
    assert actions.set_days(membership=member, days=days, seen_revision=1, by=ada).ceremony_on == date(
        2024, 4, 20
    )


def test_who_left_can_come_back_and_both_memberships_stay(
    member: Membership, bakery: Organisation, ada: Person
) -> None:
    actions.end(
        membership=member,
        end_reason=EndReason.WITHDRAWAL,
        reason="no time for it",
        on=timezone.localdate(),
        seen_revision=member.revision,
        by=ada,
    )
    again = actions.begin(organisation=bakery, source=Source.OFFICE, by=ada)
    assert [one.pk for one in queries.memberships_of(bakery)] == [again.pk, member.pk]


def test_a_merger_hands_the_membership_on_with_its_history(member: Membership, ada: Person) -> None:
    city = member.organisation.city
    successor = create_organisation(facts=OrganisationFacts("Korn & Kruste AG", city), by=ada)
    following = actions.succeed(
        membership=member,
        successor=successor,
        reason="merged",
        on=timezone.localdate(),
        seen_revision=member.revision,
        by=ada,
    )
    member.refresh_from_db()
    assert (member.stage, member.end_reason) == (Stage.ENDED, EndReason.MERGER)
    assert (following.organisation, following.stage) == (successor, Stage.ACTIVE)
    assert following.joined_on == FIRST_DAY
    assert queries.predecessors_of(following) == [member]


def test_a_merger_into_a_member_leaves_that_one_as_it_is(member: Membership, ada: Person) -> None:
    successor = create_organisation(facts=OrganisationFacts("Rhein AG", "Köln"), by=ada)
    held = actions.begin(
        organisation=successor,
        source=Source.OFFICE,
        by=ada,
        stage=Stage.DORMANT,
        days=Days(joined_on=date(2022, 1, 1)),
    )
    following = actions.succeed(
        membership=member,
        successor=successor,
        reason="merged",
        on=timezone.localdate(),
        seen_revision=1,
        by=ada,
    )
    assert following.pk == held.pk
    assert (following.stage, following.joined_on) == (Stage.DORMANT, date(2022, 1, 1))
    assert queries.predecessors_of(following) == [member]


def test_nobody_succeeds_itself(member: Membership, ada: Person) -> None:
    with pytest.raises(rules.SuccessorNotPossible):
        actions.succeed(
            membership=member,
            successor=member.organisation,
            reason="merged",
            on=timezone.localdate(),
            seen_revision=1,
            by=ada,
        )
    member.refresh_from_db()
    assert member.stage == Stage.ACTIVE


def test_what_is_due_is_found(member: Membership, ada: Person) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.plan(
        membership=member, owner=ada, next_step="Call", next_step_on=yesterday, seen_revision=1, by=ada
    )
    assert [one.pk for one in queries.due_steps(timezone.localdate())] == [member.pk]


def test_a_list_is_not_taken_in_twice(ada: Person) -> None:
    row = ImportedMember(OrganisationFacts("Neu GmbH", "Köln"), Stage.ACTIVE, Days(joined_on=FIRST_DAY))
    actions.import_member(row=row, by=ada)
    with pytest.raises(rules.AlreadyOpen):
        actions.import_member(row=row, by=ada)
    assert Organisation.objects.filter(name="Neu GmbH").count() == 1
