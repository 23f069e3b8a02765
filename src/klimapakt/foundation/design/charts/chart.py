"""What all charts share: the parts they show, the words around them, the frame of the picture."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Tone = Literal["one", "two", "three", "accent", "neutral"]

FILLS: Final[Mapping[str, str]] = {
    "one": "#0d4637",
    "two": "#c7781a",
    "three": "#43307a",
    "accent": "#0b5c46",
    "neutral": "#857f70",
}
INK: Final = "#1b1e1a"
LINE: Final = "#857f70"
PAPER: Final = "#fffefb"
FONT: Final = "Fira Sans, sans-serif"

NARROW: Final = 343  # a phone of 375 px without its margins
WIDE: Final = 720
_END: Final = SafeString(' text-anchor="end"')
_KEY: Final = re.compile(r"[a-z][a-z0-9-]*")


class NegativeValue(ValueError):
    """A bar cannot have a negative length; what was taken away is shown another way."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a chart shows: its name, its size, the size as people read it, its colour.

    ``note`` stands behind the size, such as its share of the whole. All values of one chart are in one unit,
    usually whole milligrams CO2e.
    """

    label: str
    value: int
    text: str
    tone: Tone = "accent"
    note: str = ""

    def __post_init__(self) -> None:
        if self.value < 0:
            raise NegativeValue(f"{self.label}: a bar cannot show {self.value}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(ABC):
    """A picture of a few numbers.

    ``key`` is unique on the page, ``sentence`` says what to see, the two headings name the columns of the
    table behind the picture. All words come translated.
    """

    key: str
    title: str
    sentence: str
    parts: tuple[Part, ...]
    label_heading: str
    value_heading: str

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"{self.key!r} cannot be an id on the page.")
        if not self.parts:
            raise ValueError("A chart without parts shows nothing; show an empty state instead.")

    @property
    def narrow(self) -> SafeString:
        """The picture for a phone."""
        return self.svg(NARROW)

    @property
    def wide(self) -> SafeString:
        """The picture for a larger screen."""
        return self.svg(WIDE)

    @abstractmethod
    def svg(self, width: int) -> SafeString:
        """Return the picture laid out for this width."""

    def framed(self, width: int, height: float, shapes: Iterable[SafeString]) -> SafeString:
        """Return the SVG element around the shapes, with name and description for those who do not see it."""
        return format_html(
            '<svg class="chart__svg" xmlns="http://www.w3.org/2000/svg" role="img" '
            'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            'aria-labelledby="{id}-title {id}-description" font-family="{font}" font-size="16">'
            '<title id="{id}-title">{title}</title>'
            '<desc id="{id}-description">{sentence} {values}</desc>{shapes}</svg>',
            id=f"{self.key}-{width}",
            width=width,
            height=_short(height),
            font=FONT,
            title=self.title,
            sentence=self.sentence,
            values="; ".join(_said(part) for part in self.parts),
            shapes=format_html_join("", "{}", ((shape,) for shape in shapes)),
        )


def bar(part: Part, *, left: float, top: float, width: float, height: float) -> SafeString:
    """Return the filled area of a part."""
    return format_html(
        '<rect class="chart__fill chart__fill--{}" fill="{}" x="{}" y="{}" width="{}" height="{}"/>',
        part.tone,
        FILLS[part.tone],
        *(_short(length) for length in (left, top, width, height)),
    )


def line(points: Iterable[tuple[float, float]], kind: Literal["axis", "leader", "gap"]) -> SafeString:
    """Return a thin line: the zero axis, the way to a label, or the gap between two areas."""
    stroke, weight = {"axis": (INK, "1.5"), "leader": (LINE, "1"), "gap": (PAPER, "2")}[kind]
    return format_html(
        '<polyline class="chart__line chart__line--{}" fill="none" stroke="{}" stroke-width="{}" '
        'points="{}"/>',
        kind,
        stroke,
        weight,
        " ".join(f"{_short(x)},{_short(y)}" for x, y in points),
    )


def words(text: str, *, left: float, baseline: float) -> SafeString:
    """Return one line of text."""
    return format_html(
        '<text class="chart__text" fill="{}" x="{}" y="{}">{}</text>',
        INK,
        _short(left),
        _short(baseline),
        text,
    )


def size(part: Part, *, left: float, baseline: float, is_end: bool = False) -> SafeString:
    """Return the written size of a part with its note; ``is_end`` puts the last letter at ``left``."""
    return format_html(
        '<text class="chart__text" fill="{}" x="{}" y="{}"{}><tspan font-weight="600">{}</tspan>{}</text>',
        INK,
        _short(left),
        _short(baseline),
        _END if is_end else "",
        part.text,
        f" {part.note}" if part.note else "",
    )


def _said(part: Part) -> str:
    return f"{part.label}: {part.text} {part.note}".strip()


def _short(length: float) -> str:
    """Write a length without needless digits; never in the writing of a language."""
    return f"{length:.2f}".rstrip("0").rstrip(".")
