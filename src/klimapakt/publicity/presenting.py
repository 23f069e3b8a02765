"""Stories for pages: the marked words of a draft, and the facts of a version."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from klimapakt.methods.messages import Message
from klimapakt.publicity.checking import Texts
from klimapakt.publicity.enums import TextLanguage
from klimapakt.publicity.rules import FIELDS, Checked, Marked

WORDS: Final = {
    "title": _("Title"),
    "sentence": _("Sentence with the figure"),
    "before": _("How was it before?"),
    "done": _("What did you do?"),
    "learned": _("What would you tell others?"),
    "quote": _("Quotation"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; marked where it does not hold."""

    words: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """One part of a text with its marked stretches and what is wrong with them, each said once."""

    name: str
    pieces: tuple[Piece, ...]
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text in one language as the guard sees it."""

    language: str
    checked: Checked
    parts: tuple[MarkedPart, ...]

    @property
    def name(self) -> str:
        """Return the language in words."""
        return str(TextLanguage(self.language).label)

    @property
    def holds(self) -> bool:
        """Tell whether nothing was found."""
        return self.checked.verdict == "allowed"


def marked(texts: Texts, checked: Iterable[Checked]) -> list[MarkedText]:
    """Return the texts with their marked words; parts without a finding are left out."""
    return [MarkedText(one.language, one, tuple(_parts(texts[one.language], one.marks))) for one in checked]


def pieces(text: str, marks: Iterable[Marked]) -> tuple[Piece, ...]:
    """Return a text cut where marked stretches begin and end; those that overlap become one.

    >>> from klimapakt.methods.claims import Finding
    >>> found = Finding(0, 1, "neutral", "blocked", Message("x", "x"))
    >>> [
    ...     (one.words, one.is_marked)
    ...     for one in pieces("abcde", [Marked("t", 1, 3, found), Marked("t", 2, 4, found)])
    ... ]
    [('a', False), ('bcd', True), ('e', False)]
    """
    found: list[Piece] = []
    at = 0
    for start, end in _joined((one.start, one.end) for one in marks):
        if at < start:
            found.append(Piece(text[at:start], is_marked=False))
        found.append(Piece(text[start:end], is_marked=True))
        at = end
    if at < len(text):
        found.append(Piece(text[at:], is_marked=False))
    return tuple(found)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _parts(parts: dict[str, str], marks: Iterable[Marked]) -> Iterable[MarkedPart]:
    listed = list(marks)
    for name in FIELDS:
        own = [one for one in listed if one.field == name]
        if own:
            said = {one.finding.message.text(): one.finding.message for one in own}
            yield MarkedPart(str(WORDS[name]), pieces(parts[name], own), tuple(said.values()))
