"""What a version of the rulebook would change for every member; pages, table and decision show the same.

What has happened in a membership, and its kind, come from where its duties take them. Nothing is written.
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klimapakt.duties import days
from klimapakt.duties.facts import read
from klimapakt.duties.standing import happened, member_of
from klimapakt.memberships import queries as memberships
from klimapakt.methods.duties import Change, Member, simulate
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
    day, new = today or days.today(), rulebook_of(version)
    old = None if before is None else rulebook_of(before)
    # What a report did is told by the rulebook that was in force when it came.
    members = [
        Member(str(pk), member_of(known), happened(known, old or new, day))
        for pk, known in read(found).known.items()
    ]
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in simulate(old, new, members, day):
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
