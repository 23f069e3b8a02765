"""Days, months, quarters and years as people write them in the columns for the period.

A cell names a span: "31.12.2024" one day, "Jan 2024" a month, "2024" a year. The column decides which end of
the span counts. "03/04/2024" may be April or March: other cells decide, or the cell is refused.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from klimapakt.methods.intake.grids import Cell, Odd
from klimapakt.methods.intake.limits import FIRST_YEAR, LAST_YEAR
from klimapakt.methods.intake.words import fold, shown, spellings
from klimapakt.methods.messages import Message, gettext_noop

SlashOrder = Literal["day_first", "month_first"]

_LONGEST = 60
_DOTTED = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4}|[0-9]{2})")
_SLASHED = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_COMPACT = re.compile(r"((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")
_TIME = re.compile(
    r"[T ]\s?[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]{1,6})?( ?[AaPp]\.?[Mm]\.?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_MONTH = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})|([0-9]{4})[./-]([0-9]{1,2})")
_NAMED = re.compile(
    r"(?:([0-9]{1,2})(?:\.|st|nd|rd|th)?\s*)?([^\W\d_]{3,12})\.?[\s,/-]*(?:([0-9]{1,2})(?:\.|,|st|nd|rd|th)?[\s,]+)?([0-9]{4}|'?[0-9]{2})"
)
_QUARTER = re.compile(
    r"(?:Q\s?([1-4])|([1-4])\.?\s?(?:Q|Quartal|Quarter))[\s./-]*([0-9]{4})|([0-9]{4})[\s/-]*Q\s?([1-4])",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}\.?")
_YEAR = re.compile(r"[0-9]{4}")
_SERIAL = re.compile(r"[0-9]{5}")
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day of what a cell names; ``was_expanded`` when it was no full date."""

    first: date
    last: date
    was_expanded: bool = False


@dataclass(frozen=True, slots=True)
class EitherOrder:
    """A date with slashes that is possible with the day and with the month in front."""

    day_first: Span
    month_first: Span

    def in_order(self, order: SlashOrder | None) -> Span | None:
        """Return the span when the order is known; None while it stays open."""
        if self.day_first == self.month_first:
            return self.day_first
        return {"day_first": self.day_first, "month_first": self.month_first, None: None}[order]


def read_day(cell: Cell, *, is_1904: bool = False) -> Span | EitherOrder | Message:
    """Return the days a filled cell names, or the sentence that says why it names none.

    >>> read_day("Jan 2024").last
    datetime.date(2024, 1, 31)
    >>> read_day("30.02.2024").code
    'date_not_in_calendar'
    """
    if isinstance(cell, date):
        return _checked(Span(cell, cell))
    if isinstance(cell, Decimal):
        return _number(cell, is_1904=is_1904)
    if isinstance(cell, Odd) or len(cell) > _LONGEST:
        return _not_a_date(cell.text if isinstance(cell, Odd) else cell)
    return _text(cell.strip())


def slash_order(text: str) -> SlashOrder | None:
    """Return which order a date with slashes proves; None when it proves neither."""
    found = _SLASHED.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if not found or int(found[1]) > 31 or int(found[3]) > 31:
        return None
    if int(found[1]) > 12 >= int(found[3]):
        return "day_first"
    return "month_first" if int(found[3]) > 12 >= int(found[1]) else None


def read_year(cell: Cell) -> int | Message:
    """Return the year a filled cell of the year column names."""
    if isinstance(cell, date):
        cell = Decimal(cell.year)
    text = (str(cell) if isinstance(cell, Decimal) else cell.text if isinstance(cell, Odd) else cell).strip()
    if not (_YEAR.fullmatch(text) and text.isascii()):
        return Message(
            "year_not_readable",
            gettext_noop("“%(cell)s” is not a year. Write it with four digits, such as 2024."),
            {"cell": shown(text)},
        )
    return int(text) if FIRST_YEAR <= int(text) <= LAST_YEAR else _outside(text)


@lru_cache(maxsize=8192)
def _text(text: str) -> Span | EitherOrder | Message:
    time = _TIME.search(text)
    day = text[: time.start()] if time and time.end() == len(text) else text
    for read in (_dotted, _iso, _slashed, _month, _quarter, _named, _plain_digits, _without_year):
        found = read(day)
        if found is not None:
            return _checked(found) if isinstance(found, Span) else found
    return _not_a_date(text)


def _dotted(text: str) -> Span | Message | None:
    found = _DOTTED.fullmatch(text)
    return _day(text, found[3], found[2], found[1]) if found else None


def _iso(text: str) -> Span | Message | None:
    found = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    return _day(text, found[1], found[2], found[3]) if found else None


def _slashed(text: str) -> Span | EitherOrder | Message | None:
    found = _SLASHED.fullmatch(text)
    if not found:
        return None
    day_first = _day(text, found[4], found[3], found[1])
    month_first = _day(text, found[4], found[1], found[3])
    if isinstance(day_first, Message) or isinstance(month_first, Message):
        return day_first if isinstance(month_first, Message) else month_first
    outside = next(
        (problem for span in (day_first, month_first) if isinstance(problem := _checked(span), Message)), None
    )
    return outside or EitherOrder(day_first, month_first)


def _month(text: str) -> Span | Message | None:
    found = _MONTH.fullmatch(text)
    return _months(text, found[2] or found[3], int(found[1] or found[4]), 1) if found else None


def _quarter(text: str) -> Span | Message | None:
    found = _QUARTER.fullmatch(text)
    if not found:
        return None
    quarter = int(found[1] or found[2] or found[5])
    return _months(text, found[3] or found[4], 3 * quarter - 2, 3)


def _named(text: str) -> Span | Message | None:
    found = _NAMED.fullmatch(text)
    month = spellings("months").get(fold(found[2])) if found else None
    if not found or month is None:
        return None
    year, day = found[4].lstrip("'"), found[1] or found[3]
    return _day(text, year, month, day) if day else _months(text, _four_digits(year), int(month), 1)


def _plain_digits(text: str) -> Span | Message | None:
    if _YEAR.fullmatch(text):
        return _months(text, text, 1, 12)
    return _number(Decimal(text), is_1904=False) if _SERIAL.fullmatch(text) else None


def _without_year(text: str) -> Message | None:
    if not _NO_YEAR.fullmatch(text):
        return None
    return Message(
        "date_without_year",
        gettext_noop("“%(cell)s” names no year. Write the date as 31.12.2024 or 2024-12-31."),
        {"cell": shown(text)},
    )


def _number(value: Decimal, *, is_1904: bool) -> Span | Message:
    """Read a bare number: a year, or a day counted the way spreadsheets count days."""
    whole = int(value) if abs(value) < 10**7 else 0
    if value == whole and 1000 <= whole <= 9999:
        return _months(str(whole), str(whole), 1, 12)
    if 10_000 <= whole < 10**6:
        day = _EPOCHS[is_1904] + timedelta(days=whole)
        return _checked(Span(day, day, was_expanded=True))
    return _not_a_date(f"{value:f}" if abs(value) < 10**18 else f"{value:.3e}")


def _day(text: str, year: str, month: str, day: str) -> Span | Message:
    try:
        found = date(int(_four_digits(year)), int(month), int(day))
    except ValueError:
        return Message(
            "date_not_in_calendar",
            gettext_noop("There is no day “%(cell)s” in the calendar. Check day and month."),
            {"cell": shown(text)},
        )
    return Span(found, found, was_expanded=len(year) < 4)


def _months(text: str, year: str, month: int, count: int) -> Span | Message:
    if not 1 <= month <= 12:
        return Message(
            "date_not_in_calendar",
            gettext_noop("There is no month “%(cell)s” in the calendar. Write the month as in 01/2024."),
            {"cell": shown(text)},
        )
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return _outside(year)
    end = month + count - 1
    return Span(
        date(int(year), month, 1),
        date(int(year), end, calendar.monthrange(int(year), end)[1]),
        was_expanded=True,
    )


def _four_digits(year: str) -> str:
    """Return a two-digit year in its century: 90 to 99 are the 1990s, the others the 2000s."""
    if len(year) == 4:
        return year
    return f"19{year}" if int(year) >= FIRST_YEAR % 100 else f"20{year}"


def _checked(span: Span) -> Span | Message:
    if span.first.year >= FIRST_YEAR and span.last.year <= LAST_YEAR:
        return span
    return _outside(str(span.first.year if span.first.year < FIRST_YEAR else span.last.year))


def _outside(year: str) -> Message:
    return Message(
        "year_outside_range",
        gettext_noop("The year %(year)s cannot be right. Years from %(first)s to %(last)s are possible."),
        {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR},
    )


def _not_a_date(text: str) -> Message:
    return Message(
        "date_not_readable",
        gettext_noop("“%(cell)s” is not a date. Write it as 31.12.2024 or 2024-12-31."),
        {"cell": shown(text)},
    )
