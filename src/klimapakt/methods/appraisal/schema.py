"""The JSON Schema of a case and a complete example, as the shell prints them."""

from typing import Final

from klimapakt.methods.appraisal.model import HIGHEST_RATE, LONGEST_YEARS
from klimapakt.methods.appraisal.parse import PLAN_KEYS, POSITION_KEYS, REQUIRED
from klimapakt.methods.appraisal.regimes import regime_ids
from klimapakt.methods.appraisal.values import MOST_FLOWS, MOST_POSITIONS
from klimapakt.methods.rulebook.schema import DAY, TEXT, JsonObject, object_of

_WRITTEN: Final[JsonObject] = {
    "type": "string",
    "pattern": r"^[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?$",
}


def _number(least: float, most: float, **words: object) -> JsonObject:
    return {"oneOf": [{"type": "number", "minimum": least, "maximum": most}, _WRITTEN], **words}


MONEY: Final = _number(0, 1e15)
ANY: Final = _number(-1e15, 1e15)
RATE: Final = _number(-1, HIGHEST_RATE, description="a share per year, above -1: 0.05 is 5 %")
SHARE: Final = _number(0, 1)
_LIFE: Final = _number(0, LONGEST_YEARS, description="above 0")
_PERCENT: Final = _number(0, 100, description="above 0; 50 without it")
_MILLIGRAMS: Final = _number(-9e18, 9e18)


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input: a plan, or bare payments."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "klimapakt calc appraisal",
        "anyOf": [_case(), _series()],
    }


def _series() -> JsonObject:
    flows = {"type": "array", "items": ANY, "description": f"from 1 to {MOST_FLOWS}"}
    properties: JsonObject = {
        "cash_flows": flows,
        "discount_rate": RATE,
        "finance_rate": RATE,
        "reinvest_rate": RATE,
    }
    return object_of(properties, "cash_flows", "discount_rate")


def _case() -> JsonObject:
    plan = _plan()
    scenario = {**plan, "positions": _by_name(object_of(_position(), *()))}
    properties: JsonObject = {
        **plan,
        "scenarios": _by_name(object_of({key: scenario[key] for key in PLAN_KEYS})),
        "sensitivity_percent": _PERCENT,
        "regimes": {"type": "array", "items": {"enum": list(regime_ids())}},
        "on": DAY,
    }
    return object_of(properties, *REQUIRED)


def _plan() -> JsonObject:
    named = {"name": TEXT, **_position()}
    positions = {
        "type": "array",
        "items": object_of(named, *POSITION_KEYS[:6]),
        "description": f"{MOST_POSITIONS} at most",
    }
    return {
        "horizon_years": whole(1),
        "discount_rate": RATE,
        "investment_eur": MONEY,
        "grant_eur": MONEY,
        "price_year": whole(0, 1),
        "price_changes": _by_name(RATE),
        "positions": positions,
        "useful_life_years": _LIFE,
        "emissions": object_of(
            {"saved_mg_per_year": {"type": "array", "items": _MILLIGRAMS}}, "saved_mg_per_year"
        ),
        "risk": {"oneOf": [_surcharge(), _deduction()]},
        "tax": object_of({"rate": SHARE, "depreciation_years": _LIFE}, "rate", "depreciation_years"),
    }


def _position() -> JsonObject:
    return {
        "quantity": MONEY,
        "unit_price_eur": ANY,
        "sign": {"oneOf": [{"enum": [1, -1]}, _WRITTEN]},
        "group": {**TEXT, "description": "one of price_changes; co2 is a price on emissions"},
        "timing": {
            "oneOf": [
                object_of({"kind": {"const": "yearly"}}, "kind"),
                object_of({"kind": {"const": "every"}, "n": whole(1)}, "kind", "n"),
                object_of({"kind": {"const": "once"}, "year": whole(0)}, "kind", "year"),
            ]
        },
        "degradation": SHARE,
        "source": TEXT,
    }


def _surcharge() -> JsonObject:
    points = _number(0, 100, description="below 0.25 a share, from 1 percentage points")
    return object_of({"kind": {"const": "surcharge"}, "points": points}, "kind", "points")


def _deduction() -> JsonObject:
    properties: JsonObject = {
        "kind": {"const": "deduction"},
        "loss_share": SHARE,
        "probability": SHARE,
    }
    return object_of(properties, *properties)


def _by_name(value: JsonObject) -> JsonObject:
    return {"type": "object", "additionalProperties": value}


def whole(least: int, most: int = LONGEST_YEARS) -> JsonObject:
    """Return the schema of a whole number, which may also be written as a text."""
    return {"oneOf": [{"type": "integer", "minimum": least, "maximum": most}, _WRITTEN]}


def example() -> JsonObject:
    """Return a complete case that the shell answers as it stands: heat recovery in a bakery."""
    return {
        "horizon_years": 15,
        "discount_rate": 0.06,
        "investment_eur": 42000,
        "grant_eur": 6300,
        "price_year": 0,
        "price_changes": {"energy": 0.03, "co2": 0.05, "other": 0.02},
        "positions": [
            {
                "name": "Gas saved, kWh",
                "quantity": 61000,
                "unit_price_eur": "0.074",
                "sign": 1,
                "group": "energy",
                "timing": {"kind": "yearly"},
                "degradation": "0.005",
                "source": "Data sheet of the heat exchanger",
            },
            {
                "name": "Price on CO2 saved, t",
                "quantity": "11.1",
                "unit_price_eur": 55,
                "sign": 1,
                "group": "co2",
                "timing": {"kind": "yearly"},
            },
            {
                "name": "Maintenance",
                "quantity": 1,
                "unit_price_eur": 480,
                "sign": -1,
                "group": "other",
                "timing": {"kind": "yearly"},
            },
            {
                "name": "New pump",
                "quantity": 1,
                "unit_price_eur": 1900,
                "sign": -1,
                "group": "other",
                "timing": {"kind": "every", "n": 8},
            },
            {
                "name": "Dismantling",
                "quantity": 1,
                "unit_price_eur": 1200,
                "sign": -1,
                "group": "other",
                "timing": {"kind": "once", "year": 15},
            },
        ],
        "useful_life_years": 15,
        "emissions": {"saved_mg_per_year": [11_100_000_000] * 15},
        "risk": {"kind": "deduction", "loss_share": 0.2, "probability": 0.1},
        "tax": {"rate": 0.3, "depreciation_years": 10},
        "scenarios": {
            "worst": {
                "discount_rate": 0.08,
                "price_changes": {"energy": 0},
                "positions": {"Gas saved, kWh": {"quantity": 50000}},
            },
            "best": {"investment_eur": 38000, "price_changes": {"energy": 0.05}},
            "without grant": {"grant_eur": 0},
        },
        "sensitivity_percent": 50,
        "regimes": ["enefg_9", "becv_11"],
        "on": "2026-11-26",
    }
