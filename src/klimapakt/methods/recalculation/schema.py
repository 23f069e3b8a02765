"""The JSON Schema of a case and a complete example, as the shell prints them."""

from klimapakt.methods import shapes
from klimapakt.methods.recalculation.engine import KINDS
from klimapakt.methods.recalculation.parse import CASE_KEYS, CHANGE_KEYS
from klimapakt.methods.shapes import JsonObject, document, object_of


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input."""
    change = object_of(
        {
            "id": shapes.IDENTIFIER,
            "kind": {"enum": list(KINDS)},
            "delta_mg": shapes.SIGNED_MILLIGRAMS,
            "on": shapes.DAY,
        },
        *CHANGE_KEYS,
    )
    properties: JsonObject = {
        "base_mg": shapes.MILLIGRAMS,
        "changes": {"type": "array", "items": change},
        "threshold_percent": shapes.PERCENT,
    }
    return document("recalculation", object_of(properties, *CASE_KEYS))


def example() -> JsonObject:
    """Return a complete case that the shell answers as it stands."""
    return {
        "base_mg": 800_000_000_000,
        "changes": [
            {"id": "branch-north", "kind": "acquisition", "delta_mg": 60_000_000_000, "on": "2024-07-01"},
            {"id": "laundry", "kind": "outsourcing", "delta_mg": -25_000_000_000, "on": "2025-01-01"},
            {"id": "second-shift", "kind": "organic", "delta_mg": 40_000_000_000, "on": "2025-03-01"},
        ],
        "threshold_percent": 5,
    }
