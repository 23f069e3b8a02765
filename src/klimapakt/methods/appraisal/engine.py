"""Appraise an investment: cash flows, present values, indicators, sensitivities, scenarios, legal tests."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, isfinite
from typing import Final, TypeVar

from klimapakt.methods.appraisal import flows
from klimapakt.methods.appraisal.curves import curve
from klimapakt.methods.appraisal.indicators import annuity, modified_rate_of_return, payback
from klimapakt.methods.appraisal.model import CO2_GROUP, Case, Plan, Series
from klimapakt.methods.appraisal.regimes import Verdict, verdict
from klimapakt.methods.appraisal.roots import all_rates_of_return, without_noise
from klimapakt.methods.appraisal.sensitivities import (
    LARGEST_EUR,
    Basis,
    Sensitivity,
    longest_years,
    sensitivities,
)
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

T = TypeVar("T")

_MG_PER_T: Final = 10**9


@dataclass(frozen=True, slots=True)
class Year:
    """The payments of a year, what they are worth in year 0, and the sum so far; EUR, not rounded."""

    year: int
    cash_flow_eur: float
    present_value_eur: float
    cumulative_eur: float
    positions: dict[str, float]

    def as_json(self) -> dict[str, object]:
        """Return the year as the shell prints it."""
        return {
            "year": self.year,
            "cash_flow_eur": cents(self.cash_flow_eur),
            "present_value_eur": cents(self.present_value_eur),
            "cumulative_eur": cents(self.cumulative_eur),
            "positions": {name: cents(value) for name, value in self.positions.items()},
        }


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The answer. The net present value is the criterion; all other indicators are for information.

    ``has_abatement_cost`` tells a cost that cannot be stated (nothing is saved) from one not asked for.
    """

    npv_eur: float
    years: tuple[Year, ...]
    rates_of_return: tuple[float, ...]
    modified_rate: float | None
    static_payback: float | None
    discounted_payback: float | None
    annuity_eur: float | None
    has_abatement_cost: bool = False
    abatement_eur_per_t: float | None = None
    sensitivities: tuple[Sensitivity, ...] = ()
    scenarios: tuple[tuple[str, float], ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the answer exactly as the contract prints it."""
        roots = list(self.rates_of_return)
        found: dict[str, object] = {
            "npv_eur": cents(self.npv_eur),
            "years": [year.as_json() for year in self.years],
            "irr": {"roots": roots, "unique": len(roots) == 1},
        }
        if self.modified_rate is not None:
            found["mirr"] = self.modified_rate
        found["payback"] = {"static": self.static_payback, "discounted": self.discounted_payback}
        found["annuity_eur"] = None if self.annuity_eur is None else cents(self.annuity_eur)
        if self.has_abatement_cost:
            found["abatement_eur_per_t"] = self.abatement_eur_per_t
        found["sensitivities"] = [one.as_json() for one in self.sensitivities]
        found["scenarios"] = {name: cents(npv) for name, npv in self.scenarios}
        found["regimes"] = [one.as_json() for one in self.verdicts]
        return found


def appraise(case: Case | Series) -> Appraisal:
    """Return the appraisal. Raises Refused where a result is larger than money can be.

    >>> from klimapakt.methods.appraisal.parse import read_case
    >>> appraise(read_case({"cash_flows": [-100, 60, 60], "discount_rate": 0.1})).as_json()["npv_eur"]
    4.13
    """
    if isinstance(case, Series):
        return _guarded("", lambda: _of_series(case))
    return _guarded("", lambda: _of_case(case))


def cents(value: float) -> float:
    """Return euros rounded to cents.

    >>> cents(-0.001)
    0.0
    """
    return round(value, 2) + 0.0


def _of_series(case: Series) -> Appraisal:
    payments = [float(flow) for flow in case.cash_flows]
    factors = flows.discount_factors(case.discount_rate, len(payments) - 1)
    rates = (float(case.finance_rate), float(case.reinvest_rate))
    return _checked(_appraisal(payments, factors, rates, {}))


def _of_case(case: Case) -> Appraisal:
    plan = case.plan
    years = longest_years(plan, case.sensitivity_percent)
    series = flows.payments(plan, years)
    gross = flows.sums_of(series, years)
    rate = flows.rate_of(plan)
    factors = flows.discount_factors(rate, years)
    net = flows.net_payments(plan, gross)[: plan.horizon_years + 1]
    rates = (float(rate), float(rate))
    found = _checked(_appraisal(net, factors[: plan.horizon_years + 1], rates, _named(plan, series)))
    basis = Basis(plan, series, gross, factors, found.npv_eur)
    sums = [year.cumulative_eur for year in found.years]
    return replace(
        found,
        has_abatement_cost=bool(plan.saved_mg),
        abatement_eur_per_t=_abatement(basis) if plan.saved_mg else None,
        sensitivities=sensitivities(basis, case.sensitivity_percent),
        scenarios=tuple((name, _scenario_npv(name, other)) for name, other in case.scenarios.items()),
        verdicts=tuple(verdict(regime, sums, plan.useful_life_years) for regime in case.regimes),
    )


def _checked(found: Appraisal) -> Appraisal:
    """Return the appraisal. Raises Refused where a sum of money does not fit into 64 bits of cents."""
    sums = (value for year in found.years for value in (year.cash_flow_eur, year.cumulative_eur))
    if all(isfinite(value) and abs(value) < LARGEST_EUR for value in (found.npv_eur, *sums)):
        return found
    raise _too_large("")


def _named(plan: Plan, series: Sequence[Sequence[float]]) -> dict[str, Sequence[float]]:
    return {position.name: one for position, one in zip(plan.positions, series, strict=True)}


def _appraisal(
    net: Sequence[float],
    factors: Sequence[float],
    rates: tuple[float, float],
    named: Mapping[str, Sequence[float]],
) -> Appraisal:
    """Return what follows from the payments alone; ``rates`` are those of financing and reinvestment."""
    values = [flow * factor for flow, factor in zip(net, factors, strict=True)]
    sums = curve(net, factors)
    npv = flows.present_value(net, factors)
    years = tuple(
        Year(year, net[year], values[year], sums[year], {name: one[year] for name, one in named.items()})
        for year in range(len(net))
    )
    return Appraisal(
        npv_eur=npv,
        years=years,
        # Bare payments are as they were stated; sums of positions may hold what only rounding has left.
        rates_of_return=all_rates_of_return(without_noise(net) if named else net),
        modified_rate=modified_rate_of_return(net, *rates),
        static_payback=payback(net),
        discounted_payback=payback(values),
        annuity_eur=annuity(npv, factors),
    )


def _abatement(basis: Basis) -> float | None:
    """Return the cost per tonne: the net present value without a price on CO2, over undiscounted tonnes."""
    saved = sum(basis.plan.saved_mg)
    if saved <= 0:
        return None
    priced = fsum(
        basis.value_of(series)
        for position, series in zip(basis.plan.positions, basis.series, strict=True)
        if position.group.lower() == CO2_GROUP
    )
    return (priced - basis.npv) / (saved / _MG_PER_T)


def _scenario_npv(name: str, plan: Plan) -> float:
    def npv() -> float:
        years = plan.horizon_years
        net = flows.net_payments(plan, flows.sums_of(flows.payments(plan, years), years))
        return flows.present_value(net, flows.discount_factors(flows.rate_of(plan), years))

    found = _guarded(f"scenarios.{name}", npv)
    if not isfinite(found) or abs(found) >= LARGEST_EUR:
        raise _too_large(f"scenarios.{name}")
    return found


def _guarded(path: str, calculation: Callable[[], T]) -> T:
    """Refuse what leaves the range of the numbers: prices that explode, rates close to -100 %."""
    try:
        return calculation()
    except (OverflowError, ZeroDivisionError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise _too_large(path) from error


def _too_large(path: str) -> Refused:
    template = gettext_noop(
        "A result is larger than money can be. Check amounts, price changes, rates and the number of years."
    )
    return Refused(path, Message("result_too_large", template))
