"""Words of JSON Schema that the methods share: numbers, milligrams, percentages, years."""

from typing import Final

from klimapakt.methods.figures import LARGEST_MG

JsonObject = dict[str, object]

_WRITTEN: Final[JsonObject] = {
    "type": "string",
    "pattern": r"^[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?$",
}
_YEARS: Final = (1990, 2100)
TEXT: Final[JsonObject] = {"type": "string", "minLength": 1, "maxLength": 500}
DAY: Final[JsonObject] = {"type": "string", "format": "date"}


def number(least: float, most: float, **words: object) -> JsonObject:
    """Return the schema of a number between bounds, which may also be written as a text."""
    return {"oneOf": [{"type": "number", "minimum": least, "maximum": most}, _WRITTEN], **words}


AMOUNT: Final = number(0, 1e15)
PERCENT: Final = number(0, 100)
SHARE: Final = number(0, 1)
MILLIGRAMS: Final = number(0, LARGEST_MG, description="whole milligrams CO2e")
SIGNED_MILLIGRAMS: Final = number(-LARGEST_MG, LARGEST_MG, description="whole milligrams CO2e, signed")
YEAR: Final[JsonObject] = {
    "oneOf": [
        {"type": "integer", "minimum": _YEARS[0], "maximum": _YEARS[1]},
        {"type": "string", "pattern": "^(199[0-9]|20[0-9][0-9]|2100)$"},
    ]
}
IDENTIFIER: Final[JsonObject] = {"oneOf": [TEXT, {"type": "integer"}]}


def object_of(properties: JsonObject, *required: str) -> JsonObject:
    """Return the schema of an object; a key that is not required may be null and then counts as absent."""
    shown = {
        name: value if name in required else {"anyOf": [value, {"type": "null"}]}
        for name, value in properties.items()
    }
    found: JsonObject = {"type": "object", "properties": shown, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


def document(method: str, shape: JsonObject) -> JsonObject:
    """Return the schema of a method's whole input, as the shell prints it."""
    title = f"klimapakt calc {method}"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **shape}
