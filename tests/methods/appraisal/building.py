"""Investments to appraise, and the same appraised anew from the formula, as plainly as it can be written."""

from decimal import Decimal
from typing import cast

from klimapakt.methods.appraisal.shell import answer

Fields = dict[str, object]


def position(name: str = "saved", **changes: object) -> Fields:
    """Return a position: 1,000 units at 0.10 EUR saved every year."""
    found: Fields = {
        "name": name,
        "quantity": 1000,
        "unit_price_eur": "0.1",
        "sign": 1,
        "group": "energy",
        "timing": {"kind": "yearly"},
    }
    return {**found, **changes}


def case_of(*positions: Fields, **changes: object) -> Fields:
    """Return a case: 500 EUR invested for ten years at 5 %, prices of year 0 that do not change."""
    found: Fields = {
        "horizon_years": 10,
        "discount_rate": "0.05",
        "investment_eur": 500,
        "price_year": 0,
        "price_changes": {"energy": 0, "other": 0},
        "positions": list(positions or [position()]),
    }
    return {**found, **changes}


def flows_of(*flows: object, rate: object = "0.1", **rates: object) -> Fields:
    """Return a case of bare payments."""
    return {"cash_flows": list(flows), "discount_rate": rate, **rates}


def npv_of(case: Fields) -> float:
    """Return the net present value of a case."""
    return cast("float", answer(case)["npv_eur"])


def years_of(case: Fields) -> list[Fields]:
    """Return the rows of the table of payments."""
    return cast("list[Fields]", answer(case)["years"])


def sensitivity_of(case: Fields, parameter: str) -> tuple[float | None, float | None]:
    """Return the net present values of a sensitivity, lower and higher."""
    rows = cast("list[Fields]", answer(case)["sensitivities"])
    row = next(row for row in rows if row["parameter"] == parameter)
    return cast("float | None", row["minus_npv_eur"]), cast("float | None", row["plus_npv_eur"])


def regime_of(case: Fields, name: str = "enefg_9") -> Fields:
    """Return what a legal test says."""
    rows = cast("list[Fields]", answer({**case, "regimes": [name]})["regimes"])
    return rows[0]


def expected_npv(case: Fields) -> Decimal:
    """Return the net present value by the formula alone, in Decimal."""
    rate = 1 + Decimal(str(case["discount_rate"]))
    flows = expected_flows(case)
    return sum((flow / rate**year for year, flow in enumerate(flows)), Decimal(0))


def expected_flows(case: Fields) -> list[Decimal]:
    """Return the payments of each year by the formula alone, without tax and risk."""
    last = int(str(case["horizon_years"]))
    flows = [Decimal(0)] * (last + 1)
    flows[0] = Decimal(str(case.get("grant_eur", 0))) - Decimal(str(case["investment_eur"]))
    for one in cast("list[Fields]", case["positions"]):
        for year in range(last + 1):
            if _is_due(cast("Fields", one["timing"]), year):
                flows[year] += _payment(case, one, year)
    return flows


def _is_due(timing: Fields, year: int) -> bool:
    if timing["kind"] == "once":
        return year == timing["year"]
    every = 1 if timing["kind"] == "yearly" else cast("int", timing["n"])
    return year > 0 and year % every == 0


def _payment(case: Fields, one: Fields, year: int) -> Decimal:
    changes = cast("Fields", case["price_changes"])
    growth = 1 + Decimal(str(changes[str(one["group"])]))
    left = 1 - Decimal(str(one.get("degradation", 0)))
    amount = Decimal(str(one["quantity"])) * Decimal(str(one["unit_price_eur"])) * int(str(one["sign"]))
    return amount * growth ** (year - int(str(case["price_year"]))) * left ** max(year - 1, 0)
