"""The members of a chamber as its partner reads and exports them."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.duties.flock import STEPS, Standing
from klimapakt.duties.models import Duty
from klimapakt.duties.presenting import BADGES, Shown, shown
from klimapakt.foundation.design import numbers
from klimapakt.memberships.models import Membership
from klimapakt.office.member_file import harmless
from klimapakt.office.presenting.members import BADGES as STAGE_BADGES


@dataclass(frozen=True, slots=True)
class Step:
    """How one step stands, in words."""

    name: str
    words: str
    badge: str


@dataclass(frozen=True, slots=True)
class Row:
    """One member: its state, its steps, and what it owes next."""

    membership: Membership
    badge: str
    steps: tuple[Step, ...]
    next: Shown | None


def rows(found: Iterable[Standing], today: date) -> list[Row]:
    """Return members for the list."""
    return [_row(one, today) for one in found]


def as_csv(found: Iterable[Standing], today: date) -> str:
    """Return the list as a table that a spreadsheet program opens; nothing in it is taken for a formula."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";")
    steps = [str(rule.label) for rule in STEPS]
    head = [_("Organisation"), _("State"), _("Member since"), *steps, _("What is owed next"), _("Due on")]
    table.writerow(head)
    for one in rows(found, today):
        member, owed = one.membership, one.next
        cells = [
            member.organisation.name,
            member.get_stage_display(),
            _day(member.joined_on),
            *(step.words for step in one.steps),
            owed.title if owed else "",
            _day(owed.duty.due_on if owed else None),
        ]
        table.writerow([harmless(cell) for cell in cells])
    return "\ufeff" + written.getvalue()


def _row(one: Standing, today: date) -> Row:
    steps = tuple(_step(str(rule.label), one.steps[rule.value]) for rule in STEPS)
    owed = shown(one.next, today) if one.next else None
    return Row(one.membership, STAGE_BADGES[one.membership.stage], steps, owed)


def _step(name: str, duty: Duty | None) -> Step:
    if duty is None:
        return Step(name, _("not asked yet"), "neutral")
    return Step(name, duty.get_state_display(), BADGES[duty.state])


def _day(day: date | None) -> str:
    return numbers.day(day, get_language() or "de") if day else ""
