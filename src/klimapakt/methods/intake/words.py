"""The words people write, compared without case, punctuation, spaces and spellings of umlauts.

The lists are data (``words.json``): another way of writing something is a new entry, not new code.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

from klimapakt.methods.intake.limits import SHOWN_IN_SENTENCE
from klimapakt.methods.messages import Message, gettext_noop

_LONGEST_WORD = 200
_LONGEST_LIST = 12
# Invisible and direction-changing characters: they make a cell look like another one.
_INVISIBLE = frozenset("\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def fold(text: str) -> str:
    """Return what is compared: letters and digits in lower case, umlauts in one spelling.

    >>> fold("Kältemittel R-410A") == fold("kaeltemittel r410a")
    True
    """
    return _fold(text[:_LONGEST_WORD])


@cache
def spellings(subject: str) -> Mapping[str, str]:
    """Return the folded spellings of a subject ("headers", "units", …) with what each of them means."""
    return {fold(word): meaning for meaning, words in listed(subject).items() for word in (meaning, *words)}


def listed(subject: str) -> Mapping[str, Sequence[str]]:
    """Return the words of a subject by their meaning, as they stand in the file."""
    found: Mapping[str, Sequence[str]] = _words()[subject]
    return found


def cleaned(text: str) -> str:
    """Return a text without control and invisible characters; line breaks and tabs become spaces."""
    if text.isprintable():
        return text.strip()
    spaced = "".join(" " if character in "\n\r\t\v\f\x85\u2028\u2029" else character for character in text)
    return "".join(character for character in spaced if not is_stray(character)).strip()


def cleaned_lines(text: str) -> str:
    """Return a text cleaned like the others, with its line breaks kept: notes may have paragraphs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(cleaned(line) for line in lines).strip()


def is_stray(character: str) -> bool:
    """Return whether a character is none that people type: control characters and invisible ones."""
    if character in "\n\r\t":
        return False
    return character < " " or "\x7f" <= character <= "\x9f" or character in _INVISIBLE


def has_stray(text: str) -> bool:
    """Return whether a text holds characters that no person types."""
    return not text.isprintable() and any(is_stray(character) for character in text)


def shown(text: str) -> str:
    """Return a cell's text for use inside a sentence: on one line, clean, and not too long."""
    short = " ".join(cleaned(text[: 4 * SHOWN_IN_SENTENCE]).split())
    return short if len(short) <= SHOWN_IN_SENTENCE else f"{short[: SHOWN_IN_SENTENCE - 1]}…"


def either(items: Sequence[str | Message]) -> str | Message:
    """Return a list for a sentence that stays translatable: "a, b or c".

    >>> str(either(["kWh", "MWh", "GJ"]))
    'kWh, MWh or GJ'
    """
    if len(items) < 2:
        return items[0] if items else "–"
    template = gettext_noop("%(first)s or %(last)s")
    return Message("either", template, {"first": together(items[:-1]), "last": items[-1]})


def together(items: Sequence[str | Message]) -> str | Message:
    """Return a list for a sentence that stays translatable: "a, b, c"."""
    result: str | Message = items[0] if items else "–"
    for item in items[1:]:
        result = Message("list", gettext_noop("%(first)s, %(last)s"), {"first": result, "last": item})
    return result


def decimal_of(value: Decimal) -> str | Message:
    """Return a number for a sentence; its decimal point follows the language of the sentence."""
    whole, _, fraction = f"{value:f}".partition(".")
    if not fraction:
        return whole
    template = gettext_noop("%(whole)s.%(fraction)s")
    return Message("decimal", template, {"whole": whole, "fraction": fraction})


def day_of(day: date) -> Message:
    """Return a day for a sentence; the order of its parts follows the language of the sentence."""
    template = gettext_noop("%(year)s-%(month)s-%(day)s")
    return Message("day", template, {"year": day.year, "month": f"{day:%m}", "day": f"{day:%d}"})


def quoted(words: Sequence[str]) -> str | Message:
    """Return words in quotation marks for a sentence: “a”, “b”."""
    template = gettext_noop("“%(word)s”")
    items: list[str | Message] = [
        Message("quoted", template, {"word": shown(word)}) for word in words[:_LONGEST_LIST]
    ]
    return together([*items, "…"] if len(words) > _LONGEST_LIST else items)


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("€", "eur").casefold())
    letters = "".join(character for character in plain if character.isalnum())
    return letters.replace("ae", "a").replace("oe", "o").replace("ue", "u")


@cache
def _words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = files("klimapakt.methods.intake").joinpath("words.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Sequence[str]]] = json.loads(text)
    return found
