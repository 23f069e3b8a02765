"""The JSON Schema of a case and a complete example, as the shell prints them."""

from klimapakt.methods import shapes
from klimapakt.methods.decomposition.parse import CASE_KEYS
from klimapakt.methods.shapes import JsonObject, document, object_of


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input."""
    names: JsonObject = {"type": "array", "items": shapes.TEXT, "description": "each name once"}
    row: JsonObject = {"type": "array", "items": shapes.AMOUNT, "description": "one value per factor"}
    rows: JsonObject = {"type": "array", "items": row, "description": "at least one; as many in both years"}
    properties: JsonObject = {"factors": names, "base": rows, "current": rows, "rows": names}
    return document("decomposition", object_of(properties, *CASE_KEYS[:3]))


def example() -> JsonObject:
    """Return a complete case that the shell answers as it stands: a bakery whose oil oven became electric."""
    return {
        "factors": ["t of bread", "kWh per t", "share of the carrier", "kg CO2e per kWh"],
        "rows": ["electricity", "heating oil"],
        "base": [[400, 1500, "0.4", "0.434"], [400, 1500, "0.6", "0.266"]],
        "current": [[430, 1350, "1", "0.363"], [430, 1350, "0", "0.266"]],
    }
