"""Words that are meant although a letter is wrong: one edit away from a word that matters."""

import re
from collections.abc import Iterator
from typing import Final

_NEUTRAL: Final = ("klimaneutral", "emissionsfrei", "klimapositiv", "carbonneutral", "climateneutral")
_PRAISE: Final = (
    "umweltfreundlich",
    "klimafreundlich",
    "nachhaltig",
    "umweltschonend",
    "sustainable",
    "ecofriendly",
)
_WORD: Final = re.compile(r"[a-z]{8,40}")
_PAIR: Final = re.compile(r"(?=(?<![a-z])([a-z]{3,12})[ \-]([a-z]{4,12})(?![a-z]))")


def misspelt(plain: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield the places of misspelt words of one list, ``neutral`` or ``praise``.

    >>> list(misspelt("unser klimanuetrales brot", "neutral"))
    [(6, 20)]
    """
    words = _NEUTRAL if name == "neutral" else _PRAISE
    for found in _WORD.finditer(plain):
        if any(_is_close(found[0], word) for word in words):
            yield found.span()
    for found in _PAIR.finditer(plain):
        joined = found[1] + found[2]
        if any(_is_close(joined, word) and abs(len(joined) - len(word)) <= 2 for word in words):
            yield found.start(1), found.end(2)


def _is_close(written: str, word: str) -> bool:
    """Return whether a word, or its beginning before an ending, is one edit away and no other."""
    if written[0] != word[0] or word in written or abs(len(written) - len(word)) > 6:
        return False
    lengths = (len(word) - 1, len(word), len(word) + 1)
    return any(_one_edit(written[:length], word) for length in lengths if length <= len(written))


def _one_edit(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]
