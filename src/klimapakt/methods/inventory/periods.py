"""Which part of an activity counts into the reporting period, and with which year's factor.

Source: the contract ("which factor for which year"): days inside the reporting period count, each with its
own year.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klimapakt.methods.inventory.case import Case, Entry
from klimapakt.methods.inventory.parts import Finding
from klimapakt.methods.messages import Message, gettext_noop


@dataclass(frozen=True, slots=True)
class Slice:
    """Days of one calendar year: ``days`` of the ``of_days`` that the whole amount covers."""

    year: int
    days: int
    of_days: int

    def of(self, amount: Decimal) -> Decimal:
        """Return the part of the amount that falls into these days."""
        return amount if self.days == self.of_days else amount * self.days / self.of_days


@dataclass(frozen=True, slots=True)
class Counted:
    """The slices of an activity inside the reporting period, and what lies outside."""

    slices: tuple[Slice, ...]
    finding: Finding | None = None


_WHOLE = {year: Counted((Slice(year, 1, 1),)) for year in range(1990, 2101)}


def counted(entry: Entry, case: Case) -> Counted:
    """Return how an activity counts. Without a period, or with a year of its own, it counts in full."""
    if entry.year is not None:
        return _WHOLE[entry.year]
    if entry.period_start is None or entry.period_end is None:
        return _WHOLE[case.year]
    start, end = case.reporting_period()
    year = entry.period_start.year
    if start <= entry.period_start and entry.period_end <= end and entry.period_end.year == year:
        return _WHOLE[year]
    first, last = max(entry.period_start, start), min(entry.period_end, end)
    of_days = _days(entry.period_start, entry.period_end)
    slices = tuple(
        Slice(year, _days(max(first, date(year, 1, 1)), min(last, date(year, 12, 31))), of_days)
        for year in range(first.year, last.year + 1)
        if last >= first
    )
    inside = sum(piece.days for piece in slices)
    return Counted(slices, None if inside == of_days else _outside(entry, inside, of_days, (start, end)))


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _outside(entry: Entry, inside: int, of_days: int, period: tuple[date, date]) -> Finding:
    template = gettext_noop(
        "Of the %(all)s days from %(from)s to %(to)s, %(inside)s lie in the reporting period %(start)s "
        "to %(end)s and "
        "count; %(outside)s days are left out."
    )
    values = {
        "all": of_days,
        "inside": inside,
        "outside": of_days - inside,
        "from": entry.period_start,
        "to": entry.period_end,
        "start": period[0],
        "end": period[1],
    }
    return Finding(
        "period_outside_reporting_period", "warning", entry.id, Message("period_outside", template, values)
    )
