"""Read rulebooks: those that are shipped, and any that is given; what cannot be is refused with its place."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook.checks import contradictions, ensure_consistent
from klimapakt.methods.rulebook.model import Rulebook, Source, Stated
from klimapakt.methods.rulebook.values import READERS
from klimapakt.methods.texts import text_of

KEYS: Final = ("id", "edition", "title", "valid_from", "sources", "parameters")
SOURCE_KEYS: Final = ("title", "address", "seen_on", "valid_from")
PARAMETER_KEYS: Final = ("value", "source", "assumption", "note")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@cache
def preset_names() -> tuple[str, ...]:
    """Return the ids of the rulebooks that are shipped.

    >>> preset_names()
    ('bw-klimabuendnis', 'duesseldorf', 'essen', 'krefeld', 'sme-climate-hub', 'uppsala')
    """
    folder = files("klimapakt.methods").joinpath("data/rulebooks")
    return tuple(sorted(entry.name.removesuffix(".json") for entry in folder.iterdir()))


@cache
def preset_json(name: str) -> Mapping[str, object]:
    """Return the file of a shipped rulebook, to start one's own from."""
    path = files("klimapakt.methods").joinpath(f"data/rulebooks/{name}.json")
    found: Mapping[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def preset(name: str) -> Rulebook:
    """Return a shipped rulebook.

    >>> preset("krefeld").baseline.value.due_months
    12
    """
    return read_rulebook(preset_json(name), f"rulebooks.{name}")


def rulebook_of(raw: object, path: str = "rulebook") -> Rulebook:
    """Return the rulebook that is named or written out. Raises Refused."""
    if not isinstance(raw, str):
        return read_rulebook(raw, path)
    if raw in preset_names():
        return preset(raw)
    close = nearest(raw, list(preset_names())) or list(preset_names())
    template = gettext_noop("There is no rulebook %(name)s. Nearest: %(nearest)s. Known: %(known)s.")
    values = {"name": raw[:80], "nearest": close[0], "known": ", ".join(preset_names())}
    raise Refused(path, Message("unknown_preset", template, values))


def read_rulebook(raw: object, path: str = "rulebook") -> Rulebook:
    """Return a rulebook as read from JSON. Raises Refused for the first thing that cannot be."""
    found = _read(raw, path)
    ensure_consistent(found, f"{path}.parameters")
    return found


def problems(raw: object, path: str = "rulebook") -> tuple[Refused, ...]:
    """Return everything that keeps this from being a rulebook; nothing for one that can be.

    Contradictions between parameters are looked for once each of them can be read.

    >>> raw = {**preset_json("krefeld"), "edition": "", "vaild_from": "2027-01-01"}
    >>> [one.path for one in problems(raw)]
    ['rulebook.vaild_from', 'rulebook.edition']
    """
    if not isinstance(raw, Mapping):
        return tuple(_refused(lambda: reading.mapping(raw, path, KEYS)))
    found = [*_unknown_or_missing(raw, path, KEYS), *_unreadable(raw, path)]
    return tuple(found or contradictions(_read(raw, path), f"{path}.parameters"))


def _unreadable(raw: Mapping[str, object], path: str) -> Iterator[Refused]:
    """Yield what is wrong with each part by itself."""
    heads: Mapping[str, Callable[[object, str], object]] = {
        "id": _slug,
        "edition": reading.text,
        "title": text_of,
        "valid_from": reading.day,
    }
    for key in [key for key in heads if key in raw]:
        yield from _refused(partial(heads[key], raw[key], f"{path}.{key}"))
    known: dict[str, Source] = {}
    if "sources" in raw:
        yield from _unreadable_sources(raw["sources"], f"{path}.sources", known)
    parameters = raw.get("parameters")
    if isinstance(parameters, Mapping):
        yield from _unknown_or_missing(parameters, f"{path}.parameters", tuple(READERS))
        for name in READERS:
            if name in parameters:
                place = f"{path}.parameters.{name}"
                yield from _refused(partial(_stated, parameters[name], name, place, known))
    elif "parameters" in raw:
        yield from _refused(partial(reading.mapping, parameters, f"{path}.parameters", tuple(READERS)))


def _unreadable_sources(raw: object, path: str, known: dict[str, Source]) -> Iterator[Refused]:
    """Yield what is wrong with the sources; ``known`` takes their names, so that nothing is told twice."""
    if not isinstance(raw, Mapping):
        yield from _refused(partial(_sources, raw, path))
        return
    for key, entry in raw.items():
        known[str(key)] = Source(str(key), str(key))
        yield from _refused(partial(_source, entry, f"{path}.{key}"))


def _unknown_or_missing(given: Mapping[str, object], path: str, keys: tuple[str, ...]) -> Iterator[Refused]:
    for key in given:
        yield from _refused(partial(reading.mapping, {key: None}, path, keys))
    for key in keys:
        if key not in given:
            yield from _refused(partial(reading.mapping, {}, path, keys, (key,)))


def _refused(read: Callable[[], object]) -> Iterator[Refused]:
    try:
        read()
    except Refused as refused:
        yield refused


def _read(raw: object, path: str) -> Rulebook:
    given = reading.mapping(raw, path, KEYS, required=KEYS)
    sources = _sources(given["sources"], f"{path}.sources")
    place = f"{path}.parameters"
    parameters = reading.mapping(given["parameters"], place, tuple(READERS), required=tuple(READERS))
    return Rulebook(
        id=_slug(given["id"], f"{path}.id"),
        edition=reading.text(given["edition"], f"{path}.edition"),
        title=text_of(given["title"], f"{path}.title"),
        valid_from=reading.day(given["valid_from"], f"{path}.valid_from"),
        **{  # type: ignore[arg-type]  # the readers are those of the fields; a test loads every preset
            name: _stated(parameters[name], name, f"{place}.{name}", sources) for name in READERS
        },
    )


def _slug(value: object, path: str) -> str:
    found = reading.text(value, path)
    if _ID.fullmatch(found):
        return found
    template = gettext_noop("An id has small letters, digits and hyphens only, such as krefeld-2027.")
    raise Refused(path, Message("not_an_id", template))


def _sources(value: object, path: str) -> Mapping[str, Source]:
    if not isinstance(value, Mapping):
        template = gettext_noop("An object with named values is needed here.")
        raise Refused(path, Message("not_an_object", template))
    return {str(key): _source(entry, f"{path}.{key}") for key, entry in value.items()}


def _source(value: object, path: str) -> Source:
    given = reading.mapping(value, path, SOURCE_KEYS, required=("title", "address"))
    days = {
        key: None if given.get(key) is None else reading.day(given[key], f"{path}.{key}")
        for key in ("seen_on", "valid_from")
    }
    if not any(days.values()):
        template = gettext_noop("A source needs the day it was seen (seen_on) or is valid from (valid_from).")
        raise Refused(path, Message("source_without_date", template))
    title, address = (reading.text(given[key], f"{path}.{key}") for key in ("title", "address"))
    return Source(title, address, days["seen_on"], days["valid_from"])


def _stated(value: object, name: str, path: str, known: Mapping[str, Source]) -> Stated[object]:
    given = reading.mapping(value, path, PARAMETER_KEYS, required=("value",))
    named = () if given.get("source") is None else reading.sequence(given["source"], f"{path}.source")
    keys = [reading.choice(key, f"{path}.source[{at}]", known) for at, key in enumerate(named)]
    words = {
        key: None if given.get(key) is None else text_of(given[key], f"{path}.{key}")
        for key in ("assumption", "note")
    }
    if not keys and words["assumption"] is None:
        template = gettext_noop(
            "A rule needs a source, or the reason why it is assumed. Name one in source or in assumption."
        )
        raise Refused(path, Message("rule_without_source", template))
    return Stated(
        value=READERS[name](given["value"], f"{path}.value"),
        sources=tuple(known[key] for key in keys),
        assumption=words["assumption"],
        note=words["note"],
    )
