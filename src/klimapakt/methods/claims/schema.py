"""The JSON Schema of a case and a complete example, as the shell prints them."""

from typing import Final

from klimapakt.methods import shapes
from klimapakt.methods.claims import model
from klimapakt.methods.claims.parse import CASE_KEYS, LONGEST_TEXT
from klimapakt.methods.shapes import JsonObject, document, object_of

_MAYBE_EMPTY: Final[JsonObject] = {"type": "string", "maxLength": 500}


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input."""
    properties: JsonObject = {
        "text": {"type": "string", "maxLength": LONGEST_TEXT},
        "language": {"enum": list(model.LANGUAGES)},
        "audience": {"enum": list(model.AUDIENCES)},
        "speaker": {"enum": list(model.SPEAKERS)},
        "on": shapes.DAY,
        "claim": _claim(),
    }
    return document("claim", object_of(properties, *CASE_KEYS[:3]))


def _claim() -> JsonObject:
    properties: JsonObject = {
        "kind": {"enum": list(model.KINDS)},
        "figure_mg": shapes.MILLIGRAMS,
        "unit_value": {"anyOf": [{"type": "number", "minimum": -1e15, "maximum": 1e15}, shapes.TEXT]},
        "scopes": {"type": "array", "items": shapes.number(1, 3)},
        "base_year": shapes.YEAR,
        "year": shapes.YEAR,
        "period": {"enum": list(model.PERIODS)},
        "state": {"enum": list(model.STATES)},
        "offsets": {"type": "boolean"},
        "scheme": _MAYBE_EMPTY,
        "evidence": {"type": "array", "items": shapes.IDENTIFIER},
        "plan": object_of(
            {
                "public_url": _MAYBE_EMPTY,
                "resources": _MAYBE_EMPTY,
                "reviewer": _MAYBE_EMPTY,
                "reviewed_on": shapes.DAY,
                "findings_url": _MAYBE_EMPTY,
            }
        ),
    }
    return object_of(properties, "kind", "evidence")


def example() -> JsonObject:
    """Return a complete case that the shell answers as it stands."""
    return {
        "text": "Unser Café ist klimaneutral. 2024 haben wir 48,2 t CO₂e verursacht (Scope 1 und 2).",
        "language": "de",
        "audience": "b2c",
        "speaker": "company",
        "on": "2026-11-26",
        "claim": {
            "kind": "company",
            "figure_mg": 48_200_000_000,
            "scopes": [1, 2],
            "year": 2024,
            "evidence": ["inventory-2024-v2"],
        },
    }
