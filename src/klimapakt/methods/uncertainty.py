"""Uncertainty of a sum in which one factor is one random variable.

u^2 = sum over activities of (u_a * their emissions)^2 + sum over factors of (sum over lines of u_f *
emissions)^2. Amounts are independent of one another; lines that share a factor share its error. All
percentages are standard uncertainties (1 sigma). Source: IPCC 2006, volume 1, chapter 3, eq. 3.1 and 3.2;
correlation of shared factors: GUM.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple


class UncertainLine(NamedTuple):
    """Emissions with the relative standard uncertainties of amount and factor, in percent."""

    activity: str
    factor_id: str
    emissions: float
    u_amount_percent: float
    u_factor_percent: float


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The standard uncertainty ``u`` in the emissions' unit, and in percent of their sum (None for zero)."""

    u: float
    percent: float | None


def uncertainty_of_sum(lines: Iterable[UncertainLine]) -> Uncertainty:
    """Return the uncertainty of the sum of lines.

    Two lines of 100 with one factor known to 10 % are known to 10 % together, not to 7 %:

    >>> shared = [UncertainLine("a", "gas", 100, 0, 10), UncertainLine("b", "gas", 100, 0, 10)]
    >>> uncertainty_of_sum(shared).percent
    10.0
    """
    by_activity: defaultdict[str, float] = defaultdict(float)
    by_factor: defaultdict[str, float] = defaultdict(float)
    total = 0.0
    for activity, factor_id, emissions, u_amount_percent, u_factor_percent in lines:
        by_activity[activity] += emissions * u_amount_percent / 100
        by_factor[factor_id] += emissions * u_factor_percent / 100
        total += emissions
    variance = sum(value * value for value in (*by_activity.values(), *by_factor.values()))
    u = sqrt(variance)
    return Uncertainty(u, 100 * u / total if total else None)
