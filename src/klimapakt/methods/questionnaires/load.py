"""Read questionnaires from their files and refuse, with the place, what would not work on a page.

``questions.json`` holds questions that several sectors share; a sector's file names them in order and may
hold questions of its own under ``own``. Schema: ``docs/methods/questionnaires.md``.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import cast

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.questionnaires.model import Question, Questionnaire
from klimapakt.methods.questionnaires.parts import question_of
from klimapakt.methods.reading import identifier, mapping, sequence, text
from klimapakt.methods.refusal import Refused
from klimapakt.methods.texts import text_of

SHARED = "questions"
DEFAULT = "office"
_KEYS = ("edition", "title", "suits", "kinds", "sectors", "questions", "own")


@cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """Return the questionnaires that are shipped, by key.

    >>> sorted(questionnaires())
    ['craft', 'office', 'shop']
    """
    folder = files("klimapakt.methods").joinpath("data/questionnaires")
    named = sorted((entry.name.removesuffix(".json"), entry) for entry in folder.iterdir())
    return read_questionnaires({name: json.loads(entry.read_text(encoding="utf-8")) for name, entry in named})


def questionnaire(key: str) -> Questionnaire | None:
    """Return a questionnaire by its key."""
    return questionnaires().get(key)


def read_questionnaires(given: Mapping[str, object]) -> Mapping[str, Questionnaire]:
    """Return the questionnaires of parsed files by name. Raises Refused with file and place."""
    shared = {
        key: _placed(f"{SHARED}.{key}", key, entry)
        for key, entry in cast("Mapping[str, object]", given.get(SHARED) or {}).items()
    }
    return {name: _questionnaire(name, entry, shared) for name, entry in given.items() if name != SHARED}


def suggested_for(kind: str, sector: str) -> str:
    """Return the key of the questionnaire for a kind of organisation and a sector of WZ 2008.

    >>> suggested_for("craft", ""), suggested_for("company", "47.11"), suggested_for("company", "69.1")
    ('craft', 'shop', 'office')
    """
    found = questionnaires()
    by_sector = [
        (len(start), key)
        for key, one in found.items()
        for start in one.sectors
        if sector.strip() and sector.strip().startswith(start)
    ]
    if by_sector:
        return max(by_sector)[1]
    return next((key for key, one in found.items() if kind in one.kinds), DEFAULT)


def _questionnaire(name: str, entry: object, shared: Mapping[str, Question]) -> Questionnaire:
    given = mapping(entry, name, _KEYS, required=[key for key in _KEYS if key != "own"])
    own = {
        key: _placed(f"{name}.own.{key}", key, one)
        for key, one in cast("Mapping[str, object]", given.get("own") or {}).items()
    }
    keys = [
        identifier(key, f"{name}.questions[{at}]")
        for at, key in enumerate(sequence(given["questions"], f"{name}.questions"))
    ]
    return Questionnaire(
        key=name,
        edition=text(given["edition"], f"{name}.edition"),
        title=text_of(given["title"], f"{name}.title"),
        suits=text_of(given["suits"], f"{name}.suits"),
        kinds=tuple(_words(given["kinds"], f"{name}.kinds")),
        sectors=tuple(_words(given["sectors"], f"{name}.sectors")),
        questions=tuple(_chosen(keys, name, {**shared, **own})),
    )


def _chosen(keys: list[str], name: str, known: Mapping[str, Question]) -> Iterator[Question]:
    for at, key in enumerate(keys):
        path = f"{name}.questions[{at}]"
        if key not in known:
            template = gettext_noop("There is no question %(key)s.")
            raise Refused(path, Message("unknown_question", template, {"key": key}))
        if key in keys[:at]:
            template = gettext_noop("The question %(key)s is asked twice.")
            raise Refused(path, Message("question_twice", template, {"key": key}))
        yield known[key]


def _placed(path: str, key: str, entry: object) -> Question:
    return question_of(key, entry, path)


def _words(value: object, path: str) -> Iterator[str]:
    for at, word in enumerate(sequence(value, path)):
        yield text(word, f"{path}[{at}]")
