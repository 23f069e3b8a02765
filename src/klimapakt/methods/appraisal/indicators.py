"""Figures beside the net present value, for information: payback, annuity, modified rate of return."""

from collections.abc import Sequence
from itertools import accumulate
from math import fsum
from typing import Final

_NEGLIGIBLE: Final = 1e-12


def payback(flows: Sequence[float]) -> float | None:
    """Return after how many years the payments have come back, straight within a year; None for never.

    >>> payback([-100.0, 40.0, 40.0, 40.0]), payback([-100.0, 40.0])
    (2.5, None)
    """
    sums = list(accumulate(flows))
    allowed = _NEGLIGIBLE * max(map(abs, flows), default=0.0)
    for year, so_far in enumerate(sums):
        if so_far >= -allowed:
            return year - 1 - sums[year - 1] / flows[year] if year and so_far > allowed else float(year)
    return None


def annuity(npv: float, factors: Sequence[float]) -> float | None:
    """Return the yearly payment that is worth the net present value; None without a year to pay in.

    ``factors`` are what a euro of each year is worth, from year 0.

    >>> annuity(75.0, [1.0, 0.5, 0.25])
    100.0
    """
    worth = fsum(factors[1:])
    return npv / worth if worth else None


def modified_rate_of_return(flows: Sequence[float], finance: float, reinvest: float) -> float | None:
    """Return the rate that turns the discounted payments into the reinvested receipts.

    None without both. Raises OverflowError.

    >>> round(modified_rate_of_return([-100.0, 60.0, 60.0], 0.1, 0.12), 6)
    0.12783
    """
    last = len(flows) - 1
    paid = -sum(flow / (1 + finance) ** year for year, flow in enumerate(flows) if flow < 0)
    received = sum(flow * (1 + reinvest) ** (last - year) for year, flow in enumerate(flows) if flow > 0)
    if not last or paid <= 0 or received <= 0:
        return None
    found: float = (received / paid) ** (1 / last) - 1
    return found


def first_positive_year(sums: Sequence[float]) -> int | None:
    """Return the first whole year in which a summed curve, in cents, is above zero."""
    return next((year for year, so_far in enumerate(sums) if round(so_far, 2) > 0), None)
