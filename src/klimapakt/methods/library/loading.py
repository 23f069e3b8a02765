"""The library as it stands in ``data/measure_library.json``; what does not fit the schema does not load."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from klimapakt.methods.catalogue import Activity, activities
from klimapakt.methods.json_text import read_json
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.reading import mapping, sequence, text
from klimapakt.methods.refusal import Refused
from klimapakt.methods.texts import Text, text_of

Gives = Literal["kwh", "share", "amount", "litres", "kilograms", "switch", "none"]
_GIVES: Final = ("kwh", "share", "amount", "litres", "kilograms", "switch", "none")
SECTORS: Final = (
    *("all", "office", "retail", "food", "craft", "manufacturing", "hospitality", "logistics", "health"),
)
FIELDS: Final = (
    *("electricity", "heat", "renewables", "processes", "cooling", "mobility", "logistics"),
    *("materials", "waste", "organisation", "other"),
)


@dataclass(frozen=True, slots=True)
class Input:
    """One figure a formula asks for; ``unit`` is "*" where it is that of the line."""

    key: str
    unit: str
    title: Text


@dataclass(frozen=True, slots=True)
class Formula:
    """What a formula asks for, what it gives, and the physics or the citation behind it."""

    key: str
    inputs: tuple[Input, ...]
    gives: Gives
    source: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One typical measure. ``to`` is the activity and unit of what is used instead, where something is.

    ``life_years`` and ``life_source`` are given where a citable value is known; else the user is asked.
    """

    key: str
    field: str
    sectors: tuple[str, ...]
    touches: tuple[str, ...]
    formula: Formula
    to: tuple[str, str] | None
    title: Text
    life_years: int | None
    life_source: str
    questions: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """One edition of the library."""

    edition: str
    source: str
    entries: Mapping[str, Entry]


@cache
def library() -> Library:
    """Return the library in force.

    >>> library().entries["pv-own-use"].life_years
    20
    """
    place = files("klimapakt.methods").joinpath("data/measure_library.json")
    return read(read_json(place.read_bytes()))


def read(given: object) -> Library:
    """Return the library in a document. Raises Refused with the place of what does not fit."""
    names = ("edition", "source", "inputs", "formulas", "measures")
    found: Mapping[str, Any] = mapping(given, "", names, required=names)
    inputs = {key: _input(key, one) for key, one in found["inputs"].items()}
    formulas = {key: _formula(key, one, inputs) for key, one in found["formulas"].items()}
    known = activities()
    entries: dict[str, Entry] = {}
    for place, one in enumerate(sequence(found["measures"], "measures")):
        entry = _entry(one, f"measures[{place}]", formulas, known)
        if entry.key in entries:
            raise _wrong(f"measures[{place}].key")
        entries[entry.key] = entry
    return Library(text(found["edition"], "edition"), text(found["source"], "source"), entries)


def _input(key: str, given: object) -> Input:
    found: Mapping[str, Any] = mapping(given, f"inputs.{key}", ("unit", "title"), required=("unit", "title"))
    return Input(key, str(found["unit"]), text_of(found["title"], f"inputs.{key}.title"))


def _formula(key: str, given: object, inputs: Mapping[str, Input]) -> Formula:
    names = ("inputs", "gives", "source")
    found: Mapping[str, Any] = mapping(given, f"formulas.{key}", names, required=names)
    if found["gives"] not in _GIVES or not set(found["inputs"]) <= set(inputs):
        raise _wrong(f"formulas.{key}")
    asked = tuple(inputs[name] for name in found["inputs"])
    return Formula(key, asked, found["gives"], text_of(found["source"], f"formulas.{key}.source"))


def _entry(given: object, path: str, formulas: Mapping[str, Formula], known: Mapping[str, Activity]) -> Entry:
    names = ("key", "field", "sectors", "touches", "formula", "to", "title", "life", "questions")
    found: Mapping[str, Any] = mapping(given, path, names, required=names)
    _known(found["formula"], formulas, f"{path}.formula")
    _known(found["field"], FIELDS, f"{path}.field")
    for name, allowed in (("sectors", SECTORS), ("touches", known)):
        for value in sequence(found[name], f"{path}.{name}"):
            _known(value, allowed, f"{path}.{name}")
    formula = formulas[found["formula"]]
    if (formula.gives == "switch") != (found["to"] is not None):
        raise _wrong(f"{path}.to")
    years, source = _life(found["life"], f"{path}.life")
    return Entry(
        key=text(found["key"], f"{path}.key"),
        field=found["field"],
        sectors=tuple(found["sectors"]),
        touches=tuple(found["touches"]),
        formula=formula,
        to=_to(found["to"], f"{path}.to", known),
        title=text_of(found["title"], f"{path}.title"),
        life_years=years,
        life_source=source,
        questions=_questions(found["questions"], f"{path}.questions"),
    )


def _to(given: object, path: str, known: Mapping[str, Activity]) -> tuple[str, str] | None:
    if given is None:
        return None
    found: Mapping[str, Any] = mapping(given, path, ("activity", "unit"), required=("activity", "unit"))
    _known(found["activity"], known, path)
    _known(found["unit"], known[found["activity"]].units, path)
    return found["activity"], found["unit"]


def _life(given: object, path: str) -> tuple[int | None, str]:
    """Return the years and where they are written; a life without source does not load."""
    if given is None:
        return None, ""
    found: Mapping[str, Any] = mapping(given, path, ("years", "source"), required=("years", "source"))
    if type(found["years"]) is not int or found["years"] < 1:
        raise _wrong(f"{path}.years")
    return found["years"], text(found["source"], f"{path}.source")


def _questions(given: object, path: str) -> tuple[Text, ...]:
    found: Mapping[str, Any] = mapping(given, path, ("de", "en"), required=("de", "en"))
    if len(found["de"]) != len(found["en"]) or not found["de"]:
        raise _wrong(path)
    return tuple(Text(de, en) for de, en in zip(found["de"], found["en"], strict=True))


def _known(value: object, known: Container[object], path: str) -> None:
    if value not in known:
        raise _wrong(path)


def _wrong(path: str) -> Refused:
    return Refused(path, Message("library_wrong", gettext_noop("This entry of the library does not fit.")))
