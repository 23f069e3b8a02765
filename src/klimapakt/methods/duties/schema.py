"""The JSON Schema of a case and a complete example, as the shell prints them."""

from typing import Final

from klimapakt.methods.duties.model import ABOUT_A_DUTY
from klimapakt.methods.duties.parse import EVENT_KEYS
from klimapakt.methods.rulebook import preset_json
from klimapakt.methods.rulebook.schema import DAY, TEXT, JsonObject, object_of, rulebook_schema, whole_number
from klimapakt.methods.rulebook.values import LONGEST_MONTHS

_EVENT_VALUES: Final[JsonObject] = {
    "duty": {**TEXT, "description": "the id of a duty, such as baseline or monitoring-1"},
    "on": DAY,
    "months": whole_number(1, LONGEST_MONTHS),
    "reason": TEXT,
}


def schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the input."""
    properties: JsonObject = {
        "rulebook": rulebook_schema(),
        "membership": object_of({"joined_on": DAY, "signed_on": DAY, "tier": TEXT}, "joined_on"),
        "events": {"type": "array", "items": {"oneOf": [_event(kind) for kind in EVENT_KEYS]}},
        "as_of": DAY,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "klimapakt calc duties",
        **object_of(properties, "rulebook", "membership", "as_of"),
    }


def _event(kind: str) -> JsonObject:
    keys = EVENT_KEYS[kind]
    values = {key: {"const": kind} if key == "kind" else _EVENT_VALUES[key] for key in keys}
    return object_of(values, *(keys if kind in ABOUT_A_DUTY else ("kind", "on")))


def example() -> JsonObject:
    """Return a complete case that the shell answers as it stands, with a rulebook written out.

    ``"rulebook": "duesseldorf"`` says the same in one word.
    """
    return {
        "rulebook": dict(preset_json("duesseldorf")),
        "membership": {"joined_on": "2024-02-29", "signed_on": "2024-02-15"},
        "events": [
            {"kind": "fulfilled", "duty": "baseline", "on": "2025-01-20"},
            {
                "kind": "extended",
                "duty": "targets",
                "on": "2025-02-10",
                "months": 3,
                "reason": "The management board meets in April.",
            },
            {"kind": "waived", "duty": "measures", "on": "2025-02-10", "reason": "Stands in the targets."},
            {"kind": "paused", "on": "2026-01-01", "reason": "Moving to another site"},
            {"kind": "resumed", "on": "2026-04-01"},
        ],
        "as_of": "2026-11-26",
    }
