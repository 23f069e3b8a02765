"""Fields for the value of every parameter, made from the schema of the rulebook, and the way back to JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.methods.rulebook.model import LABELS
from klimapakt.methods.rulebook.schema import JsonObject, value_schemas
from klimapakt.pacts.presenting.words import HINTS, PARTS, WHOLE_HINTS, WHOLE_VALUE, Words, choice

LANGUAGES: Final[Mapping[str, Words]] = {"de": _("in German"), "en": _("in English")}
SEPARATOR: Final = "__"
_COLUMN: Final = "|"
_TIER_COLUMNS: Final = 3


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value inside a parameter: its parts from the parameter down, its kind, and what it may be."""

    parameter: str
    parts: tuple[str, ...]
    kind: str
    choices: tuple[str, ...] = ()
    is_required: bool = False
    is_nullable: bool = False

    @property
    def name(self) -> str:
        """Return the name of the field."""
        return SEPARATOR.join((self.parameter, *self.parts))

    @property
    def place(self) -> str:
        """Return where the value stands in the file."""
        return ".".join(("rulebook.parameters", self.parameter, "value", *self.parts))


def leaves() -> dict[str, tuple[Leaf, ...]]:
    """Return the values of every parameter, in the order of the page."""
    return {
        name: tuple(_leaves(name, (), schema, is_required=True)) for name, schema in value_schemas().items()
    }


def field_of(leaf: Leaf) -> forms.Field:
    """Return the field of a value; what is typed is checked by the reader of the rulebook."""
    return _FIELDS[leaf.kind](leaf, _words(leaf))


def typed(leaf: Leaf, value: Any) -> object:  # noqa: ANN401 -- as the fields clean it
    """Return what was entered as it stands in the file; None where nothing was."""
    if leaf.kind in {"whole", "number", "year"}:
        return number_in(value)
    if leaf.kind == "day":
        return value.isoformat() if isinstance(value, date) else None
    if leaf.kind == "scopes":
        return [int(one) for one in value or ()]
    if leaf.kind == "keys":
        return [key.strip() for key in str(value or "").split(",") if key.strip()] or None
    if leaf.kind == "tiers":
        return [_tier(line) for line in str(value or "").splitlines() if line.strip()]
    if leaf.kind == "choices":
        return list(value or ())
    return bool(value) if leaf.kind == "flag" else (value or None)


def shown(leaf: Leaf, value: object) -> object:
    """Return a value of the file as the field shows it."""
    if leaf.kind in {"whole", "number", "year"}:
        return number_out(value)
    if leaf.kind == "keys":
        return ", ".join(cast("Sequence[str]", value or ()))
    if leaf.kind == "tiers":
        tiers = cast("Sequence[Mapping[str, Any]]", value or ())
        return "\n".join(
            f" {_COLUMN} ".join((one["key"], one["title"]["de"], one["title"]["en"])) for one in tiers
        )
    if leaf.kind == "scopes":
        return [str(one) for one in cast("Sequence[object]", value or ())]
    return value


def number_in(text: str | None) -> object:
    """Return a number with the comma or the point of either language; other text as it is, to be refused."""
    entered = (text or "").strip()
    if not entered:
        return None
    plain = entered.replace(",", ".") if entered.count(",") == 1 and "." not in entered else entered
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 16 else plain


def number_out(value: object) -> str:
    """Return a number with the comma of the page."""
    if value is None:
        return ""
    text = str(Decimal(str(value)).normalize().__format__("f"))
    return text.replace(".", ",") if (get_language() or "").startswith("de") else text


def _leaves(
    parameter: str, parts: tuple[str, ...], schema: JsonObject, *, is_required: bool
) -> Iterator[Leaf]:
    inner, is_nullable = _without_null(schema)
    properties = cast("Mapping[str, JsonObject]", inner.get("properties", {}))
    if properties.keys() == LANGUAGES.keys():
        for language in LANGUAGES:
            yield Leaf(parameter, (*parts, language), "text", (), is_required and not is_nullable)
        return
    required = cast("Sequence[str]", inner.get("required", ()))
    for key, value in properties.items():
        yield from _leaves(parameter, (*parts, key), value, is_required=key in required)
    if not properties:
        kind, choices = _kind(inner)
        yield Leaf(parameter, parts, kind, choices, is_required and not is_nullable, is_required)


def _without_null(schema: JsonObject) -> tuple[JsonObject, bool]:
    either = cast("Sequence[JsonObject]", schema.get("anyOf", ()))
    return (either[0], True) if either else (schema, False)


def _kind(schema: JsonObject) -> tuple[str, tuple[str, ...]]:
    if "enum" in schema:
        return "choice", tuple(cast("Sequence[str]", schema["enum"]))
    if schema.get("type") == "array":
        return _kind_of_list(cast("JsonObject", schema["items"]))
    if "oneOf" in schema:
        first = cast("Sequence[JsonObject]", schema["oneOf"])[0]
        return ("whole" if first["type"] == "integer" else "number"), ()
    if schema.get("type") == "boolean":
        return "flag", ()
    return ("day" if schema.get("format") == "date" else "text"), ()


def _kind_of_list(items: JsonObject) -> tuple[str, tuple[str, ...]]:
    if "enum" in items:
        return "choices", tuple(cast("Sequence[str]", items["enum"]))
    if "oneOf" in items:
        bounds = cast("Sequence[Mapping[str, int]]", items["oneOf"])[0]
        return "scopes", tuple(str(one) for one in range(bounds["minimum"], bounds["maximum"] + 1))
    return ("tiers" if "properties" in items else "keys"), ()


def _words(leaf: Leaf) -> dict[str, Any]:
    last = leaf.parts[-1] if leaf.parts else ""
    if last in LANGUAGES:
        above = leaf.parts[-2]
        return {"label": f"{PARTS[above]} ({LANGUAGES[last]})"}
    if last:
        return {"label": PARTS[last], "help_text": HINTS.get(last, "")}
    label = WHOLE_VALUE.get(leaf.parameter) or gettext(LABELS[leaf.parameter])
    return {"label": label, "help_text": WHOLE_HINTS.get(leaf.parameter, "")}


def _tier(line: str) -> dict[str, object]:
    cells = [cell.strip() for cell in line.split(_COLUMN)]
    key, german, english = [*cells, "", ""][:_TIER_COLUMNS]
    return {"key": key, "title": {"de": german, "en": english}}


def _numeric(leaf: Leaf, words: dict[str, Any]) -> forms.Field:
    attributes = {"inputmode": "decimal" if leaf.kind == "number" else "numeric", "autocomplete": "off"}
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(required=leaf.is_required, max_length=60, widget=widget, **words)


def _choice(leaf: Leaf, words: dict[str, Any]) -> forms.Field:
    place = ".".join((leaf.parameter, *leaf.parts))
    choices = [(value, choice(place, value)) for value in leaf.choices]
    if leaf.kind == "choices":
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(required=False, choices=choices, widget=widget, **words)
    return forms.ChoiceField(required=leaf.is_required, choices=choices, **words)


def _scopes(leaf: Leaf, words: dict[str, Any]) -> forms.Field:
    choices = [(scope, f"Scope {scope}") for scope in leaf.choices]
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(required=False, choices=choices, widget=widget, **words)


def _flag(leaf: Leaf, words: dict[str, Any]) -> forms.Field:
    del leaf
    return forms.BooleanField(required=False, **words)


def _day(leaf: Leaf, words: dict[str, Any]) -> forms.Field:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=leaf.is_required, widget=widget, **words)


def _text(leaf: Leaf, words: dict[str, Any]) -> forms.Field:
    return forms.CharField(
        required=leaf.is_required,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}) if leaf.kind == "text" else None,
        **words,
    )


def _lines(leaf: Leaf, words: dict[str, Any]) -> forms.Field:
    del leaf
    return forms.CharField(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), **words)


_FIELDS: Final = {
    "choice": _choice,
    "choices": _choice,
    "day": _day,
    "flag": _flag,
    "keys": _text,
    "number": _numeric,
    "scopes": _scopes,
    "text": _text,
    "tiers": _lines,
    "whole": _numeric,
    "year": _numeric,
}
