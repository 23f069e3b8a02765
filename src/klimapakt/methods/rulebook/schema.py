"""The JSON Schema of a rulebook, as the shell prints it with the methods that take one."""

from collections.abc import Mapping
from typing import Final

from klimapakt.methods.rulebook import model
from klimapakt.methods.rulebook.load import KEYS, preset_names
from klimapakt.methods.rulebook.values import DEADLINE_KEYS, LONGEST_MONTHS, RHYTHM_KEYS
from klimapakt.methods.working_days import calendars

JsonObject = dict[str, object]

TEXT: Final[JsonObject] = {"type": "string", "minLength": 1, "maxLength": 500}
DAY: Final[JsonObject] = {"type": "string", "format": "date"}
_DECIMAL: Final[JsonObject] = {
    "type": "string",
    "pattern": r"^\+?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?$",
}
_FLAG: Final[JsonObject] = {"type": "boolean"}


def rulebook_schema() -> JsonObject:
    """Return the schema: the id of a shipped rulebook, or a whole one."""
    stated = {name: _stated(value) for name, value in value_schemas().items()}
    written = {
        "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "edition": TEXT,
        "title": _both_languages(),
        "valid_from": DAY,
        "sources": {"type": "object", "additionalProperties": _source()},
        "parameters": object_of(stated, *stated),
    }
    return {"anyOf": [{"enum": list(preset_names())}, object_of(written, *KEYS)]}


def object_of(properties: Mapping[str, object], *required: str) -> JsonObject:
    """Return the schema of an object; a key that is not required may be null and then counts as absent."""
    shown = {
        name: value if name in required else {"anyOf": [value, {"type": "null"}]}
        for name, value in properties.items()
    }
    found: JsonObject = {"type": "object", "properties": shown, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


def whole_number(least: int, most: int) -> JsonObject:
    """Return the schema of a whole number, which may also be written as a text."""
    return {"oneOf": [{"type": "integer", "minimum": least, "maximum": most}, _DECIMAL]}


def _stated(value: object) -> JsonObject:
    words = {"assumption": _both_languages(), "note": _both_languages()}
    # A value may be null only where its own schema says so.
    return object_of({"value": value, "source": {"type": "array", "items": TEXT}, **words}, "value")


def value_schemas() -> dict[str, JsonObject]:
    """Return the schema of each parameter's value, in the order of the page."""
    return {
        "who_may_join": object_of(
            {"kinds": _list(_one_of(model.KINDS)), "seat": _one_of(model.SEATS)}, "kinds", "seat"
        ),
        "tiers": _list(object_of({"key": TEXT, "title": _both_languages()}, "key", "title")),
        "pre_stage": _one_of(model.PRE_STAGES),
        "term": object_of({"months": _months(), "until": DAY, "renewable": _FLAG}, "renewable"),
        "baseline": _deadline(),
        "targets": _deadline(),
        "measures": _deadline(at_least=whole_number(0, 100)),
        "extension_months": whole_number(0, LONGEST_MONTHS),
        "yearly_check": _rhythm(),
        "monitoring": _rhythm(),
        "closing_balance": object_of({"on": DAY, "after_months": _months()}),
        "scopes": object_of({"minimum": _scopes(), "optional": _scopes()}, "minimum", "optional"),
        "scope_2_method": _one_of(model.SCOPE_2_METHODS),
        "base_year": object_of({"rule": _one_of(model.BASE_YEARS), "not_before": _year()}, "rule"),
        "recalculation_threshold_percent": _number(100),
        "boundary": _one_of(model.BOUNDARIES),
        "target_form": object_of(
            {"forms": _list(_one_of(model.TARGET_FORMS)), "stated": _both_languages()}, "forms", "stated"
        ),
        "explain_if_missed": _FLAG,
        "review_mode": _one_of(model.REVIEW_MODES),
        "default_visibility": _one_of(model.VISIBILITIES),
        "offsets_in_claims": _FLAG,
        "neutrality": object_of({"tonnes_per_head": _number(1e15), "stated": _both_languages()}),
        "working_days": _one_of(tuple(calendars())),
    }


def _deadline(**more: object) -> JsonObject:
    values = (_or_null(_months()), whole_number(0, LONGEST_MONTHS), _counts_from(), _list(TEXT))
    properties = dict(zip(DEADLINE_KEYS, values, strict=True))
    return object_of({**properties, **more}, "due_months", *more)


def _rhythm() -> JsonObject:
    values = (_or_null(_months()), whole_number(0, LONGEST_MONTHS), DAY, _counts_from(), _list(TEXT))
    return object_of(dict(zip(RHYTHM_KEYS, values, strict=True)), "every_months")


def _source() -> JsonObject:
    return object_of({"title": TEXT, "address": TEXT, "seen_on": DAY, "valid_from": DAY}, "title", "address")


def _both_languages() -> JsonObject:
    return object_of({"de": TEXT, "en": TEXT}, "de", "en")


def _counts_from() -> JsonObject:
    return _one_of((model.JOINING, *model.SINGLE_DUTIES))


def _one_of(known: tuple[str, ...]) -> JsonObject:
    return {"enum": list(known)}


def _list(items: JsonObject) -> JsonObject:
    return {"type": "array", "items": items}


def _or_null(schema: JsonObject) -> JsonObject:
    return {"anyOf": [schema, {"type": "null"}]}


def _months() -> JsonObject:
    return whole_number(1, LONGEST_MONTHS)


def _scopes() -> JsonObject:
    return _list(whole_number(1, 3))


def _number(most: float) -> JsonObject:
    return {"oneOf": [{"type": "number", "minimum": 0, "maximum": most}, _DECIMAL]}


def _year() -> JsonObject:
    return {
        "oneOf": [
            {"type": "integer", "minimum": 1990, "maximum": 2100},
            {"type": "string", "pattern": "^(199[0-9]|20[0-9][0-9]|2100)$"},
        ]
    }
