"""The list of members as the office reads and exports it."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from klimapakt.casework.listing import SORTS, Choice, chosen
from klimapakt.duties import days, queries
from klimapakt.duties.enums import DutyState
from klimapakt.duties.models import Duty
from klimapakt.duties.presenting import BADGES as DUTY_BADGES
from klimapakt.duties.presenting import title_of
from klimapakt.foundation.design import numbers
from klimapakt.memberships.models import Membership
from klimapakt.office.list_forms import COLUMNS
from klimapakt.office.member_file import harmless
from klimapakt.office.presenting.members import BADGES, spent, tier_names


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column, with the address that sorts by it and how it is sorted now."""

    name: str
    words: str
    sort_query: str
    sorted_as: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in the list; ``badge`` is how a state looks, ``is_due`` that somebody waits for it."""

    name: str
    words: str
    text: str
    badge: str = ""
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What cells tell beside the memberships: the moment, the next duty of each, the names of kinds."""

    now: datetime
    today: date
    duties: Mapping[UUID, Duty]
    tiers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One member with its values."""

    membership: Membership
    cells: tuple[Cell, ...]


def members(choice: Choice) -> QuerySet[Membership]:
    """Return the members a choice means, with what is known of their duties."""
    among = queries.with_next_duty(Membership.objects.all())
    return chosen(choice, days.today(), among)


def headings(columns: Sequence[str], choice: Choice, query: QueryDict) -> list[Heading]:
    """Return the headings, the name first; what cannot be sorted by has no address."""
    listed = [("name", _("Organisation")), *((name, str(COLUMNS[name])) for name in columns)]
    return [_heading(name, words, choice, query) for name, words in listed]


def rows(found: Iterable[Membership], columns: Sequence[str], now: datetime) -> list[Row]:
    """Return the members with the values of these columns."""
    listed = list(found)
    known = _known(listed, columns, now)
    return [Row(one, tuple(_cell(name, one, known) for name in columns)) for one in listed]


def as_csv(found: Iterable[Membership], columns: Sequence[str], now: datetime) -> str:
    """Return a table that a spreadsheet program opens; nothing in it is taken for a formula."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow([_("Organisation"), *(str(COLUMNS[name]) for name in columns)])
    for row in rows(found, columns, now):
        values = [row.membership.organisation.name, *(cell.text for cell in row.cells)]
        table.writerow([harmless(value) for value in values])
    return "\ufeff" + written.getvalue()


def as_xlsx(found: Iterable[Membership], columns: Sequence[str], now: datetime) -> bytes:
    """Return the same as a workbook."""
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Members"))
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, [_("Organisation"), *(str(COLUMNS[name]) for name in columns)], bold)
        for number, row in enumerate(rows(found, columns, now), 1):
            values = [row.membership.organisation.name, *(cell.text for cell in row.cells)]
            sheet.write_row(number, 0, values)
        sheet.freeze_panes(1, 1)
        sheet.autofit()
    return held.getvalue()


def _heading(name: str, words: str, choice: Choice, query: QueryDict) -> Heading:
    if name not in SORTS:
        return Heading(name, words, "", "")
    is_up, is_down = choice.sort == name, choice.sort == f"-{name}"
    wanted = query.copy()
    wanted.pop("page", None)
    wanted["sort"] = f"-{name}" if is_up else name
    direction = {(True, False): "ascending", (False, True): "descending"}.get((is_up, is_down), "")
    return Heading(name, words, wanted.urlencode(), direction)


def _known(listed: Sequence[Membership], columns: Sequence[str], now: datetime) -> Known:
    """Return what the columns at hand need, in a query each."""
    keys = [getattr(one, "next_duty_id", None) for one in listed] if "duty" in columns else []
    duties = queries.duties_by_pk(key for key in keys if key)
    return Known(now, days.today(timezone.localdate(now)), duties, tier_names() if "tier" in columns else {})


def _duty(words: str, one: Membership, known: Known) -> Cell:
    """Return what a member owes next, with its state where that asks for somebody."""
    key: UUID | None = getattr(one, "next_duty_id", None)
    duty = known.duties.get(key) if key else None
    if duty is None:
        return Cell("duty", words, "")
    values = {"duty": title_of(duty), "day": _date(duty.due_on), "state": duty.get_state_display()}
    text = _("%(duty)s, %(day)s (%(state)s)") % values
    return Cell("duty", words, text, DUTY_BADGES[duty.state] if duty.state == DutyState.OVERDUE else "")


def _cell(name: str, one: Membership, known: Known) -> Cell:
    words, now = str(COLUMNS[name]), known.now
    if name == "duty":
        return _duty(words, one, known)
    if name == "tier":
        return Cell(name, words, known.tiers.get(one.tier, one.tier))
    if name == "stage":
        return Cell(name, words, one.get_stage_display(), BADGES[one.stage])
    if name == "next_step":
        is_due = one.next_step_on is not None and one.next_step_on <= known.today
        when = f", {_date(one.next_step_on)}" if one.next_step_on else ""
        return Cell(name, words, f"{one.next_step}{when}", is_due=is_due)
    return Cell(name, words, _text(name, one, now))


def _text(name: str, one: Membership, now: datetime) -> str:
    return _TEXTS[name](one, now)


def _date(day: date | None) -> str:
    return numbers.day(day, get_language() or "de") if day else ""


_TEXTS: Final[Mapping[str, Callable[[Membership, datetime], str]]] = {
    "since": lambda one, now: spent(now - one.since_at),
    "owner": lambda one, _now: one.owner.name if one.owner else "",
    "joined": lambda one, _now: _date(one.joined_on),
    "signed": lambda one, _now: _date(one.signed_on),
    "kind": lambda one, _now: one.organisation.get_kind_display(),
    "city": lambda one, _now: one.organisation.city,
    "contact": lambda one, _now: _date(getattr(one, "last_contact_on", None)),
    "tasks": lambda one, _now: str(getattr(one, "open_tasks", 0) or ""),
}
