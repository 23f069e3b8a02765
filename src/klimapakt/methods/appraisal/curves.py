"""Discounted payments summed up year by year, and the curve read at any time."""

from collections.abc import Sequence
from itertools import accumulate


def curve(flows: Sequence[float], factors: Sequence[float]) -> list[float]:
    """Return the discounted payments summed up to each year."""
    return list(accumulate(flow * factor for flow, factor in zip(flows, factors, strict=True)))


def at(sums: Sequence[float], years: float) -> float:
    """Return a summed curve at any time, straight between two years.

    >>> at([-100.0, -40.0, 10.0], 1.5)
    -15.0
    """
    before = min(int(years), len(sums) - 1)
    part = years - before
    if part <= 0 or before == len(sums) - 1:
        return sums[before]
    return sums[before] + part * (sums[before + 1] - sums[before])
