"""The ways in which every page is looked at: language, theme, width."""

from dataclasses import dataclass
from itertools import product
from typing import Literal


@dataclass(frozen=True, slots=True)
class Look:
    """One reader: what the browser asks for and how wide its window is."""

    language: str
    theme: Literal["light", "dark"]
    width: int

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}"


_THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOOKS = tuple(
    Look(language, theme, width) for language, theme, width in product(("de", "en"), _THEMES, (375, 1280))
)
