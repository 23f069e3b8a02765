"""The JSON Schema of a case and a complete example, as the shell prints them."""

from klimapakt.methods import shapes
from klimapakt.methods.shapes import JsonObject, document, object_of
from klimapakt.methods.weather.parse import BY_CLIMATE_FACTOR, BY_DEGREE_DAYS


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input: with degree days or with a climate factor."""
    return document("weather", {"anyOf": [_shape(BY_DEGREE_DAYS), _shape(BY_CLIMATE_FACTOR)]})


def _shape(keys: tuple[str, ...]) -> JsonObject:
    above_zero = shapes.number(0, 1e15, description="above 0")
    known: JsonObject = {"amount": shapes.AMOUNT, "heating_share": shapes.SHARE}
    return object_of({key: known.get(key, above_zero) for key in keys}, *keys)


def example() -> JsonObject:
    """Return a complete case that the shell answers as it stands."""
    return {"amount": 120000, "heating_share": "0.85", "degree_days": 3000, "reference_degree_days": 3200}
