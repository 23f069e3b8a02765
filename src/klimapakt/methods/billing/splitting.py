"""Divide the amount of a bill among the calendar years it touches; the parts add up to it exactly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from klimapakt.methods.billing.degree_days import heating_weight

LEAST_DECIMALS = 3
"""Decimals of the parts of a bill, or as many as the bill has."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What each day of a period weighs.

    ``heating_share`` (0 to 1) follows degree days, the rest follows days. ``own`` are the degree days of
    months in Kd; None means the table of the long-term mean.
    """

    heating_share: Decimal = Decimal(0)
    own: Mapping[str, Decimal] | None = None

    def share(self, part: tuple[date, date], whole: tuple[date, date]) -> Fraction:
        """Return which share of a whole period's consumption falls on a part of it.

        >>> quarter = (date(2023, 1, 1), date(2023, 3, 31))
        >>> Weighing(Decimal(1)).share(quarter, (date(2023, 1, 1), date(2023, 12, 31)))
        Fraction(9, 20)
        """
        by_days = Fraction(days_of(part), days_of(whole))
        heating = Fraction(self.heating_share)
        if heating == 0:
            return by_days
        cold = heating_weight(*whole, self.own)
        by_cold = heating_weight(*part, self.own) / cold if cold else by_days
        return heating * by_cold + (1 - heating) * by_days


BY_DAYS = Weighing()


@dataclass(frozen=True, slots=True)
class YearPart:
    """The part of a bill that falls into one calendar year."""

    year: int
    first: date
    last: date
    amount: Decimal
    share: Fraction

    @property
    def days(self) -> int:
        """Return the number of days, first and last included."""
        return days_of((self.first, self.last))


def split(amount: Decimal, first: date, last: date, weighing: Weighing = BY_DAYS) -> tuple[YearPart, ...]:
    """Return the parts of a bill by year, oldest first.

    The running sum is rounded (half to even), never the single part: so no part is negative and all parts
    add up to the bill to the last digit.

    >>> for part in split(Decimal(12000), date(2023, 7, 1), date(2024, 6, 30), Weighing(Decimal(1))):
    ...     print(part.year, part.days, part.amount)
    2023 184 5003.478
    2024 182 6996.522
    """
    bounds = [(max(first, date(year, 1, 1)), min(last, date(year, 12, 31))) for year in years_of(first, last)]
    scale = 10 ** max(LEAST_DECIMALS, _decimals(amount))
    whole, running, written = Fraction(amount) * scale, Fraction(0), 0
    parts = []
    for position, bound in enumerate(bounds, start=1):
        share = weighing.share(bound, (first, last))
        running += share
        until = round(whole * running) if position < len(bounds) else int(whole)
        parts.append(YearPart(bound[0].year, *bound, Decimal(until - written) / scale, share))
        written = until
    return tuple(parts)


def years_of(first: date, last: date) -> range:
    """Return the calendar years a period touches.

    >>> list(years_of(date(2023, 11, 15), date(2024, 11, 14)))
    [2023, 2024]
    """
    return range(first.year, last.year + 1)


def days_of(period: tuple[date, date]) -> int:
    """Return the days of a period, first and last included."""
    return (period[1] - period[0]).days + 1


def _decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
