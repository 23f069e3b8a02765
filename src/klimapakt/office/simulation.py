"""What a version of the rulebook would change for every member; pages, table and decision show the same.

What has happened in a membership comes from what is known of it: a first accepted inventory fulfils the
baseline, resting pauses. Nothing is written.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory
from klimapakt.memberships import queries as memberships
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership, Step
from klimapakt.methods.duties import Change, Event, Member, simulate
from klimapakt.methods.duties import Membership as Dates
from klimapakt.pacts.models import RulebookVersion
from klimapakt.pacts.queries import rulebook_of, version_in_force


@dataclass(frozen=True, slots=True)
class OfMember:
    """What changes for one member; nothing for whom everything stays."""

    key: UUID
    name: str
    joined_on: date
    changes: tuple[Change, ...]

    @property
    def becomes_overdue(self) -> bool:
        """Tell whether a duty would be overdue at once that is not overdue now."""
        return any(is_overdue_at_once(change) for change in self.changes)


@dataclass(frozen=True, slots=True)
class Simulation:
    """What changes for whom; ``sha256`` stands for exactly this, also where it is decided."""

    members: tuple[OfMember, ...]
    sha256: str

    @property
    def changed(self) -> tuple[OfMember, ...]:
        """Return those for whom something changes."""
        return tuple(one for one in self.members if one.changes)

    def count(self, *kinds: str) -> int:
        """Return how many duties change in these ways."""
        return sum(change.kind in kinds for one in self.members for change in one.changes)

    @property
    def overdue_count(self) -> int:
        """Return how many duties would be overdue at once."""
        return sum(is_overdue_at_once(change) for one in self.members for change in one.changes)

    @property
    def earlier_count(self) -> int:
        """Return how many duties would be due on an earlier day."""
        return sum(is_earlier(change) for one in self.members for change in one.changes)


def simulated(version: RulebookVersion, today: date | None = None) -> Simulation:
    """Return what a version would change, compared with the one in force, if it came into force today."""
    before = version_in_force()
    found = list(memberships.members().order_by("organisation__name", "pk"))
    happened = _events(found)
    members = [
        Member(str(one.pk), Dates(one.joined_on, one.signed_on), tuple(happened.get(one.pk, ())))
        for one in found
        if one.joined_on is not None
    ]
    changes: dict[str, list[Change]] = defaultdict(list)
    old = None if before is None else rulebook_of(before)
    for change in simulate(old, rulebook_of(version), members, today or timezone.localdate()):
        changes[change.member].append(change)
    rows = tuple(
        OfMember(one.pk, one.organisation.name, one.joined_on, tuple(changes.get(str(one.pk), ())))
        for one in found
        if one.joined_on is not None
    )
    return Simulation(rows, _sha256(version, before, rows))


def is_overdue_at_once(change: Change) -> bool:
    """Tell whether a duty would be overdue that is not overdue, or not owed, now."""
    was = change.old is not None and change.old.state == "overdue"
    return change.new is not None and change.new.state == "overdue" and not was


def is_earlier(change: Change) -> bool:
    """Tell whether a duty would be due earlier than now."""
    return change.old is not None and change.new is not None and change.new.due_on < change.old.due_on


def _events(found: Iterable[Membership]) -> Mapping[UUID, list[Event]]:
    """Return what has happened in each membership as far as it moves duties."""
    by_organisation = {one.organisation_id: one.pk for one in found}
    events: dict[UUID, list[Event]] = defaultdict(list)
    accepted = Inventory.objects.filter(
        status=InventoryStatus.ACCEPTED, organisation__in=memberships.members().values("organisation")
    )
    for organisation, at in accepted.values_list("organisation").annotate(Min("accepted_at")).order_by():
        if organisation in by_organisation:
            day = timezone.localdate(at)
            events[by_organisation[organisation]].append(Event(day, "fulfilled", "baseline"))
    rests = Step.objects.filter(membership__in=memberships.members().values("pk"))
    for pk, came_from, to, at in rests.values_list("membership", "from_stage", "to_stage", "at"):
        if to == Stage.DORMANT:
            events[pk].append(Event(timezone.localdate(at), "paused"))
        elif came_from == Stage.DORMANT:
            events[pk].append(Event(timezone.localdate(at), "resumed"))
    return events


def _sha256(version: RulebookVersion, before: RulebookVersion | None, rows: tuple[OfMember, ...]) -> str:
    said = [
        [
            str(one.key),
            [
                [change.duty, change.kind]
                + [
                    None if duty is None else [duty.due_on.isoformat(), duty.state]
                    for duty in (change.old, change.new)
                ]
                for change in one.changes
            ],
        ]
        for one in rows
    ]
    basis = [version.sha256, before.sha256 if before else "", said]
    return hashlib.sha256(json.dumps(basis, separators=(",", ":")).encode()).hexdigest()
