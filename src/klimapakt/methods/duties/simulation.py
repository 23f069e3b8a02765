"""What another rulebook would change for members, before anybody switches to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from klimapakt.methods.duties.engine import duties_of
from klimapakt.methods.duties.model import Duty, Event, Membership
from klimapakt.methods.rulebook import Rulebook

KINDS: Final = ("added", "removed", "moved", "state")


@dataclass(frozen=True, slots=True)
class Member:
    """A membership with what has happened in it."""

    key: str
    membership: Membership
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One duty of one member under both rulebooks.

    ``kind`` is added, removed, moved (another due day) or state (same day, another state); ``old`` or ``new``
    is None where the duty does not exist.
    """

    member: str
    duty: str
    kind: str
    old: Duty | None
    new: Duty | None


def simulate(
    old: Rulebook | None, new: Rulebook, members: Iterable[Member], as_of: date
) -> tuple[Change, ...]:
    """Return every duty that would change, member by member in the order given, then by duty.

    Events stay as they are; extensions that were granted count under the new rulebook even where it would
    grant less. Where there is no rulebook yet, everything is added.

    >>> from klimapakt.methods.rulebook import preset
    >>> member = Member("bakery", Membership(date(2025, 3, 1)))
    >>> changes = simulate(preset("duesseldorf"), preset("krefeld"), [member], date(2026, 1, 15))
    >>> [(one.duty, one.kind) for one in changes][:4]
    [('measures', 'removed'), ('monitoring-1', 'moved'), ('monitoring-2', 'moved'), ('monitoring-3', 'added')]
    """
    return tuple(change for member in members for change in _changes(old, new, member, as_of))


def _changes(old: Rulebook | None, new: Rulebook, member: Member, as_of: date) -> Iterator[Change]:
    before, after = (
        {duty.id: duty for duty in duties_of(rulebook, member.membership, member.events, as_of)}
        if rulebook
        else {}
        for rulebook in (old, new)
    )
    for duty in sorted(before.keys() | after.keys()):
        kind = _kind(before.get(duty), after.get(duty))
        if kind:
            yield Change(member.key, duty, kind, before.get(duty), after.get(duty))


def _kind(old: Duty | None, new: Duty | None) -> str:
    if old is None or new is None:
        return "added" if old is None else "removed"
    if old.due_on != new.due_on:
        return "moved"
    return "state" if old.state != new.state else ""
