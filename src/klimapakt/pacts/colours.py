"""The accent colour of a pact: readable in both themes, or refused.

Contrast as WCAG 2.2 defines it. A pact names one colour, for the light theme; the dark theme takes the same
colour, mixed with white until it can be read there.
"""

import re
from typing import Final

from klimapakt.methods.messages import Message, gettext_noop

LEAST_CONTRAST: Final = 4.5
LIGHT_GROUNDS: Final = ("#fffefb", "#f5f2ea")
DARK_GROUNDS: Final = ("#111512", "#1a201c")
"""The grounds of ``tokens.css`` (paper, surface); a test holds the two together."""

_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_WHITE: Final = "#ffffff"
_STEPS: Final = 20
_TINT: Final = 0.12


class ColourRefused(Exception):
    """The colour is none, or cannot be read on the pages; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


def ensure_readable(colour: str) -> str:
    """Return an accent colour in its one spelling; raise ColourRefused when it cannot be used.

    >>> ensure_readable("#0B5C46")
    '#0b5c46'
    """
    found = colour.strip().lower()
    if not _COLOUR.fullmatch(found):
        template = gettext_noop("%(colour)s is not a colour. Write it like #0b5c46.")
        raise ColourRefused(Message("not_a_colour", template, {"colour": colour}))
    reached = min(contrast(found, ground) for ground in LIGHT_GROUNDS)
    if reached < LEAST_CONTRAST:
        template = gettext_noop(
            "%(colour)s cannot be read on our pages: its contrast is %(reached)s, 4.5 are needed. "
            "Choose a darker colour."
        )
        values = {"colour": found, "reached": f"{int(reached * 10) / 10}"}
        raise ColourRefused(Message("too_little_contrast", template, values))
    return found


def style_sheet(accent: str) -> str:
    """Return the style sheet that gives the pages this accent.

    >>> style_sheet("#7a1f3d").splitlines()[1]
    '  --pact-accent: light-dark(#7a1f3d, #af798b);'
    """
    dark = lightened(accent)
    paper, night = LIGHT_GROUNDS[0], DARK_GROUNDS[0]
    tint, night_tint = mixed(paper, accent, _TINT), mixed(night, dark, _TINT)
    return (
        ":root {\n"
        f"  --pact-accent: light-dark({accent}, {dark});\n"
        f"  --pact-on-accent: light-dark({_WHITE}, {night});\n"
        f"  --pact-tint: light-dark({tint}, {night_tint});\n"
        "}\n"
    )


def lightened(colour: str) -> str:
    """Return the colour with as much white as the dark theme needs."""
    mixtures = (mixed(colour, _WHITE, step / _STEPS) for step in range(_STEPS + 1))
    return next(
        one for one in mixtures if min(contrast(one, ground) for ground in DARK_GROUNDS) >= LEAST_CONTRAST
    )


def mixed(colour: str, other: str, share: float) -> str:
    """Return the first colour with this share of the other.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    values = (channel / 255 for channel in _channels(colour))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
