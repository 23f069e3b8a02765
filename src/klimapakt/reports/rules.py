"""Pure computing of the reports: working days between two days, quartiles, shares, coarse minutes."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from klimapakt.methods.working_days import is_working_day

MOST_DAYS: Final = 250
"""More working days than a year has are no promise."""

SMALLEST_GROUP: Final = 5
"""Groups with fewer members are not told apart."""

BUCKETS: Final = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 45, 60)
"""The minutes that are told apart; 0 is less than half a minute, 60 is an hour and more."""

LEAST_MEASURED: Final = 10
"""With fewer measurements no figure is published."""

_DIVISIONS: Final = (
    (1, "A"), (5, "B"), (10, "C"), (35, "D"), (36, "E"), (41, "F"), (45, "G"), (49, "H"), (55, "I"),
    (58, "J"), (64, "K"), (68, "L"), (69, "M"), (77, "N"), (84, "O"), (85, "P"), (86, "Q"), (90, "R"),
    (94, "S"), (97, "T"), (99, "U"),
)  # fmt: skip
"""The first division of each section of WZ 2008."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days a report looks at, both included."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last

    def quarter_ends(self) -> list[date]:
        """Return the last days of its quarters; the last one ends with the period.

        >>> [str(day) for day in Period(date(2026, 2, 1), date(2026, 8, 15)).quarter_ends()]
        ['2026-03-31', '2026-06-30', '2026-08-15']
        """
        ends, day = [], self.first
        while day <= self.last:
            following = quarter_of(day) + 1
            day = date(following // 4, following % 4 * 3 + 1, 1)
            ends.append(min(day - timedelta(days=1), self.last))
        return ends


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The middle of some numbers and how far they lie apart; None where there are none."""

    count: int
    low: int | None = None
    middle: int | None = None
    high: int | None = None


class Workdays:
    """Counts working days quickly for many pairs of days between two years."""

    def __init__(self, calendar: str, first: date, last: date) -> None:
        self._first = first
        self._sums = [0]
        for place in range((last - first).days + 1):
            is_one = is_working_day(first + timedelta(days=place), calendar)
            self._sums.append(self._sums[-1] + is_one)

    def between(self, begin: date, end: date) -> int:
        """Return how many working days follow ``begin`` up to ``end``; nothing where it is not later.

        >>> january = Workdays("weekdays", date(2026, 1, 1), date(2026, 1, 31))
        >>> january.between(date(2026, 1, 2), date(2026, 1, 6))
        2
        """
        return max(0, self._sum(end) - self._sum(begin))

    def _sum(self, day: date) -> int:
        place = (day - self._first).days + 1
        return self._sums[min(max(place, 0), len(self._sums) - 1)]


def quarter_of(day: date) -> int:
    """Number the quarters of all years.

    >>> quarter_of(date(2026, 4, 1)) - quarter_of(date(2025, 12, 31))
    2
    """
    return day.year * 4 + (day.month - 1) // 3


def quartiles(numbers: Iterable[int]) -> Quartiles:
    """Return the quartiles: the least number below or at which a quarter (half, three quarters) lie.

    >>> quartiles([9, 1, 2, 30])
    Quartiles(count=4, low=1, middle=2, high=9)
    """
    found = sorted(numbers)
    if not found:
        return Quartiles(0)

    def at(part: int) -> int:
        return found[max(0, -(-len(found) * part // 4) - 1)]

    return Quartiles(len(found), at(1), at(2), at(3))


def standing(moved: Iterable[tuple[int, str, str, int]], quarters: Sequence[int]) -> list[dict[str, int]]:
    """Return how many stood where at the end of each quarter, from the steps they took.

    A step is the quarter it was taken in, from where ("" for nowhere), to where, and how many took it.

    >>> standing([(1, "", "talk", 3), (2, "talk", "active", 1)], (0, 1, 2))
    [{}, {'talk': 3}, {'talk': 2, 'active': 1}]
    """
    waiting, now, found = sorted(moved), dict[str, int](), []
    for quarter in quarters:
        while waiting and waiting[0][0] <= quarter:
            _, source, target, count = waiting.pop(0)
            if source:
                now[source] = now.get(source, 0) - count
            now[target] = now.get(target, 0) + count
        found.append({place: count for place, count in now.items() if count > 0})
    return found


def section_of(wz_code: str) -> str:
    """Return the section of a code of WZ 2008; "" where the code says none.

    >>> section_of("10.71"), section_of("C"), section_of("")
    ('C', 'C', '')
    """
    if wz_code[:1].isalpha():
        return wz_code[:1].upper()
    number = int(wz_code[:2]) if wz_code[:2].isdigit() else 0
    return next((letter for first, letter in reversed(_DIVISIONS) if number >= first), "")


def bucket(minutes: int) -> int:
    """Return the coarse minutes that stand for some.

    >>> bucket(0), bucket(7), bucket(13), bucket(900)
    (0, 8, 15, 60)
    """
    return BUCKETS[min(bisect_left(BUCKETS, minutes), len(BUCKETS) - 1)]


def median(counts: Mapping[int, int]) -> int | None:
    """Return the coarse minutes in the middle of the measurements; None where they are too few.

    >>> median({1: 6, 5: 5}), median({1: 9})
    (1, None)
    """
    whole = sum(counts.values())
    if whole < LEAST_MEASURED:
        return None
    seen = 0
    for minutes in sorted(counts):
        seen += counts[minutes]
        if 2 * seen >= whole:
            return minutes
    return None
