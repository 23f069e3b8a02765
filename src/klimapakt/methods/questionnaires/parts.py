"""Read the parts of a questionnaire: each reader returns the part or refuses with its place."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import TypeVar, cast

from klimapakt.methods.catalogue import activities
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.questionnaires.model import (
    BASES,
    Basis,
    Choice,
    Drawing,
    DrawingRow,
    Field,
    Question,
    Row,
    Step,
)
from klimapakt.methods.reading import choice as one_of
from klimapakt.methods.reading import flag, identifier, mapping, positive_or_zero, sequence, text
from klimapakt.methods.refusal import Refused
from klimapakt.methods.texts import text_of

PICTOGRAMS = (
    "bin",
    "bolt",
    "box",
    "car",
    "drop",
    "flame",
    "house",
    "pump",
    "radiator",
    "snow",
    "tap",
    "train",
)
REFERENCES = ("fte", "area_m2")
QUALITIES = ("billed", "calculated", "estimated", "measured", "proxy")
Part = TypeVar("Part")
_QUESTION = ("topic", "title", "why", "where", "drawing", "unknown")
_OPTIONAL = ("fields", "rows", "choices", "bases", "note")


def question_of(key: str, value: object, path: str) -> Question:
    """Return a question whose rows can be written from its fields."""
    given = mapping(value, path, (*_QUESTION, *_OPTIONAL), required=_QUESTION)
    unknown = mapping(
        given["unknown"], f"{path}.unknown", ("meaning", "steps"), required=("meaning", "steps")
    )
    note = mapping(given.get("note") or {}, f"{path}.note", ("title", "text"))
    fields = _each(given.get("fields"), f"{path}.fields", _field)
    choices = _each(given.get("choices"), f"{path}.choices", _choice)
    if bool(fields) == bool(choices):
        template = gettext_noop("A question has either fields or choices.")
        raise Refused(path, Message("fields_or_choices", template, {}))
    _ensure_unique([choice.key for choice in choices], f"{path}.choices")
    return Question(
        key=key,
        topic=text_of(given["topic"], f"{path}.topic"),
        title=text_of(given["title"], f"{path}.title"),
        why=text_of(given["why"], f"{path}.why"),
        where=text_of(given["where"], f"{path}.where"),
        drawing=_drawing(given["drawing"], f"{path}.drawing"),
        unknown=text_of(unknown["meaning"], f"{path}.unknown.meaning"),
        steps=_each(unknown["steps"], f"{path}.unknown.steps", _step),
        fields=fields,
        rows=_rows(given.get("rows"), f"{path}.rows", fields),
        choices=choices,
        bases=cast("tuple[Basis, ...]", _each(given.get("bases"), f"{path}.bases", _basis)),
        note_title=text_of(note["title"], f"{path}.note.title") if note else None,
        note=text_of(note["text"], f"{path}.note.text") if note else None,
    )


def _each(value: object, path: str, reader: Callable[[object, str], Part]) -> tuple[Part, ...]:
    return tuple(reader(one, f"{path}[{at}]") for at, one in enumerate(sequence(value or (), path)))


def _basis(value: object, path: str) -> str:
    return one_of(value, path, BASES)


def _field(value: object, path: str) -> Field:
    keys = ("key", "label", "hint", "unit", "required", "reference", "options", "least", "most")
    given = mapping(value, path, keys, required=("key", "label"))
    reference = given.get("reference")
    return Field(
        key=identifier(given["key"], f"{path}.key"),
        label=text_of(given["label"], f"{path}.label"),
        hint=_maybe(given.get("hint"), f"{path}.hint", text_of),
        unit=_maybe(given.get("unit"), f"{path}.unit", text) or "",
        is_required=flag(given.get("required", False), f"{path}.required"),
        reference=one_of(reference, f"{path}.reference", REFERENCES) if reference else "",
        options=_each(given.get("options"), f"{path}.options", text),
        least=_maybe(given.get("least"), f"{path}.least", _bound),
        most=_maybe(given.get("most"), f"{path}.most", _bound),
    )


def _choice(value: object, path: str) -> Choice:
    keys = ("key", "label", "note", "fields", "rows", "drawing", "is_unknown")
    given = mapping(value, path, keys, required=("key", "label"))
    fields = _each(given.get("fields"), f"{path}.fields", _field)
    return Choice(
        key=identifier(given["key"], f"{path}.key"),
        label=text_of(given["label"], f"{path}.label"),
        note=_maybe(given.get("note"), f"{path}.note", text_of),
        fields=fields,
        rows=_rows(given.get("rows"), f"{path}.rows", fields),
        drawing=_maybe(given.get("drawing"), f"{path}.drawing", _drawing),
        is_unknown=flag(given.get("is_unknown", False), f"{path}.is_unknown"),
    )


def _rows(value: object, path: str, fields: Collection[Field]) -> tuple[Row, ...]:
    rows = _each(value, path, lambda one, place: _row(one, place, [field.key for field in fields]))
    _ensure_unique([row.key for row in rows], path)
    _ensure_unique([field.key for field in fields], path)
    return rows


def _row(value: object, path: str, known: Collection[str]) -> Row:
    keys = ("key", "activity", "amount", "unit", "quality", "extras", "extras_from")
    given = mapping(value, path, keys, required=("key", "activity", "amount", "unit"))
    slug = one_of(given["activity"], f"{path}.activity", activities())
    activity = activities()[slug]
    row = Row(
        key=identifier(given["key"], f"{path}.key"),
        activity=slug,
        amount=_each(given["amount"], f"{path}.amount", lambda one, place: one_of(one, place, known)),
        unit=one_of(given["unit"], f"{path}.unit", activity.units),
        quality=one_of(given.get("quality", "billed"), f"{path}.quality", QUALITIES),
        extras=cast("Mapping[str, str]", given.get("extras") or {}),
        extras_from={
            name: one_of(source, f"{path}.extras_from.{name}", known)
            for name, source in cast("Mapping[str, object]", given.get("extras_from") or {}).items()
        },
    )
    missing = [need for need in activity.needs if need not in row.extras and need not in row.extras_from]
    if missing or not row.amount:
        template = gettext_noop("The row needs %(what)s.")
        what = missing[0] if missing else "amount"
        raise Refused(path, Message("row_needs", template, {"what": what}))
    return row


def _drawing(value: object, path: str) -> Drawing:
    given = mapping(value, path, ("kind", "title", "rows"), required=("kind", "title", "rows"))
    rows = _each(given["rows"], f"{path}.rows", _drawing_row)
    if not any(row.is_marked for row in rows):
        template = gettext_noop("A drawing marks the place to look at.")
        raise Refused(path, Message("nothing_marked", template, {}))
    kind = one_of(given["kind"], f"{path}.kind", PICTOGRAMS)
    return Drawing(kind, text_of(given["title"], f"{path}.title"), rows)


def _drawing_row(value: object, path: str) -> DrawingRow:
    given = mapping(value, path, ("label", "value", "mark"), required=("label", "value"))
    label, shown = text_of(given["label"], f"{path}.label"), text_of(given["value"], f"{path}.value")
    return DrawingRow(label, shown, flag(given.get("mark", False), f"{path}.mark"))


def _step(value: object, path: str) -> Step:
    given = mapping(value, path, ("text", "letter"), required=("text",))
    return Step(text_of(given["text"], f"{path}.text"), flag(given.get("letter", False), f"{path}.letter"))


def _bound(value: object, path: str) -> Decimal:
    return positive_or_zero(value, path)


def _maybe(value: object, path: str, reader: Callable[[object, str], Part]) -> Part | None:
    return None if value is None else reader(value, path)


def _ensure_unique(keys: list[str], path: str) -> None:
    twice = next((key for at, key in enumerate(keys) if key in keys[:at]), None)
    if twice is not None:
        template = gettext_noop("The key %(key)s occurs twice.")
        raise Refused(path, Message("key_twice", template, {"key": twice}))
