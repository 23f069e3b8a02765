"""The period of a row: from the columns "from" and "to", from one column for both, or from the year."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from klimapakt.methods.intake.dates import EitherOrder, SlashOrder, Span, read_day, read_year, slash_order
from klimapakt.methods.intake.drafts import Draft
from klimapakt.methods.intake.grids import BLANK, Cell, text_of
from klimapakt.methods.intake.limits import MAX_PERIOD_YEARS
from klimapakt.methods.intake.words import day_of, shown
from klimapakt.methods.messages import Message, gettext_noop

_BETWEEN = re.compile(r"\s+(?:-|–|—|bis|to|until)\s+|\s*[–—]\s*|(?<=[0-9.])-(?=[0-9]{1,2}\.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How the file writes dates: the order of dates with slashes, and which day a workbook counts from."""

    order: SlashOrder | None = None
    is_1904: bool = False


def order_of(rows: Iterable[tuple[int, Cell]]) -> tuple[SlashOrder | None, int]:
    """Return the order that the dates with slashes of a file prove, and the row that proves it.

    None when no cell proves one, or when two cells contradict each other.
    """
    found: dict[SlashOrder, int] = {}
    for number, cell in rows:
        order = slash_order(cell) if isinstance(cell, str) else None
        if order:
            found.setdefault(order, number)
    if len(found) != 1:
        return None, 0
    return next(iter(found.items()))


def read_period(draft: Draft, cells: Mapping[str, Cell], calendar: Calendar) -> dict[str, str | int]:
    """Return ``period_start`` and ``period_end``, or ``year``, or nothing after noting what is wrong."""
    start, end = _ends(draft, cells, calendar)
    year = _year(draft, cells)
    if draft.has_errors_in("period_start", "period_end", "period", "year"):
        return {}
    if start and end:
        return _whole(draft, start.first, end.last, year)
    only = start or end
    if only is None:
        return {"year": year} if year else {}
    if only.first != only.last:
        return _whole(draft, only.first, only.last, year)
    return _half(draft, only, year, is_start=start is not None)


def _ends(draft: Draft, cells: Mapping[str, Cell], calendar: Calendar) -> tuple[Span | None, Span | None]:
    given = {name: cells.get(name, BLANK) for name in ("period_start", "period_end", "period")}
    if given["period"] != BLANK and given["period_start"] == given["period_end"] == BLANK:
        return _one_column(draft, given["period"], calendar)
    return (
        _span(draft, "period_start", given["period_start"], calendar),
        _span(draft, "period_end", given["period_end"], calendar),
    )


def _one_column(draft: Draft, cell: Cell, calendar: Calendar) -> tuple[Span | None, Span | None]:
    """Read "01.01.2024 - 31.12.2024", or "Jan 2024" for both ends."""
    parts = _BETWEEN.split(cell, maxsplit=1) if isinstance(cell, str) and len(cell) < 100 else []
    if len(parts) == 2:
        return _span(draft, "period", parts[0], calendar), _span(draft, "period", parts[1], calendar)
    span = _span(draft, "period", cell, calendar)
    return span, span


def _span(draft: Draft, field: str, cell: Cell, calendar: Calendar) -> Span | None:
    if cell == BLANK:
        return None
    found = read_day(cell, is_1904=calendar.is_1904)
    if isinstance(found, EitherOrder):
        found = found.in_order(calendar.order) or _open_order(cell, found)
    if isinstance(found, Message):
        draft.error(field, found)
        return None
    if found.was_expanded:
        draft.correct(field, _expanded(cell, found, field))
    return found


def _expanded(cell: Cell, span: Span, field: str) -> Message:
    day = span.last if field == "period_end" else span.first
    if field == "period" and span.first != span.last:
        template = gettext_noop("“%(cell)s” was read as %(first)s to %(last)s.")
        return Message(
            "date_expanded",
            template,
            {"cell": shown(text_of(cell)), "first": day_of(span.first), "last": day_of(span.last)},
        )
    template = gettext_noop("“%(cell)s” was read as %(day)s.")
    return Message("date_expanded", template, {"cell": shown(text_of(cell)), "day": day_of(day)})


def _open_order(cell: Cell, found: EitherOrder) -> Message:
    return Message(
        "date_ambiguous",
        gettext_noop(
            "“%(cell)s” can mean %(day_first)s or %(month_first)s (year-month-day). Write the date as "
            "31.12.2024 or 2024-12-31."
        ),
        {
            "cell": shown(text_of(cell)),
            "day_first": day_of(found.day_first.first),
            "month_first": day_of(found.month_first.first),
        },
    )


def _year(draft: Draft, cells: Mapping[str, Cell]) -> int | None:
    cell = cells.get("year", BLANK)
    if cell == BLANK:
        return None
    found = read_year(cell)
    if isinstance(found, Message):
        draft.error("year", found)
        return None
    return found


def _whole(draft: Draft, start: date, end: date, year: int | None) -> dict[str, str | int]:
    values: dict[str, object] = {"start": day_of(start), "end": day_of(end)}
    if end < start:
        template = gettext_noop(
            "The period ends on %(end)s, before it begins on %(start)s. Swap or mend the two dates."
        )
        draft.error(_last_field(draft), Message("period_ends_before_start", template, values))
        return {}
    if end >= _years_later(start):
        template = gettext_noop(
            "The period from %(start)s to %(end)s is longer than %(years)s years. Enter one row for each "
            "year."
        )
        draft.error(
            _last_field(draft), Message("period_too_long", template, {**values, "years": MAX_PERIOD_YEARS})
        )
        return {}
    if end.day == 1 and start.day == 1 and start < end:
        template = gettext_noop(
            "The period ends on the first day of a month (%(end)s). If the whole month is meant, enter its "
            "last day."
        )
        draft.hint(_last_field(draft), Message("period_ends_on_first", template, values))
    if year is not None and not start.year <= year <= end.year:
        template = gettext_noop(
            "The year %(year)s is not in the period from %(start)s to %(end)s. The period counts."
        )
        draft.warn("year", Message("year_not_in_period", template, {**values, "year": year}))
    return {"period_start": start.isoformat(), "period_end": end.isoformat()}


def _half(draft: Draft, only: Span, year: int | None, *, is_start: bool) -> dict[str, str | int]:
    field = "period_start" if is_start else "period_end"
    day = day_of(only.first)
    if year is not None:
        template = gettext_noop(
            "Only one end of the period is given (%(day)s). The year %(year)s was taken and counts as a "
            "whole."
        )
        draft.correct(field, Message("period_half_year_taken", template, {"day": day, "year": year}))
        return {"year": year}
    if is_start:
        template = gettext_noop(
            "The period begins on %(day)s but has no end. Enter the last day as well, or neither day."
        )
    else:
        template = gettext_noop(
            "The period ends on %(day)s but has no beginning. Enter the first day as well, or neither day."
        )
    draft.error(field, Message("period_half", template, {"day": day}))
    return {}


def _last_field(draft: Draft) -> str:
    return next((field for field in ("period_end", "period") if draft.has_column(field)), "period_start")


def _years_later(start: date) -> date:
    day = 28 if (start.month, start.day) == (2, 29) else start.day
    return date(start.year + MAX_PERIOD_YEARS, start.month, day)
