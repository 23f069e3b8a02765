"""How the net present value answers when one assumption changes by so many percent and all else stays."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil, fsum, isfinite
from operator import mul
from typing import Final

from klimapakt.methods.appraisal import flows
from klimapakt.methods.appraisal.curves import at, curve
from klimapakt.methods.appraisal.model import Plan

LARGEST_EUR: Final = 2.0**63 / 100
"""Cents in 64 bits."""

_MINUS_ONE: Final = Decimal(-1)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The net present value with a parameter lower and higher by the same percentage.

    A side is None where the parameter would leave what can be calculated (a rate of -100 % or less).
    """

    parameter: str
    minus_npv_eur: float | None
    plus_npv_eur: float | None
    slope_eur_per_percent: float | None

    def as_json(self) -> dict[str, object]:
        """Return the sensitivity as the shell prints it."""
        return {
            "parameter": self.parameter,
            "minus_npv_eur": self.minus_npv_eur,
            "plus_npv_eur": self.plus_npv_eur,
            "slope_eur_per_percent": self.slope_eur_per_percent,
        }


@dataclass(frozen=True, slots=True)
class Basis:
    """A plan with its payments, already calculated up to the longest horizon that is asked for."""

    plan: Plan
    series: Sequence[Sequence[float]]
    gross: Sequence[float]
    factors: Sequence[float]
    npv: float

    def value_of(self, series: Sequence[float]) -> float:
        """Return what the payments of a position add to the net present value."""
        last = self.plan.horizon_years + 1
        later = fsum(map(mul, series[1:last], self.factors[1:last]))
        return series[0] + flows.kept_share(self.plan) * later


def longest_years(plan: Plan, percent: Decimal) -> int:
    """Return up to which year payments are needed when the horizon is longer by the percentage."""
    return ceil(plan.horizon_years * (1 + percent / 100))


def sensitivities(basis: Basis, percent: Decimal) -> tuple[Sensitivity, ...]:
    """Return the price change of each group, horizon, discount rate, investment, and each position."""
    changes = (1 - percent / 100, 1 + percent / 100)
    return tuple(
        _sensitivity(name, [_tried(npv_at, change) for change in changes], float(percent))
        for name, npv_at in _parameters(basis)
    )


NpvAt = Callable[[Decimal], float | None]


def _parameters(basis: Basis) -> Iterator[tuple[str, NpvAt]]:
    for group in basis.plan.price_changes:
        yield f"price_change:{group}", _price_change(basis, group)
    yield "horizon", _horizon(basis)
    yield "discount", _discount(basis)
    yield "capex", _investment(basis)
    for position, series in zip(basis.plan.positions, basis.series, strict=True):
        yield f"position:{position.name}", _in_proportion(basis, basis.value_of(series))


def _price_change(basis: Basis, group: str) -> NpvAt:
    plan = basis.plan
    concerned = replace(plan, positions=tuple(one for one in plan.positions if one.group == group))
    before = fsum(
        basis.value_of(series)
        for one, series in zip(plan.positions, basis.series, strict=True)
        if one.group == group
    )

    def npv_at(change: Decimal) -> float | None:
        rate = plan.price_changes[group] * change
        if rate <= _MINUS_ONE:
            return None
        changed = flows.payments(concerned, plan.horizon_years, {group: rate})
        return basis.npv - before + fsum(map(basis.value_of, changed))

    return npv_at


def _horizon(basis: Basis) -> NpvAt:
    """Payments go on beyond the horizon as they are; a part of a year is read off the summed curve."""
    sums = curve(flows.net_payments(basis.plan, basis.gross), basis.factors)

    def npv_at(change: Decimal) -> float:
        return at(sums, float(basis.plan.horizon_years * change))

    return npv_at


def _discount(basis: Basis) -> NpvAt:
    plan = basis.plan
    net = flows.net_payments(plan, basis.gross[: plan.horizon_years + 1])

    def npv_at(change: Decimal) -> float | None:
        rate = flows.rate_of(replace(plan, discount_rate=plan.discount_rate * change))
        if rate <= _MINUS_ONE:
            return None
        return flows.present_value(net, flows.discount_factors(rate, plan.horizon_years))

    return npv_at


def _investment(basis: Basis) -> NpvAt:
    """The grant stays as it is; depreciation follows."""
    plan = basis.plan
    last = plan.horizon_years
    shielded = fsum(map(mul, flows.shielded_shares(plan, last), basis.factors[: last + 1]))
    return _in_proportion(basis, float(plan.investment_eur) * (shielded - 1))


def _in_proportion(basis: Basis, value: float) -> NpvAt:
    """Return the answer to a change of what adds this value to the net present value."""

    def npv_at(change: Decimal) -> float:
        return basis.npv + float(change - 1) * value

    return npv_at


def _tried(npv_at: NpvAt, change: Decimal) -> float | None:
    """Return the value, or None where it is beyond what money can be."""
    try:
        found = npv_at(change)
    except OverflowError:
        return None
    return found if found is not None and isfinite(found) and abs(found) < LARGEST_EUR else None


def _sensitivity(name: str, values: Sequence[float | None], percent: float) -> Sensitivity:
    minus, plus = values
    slope = None if minus is None or plus is None else (plus - minus) / (2 * percent)
    return Sensitivity(name, _cents(minus), _cents(plus), slope)


def _cents(value: float | None) -> float | None:
    return None if value is None else round(value, 2) + 0.0
