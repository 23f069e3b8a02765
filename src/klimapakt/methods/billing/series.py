"""The bills of one meter in a row: days that no bill covers, and days that two bills cover."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """One bill: a key to find it again, its first and last day, its amount."""

    key: int
    first: date
    last: date
    amount: Decimal

    @property
    def days(self) -> int:
        """Return the number of days, first and last included."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between two bills that no bill covers."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return the number of days, first and last included."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Overlap:
    """Days that two bills cover both; ``keys`` name them, the earlier one first."""

    first: date
    last: date
    keys: tuple[int, int]

    @property
    def days(self) -> int:
        """Return the number of days, first and last included."""
        return (self.last - self.first).days + 1


def gaps(spans: Iterable[Span]) -> tuple[Gap, ...]:
    """Return the days between the first and the last bill that no bill covers, oldest first.

    >>> january = Span(1, date(2024, 1, 1), date(2024, 1, 31), Decimal(1))
    >>> march = Span(2, date(2024, 3, 1), date(2024, 3, 31), Decimal(1))
    >>> [(gap.first.isoformat(), gap.days) for gap in gaps([march, january])]
    [('2024-02-01', 29)]
    """
    found: list[Gap] = []
    covered_until: date | None = None
    for span in _in_order(spans):
        if covered_until is not None and span.first > covered_until + _ONE_DAY:
            found.append(Gap(covered_until + _ONE_DAY, span.first - _ONE_DAY))
        covered_until = span.last if covered_until is None else max(covered_until, span.last)
    return tuple(found)


def overlaps(spans: Iterable[Span]) -> tuple[Overlap, ...]:
    """Return every pair of bills that share days, oldest first.

    >>> january = Span(1, date(2024, 1, 1), date(2024, 1, 31), Decimal(1))
    >>> winter = Span(2, date(2024, 1, 30), date(2024, 2, 29), Decimal(1))
    >>> [(shared.first.isoformat(), shared.days, shared.keys) for shared in overlaps([january, winter])]
    [('2024-01-30', 2, (1, 2))]
    """
    found: list[Overlap] = []
    running: list[Span] = []
    for span in _in_order(spans):
        running = [before for before in running if before.last >= span.first]
        found.extend(
            Overlap(span.first, min(before.last, span.last), (before.key, span.key)) for before in running
        )
        running.append(span)
    return tuple(found)


def covered_days(spans: Iterable[Span], first: date, last: date) -> int:
    """Return how many of the days from ``first`` to ``last`` at least one bill covers.

    >>> january = Span(1, date(2024, 1, 10), date(2024, 1, 31), Decimal(1))
    >>> covered_days([january, january], date(2024, 1, 1), date(2024, 1, 20))
    11
    """
    count, next_day = 0, first
    for span in _in_order(spans):
        start, end = max(span.first, next_day), min(span.last, last)
        if start <= end:
            count += (end - start).days + 1
            next_day = end + _ONE_DAY
    return count


def _in_order(spans: Iterable[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (span.first, span.last, span.key))
