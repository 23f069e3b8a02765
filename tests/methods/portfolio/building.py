"""Portfolios to choose, and the best one found by trying every plan, as plainly as it can be written."""

from collections.abc import Iterator
from itertools import product
from math import floor, log
from typing import cast

from klimapakt.methods.portfolio.shell import answer

Fields = dict[str, object]
Plan = dict[str, int]


def flow(name: str = "gas", **changes: object) -> Fields:
    """Return a flow of 1,000 units with a gram each, the same in 2026 and 2027."""
    found: Fields = {
        "id": name,
        "base_amount": 1000,
        "unit": "kWh",
        "mg_per_unit": {"2026": 1000, "2027": 1000},
    }
    return {**found, **changes}


def measure(name: str = "insulation", **changes: object) -> Fields:
    """Return a measure that saves a tenth of the gas for 100 EUR and earns 30 EUR a year for ten years."""
    found: Fields = {
        "id": name,
        "flow": "gas",
        "saving_share": "0.1",
        "capex_eur": 100,
        "yearly_eur": 30,
        "life_years": 10,
    }
    return {**found, **changes}


def case_of(*measures: Fields, **changes: object) -> Fields:
    """Return a case of two years without discounting, with enough money and no target that binds."""
    found: Fields = {
        "years": [2026, 2027],
        "flows": [flow()],
        "measures": list(measures or [measure()]),
        "budget_eur": {"2026": 1000, "2027": 1000},
        "targets_mg": {},
        "discount_rate": 0,
    }
    return {**found, **changes}


def plan_of(case: Fields) -> Plan:
    """Return the measures that are chosen, with their years."""
    starts = cast("list[Fields]", answer(case)["plan"])
    return {str(start["measure"]): cast("int", start["year"]) for start in starts}


def emissions_of(case: Fields) -> list[int]:
    """Return the emissions of the chosen plan by year."""
    return list(cast("dict[str, int]", answer(case)["emissions_mg"]).values())


def every_plan(case: Fields) -> Iterator[Plan]:
    """Yield every plan that keeps budgets, groups, windows and requirements."""
    years = cast("list[int]", case["years"])
    measures = cast("list[Fields]", case["measures"])
    choices = [[None, *(year for year in years if _in_window(one, year))] for one in measures]
    for starts in product(*choices):
        plan = {str(one["id"]): year for one, year in zip(measures, starts, strict=True) if year is not None}
        if _is_allowed(case, plan):
            yield plan


def _in_window(one: Fields, year: int) -> bool:
    return cast("int", one.get("earliest", 0)) <= year <= cast("int", one.get("latest", 9999))


def _is_allowed(case: Fields, plan: Plan) -> bool:
    measures = {str(one["id"]): one for one in cast("list[Fields]", case["measures"])}
    for year, budget in cast("dict[str, float]", case["budget_eur"]).items():
        if sum(float(str(measures[name]["capex_eur"])) for name in plan if plan[name] == int(year)) > budget:
            return False
    groups = [measures[name]["group"] for name in plan if "group" in measures[name]]
    return len(groups) == len(set(groups)) and all(
        needed in plan and set(active(case, name, plan)) <= set(active(case, needed, plan))
        for name in plan
        for needed in cast("list[str]", measures[name].get("requires", []))
    )


def active(case: Fields, name: str, plan: Plan) -> list[int]:
    """Return the years in which a measure of a plan is active."""
    life = next(
        cast("int", one["life_years"]) for one in cast("list[Fields]", case["measures"]) if one["id"] == name
    )
    return [year for year in cast("list[int]", case["years"]) if plan[name] <= year < plan[name] + life]


def expected_emissions(case: Fields, plan: Plan) -> dict[int, int]:
    """Return the emissions of a plan by year."""
    return {year: _of_year(case, plan, year) for year in cast("list[int]", case["years"])}


def _of_year(case: Fields, plan: Plan, year: int) -> int:
    flows = {str(one["id"]): one for one in cast("list[Fields]", case["flows"])}
    amounts = dict.fromkeys(flows, 0.0)
    for name, one in flows.items():
        activity = cast("dict[str, float]", one.get("activity", {})).get(str(year), 1.0)
        amount = float(str(one["base_amount"])) * float(activity)
        working = [
            each
            for each in cast("list[Fields]", case["measures"])
            if each["flow"] == name and each["id"] in plan and year in active(case, str(each["id"]), plan)
        ]
        switches = [each for each in working if "switch_to" in each]
        for each in working:
            if each not in switches:
                amount *= 1 - float(str(each["saving_share"]))
        before = amount
        for each in switches:
            amount *= 1 - float(str(each["saving_share"]))
        amounts[name] += amount
        logs = [-log(1 - float(str(each["saving_share"]))) for each in switches]
        for each, part in zip(switches, logs, strict=True):
            switch = cast("Fields", each["switch_to"])
            weight = part / sum(logs) if sum(logs) else 0
            amounts[str(switch["flow"])] += (before - amount) * weight * float(str(switch["factor"]))
    return sum(
        floor(amount * float(cast("dict[str, float]", flows[name]["mg_per_unit"])[str(year)]) + 0.5)
        for name, amount in amounts.items()
    )


def expected_npv(case: Fields, plan: Plan) -> float:
    """Return the net present value of a plan in the money of the first year."""
    rate = 1 + float(str(case["discount_rate"]))
    first = cast("list[int]", case["years"])[0]
    total = 0.0
    for one in cast("list[Fields]", case["measures"]):
        if one["id"] in plan:
            start = plan[str(one["id"])]
            value = _granted(one, start) - float(str(one["capex_eur"]))
            for year in range(1, cast("int", one["life_years"]) + 1):
                value += float(str(one["yearly_eur"])) / rate**year
            total += value / rate ** (start - first)
    return total


def _granted(one: Fields, year: int) -> float:
    grant = cast("Fields | None", one.get("grant"))
    if not grant:
        return 0.0
    first, last = cast("list[int]", grant["window"])
    share = float(str(one["capex_eur"])) * float(str(grant["share"]))
    return min(share, float(str(grant["max_eur"]))) if first <= year <= last else 0.0


def expected_miss(case: Fields, emissions: dict[int, int]) -> int:
    """Return by how many milligrams targets or budget are missed."""
    if "budget_mg" in case:
        return max(0, sum(emissions.values()) - cast("int", case["budget_mg"]))
    targets = cast("dict[str, int]", case["targets_mg"])
    return sum(max(0, emissions[int(year)] - target) for year, target in targets.items())


def best_by_trying(case: Fields) -> tuple[int, float]:
    """Return the least miss of all plans, and the most money among those that miss no more."""
    found = [
        (expected_miss(case, expected_emissions(case, plan)), expected_npv(case, plan))
        for plan in every_plan(case)
    ]
    least = min(miss for miss, _ in found)
    return least, max(npv for miss, npv in found if miss == least)
