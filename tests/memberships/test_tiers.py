"""Kinds of membership: what a member agreed to, who said so, and which duties it owes by it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klimapakt.duties import actions as duties
from klimapakt.duties.models import Duty
from klimapakt.memberships import actions, queries
from klimapakt.memberships.actions import Agreed
from klimapakt.memberships.models import Membership
from klimapakt.memberships.rules import DayNotPossible, ReasonMissing, TierAsItIs, TierUnknown
from klimapakt.office.simulation import simulated
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import ChangedMeanwhile, NotPossible
from klimapakt.people.models import Person
from tests.duties.owing import member as owing_member
from tests.memberships.tiered import adopt_tiers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def membership(bakery: Organisation) -> Membership:
    """A member under a rulebook in which only the kind "plus" owes targets."""
    adopt_tiers()
    return owing_member(bakery, timezone.localdate() - 90 * DAY)


def with_tier(
    one: Membership, tier: str, by: Person, on: date | None = None, reason: str = "agreed"
) -> Membership:
    one.refresh_from_db()
    agreed = Agreed(tier, on or timezone.localdate(), "2026-1", reason)
    return actions.set_tier(membership=one, agreed=agreed, seen_revision=one.revision, by=by)


def owed(one: Membership) -> set[str]:
    duties.recompute(membership=one, today=timezone.localdate(), by=None)
    return set(Duty.objects.filter(membership=one).exclude(state="dropped").values_list("rule", flat=True))


def test_only_the_kind_that_is_asked_owes_a_duty(membership: Membership, ada: Person) -> None:
    assert "targets" not in owed(membership)
    assert "targets" in owed(with_tier(membership, "plus", ada))
    assert "targets" not in owed(with_tier(membership, "basic", ada))


def test_every_change_is_kept_with_version_and_reason(membership: Membership, ada: Person) -> None:
    with_tier(membership, "plus", ada)
    with_tier(membership, "basic", ada, reason="too much for now")
    kept = queries.tier_changes_of(membership)
    assert [(one.from_tier, one.tier, one.agreement, one.reason) for one in kept] == [
        ("", "plus", "2026-1", "agreed"),
        ("plus", "basic", "2026-1", "too much for now"),
    ]


@pytest.mark.parametrize(
    ("tier", "days", "reason", "refused"),
    [
        ("gold", 0, "agreed", TierUnknown),
        ("", 0, "agreed", TierAsItIs),
        ("plus", 1, "agreed", DayNotPossible),
        ("plus", 0, " ", ReasonMissing),
    ],
)
def test_what_makes_no_sense_is_refused(
    membership: Membership, ada: Person, tier: str, days: int, reason: str, refused: type[NotPossible]
) -> None:
    with pytest.raises(refused):
        with_tier(membership, tier, ada, timezone.localdate() + days * DAY, reason)
    assert not queries.tier_changes_of(membership).exists()


def test_of_two_who_set_it_at_once_the_second_is_told(membership: Membership, ada: Person) -> None:
    seen = membership.revision
    with_tier(membership, "plus", ada)
    agreed = Agreed("basic", timezone.localdate(), reason="no")
    with pytest.raises(ChangedMeanwhile):
        actions.set_tier(membership=membership, agreed=agreed, seen_revision=seen, by=ada)


def test_whoever_takes_a_membership_over_keeps_its_kind(membership: Membership, ada: Person) -> None:
    one = with_tier(membership, "plus", ada)
    following = actions.succeed(
        membership=one,
        successor=create_organisation(facts=OrganisationFacts("Korn AG", "Musterstadt"), by=None),
        reason="merged",
        on=timezone.localdate(),
        seen_revision=one.revision,
        by=ada,
    )
    assert following.tier == "plus"
    assert "targets" in owed(following)


def test_a_simulation_asks_each_kind_for_its_own(membership: Membership, ada: Person) -> None:
    other = adopt_tiers(asked_of=("basic",))
    assert simulated(other).changed == ()
    with_tier(membership, "plus", ada)
    (one,) = simulated(other).changed
    assert [(change.duty, change.new) for change in one.changes] == [("targets", None)]


def test_the_office_sets_it_on_the_page_of_the_member(membership: Membership, oles: Client) -> None:
    page = reverse("office:member_tier", args=[membership.pk])
    entered = {"seen_revision": membership.revision, "tier": "plus", "reason": "agreed"}
    day = timezone.localdate().isoformat()
    shown = oles.post(page, {**entered, "agreed_on": day}, follow=True).content.decode()
    assert "How it came to its kind of membership" in shown
    assert Duty.objects.filter(membership=membership, rule="targets").exists()


def test_the_list_chooses_by_kind(membership: Membership, ada: Person, oles: Client) -> None:
    with_tier(membership, "plus", ada)
    page, name = reverse("office:members"), membership.organisation.name
    assert name in oles.get(page, {"tier": "plus", "columns": ["tier"]}).content.decode()
    assert f">{name}</a>" not in oles.get(page, {"tier": "basic"}).content.decode()
