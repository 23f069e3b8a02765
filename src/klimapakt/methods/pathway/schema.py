"""The JSON Schema of a case and a complete example, as the shell prints them."""

from klimapakt.methods import shapes
from klimapakt.methods.pathway.model import REFERENCES
from klimapakt.methods.pathway.parse import CASE_KEYS, NEUTRALITY_KEYS, TARGET_KEYS
from klimapakt.methods.shapes import JsonObject, document, object_of


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input."""
    target = object_of({"year": shapes.YEAR, "reduction_percent": shapes.PERCENT}, *TARGET_KEYS)
    own = object_of({"neutral_year": shapes.YEAR, "residual_percent": shapes.PERCENT}, *NEUTRALITY_KEYS)
    properties: JsonObject = {
        "base_year": shapes.YEAR,
        "base_mg": shapes.MILLIGRAMS,
        "targets": {
            "type": "array",
            "items": target,
            "description": "at least one, each after the base year",
        },
        "reference": {"anyOf": [{"enum": list(REFERENCES)}, own]},
        "actual_mg": {
            "type": "object",
            "additionalProperties": shapes.MILLIGRAMS,
            "description": "emissions by year, from the base year on",
        },
    }
    return document("pathway", object_of(properties, *CASE_KEYS[:4]))


def example() -> JsonObject:
    """Return a complete case that the shell answers as it stands."""
    return {
        "base_year": 2020,
        "base_mg": 1_000_000_000_000,
        "targets": [
            {"year": 2025, "reduction_percent": 15},
            {"year": 2030, "reduction_percent": "42"},
        ],
        "reference": "sbti_1p5_linear",
        "actual_mg": {"2023": 930_000_000_000, "2024": 900_000_000_000},
    }
