"""How much of a year's heating falls on a stretch of days.

The table of the long-term mean is data (``data/degree_days.json``) with its sources. Each day of a month
weighs the same. Whoever has the degree days of the German weather service for a place uses those instead.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DegreeDayTable:
    """Thousandths of a year by months that are stated together, and where they are stated."""

    title_de: str
    title_en: str
    origin: str
    sources: tuple[str, ...]
    per_mille: tuple[tuple[tuple[int, ...], int], ...]


@cache
def degree_day_table() -> DegreeDayTable:
    """Return the table of the long-term mean.

    >>> sum(value for _months, value in degree_day_table().per_mille)
    1000
    """
    text = files("klimapakt.methods").joinpath("data/degree_days.json").read_text(encoding="utf-8")
    stored = json.loads(text)
    return DegreeDayTable(
        title_de=stored["title"]["de"],
        title_en=stored["title"]["en"],
        origin=stored["origin"],
        sources=tuple(stored["sources"]),
        per_mille=tuple((tuple(group["months"]), group["value"]) for group in stored["per_mille"]),
    )


def heating_weight(first: date, last: date, own: Mapping[str, Decimal] | None = None) -> Fraction:
    """Return the degree days from ``first`` to ``last``, both included.

    Without ``own`` they are thousandths of a mean year; ``own`` maps months ("2024-01") to degree days in Kd
    and has to hold every month that is touched. Raises KeyError where one is missing.

    >>> heating_weight(date(2023, 1, 1), date(2023, 1, 31))
    Fraction(170, 1)
    >>> heating_weight(date(2023, 6, 1), date(2023, 6, 30))
    Fraction(300, 23)
    """
    total = Fraction(0)
    for start, end in _months(first, last):
        days = (end - start).days + 1
        whole, of_days = _month(start, own)
        total += whole * days / of_days
    return total


def missing_months(first: date, last: date, own: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Return the months touched by a period for which no own degree days are known.

    >>> missing_months(date(2023, 12, 5), date(2024, 1, 4), {"2023-12": Decimal(512)})
    ('2024-01',)
    """
    touched = (month_key(start) for start, _end in _months(first, last))
    return tuple(key for key in touched if key not in own)


def month_key(day: date) -> str:
    """Return the month of a day as it is stored.

    >>> month_key(date(2024, 3, 9))
    '2024-03'
    """
    return f"{day.year}-{day.month:02}"


def _month(start: date, own: Mapping[str, Decimal] | None) -> tuple[Fraction, int]:
    """Return the weight of the group of months a day belongs to, and the days of that group."""
    if own is not None:
        return Fraction(own[month_key(start)]), _days_of(start.year, start.month)
    months, value = next(group for group in degree_day_table().per_mille if start.month in group[0])
    return Fraction(value), sum(_days_of(start.year, month) for month in months)


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the stretches of a period that lie in one month each."""
    start = first
    while start <= last:
        end = min(last, date(start.year, start.month, _days_of(start.year, start.month)))
        yield start, end
        if end == last:
            return
        start = end + _ONE_DAY


def _days_of(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days
