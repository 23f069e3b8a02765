"""Working days: Monday to Friday, without the public holidays of a federal state.

The holidays are data (``data/holidays.json``) with the law they stand in. Movable ones are counted from
Easter Sunday, which is calculated (Gregorian computus after Meeus, Jones and Butcher, valid for every year).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

_WEDNESDAY, _SATURDAY = 2, 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holidays:
    """The public holidays of a place: months and days, days after Easter Sunday, and single days.

    ``wednesdays_before`` are months and days whose last Wednesday before is one, as the day of repentance
    in Saxony. Holidays of single municipalities are left out.
    """

    fixed: tuple[tuple[int, int], ...]
    after_easter: tuple[int, ...]
    once: tuple[date, ...]
    wednesdays_before: tuple[tuple[int, int], ...] = ()

    def of_year(self, year: int) -> Iterator[date]:
        """Yield the holidays of a year."""
        yield from (date(year, month, day) for month, day in self.fixed)
        yield from (easter(year) + timedelta(days=days) for days in self.after_easter)
        yield from (day for day in self.once if day.year == year)
        yield from (_wednesday_before(date(year, month, day)) for month, day in self.wednesdays_before)


@cache
def calendars() -> Mapping[str, Holidays]:
    """Return the holidays by calendar.

    >>> len(calendars()), sorted(calendars())[-2:]
    (17, ['DE-TH', 'weekdays'])
    """
    text = files("klimapakt.methods").joinpath("data/holidays.json").read_text(encoding="utf-8")
    return {name: _holidays(entry) for name, entry in json.loads(text).items()}


def is_working_day(day: date, calendar: str) -> bool:
    """Tell whether people work on this day.

    >>> is_working_day(date(2026, 6, 4), "DE-NW"), is_working_day(date(2026, 6, 5), "DE-NW")
    (False, True)
    """
    return day.weekday() < _SATURDAY and day not in _holidays_of(calendar, day.year)


def working_day_before(day: date, calendar: str) -> date:
    """Return the day itself when people work on it, else the last working day before it.

    >>> working_day_before(date(2027, 5, 1), "DE-NW").isoformat()
    '2027-04-30'
    """
    while not is_working_day(day, calendar):
        day -= _ONE_DAY
    return day


def working_day_after(day: date, calendar: str) -> date:
    """Return the day itself when people work on it, else the first working day after it.

    >>> working_day_after(date(2026, 12, 25), "DE-NW").isoformat()
    '2026-12-28'
    """
    while not is_working_day(day, calendar):
        day += _ONE_DAY
    return day


@cache
def easter(year: int) -> date:
    """Return Easter Sunday.

    >>> easter(2026).isoformat(), easter(2038).isoformat()
    ('2026-04-05', '2038-04-25')
    """
    century, of_century = divmod(year, 100)
    moon = year % 19
    correction = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    age = (19 * moon + correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - age - of_century % 4) % 7
    late = (moon + 11 * age + 22 * weekday) // 451
    month, day = divmod(age + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def _holidays_of(calendar: str, year: int) -> frozenset[date]:
    return frozenset(calendars()[calendar].of_year(year))


def _holidays(entry: Mapping[str, list[str]]) -> Holidays:
    return Holidays(
        fixed=_month_days(entry["fixed"]),
        after_easter=tuple(int(days) for days in entry["after_easter"]),
        once=tuple(date.fromisoformat(day) for day in entry["once"]),
        wednesdays_before=_month_days(entry.get("wednesdays_before", [])),
    )


def _month_days(days: Iterable[str]) -> tuple[tuple[int, int], ...]:
    return tuple((int(day[:2]), int(day[3:])) for day in days)


def _wednesday_before(day: date) -> date:
    return day - timedelta(days=(day.weekday() - _WEDNESDAY - 1) % 7 + 1)
