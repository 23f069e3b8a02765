"""Uncertainty of a sum in which one factor is one random variable.

u^2 = sum over activities of (u_a * their emissions)^2 + sum over factors of (sum over lines of u_f *
emissions)^2. Amounts are independent of one another; lines that share a factor share its error. All
percentages are standard uncertainties (1 sigma). Source: IPCC 2006, volume 1, chapter 3, eq. 3.1 and 3.2;
correlation of shared factors: GUM.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal, NamedTuple


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


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one amount or one factor adds to the uncertainty of a sum.

    ``key`` is the activity or the factor, ``u`` its standard uncertainty in the emissions' unit, ``share``
    its part of the variance (all shares make 1), ``u_without`` the uncertainty of the sum if it were known
    exactly.
    """

    kind: Literal["amount", "factor"]
    key: str
    emissions: float
    u: float
    share: float
    u_without: float


def contributions_to(lines: Iterable[UncertainLine]) -> tuple[Contribution, ...]:
    """Return what makes a sum uncertain, the largest first; nothing where nothing is uncertain.

    >>> rough = UncertainLine("a", "gas", 100, 30, 4)
    >>> [(part.kind, part.u, round(part.share, 3)) for part in contributions_to([rough])]
    [('amount', 30.0, 0.983), ('factor', 4.0, 0.017)]
    """
    parts: defaultdict[tuple[Literal["amount", "factor"], str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for activity, factor_id, emissions, u_amount_percent, u_factor_percent in lines:
        for kind, key, percent in (
            ("amount", activity, u_amount_percent),
            ("factor", factor_id, u_factor_percent),
        ):
            part = parts[kind, key]  # type: ignore[index]  # the two kinds, spelt out above
            part[0] += emissions
            part[1] += emissions * percent / 100
    variance = sum(u * u for _, u in parts.values())
    found = [
        Contribution(kind, key, emissions, abs(u), u * u / variance, sqrt(max(0.0, variance - u * u)))
        for (kind, key), (emissions, u) in parts.items()
        if u
    ]
    return tuple(sorted(found, key=lambda part: (-part.u, part.kind, part.key)))


@dataclass(frozen=True, slots=True)
class Spread:
    """What the uncertainty of a sum comes from.

    ``amounts`` is the variance of all amounts together, ``factors`` the standard uncertainty that each
    factor brings, with the sign of its emissions.
    """

    total: float
    amounts: float
    factors: Mapping[str, float]


def spread_of(lines: Iterable[UncertainLine]) -> Spread:
    """Return what the uncertainty of the sum of lines comes from.

    >>> spread_of([UncertainLine("a", "gas", 100, 3, 10)])
    Spread(total=100.0, amounts=9.0, factors={'gas': 10.0})
    """
    by_activity: defaultdict[str, float] = defaultdict(float)
    by_factor: defaultdict[str, float] = defaultdict(float)
    total = 0.0
    for activity, factor_id, emissions, u_amount_percent, u_factor_percent in lines:
        by_activity[activity] += emissions * u_amount_percent / 100
        by_factor[factor_id] += emissions * u_factor_percent / 100
        total += emissions
    return Spread(total, sum(u * u for u in by_activity.values()), dict(by_factor))


def uncertainty_of_difference(current: Spread, previous: Spread) -> Uncertainty:
    """Return the uncertainty of current minus previous; a factor is the same random variable in both.

    ``percent`` is of the difference. The same amount with the same factor twice leaves only the amounts:

    >>> year = spread_of([UncertainLine("a", "gas", 100, 3, 10)])
    >>> round(uncertainty_of_difference(year, year).u, 4)
    4.2426
    """
    shared = (
        current.factors.get(factor, 0.0) - previous.factors.get(factor, 0.0)
        for factor in {**current.factors, **previous.factors}
    )
    u = sqrt(current.amounts + previous.amounts + sum(error * error for error in shared))
    difference = abs(current.total - previous.total)
    return Uncertainty(u, 100 * u / difference if difference else None)


def uncertainty_of_sum(lines: Iterable[UncertainLine]) -> Uncertainty:
    """Return the uncertainty of the sum of lines.

    Two lines of 100 with one factor known to 10 % are known to 10 % together, not to 7 %:

    >>> shared = [UncertainLine("a", "gas", 100, 0, 10), UncertainLine("b", "gas", 100, 0, 10)]
    >>> uncertainty_of_sum(shared).percent
    10.0
    """
    spread = spread_of(lines)
    variance = sum((error * error for error in spread.factors.values()), start=spread.amounts)
    u = sqrt(variance)
    return Uncertainty(u, 100 * u / spread.total if spread.total else None)
