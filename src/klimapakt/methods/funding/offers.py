"""The rule files: one offer each, every rule with its source and the day somebody last looked at it.

A new offer is a new file. What has no source or no date does not load.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from klimapakt.methods import reading
from klimapakt.methods.funding.model import BUILDINGS, KINDS, OFFER_STATES, ORDERS
from klimapakt.methods.funding.notes import NOTES
from klimapakt.methods.funding.questions import QUESTIONS
from klimapakt.methods.funding.regions import regions
from klimapakt.methods.funding.sizes import SIZES
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.texts import Text, text_of

FORMS: Final = ("grant", "programme", "advice", "information", "tool")
COMPLETENESS: Final = ("reviewed", "template")
"""A template names an offer whose conditions nobody has read at their source; it never answers yes."""

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "measure": KINDS,
    "name": KINDS,
    "building": BUILDINGS,
    "size": SIZES,
    "order": ORDERS,
    "question": tuple(QUESTIONS),
}
RULES: Final = (*_WORDS, "region", "company", "sector")
_OFFER_KEYS: Final = (
    *("id", "title", "provider", "form", "completeness", "last_checked_on", "source"),
    *("states", "rules", "notes", "combinations"),
)
_CHECKED: Final = ("source", "last_checked_on")


@dataclass(frozen=True, slots=True)
class Checked:
    """Where something is written, and when somebody last looked."""

    source: str
    last_checked_on: date


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition: its kind, the words it lets pass (kinds, sizes, a region, …), those it asks about."""

    rule: str
    words: tuple[str, ...]
    checked: Checked
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What an offer was from a day until a day, as far as somebody has seen; None: as far as we know."""

    state: str
    begins: date
    ends: date | None
    checked: Checked


@dataclass(frozen=True, slots=True)
class Note:
    """Something to look out for that decides nothing: a fee, a portal, a time within which to draw."""

    note: str
    values: Mapping[str, object]
    begins: date
    checked: Checked


@dataclass(frozen=True, slots=True)
class Combination:
    """Another offer that may be taken beside this one, under which conditions."""

    other: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer with its conditions."""

    id: str
    title: Text
    provider: Text
    form: str
    completeness: Literal["reviewed", "template"]
    checked: Checked
    states: tuple[State, ...]
    rules: tuple[Rule, ...]
    notes: tuple[Note, ...]
    combinations: tuple[Combination, ...]

    @property
    def oldest_check(self) -> date:
        """Return the oldest day of all checks: an offer is as fresh as its stalest rule."""
        checks = [self.checked, *(one.checked for one in self.states), *(one.checked for one in self.rules)]
        checks += [*(one.checked for one in self.notes), *(one.checked for one in self.combinations)]
        return min(one.last_checked_on for one in checks)

    @property
    def order(self) -> str:
        """Return what the offer demands about the order of the steps, or an empty text."""
        return next((one.words[0] for one in self.rules if one.rule == "order"), "")


@cache
def offers() -> tuple[Offer, ...]:
    """Return the shipped offers by id.

    >>> sum(one.completeness == "reviewed" for one in offers()), len(offers())
    (4, 10)
    """
    folder = files("klimapakt.methods").joinpath("data/funding/offers")
    entries = sorted(folder.iterdir(), key=lambda one: one.name)
    return loaded(json.loads(entry.read_text(encoding="utf-8")) for entry in entries)


def loaded(raw: Iterable[object]) -> tuple[Offer, ...]:
    """Return offers from data. Raises Refused for a rule without source or date, and for unknown words."""
    found = tuple(_offer(one, f"offers[{at}]") for at, one in enumerate(raw))
    names = [one.id for one in found]
    if len(set(names)) < len(names):
        raise Refused("offers", Message("offer_twice", gettext_noop("Two offers have the same id.")))
    for at, offer in enumerate(found):
        for number, one in enumerate(offer.combinations):
            reading.choice(one.other, f"offers[{at}].combinations[{number}].with", names)
    return found


def _offer(raw: object, path: str) -> Offer:
    given = reading.mapping(raw, path, _OFFER_KEYS, required=_OFFER_KEYS[:9])
    completeness = reading.choice(given["completeness"], f"{path}.completeness", COMPLETENESS)
    states = tuple(_state(one, place) for one, place in _each(given, "states", path))
    if completeness == "reviewed" and not states:
        template = gettext_noop("A reviewed offer says from when it was seen open or closed.")
        raise Refused(f"{path}.states", Message("no_state", template))
    return Offer(
        id=reading.text(given["id"], f"{path}.id"),
        title=text_of(given["title"], f"{path}.title"),
        provider=text_of(given["provider"], f"{path}.provider"),
        form=reading.choice(given["form"], f"{path}.form", FORMS),
        completeness="template" if completeness == "template" else "reviewed",
        checked=_checked(given, path),
        states=states,
        rules=tuple(_rule(one, place) for one, place in _each(given, "rules", path)),
        notes=tuple(_note(one, place) for one, place in _each(given, "notes", path)),
        combinations=tuple(_combination(one, place) for one, place in _each(given, "combinations", path)),
    )


def _each(given: Mapping[str, object], key: str, path: str) -> list[tuple[object, str]]:
    items = reading.sequence(given.get(key) or [], f"{path}.{key}")
    return [(one, f"{path}.{key}[{at}]") for at, one in enumerate(items)]


def _checked(given: Mapping[str, object], path: str) -> Checked:
    return Checked(
        reading.text(given["source"], f"{path}.source"),
        reading.day(given["last_checked_on"], f"{path}.last_checked_on"),
    )


def _state(raw: object, path: str) -> State:
    given = reading.mapping(
        raw, path, ("state", "from", "until", *_CHECKED), required=("state", "from", *_CHECKED)
    )
    ends = given.get("until")
    return State(
        reading.choice(given["state"], f"{path}.state", OFFER_STATES),
        reading.day(given["from"], f"{path}.from"),
        None if ends is None else reading.day(ends, f"{path}.until"),
        _checked(given, path),
    )


def _rule(raw: object, path: str) -> Rule:
    keys = ("rule", "words", "asked", *_CHECKED)
    given = reading.mapping(raw, path, keys, required=("rule", "words", *_CHECKED))
    rule = reading.choice(given["rule"], f"{path}.rule", RULES)
    words = _words_of(given, "words", rule, path)
    if not words:
        template = gettext_noop("The rule lets nothing pass. Name at least one word.")
        raise Refused(f"{path}.words", Message("empty_rule", template))
    return Rule(rule, words, _checked(given, path), _words_of(given, "asked", rule, path))


def _words_of(given: Mapping[str, object], key: str, rule: str, path: str) -> tuple[str, ...]:
    known = tuple(regions()) if rule == "region" else _WORDS.get(rule)
    items = _each(given, key, path)
    if known is None:
        return tuple(reading.text(one, place) for one, place in items)
    return tuple(reading.choice(one, place, known) for one, place in items)


def _note(raw: object, path: str) -> Note:
    keys = ("note", "values", "from", *_CHECKED)
    given = reading.mapping(raw, path, keys, required=("note", "from", *_CHECKED))
    note = reading.choice(given["note"], f"{path}.note", NOTES)
    values = reading.mapping(given.get("values") or {}, f"{path}.values", NOTES[note], required=NOTES[note])
    return Note(note, values, reading.day(given["from"], f"{path}.from"), _checked(given, path))


def _combination(raw: object, path: str) -> Combination:
    given = reading.mapping(raw, path, ("with", *_CHECKED), required=("with", *_CHECKED))
    return Combination(reading.text(given["with"], f"{path}.with"), _checked(given, path))
