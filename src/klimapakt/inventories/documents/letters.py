"""Which letters the fonts of documents have. Pure.

A report never fails because of somebody's name: what the fonts cannot print becomes a box, and the record
holds it unchanged.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

BOX: Final = "\u25a1"
_SOFT_HYPHEN: Final = "\u00ad"
_LONG: Final = re.compile(r"[^\s/.-]{31,}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_PRIVATE: Final = "Co"  # the archive's standard forbids letters that mean what each font likes
_PIECE: Final = 15
_UNIT: Final = re.compile(r"(?<=[gt]) CO₂e")
_BLANK: Final = frozenset("\t\n\r\v\f\u2028\u2029")
_INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def printable(text: str) -> str:
    r"""Return a text that the fonts can print; breaks and control characters become spaces.

    >>> printable("Bäckerei\tŁódź 面包"), printable("a\u200bb")
    ('Bäckerei Łódź □□', 'ab')
    """
    return _LONG.sub(_divided, fitting(text))


def fitting(text: str) -> str:
    """Return a text with nothing in it that the fonts cannot print; no word is divided."""
    return _UNIT.sub("\u00a0CO₂e", text.translate(_TABLE))


def _divided(found: re.Match[str]) -> str:
    """Let a word that no column would hold be divided; a hash stays whole."""
    word = found.group()
    if _HASH.fullmatch(word):
        return word
    return _SOFT_HYPHEN.join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))


class _Table(dict[int, str]):
    """Fills itself with what each letter becomes."""

    def __missing__(self, sign: int) -> str:
        self[sign] = found = _becomes(sign)
        return found


def _becomes(sign: int) -> str:
    letter = chr(sign)
    if letter in _INVISIBLE:
        return ""
    if letter in _BLANK or sign < 0x20 or 0x7F <= sign < 0xA0:
        return " "
    if unicodedata.category(letter) == _PRIVATE:
        return BOX
    return letter if any(first <= sign <= last for first, last in _stretches()) else BOX


@cache
def _stretches() -> tuple[tuple[int, int], ...]:
    text = files("klimapakt.inventories.documents").joinpath("fonts", "letters.txt").read_text("ascii")
    return tuple((int(first, 16), int(last, 16)) for first, last in map(str.split, text.splitlines()))


_TABLE: Final = _Table()
