"""The JSON Schema of a case and a complete example, as the shell prints them."""

from klimapakt.methods import shapes
from klimapakt.methods.shapes import JsonObject, document, object_of
from klimapakt.methods.uncertainty.case import LINE_KEYS


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input."""
    known: JsonObject = {"id": shapes.IDENTIFIER, "factor_id": shapes.IDENTIFIER}
    line = object_of({key: known.get(key, shapes.AMOUNT) for key in LINE_KEYS}, *LINE_KEYS)
    lines: JsonObject = {"type": "array", "items": line, "description": "each id once"}
    return document("uncertainty", object_of({"lines": lines, "previous": lines}, "lines"))


def example() -> JsonObject:
    """Return a complete case that the shell answers as it stands: gas of two years with one factor."""
    gas = {"factor": "0.182", "factor_id": "gas", "u_amount_percent": 2, "u_factor_percent": 5}
    return {
        "lines": [{"id": "gas", "amount": 900, **gas}],
        "previous": [{"id": "gas", "amount": 1000, **gas}],
    }
