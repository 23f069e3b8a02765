"""A small reader of JSON Schema: the words that ``--schema`` uses, and no others.

A word that it does not know fails the test, so that a schema cannot promise what nobody checked.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

Schema = Mapping[str, object]
Check = Callable[[object, object, Schema, str], Iterator[str]]

_ANNOTATIONS = {"$schema", "title", "description"}


def complaints(value: object, schema: Schema, path: str = "") -> list[str]:
    """Return what is wrong with a value under a schema; nothing when it is valid."""
    return list(_complaints(value, schema, path))


def _complaints(value: object, schema: Schema, path: str) -> Iterator[str]:
    for word, said in schema.items():
        if word not in _ANNOTATIONS:
            yield from _CHECKS[word](value, said, schema, path)


def _type(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if not _is_of_type(value, str(said)):
        yield f"{path}: not of type {said}"


def _is_of_type(value: object, name: str) -> bool:
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return {
        "object": isinstance(value, Mapping),
        "array": isinstance(value, list | tuple),
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "null": value is None,
        "number": number,
        "integer": number and value == int(cast("float", value)),
    }[name]


def _properties(value: object, said: object, schema: Schema, path: str) -> Iterator[str]:
    known = cast("Mapping[str, Schema]", said)
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in known:
                yield from _complaints(inner, known[key], f"{path}.{key}")
            elif schema.get("additionalProperties") is False:
                yield f"{path}.{key}: not known"


def _additional(value: object, said: object, schema: Schema, path: str) -> Iterator[str]:
    if isinstance(value, Mapping) and isinstance(said, Mapping):
        for key, inner in value.items():
            if key not in cast("Mapping[str, Schema]", schema.get("properties", {})):
                yield from _complaints(inner, said, f"{path}.{key}")


def _required(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (f"{path}.{key}: missing" for key in cast("list[str]", said) if key not in value)


def _items(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _complaints(inner, cast("Schema", said), f"{path}[{place}]")


def _any_of(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if all(complaints(value, schema) for schema in cast("list[Schema]", said)):
        yield f"{path}: none of the possibilities"


def _one_of(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    fits = sum(not complaints(value, schema) for schema in cast("list[Schema]", said))
    if fits != 1:
        yield f"{path}: {fits} of the possibilities instead of one"


def _enum(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if value not in cast("list[object]", said):
        yield f"{path}: {value!r} is not possible"


def _const(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if value != said:
        yield f"{path}: not {said!r}"


def _minimum(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if _is_of_type(value, "number") and cast("float", value) < cast("float", said):
        yield f"{path}: below {said}"


def _maximum(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if _is_of_type(value, "number") and cast("float", value) > cast("float", said):
        yield f"{path}: above {said}"


def _min_length(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if isinstance(value, str) and len(value) < cast("int", said):
        yield f"{path}: too short"


def _max_length(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if isinstance(value, str) and len(value) > cast("int", said):
        yield f"{path}: too long"


def _pattern(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    if isinstance(value, str) and not re.search(str(said), value):
        yield f"{path}: does not match {said}"


def _format(value: object, said: object, _schema: Schema, path: str) -> Iterator[str]:
    assert said == "date", f"the format {said} has no check here"
    try:
        date.fromisoformat(str(value))
    except ValueError:
        yield f"{path}: no day"


_CHECKS: Mapping[str, Check] = {
    "type": _type,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": _required,
    "items": _items,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "enum": _enum,
    "const": _const,
    "minimum": _minimum,
    "maximum": _maximum,
    "minLength": _min_length,
    "maxLength": _max_length,
    "pattern": _pattern,
    "format": _format,
}
