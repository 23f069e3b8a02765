"""Breaking words into lines for pictures, where nothing wraps by itself."""

import re
from typing import Final

WIDTH_OF_A_LETTER: Final = 0.56
"""Generous mean width of a letter, as a share of the font size; leaves room for wider letter spacing."""

_SOFT_HYPHEN: Final = "\u00ad"
_STAYS_WITH_WORD_BEFORE: Final = re.compile(r" (?=\S{1,2}(?: |$))")  # "scope 1)" is not torn apart


def wrapped(text: str, width: float, font_size: float) -> tuple[str, ...]:
    """Return the lines that fit into the width, with nothing dropped.

    A word longer than a line is cut with a hyphen, at a soft hyphen if it has one; one or two letters are not
    left alone on a line.

    >>> wrapped("Strom und Wärme", width=100, font_size=16)
    ('Strom und', 'Wärme')
    >>> wrapped("Fernwärmeversorgung", width=100, font_size=16)
    ('Fernwärmev-', 'ersorgung')
    """
    letters = max(2, int(width / (font_size * WIDTH_OF_A_LETTER)))
    lines: list[str] = []
    for word in _STAYS_WITH_WORD_BEFORE.sub("\u00a0", text).split(" "):
        pieces = _pieces(word, letters)
        if lines and len(lines[-1]) + 1 + len(pieces[0]) <= letters:
            pieces[0] = f"{lines.pop()} {pieces[0]}"
        lines.extend(pieces)
    return tuple(lines)


def _pieces(word: str, letters: int) -> list[str]:
    if len(word.replace(_SOFT_HYPHEN, "")) <= letters:
        return [word.replace(_SOFT_HYPHEN, "")]
    pieces = [""]
    for syllable in word.split(_SOFT_HYPHEN):
        if pieces[-1] and len(pieces[-1]) + len(syllable) >= letters:
            pieces[-1] += "-"
            pieces.append("")
        rest = syllable
        while len(rest) > letters:
            pieces[-1] = f"{rest[: letters - 1]}-"
            pieces.append("")
            rest = rest[letters - 1 :]
        pieces[-1] += rest
    return pieces
