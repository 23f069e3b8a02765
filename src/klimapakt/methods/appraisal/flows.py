"""From positions to payments year by year, and from payments to present values. In float64; sums are exact.

The formula (DIN EN 17463 as described on the method page)::

    CF_t = sum of s q p (1+g)^(t - price year) (1-d)^(t-1) - deduction_t - tax_t,  year 0 less the investment
    NPV  = sum of CF_t / (1+r)^t, at the end of each year
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil, fsum

from klimapakt.methods.appraisal.model import Plan, Position


def payments(plan: Plan, years: int, price_changes: Mapping[str, Decimal] | None = None) -> list[list[float]]:
    """Return for each position its payments from year 0 to the year, before risk and tax."""
    changes = plan.price_changes if price_changes is None else price_changes
    used = {position.group for position in plan.positions}
    factors = {group: _price_factors(changes[group], plan.price_year, years) for group in used}
    return [_payments(position, factors[position.group], years) for position in plan.positions]


def net_payments(plan: Plan, gross: Sequence[float]) -> list[float]:
    """Return the payments after investment, grant, risk deduction and tax, from the sums of the positions.

    Nothing is deducted or taxed in year 0. Depreciation is no payment; it only lowers the tax.
    """
    kept = kept_share(plan)
    shield = tax_shield(plan, len(gross) - 1)
    first = gross[0] - float(plan.investment_eur) + float(plan.grant_eur)
    return [first, *(kept * gross[year] + shield[year] for year in range(1, len(gross)))]


def kept_share(plan: Plan) -> float:
    """Return which share of a payment is left after the risk deduction and the tax on it."""
    lost = plan.risk.loss_share * plan.risk.probability if plan.risk else Decimal(0)
    taxed = plan.tax.rate if plan.tax else Decimal(0)
    return float((1 - lost) * (1 - taxed))


def tax_shield(plan: Plan, years: int) -> list[float]:
    """Return by how much depreciation lowers the tax of each year; what is granted is not depreciated."""
    saved = float(plan.investment_eur - plan.grant_eur)
    return [saved * share for share in shielded_shares(plan, years)]


def shielded_shares(plan: Plan, years: int) -> list[float]:
    """Return by how much depreciation lowers the tax of each year, for each euro invested."""
    found = [0.0] * (years + 1)
    if plan.tax:
        life = float(plan.tax.depreciation_years)
        yearly = float(plan.tax.rate) / life
        for year in range(1, min(years, ceil(life)) + 1):
            found[year] = yearly * min(1.0, life - year + 1)
    return found


def rate_of(plan: Plan) -> Decimal:
    """Return the discount rate with the surcharge for risk."""
    return plan.discount_rate + (plan.risk.surcharge if plan.risk else 0)


def discount_factors(rate: Decimal, years: int) -> list[float]:
    """Return what a euro of each year is worth in year 0. Raises OverflowError."""
    worth = 1 / float(1 + rate)
    return [worth**year for year in range(years + 1)]


def present_value(flows: Sequence[float], factors: Sequence[float]) -> float:
    """Return the sum of discounted payments.

    >>> present_value([-100.0, 110.0], discount_factors(Decimal("0.1"), 1))
    0.0
    """
    return fsum(flow * factor for flow, factor in zip(flows, factors, strict=True))


def sums_of(series: Sequence[Sequence[float]], years: int) -> list[float]:
    """Return the payments of all positions together by year."""
    if not series:
        return [0.0] * (years + 1)
    return [fsum(column) for column in zip(*series, strict=True)]


def _price_factors(change: Decimal, price_year: int, years: int) -> list[float]:
    growth = float(1 + change)
    return [growth ** (year - price_year) for year in range(years + 1)]


def _payments(position: Position, factors: Sequence[float], years: int) -> list[float]:
    amount = float(position.amount_eur())
    left = float(1 - position.degradation)
    found = [0.0] * (years + 1)
    for year in position.timing.years(years):
        # What has not yet run has not yet worn: year 0 and year 1 have the full quantity.
        worn = left ** (year - 1) if year > 1 else 1.0
        found[year] = amount * factors[year] * worn
    return found
