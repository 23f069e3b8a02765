"""What changed between two texts: part by part, word by word, and whether it asks for consent again.

Every change is substantive unless the new version of a template names the part as editorial and says why.
Even then it is substantive when it touches what binds: numbers, placeholders, conditions, words of duty or
denial.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from klimapakt.agreements.wording.load import MARK
from klimapakt.agreements.wording.model import (
    AROUND,
    BINDING,
    EDITORIAL,
    SUBSTANTIVE,
    Paragraph,
    Part,
    Template,
    Wording,
)
from klimapakt.methods.texts import Text

SAME, ADDED, REMOVED, CHANGED, MOVED = "same", "added", "removed", "changed", "moved"
_TOKEN: Final = re.compile(r"\s+|\{\{[^{}]*\}\}|\w+|[^\w\s]")
_BINDING_WORDS: Final = frozenset(
    """
    muss müssen soll sollen sollte kann können darf dürfen hat haben wird werden nicht kein keine keinen
    keiner verpflichtet verpflichten unverzüglich jederzeit spätestens mindestens höchstens nur oder und außer
    ohne alle jede jeder jedes zwei drei vier fünf sechs sieben acht neun zehn elf zwölf halb hälfte doppelt
    täglich wöchentlich monatlich vierteljährlich halbjährlich jährlich tag tage tagen woche wochen monat
    monate monaten jahr jahre jahren
    """.split()
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part that is not what it was: how, with the difference, and whether it asks for consent again.

    ``reason`` says why an editorial change is one.
    """

    key: str
    heading: str
    how: str
    pieces: tuple[Piece, ...]
    weight: str
    reason: Text | None = None

    @property
    def is_substantive(self) -> bool:
        """Whether the parties have to agree again because of this change."""
        return self.weight == SUBSTANTIVE


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, in the order of the new text; what went stands at the end."""

    changes: tuple[Change, ...]

    @property
    def needs_consent(self) -> bool:
        """Whether the parties have to agree again."""
        return any(change.is_substantive for change in self.changes)


def compare(old: Template, new: Template, language: str = BINDING) -> Comparison:
    """Return what the new version of a template changes, in the language that binds unless another is asked.

    >>> from klimapakt.agreements.wording.load import template
    >>> same = template("climate-agreement")
    >>> compare(same, same).changes
    ()
    """
    return _compared(_sides_of_template(old, language), _sides_of_template(new, language), new.editorial)


def compare_texts(old: Wording, new: Wording, editorial: Mapping[str, Text] | None = None) -> Comparison:
    """Return what changes for one member, whose document was filled with the values of its day."""
    return _compared(_sides_of_wording(old), _sides_of_wording(new), editorial or {})


@lru_cache(maxsize=512)
def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the difference of two texts word by word; most clauses say the same to all members.

    >>> [(piece.kind, piece.text) for piece in difference("binnen 12 Monaten", "binnen 24 Monaten")]
    [('same', 'binnen '), ('removed', '12'), ('added', '24'), ('same', ' Monaten')]
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces: list[Piece] = []
    for kind, start, end, start_new, end_new in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, "".join(before[start:end])))
            continue
        if end > start:
            pieces.append(Piece(REMOVED, "".join(before[start:end])))
        if end_new > start_new:
            pieces.append(Piece(ADDED, "".join(after[start_new:end_new])))
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class _Side:
    """One part of a text: its heading, and everything it says including the conditions."""

    heading: str
    text: str


def _compared(
    old: Mapping[str, _Side], new: Mapping[str, _Side], editorial: Mapping[str, Text]
) -> Comparison:
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    return Comparison((*_new_or_changed(old, new, editorial, moved), *_gone(old, new)))


def _new_or_changed(
    old: Mapping[str, _Side], new: Mapping[str, _Side], editorial: Mapping[str, Text], moved: frozenset[str]
) -> Iterator[Change]:
    for key, side in new.items():
        before = old.get(key)
        if before is None:
            yield Change(key, side.heading, ADDED, (Piece(ADDED, side.text),), SUBSTANTIVE)
        elif before.text != side.text:
            pieces = difference(before.text, side.text)
            weight = EDITORIAL if key in editorial and not _binds(pieces) else SUBSTANTIVE
            yield Change(key, side.heading, CHANGED, pieces, weight, editorial.get(key))
        elif key in moved:
            yield Change(key, side.heading, MOVED, (Piece(SAME, side.text),), EDITORIAL)


def _gone(old: Mapping[str, _Side], new: Mapping[str, _Side]) -> Iterator[Change]:
    for key, side in old.items():
        if key not in new:
            yield Change(key, side.heading, REMOVED, (Piece(REMOVED, side.text),), SUBSTANTIVE)


def _moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Return the keys that left their place among the others."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    stayed = {key for block in matcher.get_matching_blocks() for key in old[block.a : block.a + block.size]}
    return frozenset(new) - stayed


def _binds(pieces: Sequence[Piece]) -> bool:
    """Tell whether a difference touches what binds, whatever the template says about it."""
    touched = [piece.text for piece in pieces if piece.kind != SAME]
    words = {word.lower() for text in touched for word in re.findall(r"\w+", text)}
    has_numbers = any(sign.isdigit() for text in touched for sign in text)
    return has_numbers or bool(words & _BINDING_WORDS) or any(MARK.search(text) for text in touched)


def _sides_of_template(template: Template, language: str) -> dict[str, _Side]:
    title = template.title.written(language)
    around = (_Side(title, title), _Side(title, _said(template.opening, language)))
    parts = {
        part.key: _Side(part.heading.written(language), _text_of(part, language)) for part in template.parts()
    }
    return {**dict(zip(AROUND, around, strict=True)), **parts}


def _text_of(part: Part, language: str) -> str:
    condition = f"{{{{{part.when}}}}}\n" if part.when else ""
    return f"{condition}{part.heading.written(language)}\n{_said(part.body, language)}"


def _said(body: Sequence[Paragraph], language: str) -> str:
    return "\n".join(
        f"{{{{{one.when}}}}} {_paragraph(one, language)}" if one.when else _paragraph(one, language)
        for one in body
    )


def _paragraph(one: Paragraph, language: str) -> str:
    return "\n".join(text.written(language) for text in one.texts()) or f"{{{{{one.insert}}}}}"


def _sides_of_wording(wording: Wording) -> dict[str, _Side]:
    opening = "\n".join(one.plain() for one in wording.opening)
    around = (_Side(wording.title, wording.title), _Side(wording.title, opening))
    parts = {part.key: _Side(part.heading, part.plain()) for part in wording.parts()}
    return {**dict(zip(AROUND, around, strict=True)), **parts}
