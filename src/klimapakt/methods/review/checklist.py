"""What a review checks: dated, sourced items of which a rulebook asks some, by its parameters."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.rulebook import Rulebook
from klimapakt.methods.rulebook.values import READERS
from klimapakt.methods.texts import Text, text_of

DECIDED_BY: Final = ("machine", "person")
PLACES: Final = ("standing", "scopes", "rows", "findings", "by-risk")
MACHINE_CHECKS: Final = (
    "scope_1",
    "scope_2",
    "scope_3",
    "scope_2_both",
    "evidence",
    "quality",
    "findings",
)
"""What a program can decide; an item that says so and is not among them does not load."""

_KEYS: Final = ("key", "decided_by", "parameter", "only_for", "place", "question", "source")
_NEEDED: Final = ("key", "decided_by", "place", "question", "source")
_SOURCE_KEYS: Final = ("title", "section")


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item comes from: the title of a standard and the part of it."""

    title: str
    section: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is checked; asked where ``parameter`` has one of the values ``only_for``, or always."""

    key: str
    decided_by: str
    question: Text
    place: str
    sources: tuple[Source, ...]
    parameter: str | None = None
    only_for: tuple[str, ...] = ()

    @property
    def is_for_a_person(self) -> bool:
        """Tell whether only a person can decide it."""
        return self.decided_by == "person"


@dataclass(frozen=True, slots=True)
class Checklist:
    """All items of one edition."""

    edition: str
    items: tuple[Item, ...]


@cache
def checklist() -> Checklist:
    """Return the checklist that is shipped.

    >>> checklist().items[0].question.en
    'Are direct emissions (scope 1) recorded?'
    """
    path = files("klimapakt.methods").joinpath("data/review_checks.json")
    return read_checklist(json.loads(path.read_text(encoding="utf-8")))


def items_for(rulebook: Rulebook) -> tuple[Item, ...]:
    """Return what a review under this rulebook checks, in the order of the list.

    >>> from klimapakt.methods.rulebook import preset
    >>> [one.key for one in items_for(preset("krefeld"))][:3]
    ['scope_1', 'scope_2', 'evidence']
    """
    return tuple(one for one in checklist().items if _is_asked(one, rulebook))


def read_checklist(raw: object, path: str = "review_checks") -> Checklist:
    """Return a checklist. Raises Refused for an unknown key, a missing source, or an unknown parameter."""
    needed = ("edition", "sources", "checks")
    given = reading.mapping(raw, path, needed, required=needed)
    named = given["sources"] if isinstance(given["sources"], Mapping) else {}
    sources = {name: _source(one, f"{path}.sources.{name}") for name, one in named.items()}
    items = tuple(
        _item(one, f"{path}.checks[{at}]", sources)
        for at, one in enumerate(reading.sequence(given["checks"], f"{path}.checks"))
    )
    return Checklist(reading.text(given["edition"], f"{path}.edition"), items)


def _item(raw: object, path: str, sources: Mapping[str, Source]) -> Item:
    given = reading.mapping(raw, path, _KEYS, required=_NEEDED)
    decided_by = reading.choice(given["decided_by"], f"{path}.decided_by", DECIDED_BY)
    key = reading.text(given["key"], f"{path}.key")
    if decided_by == "machine":
        reading.choice(key, f"{path}.key", MACHINE_CHECKS)
    return Item(
        key=key,
        decided_by=decided_by,
        question=text_of(given["question"], f"{path}.question"),
        place=reading.choice(given["place"], f"{path}.place", PLACES),
        sources=tuple(
            sources[reading.choice(one, f"{path}.source", tuple(sources))]
            for one in reading.sequence(given["source"], f"{path}.source")
        ),
        parameter=_parameter(given, path),
        only_for=tuple(
            reading.text(one, f"{path}.only_for")
            for one in reading.sequence(given.get("only_for", []), f"{path}.only_for")
        ),
    )


def _parameter(given: Mapping[str, object], path: str) -> str | None:
    if given.get("parameter") is None:
        return None
    return reading.choice(given["parameter"], f"{path}.parameter", tuple(READERS))


def _source(raw: object, path: str) -> Source:
    given = reading.mapping(raw, path, _SOURCE_KEYS, required=_SOURCE_KEYS)
    return Source(
        title=reading.text(given["title"], f"{path}.title"),
        section=reading.text(given["section"], f"{path}.section"),
    )


def _is_asked(item: Item, rulebook: Rulebook) -> bool:
    if item.parameter is None:
        return True
    return bool(set(item.only_for) & set(_values(rulebook, item.parameter)))


def _values(rulebook: Rulebook, parameter: str) -> tuple[str, ...]:
    """Return what a parameter says, as the words that items name."""
    if parameter == "scopes":
        return tuple(str(one) for one in rulebook.scopes.value.minimum)
    if parameter == "base_year":
        return (rulebook.base_year.value.rule,)
    return (str(rulebook.stated(parameter).value),)
