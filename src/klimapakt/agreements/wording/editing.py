"""Change the text of a template clause by clause, and find everything in it that nobody may write there.

Works on the shape of the files (``load``). Nothing is changed in place: every change returns a new text. What
the office writes is held more strictly than the files: no curly bracket outside a known placeholder, no sign
of another template language.
"""

import copy
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from klimapakt.agreements.wording.load import MARK, known_marks, read_template, unknown_placeholder
from klimapakt.agreements.wording.model import AROUND, LANGUAGES, Template
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused

Raw = dict[str, Any]
CLAUSES, ANNEXES, FRAME = "clauses", "annexes", "frame"
SECTIONS: Final = (CLAUSES, ANNEXES)
"""Where parts stand. ``FRAME`` is the title with the sentences in front of the first clause."""

FRAME_KEY: Final = AROUND[1]
_FOREIGN: Final = re.compile(r"[{}]|<%|%>")
_WORD: Final = re.compile(r"[A-Za-z_]+(?:\.[A-Za-z_-]+)*")
_UNSAFE: Final = re.compile(r"[^a-z]+")


class NoSuchPart(LookupError):
    """Somebody else has removed the part, or it never was there."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot stand in a text: the place as in ``clauses[2].body[0].de``, and a sentence about it."""

    path: str
    message: Message


def fingerprint(value: object) -> str:
    """Return what tells two states of a part apart; equal for equal content, whatever the order of names.

    >>> fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    True
    """
    told = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()


def index_of(content: Raw, section: str, key: str) -> int:
    """Return the place of a part in its section. Raises NoSuchPart."""
    if section not in SECTIONS:
        raise NoSuchPart(section)
    for at, part in enumerate(content[section]):
        if part["key"] == key:
            return at
    raise NoSuchPart(key)


def part_of(content: Raw, section: str, key: str) -> Raw:
    """Return a part with why its change is only editorial; title and opening as a part of their own."""
    if section == FRAME:
        return {"key": FRAME_KEY, "heading": content["title"], "body": content["opening"]}
    found = content[section][index_of(content, section, key)]
    why = content.get("editorial", {}).get(key)
    return {**found, "editorial": why} if why else dict(found)


def with_part(content: Raw, section: str, part: Raw) -> Raw:
    """Return the text with this part in the place of the one with its key. Raises NoSuchPart."""
    made = copy.deepcopy(content)
    if section == FRAME:
        return {**made, "title": part["heading"], "opening": part["body"]}
    at = index_of(made, section, part["key"])
    made[section][at] = {name: value for name, value in part.items() if name != "editorial"}
    return _saying_why(made, part["key"], part.get("editorial"))


def with_new_part(content: Raw, section: str, part: Raw) -> Raw:
    """Return the text with a part added at the end of its section; its key comes from its heading."""
    if section not in SECTIONS:
        raise NoSuchPart(section)
    made = copy.deepcopy(content)
    made[section].append({**part, "key": new_key(content, part["heading"]["de"])})
    return made


def without_part(content: Raw, section: str, key: str) -> Raw:
    """Return the text without a part. Raises NoSuchPart."""
    made = copy.deepcopy(content)
    del made[section][index_of(content, section, key)]
    return _saying_why(made, key, None)


def with_moved_part(content: Raw, section: str, key: str, step: int) -> Raw:
    """Return the text with a part one place further up or down; at the end of its section it stays."""
    made = copy.deepcopy(content)
    at = index_of(content, section, key)
    to = min(max(at + step, 0), len(made[section]) - 1)
    made[section].insert(to, made[section].pop(at))
    return made


def new_key(content: Raw, heading: str) -> str:
    """Return a key for a new part: its heading in small letters, and no other part has it.

    >>> new_key({"clauses": [{"key": "grund-saetze"}], "annexes": []}, "Grund-Sätze 2")
    'grund-saetze-b'
    """
    letters = heading.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    stem = _UNSAFE.sub("-", plain).strip("-")[:40].strip("-") or "part"
    taken = {*AROUND, *(part["key"] for section in SECTIONS for part in content[section])}
    key, place = stem, 1
    while key in taken:
        key = f"{stem}-{_letters(place)}"
        place += 1
    return key


def faults(content: Raw) -> tuple[Fault, ...]:
    """Return everything that keeps a text from becoming an agreement, each with its exact place."""
    known = known_marks(*([part["key"] for part in content[section]] for section in SECTIONS))
    found = [Fault(path, message) for path, said in _said(content) for message in _objections(said, known)]
    return tuple(found) if found else _unreadable(content)


def read(content: Raw) -> Template:
    """Return the template of a text. Raises Refused."""
    return read_template(content, "text")


def _unreadable(content: Raw) -> tuple[Fault, ...]:
    try:
        read(content)
    except Refused as refused:
        return (Fault(refused.path.removeprefix("text."), refused.message),)
    return ()


def _objections(said: str, known: list[str]) -> Iterator[Message]:
    for found in MARK.finditer(said):
        name = found.group(1).strip()
        if name not in known:
            yield unknown_placeholder(name, known)
    rest = MARK.sub(lambda found: " " * len(found.group()), said)
    foreign = _FOREIGN.search(rest)
    if foreign is not None:
        yield _no_placeholder(said, foreign.start(), known)


def _no_placeholder(said: str, at: int, known: list[str]) -> Message:
    shown = said[max(0, at - 12) : at + 40]
    word = _WORD.search(said, at)
    close = nearest(word.group(), known) if word else []
    template_of = gettext_noop(
        "“%(said)s” is no placeholder, and its brackets cannot stand in a text. "
        "Nearest placeholder: %(nearest)s."
    )
    marked = f"{{{{{close[0]}}}}}" if close else "-"
    return Message("foreign_brackets", template_of, {"said": shown, "nearest": marked})


def _said(content: Raw) -> Iterator[tuple[str, str]]:
    """Yield every sentence of a text with its place."""
    yield from _both("title", content["title"])
    yield from _of_body("opening", content["opening"])
    for section in SECTIONS:
        for at, part in enumerate(content[section]):
            place = f"{section}[{at}]"
            yield from _both(f"{place}.heading", part["heading"])
            yield from _of_body(f"{place}.body", part["body"])


def _of_body(path: str, body: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for at, paragraph in enumerate(body):
        place = f"{path}[{at}]"
        yield from _both(place, paragraph)
        for number, point in enumerate(paragraph.get("points", ())):
            yield from _both(f"{place}.points[{number}]", point)


def _both(path: str, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        if language in said:
            yield f"{path}.{language}", str(said[language])


def _saying_why(content: Raw, key: str, why: object) -> Raw:
    editorial = {name: said for name, said in content.get("editorial", {}).items() if name != key}
    return {**content, "editorial": {**editorial, key: why} if why else editorial}


def _letters(place: int) -> str:
    """Return b, c, … z, bb, …: keys hold no digits."""
    return chr(ord("a") + place % 26) * (1 + place // 26)
