"""A simulation as the office reads it: in words, and as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.methods.duties import Change, Duty
from klimapakt.office.member_file import harmless
from klimapakt.office.simulation import OfMember, Simulation, is_earlier, is_overdue_at_once

Words = str | Promise

STATES: Final[Mapping[str, Words]] = {
    "upcoming": _("not open yet"),
    "open": _("open"),
    "due": _("due soon"),
    "overdue": _("overdue"),
    "fulfilled": _("fulfilled"),
    "extended": _("extended"),
    "waived": _("not owed"),
}
_KINDS: Final[Mapping[str, Words]] = {
    "added": _("new"),
    "removed": _("no longer owed"),
    "state": _("another state"),
}
_BADGES: Final[Mapping[str, str]] = {"added": "info", "removed": "neutral", "moved": "info", "state": "info"}


@dataclass(frozen=True, slots=True)
class Line:
    """One duty that changes, before and after."""

    title: str
    kind: Words
    badge: str
    old_on: date | None
    old_state: Words
    new_on: date | None
    new_state: Words
    is_overdue_at_once: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One member with what changes."""

    member: OfMember
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The answer first: how many members and duties are concerned, and how."""

    members: int
    changed: int
    added: int
    removed: int
    earlier: int
    later: int
    overdue: int
    overdue_members: int


def summary(found: Simulation) -> Summary:
    """Return the numbers above the table."""
    return Summary(
        members=len(found.members),
        changed=len(found.changed),
        added=found.count("added"),
        removed=found.count("removed"),
        earlier=found.earlier_count,
        later=found.count("moved") - found.earlier_count,
        overdue=found.overdue_count,
        overdue_members=sum(one.becomes_overdue for one in found.members),
    )


def row(member: OfMember) -> Row:
    """Return a member for the table, by the day a duty is due."""
    lines = [_line(change) for change in member.changes]
    return Row(member, tuple(sorted(lines, key=lambda line: line.new_on or line.old_on or date.max)))


def table(members: Iterable[OfMember]) -> str:
    """Return every duty that changes as CSV; members for whom nothing changes have one row that says so."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        (
            gettext("Organisation"),
            gettext("Member since"),
            gettext("Duty"),
            gettext("Change"),
            gettext("Due so far"),
            gettext("State so far"),
            gettext("Due then"),
            gettext("State then"),
            gettext("Overdue at once"),
        )
    )
    for member in members:
        for line in row(member).lines or (None,):
            cells = _cells(line) if line else ("", gettext("nothing changes"), "", "", "", "", "")
            writer.writerow([harmless(str(cell)) for cell in (member.name, member.joined_on, *cells)])
    return out.getvalue()


def _cells(line: Line) -> tuple[object, ...]:
    return (
        line.title,
        line.kind,
        line.old_on or "",
        line.old_state,
        line.new_on or "",
        line.new_state,
        gettext("yes") if line.is_overdue_at_once else gettext("no"),
    )


def _line(change: Change) -> Line:
    duty = change.new or change.old
    at_once = is_overdue_at_once(change)
    return Line(
        title=duty.title().translated(gettext) if duty else change.duty,
        kind=_kind(change),
        badge="warning" if at_once else _BADGES[change.kind],
        old_on=change.old.due_on if change.old else None,
        old_state=_state(change.old),
        new_on=change.new.due_on if change.new else None,
        new_state=_state(change.new),
        is_overdue_at_once=at_once,
    )


def _kind(change: Change) -> Words:
    if change.kind == "moved":
        return _("earlier") if is_earlier(change) else _("later")
    return _KINDS[change.kind]


def _state(duty: Duty | None) -> Words:
    return STATES[duty.state] if duty else ""
