"""Estimate the consumption of days without a bill from the bills before and after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from klimapakt.methods.billing.degree_days import heating_weight
from klimapakt.methods.billing.series import Span
from klimapakt.methods.billing.splitting import Weighing

_PLACES = 2


@dataclass(frozen=True, slots=True)
class Estimate:
    """An amount and the bills it was extrapolated from."""

    amount: Decimal
    days: int
    neighbours: tuple[Span, ...]

    @property
    def known_amount(self) -> Decimal:
        """Return what the neighbouring bills come to."""
        return sum((span.amount for span in self.neighbours), Decimal(0))

    @property
    def known_days(self) -> int:
        """Return how many days the neighbouring bills cover."""
        return sum(span.days for span in self.neighbours)


def neighbours_of(first: date, last: date, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the nearest bill before and the nearest bill after a stretch of days, where there are such."""
    before = max((span for span in spans if span.last < first), key=lambda span: span.last, default=None)
    after = min((span for span in spans if span.first > last), key=lambda span: span.first, default=None)
    return tuple(span for span in (before, after) if span is not None)


def estimate(first: date, last: date, spans: Sequence[Span], weighing: Weighing) -> Estimate | None:
    """Return what some days used, as the neighbouring bills suggest; None without any neighbour.

    Both neighbours together give a consumption per day and, for the heating share, per degree day. The
    amount is rounded to two decimals.

    >>> january = Span(1, date(2024, 1, 1), date(2024, 1, 31), Decimal(310))
    >>> march = Span(2, date(2024, 3, 1), date(2024, 3, 31), Decimal(248))
    >>> estimate(date(2024, 2, 1), date(2024, 2, 29), [january, march], Weighing()).amount
    Decimal('261')
    """
    neighbours = neighbours_of(first, last, spans)
    if not neighbours:
        return None
    days = (last - first).days + 1
    known = sum((Fraction(span.amount) for span in neighbours), Fraction(0))
    by_days = known * Fraction(days, sum(span.days for span in neighbours))
    heating = Fraction(weighing.heating_share)
    cold = _cold(neighbours, weighing) if heating else Fraction(0)
    by_cold = known * heating_weight(first, last, weighing.own) / cold if cold else by_days
    found = heating * by_cold + (1 - heating) * by_days
    return Estimate(Decimal(round(found * 10**_PLACES)) / 10**_PLACES, days, neighbours)


def _cold(spans: Sequence[Span], weighing: Weighing) -> Fraction:
    return sum((heating_weight(span.first, span.last, weighing.own) for span in spans), Fraction(0))
