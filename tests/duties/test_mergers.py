"""A member that another one carries on: what happened comes along, and nobody owes the same thing twice."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from klimapakt.duties import actions, queries
from klimapakt.duties.actions import Done
from klimapakt.duties.models import Duty
from klimapakt.memberships import actions as memberships
from klimapakt.memberships import queries as memberships_queries
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.duties.owing import computed, due, handed_in, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(ada: Person) -> Person:
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    return ada


def succeeded(one: Membership, by: Organisation, office: Person) -> Membership:
    one.refresh_from_db()
    return memberships.succeed(
        membership=one,
        successor=by,
        reason="merged",
        on=timezone.localdate(),
        seen_revision=one.revision,
        by=office,
    )


def test_who_takes_a_membership_over_takes_what_was_done(bakery: Organisation, office: Person) -> None:
    today = timezone.localdate()
    joined_on = today - timedelta(days=300)
    one = member(bakery, joined_on)
    handed_in(bakery, 2024, today - timedelta(days=30))
    actions.fulfil(duty=due(one, "targets", today), done=Done(today, "letter"), today=today, by=office)
    actions.extend(duty=due(one, "measures", today), months=3, reason="agreed", today=today, by=office)
    before = computed(one, today)
    successor = create_organisation(facts=OrganisationFacts("Korn AG", "Musterstadt"), by=None)
    following = succeeded(one, successor, office)
    after = computed(following, today)
    assert [(key, duty.state, duty.due_on) for key, duty in after.items()] == [
        (key, duty.state, duty.due_on) for key, duty in before.items()
    ]
    assert [event.kind for event in queries.events_of(after["targets"])] == ["fulfilled"]


def test_where_both_were_members_the_later_day_counts_for_what_is_owed_once(
    bakery: Organisation, metalworks: Organisation, office: Person
) -> None:
    today = timezone.localdate()
    younger = member(bakery, today - timedelta(days=30))
    older = member(metalworks, today - timedelta(days=200))
    later = due(younger, "baseline", today).due_on
    monitored = due(older, "monitoring-1", today).due_on
    after = computed(succeeded(younger, metalworks, office), today)
    assert (after["baseline"].due_on, after["baseline"].because) == (later, "merger")
    assert after["monitoring-1"].due_on == monitored


def test_where_both_were_members_an_earlier_day_of_the_other_takes_nothing_away(
    bakery: Organisation, metalworks: Organisation, office: Person
) -> None:
    today = timezone.localdate()
    older = member(bakery, today - timedelta(days=200))
    younger = member(metalworks, today - timedelta(days=30))
    own = due(younger, "baseline", today).due_on
    after = computed(succeeded(older, metalworks, office), today)
    assert (after["baseline"].due_on, after["baseline"].because) == (own, "calendar")


def test_what_the_other_one_had_done_does_not_count_for_the_whole(
    bakery: Organisation, metalworks: Organisation, office: Person
) -> None:
    today = timezone.localdate()
    one, held = member(bakery, today - timedelta(days=90)), member(metalworks, today - timedelta(days=90))
    handed_in(bakery, 2024, today - timedelta(days=10))
    assert due(one, "baseline", today).state == "fulfilled"
    succeeded(one, metalworks, office)
    assert computed(held, today)["baseline"].state == "upcoming"


def test_the_one_that_ended_is_asked_for_nothing_more(bakery: Organisation, office: Person) -> None:
    today = timezone.localdate()
    one = member(bakery, today - timedelta(days=90))
    due(one, "baseline", today)
    successor = create_organisation(facts=OrganisationFacts("Korn AG", "Musterstadt"), by=None)
    following = succeeded(one, successor, office)
    actions.follow(organisation=bakery, today=today, by=office)
    assert set(Duty.objects.filter(membership=one).values_list("state", "because")) == {("waived", "ended")}
    assert Duty.objects.filter(membership=following).count() == Duty.objects.filter(membership=one).count()
    assert {duty.membership for duty in queries.due_between(today, date(2040, 1, 1))} == {following}


def test_a_second_merger_into_the_same_member_moves_days_too(
    bakery: Organisation, metalworks: Organisation, office: Person
) -> None:
    today = timezone.localdate()
    held = member(metalworks, today - timedelta(days=200))
    youngest = create_organisation(facts=OrganisationFacts("Mill", "Musterstadt"), by=None)
    first, second = member(bakery, today - timedelta(days=90)), member(youngest, today - timedelta(days=30))
    days = [due(one, "baseline", today).due_on for one in (held, first, second)]
    for one in (second, first):
        succeeded(one, metalworks, office)
    after = computed(held, today)["baseline"]
    assert (after.due_on, after.because) == (max(days), "merger")
    assert {one.carried_on_by_id for one in (_again(first), _again(second))} == {held.pk}
    assert len(memberships_queries.predecessors_of(held)) == 2


def test_a_merger_with_duties_on_both_sides_keeps_both_histories_at_the_one_that_stays(
    bakery: Organisation, metalworks: Organisation, office: Person
) -> None:
    today = timezone.localdate()
    one, held = member(bakery, today - timedelta(days=90)), member(metalworks, today - timedelta(days=90))
    for duty in (due(one, "targets", today), due(held, "targets", today)):
        actions.extend(duty=duty, months=1, reason="agreed", today=today, by=office)
    succeeded(one, metalworks, office)
    assert [event.kind for event in queries.events_of(computed(held, today)["targets"])] == ["extended"] * 2


def test_who_took_a_membership_over_and_then_another_one_keeps_the_days_of_the_first(
    bakery: Organisation, metalworks: Organisation, office: Person
) -> None:
    today = timezone.localdate()
    first, second = (
        member(bakery, today - timedelta(days=200)),
        member(metalworks, today - timedelta(days=30)),
    )
    later = due(second, "baseline", today).due_on
    successor = create_organisation(facts=OrganisationFacts("Korn AG", "Musterstadt"), by=None)
    following = succeeded(first, successor, office)
    succeeded(second, successor, office)
    assert following.joined_on == first.joined_on
    assert computed(following, today)["baseline"].due_on == later


def _again(one: Membership) -> Membership:
    return Membership.objects.get(pk=one.pk)
