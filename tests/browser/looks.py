"""The ways in which every page is looked at: language, theme, width.

A page is opened once in each language; ``page_is_clean`` looks at it in both themes and at both widths, so
that every page is seen in all eight looks.
"""

from dataclasses import dataclass
from itertools import product
from typing import Literal

Theme = Literal["light", "dark"]
PHONE, DESK = 375, 1280


@dataclass(frozen=True, slots=True)
class Look:
    """One reader: what the browser asks for and how wide its window is."""

    language: str
    theme: Theme
    width: int

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}"


GERMAN_PHONE, ENGLISH_DESK = Look("de", "light", PHONE), Look("en", "dark", DESK)
OPENED_IN = (GERMAN_PHONE, ENGLISH_DESK)
"""How pages are opened: both languages, and in each another theme and width."""

_THEMES: tuple[Theme, ...] = ("light", "dark")
SEEN_IN = tuple(product(_THEMES, (PHONE, DESK)))
"""Theme and width in which an opened page is looked at."""
