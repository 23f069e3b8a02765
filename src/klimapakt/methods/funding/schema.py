"""The JSON Schema of a case and a complete example, as the shell prints them."""

from klimapakt.methods import shapes
from klimapakt.methods.funding.model import BUILDINGS, KINDS, MEASURE_STATES
from klimapakt.methods.funding.parse import CASE_KEYS, POSTCODE, REQUIRED_OF_A_MEASURE
from klimapakt.methods.shapes import JsonObject, document, object_of


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input."""
    organisation: JsonObject = {
        "employees": shapes.AMOUNT,
        "turnover_eur": shapes.AMOUNT,
        "balance_sheet_eur": shapes.AMOUNT,
        "energy_mwh": shapes.AMOUNT,
        "legal_form": shapes.TEXT,
        "sector": {**shapes.TEXT, "description": "a word for the sector, such as craft, retail or office"},
        "postcode": {"type": "string", "pattern": POSTCODE},
    }
    measure: JsonObject = {
        "kind": {"enum": list(KINDS)},
        "investment_eur": shapes.AMOUNT,
        "building": {"enum": list(BUILDINGS)},
        "state": {"enum": list(MEASURE_STATES)},
        "applied_on": shapes.DAY,
        "approved_on": shapes.DAY,
        "ordered_on": shapes.DAY,
    }
    properties: JsonObject = {
        "organisation": object_of(organisation),
        "measure": object_of(measure, *REQUIRED_OF_A_MEASURE),
        "on": shapes.DAY,
    }
    return document("funding", object_of(properties, *CASE_KEYS))


def example() -> JsonObject:
    """Return a complete case that the shell answers as it stands."""
    return {
        "organisation": {
            "employees": 12,
            "turnover_eur": 1_400_000,
            "balance_sheet_eur": 600_000,
            "energy_mwh": 310,
            "legal_form": "GmbH",
            "sector": "food",
            "postcode": "40213",
        },
        "measure": {
            "kind": "heat_pump",
            "investment_eur": 48_000,
            "building": "commercial",
            "state": "planned",
        },
        "on": "2026-11-27",
    }
