"""The JSON Schema of a case and a complete example, as the shell prints them."""

from typing import Final

from klimapakt.methods.appraisal.schema import ANY, MONEY, RATE, SHARE, whole
from klimapakt.methods.portfolio.model import (
    LONGEST_LIFE,
    LONGEST_SECONDS,
    MOST_FLOWS,
    MOST_MEASURES,
    MOST_YEARS,
)
from klimapakt.methods.portfolio.parse import (
    FLOW_KEYS,
    GRANT_KEYS,
    MEASURE_REQUIRED,
    REQUIRED,
)
from klimapakt.methods.rulebook.schema import TEXT, JsonObject, object_of

_WRITTEN: Final[JsonObject] = {
    "type": "string",
    "pattern": r"^\+?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?$",
}
_ID: Final[JsonObject] = {"oneOf": [TEXT, {"type": "integer"}]}
_YEAR: Final[JsonObject] = {
    "oneOf": [
        {"type": "number", "minimum": 1990, "maximum": 2100},
        {"type": "string", "pattern": "^(199[0-9]|20[0-9][0-9]|2100)$"},
    ]
}
_MILLIGRAMS: Final[JsonObject] = {
    "oneOf": [{"type": "number", "minimum": 0, "maximum": 9e18}, _WRITTEN],
    "description": "whole milligrams CO2e",
}
_SECONDS: Final[JsonObject] = {
    "oneOf": [{"type": "number", "minimum": 0, "maximum": LONGEST_SECONDS}, _WRITTEN],
    "description": "above 0; 5 without it; counted in steps, so that answers repeat",
}


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input."""
    properties: JsonObject = {
        "years": {"type": "array", "items": _YEAR, "description": f"rising, {MOST_YEARS} at most"},
        "flows": {"type": "array", "items": _flow(), "description": f"{MOST_FLOWS} at most"},
        "measures": {"type": "array", "items": _measure(), "description": f"{MOST_MEASURES} at most"},
        "budget_eur": _by_year(MONEY),
        "targets_mg": _by_year(_MILLIGRAMS),
        "budget_mg": _MILLIGRAMS,
        "discount_rate": RATE,
        "time_limit_s": _SECONDS,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "klimapakt calc portfolio",
        **object_of(properties, *REQUIRED),
    }


def _by_year(value: JsonObject) -> JsonObject:
    return {"type": "object", "additionalProperties": value, "description": "by year, such as 2026"}


def _flow() -> JsonObject:
    properties: JsonObject = {
        "id": _ID,
        "base_amount": MONEY,
        "unit": TEXT,
        "mg_per_unit": _by_year(_MILLIGRAMS),
        "activity": _by_year(MONEY),
    }
    return object_of(properties, *FLOW_KEYS[:4])


def _measure() -> JsonObject:
    window = {"type": "array", "items": _YEAR, "description": "the first and the last year"}
    properties: JsonObject = {
        "id": _ID,
        "flow": _ID,
        "saving_share": SHARE,
        "saved_amount": MONEY,
        "capex_eur": MONEY,
        "yearly_eur": ANY,
        "life_years": whole(1, LONGEST_LIFE),
        "earliest": _YEAR,
        "latest": _YEAR,
        "group": _ID,
        "requires": {"type": "array", "items": _ID},
        "switch_to": object_of({"flow": _ID, "factor": MONEY}, "flow", "factor"),
        "grant": object_of({"share": SHARE, "max_eur": MONEY, "window": window}, *GRANT_KEYS),
    }
    return object_of(properties, *MEASURE_REQUIRED)


def example() -> JsonObject:
    """Return a complete case that the shell answers as it stands: a bakery from 2026 to 2030."""
    years = ["2026", "2027", "2028", "2029", "2030"]
    grant = {"share": 0.3, "max_eur": 15000, "window": [2026, 2027]}
    return {
        "years": [int(year) for year in years],
        "flows": [
            {
                "id": "gas",
                "base_amount": 300000,
                "unit": "kWh_Hs",
                "mg_per_unit": dict.fromkeys(years, 182000),
                "activity": {"2026": 1, "2027": 1, "2028": "1.02", "2029": "1.02", "2030": "1.05"},
            },
            {
                "id": "power",
                "base_amount": 140000,
                "unit": "kWh",
                "mg_per_unit": dict.fromkeys(years, 363000),
            },
        ],
        "measures": [
            {
                "id": "heat recovery",
                "flow": "gas",
                "saving_share": 0.18,
                "capex_eur": 42000,
                "yearly_eur": 4500,
                "life_years": 15,
                "grant": grant,
            },
            {
                "id": "insulation",
                "flow": "gas",
                "saved_amount": 24000,
                "capex_eur": 18000,
                "yearly_eur": 1700,
                "life_years": 30,
            },
            {
                "id": "heat pump",
                "flow": "gas",
                "saving_share": 0.35,
                "capex_eur": 65000,
                "yearly_eur": 1200,
                "life_years": 20,
                "earliest": 2027,
                "requires": ["insulation"],
                "switch_to": {"flow": "power", "factor": 0.3},
                "grant": grant,
            },
            {
                "id": "new lamps",
                "flow": "power",
                "saving_share": 0.06,
                "capex_eur": 9000,
                "yearly_eur": 2100,
                "life_years": 12,
                "group": "lamps",
            },
            {
                "id": "new lamps with sensors",
                "flow": "power",
                "saving_share": 0.08,
                "capex_eur": 14000,
                "yearly_eur": 2700,
                "life_years": 12,
                "latest": 2029,
                "group": "lamps",
            },
        ],
        "budget_eur": {"2026": 45000, "2027": 70000, "2028": 30000, "2029": 30000, "2030": 20000},
        "targets_mg": {"2028": 95_000_000_000, "2030": 88_000_000_000},
        "discount_rate": 0.05,
        "time_limit_s": 5,
    }
