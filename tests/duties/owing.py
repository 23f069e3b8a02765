"""Members who owe something, and what they hand in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.utils import timezone

from klimapakt.duties import actions
from klimapakt.duties.models import Duty
from klimapakt.inventories.enums import InventoryKind, InventoryStatus
from klimapakt.inventories.models import FrozenInventory, Inventory
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.actions import Days
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.memberships.queries import open_membership_of
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import adopt_preset
from klimapakt.pacts.queries import version_in_force
from klimapakt.people.models import Person
from tests.inventories.versions import staff

FIRST_DAY: Final = date(2025, 3, 3)
BASELINE_DUE: Final = date(2026, 3, 3)


def member(
    organisation: Organisation, joined_on: date = FIRST_DAY, stage: Stage = Stage.ACTIVE
) -> Membership:
    """Make an organisation a member under the rulebook of Düsseldorf."""
    if version_in_force() is None:
        adopt_preset(preset="duesseldorf", by=None)
    return memberships.begin(
        organisation=organisation,
        source=Source.OFFICE,
        by=None,
        stage=stage,
        days=Days(signed_on=joined_on, joined_on=joined_on),
    )


def duty_of(organisation: Organisation) -> Duty:
    """Return the baseline an organisation owes today; it becomes a member where it is none yet."""
    today = timezone.localdate()
    found = open_membership_of(organisation)
    first = today - timedelta(days=300)
    if found is None:
        return due(member(organisation, first), today=today)
    if version_in_force() is None:
        adopt_preset(preset="duesseldorf", by=None)
    Membership.objects.filter(pk=found.pk).update(stage=Stage.ACTIVE, joined_on=first)
    found.refresh_from_db()
    return due(found, today=today)


def computed(membership: Membership, today: date) -> Mapping[str, Duty]:
    """Bring the duties of a member in step and return them by their keys."""
    actions.recompute(membership=membership, today=today, by=None)
    return {duty.key: duty for duty in Duty.objects.filter(membership=membership)}


def due(membership: Membership, key: str = "baseline", today: date = FIRST_DAY) -> Duty:
    """Return one duty of a member as it stands on a day."""
    return computed(membership, today)[key]


def handed_in(organisation: Organisation, year: int, on: date, *, accepted_later: bool = True) -> Inventory:
    """Keep an inventory that was handed in on a day, as far as duties look at it."""
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    one = Inventory.objects.create(
        organisation=organisation,
        year=year,
        kind=InventoryKind.OWN,
        edition="2026.1",
        status=InventoryStatus.SUBMITTED,
        submitted_at=at,
    )
    return accepted(one, on + timedelta(days=20)) if accepted_later else one


def accepted(one: Inventory, on: date) -> Inventory:
    """Accept an inventory with a record that says nothing."""
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    FrozenInventory.objects.create(
        inventory=one, document="{}", sha256="0", edition="2026.1", edition_sha256="0", frozen_at=at
    )
    one.status, one.accepted_at, one.accepted_by = InventoryStatus.ACCEPTED, at, _acceptor()
    one.save(update_fields=["status", "accepted_at", "accepted_by"])
    return one


def _acceptor() -> Person:
    """Return somebody of the office who has no part in any inventory."""
    email = "accepts@city.example.org"
    return Person.objects.filter(email=email).first() or staff(email)
