"""Lines over years from a common zero, labelled at their ends, and single years as dots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from klimapakt.foundation.design.charts.chart import FILLS, INK, Chart, Tone, line, words

_TOP: Final = 30.0
_HEIGHT: Final = 240.0
_BELOW: Final = 28.0
_LEFT: Final = 4.0
_ROOM_FOR_NAMES: Final = 92.0
_LINE_HEIGHT: Final = 20.0
_FONT_SIZE: Final = 16.0
_LETTER: Final = 9.0
_DASHES: Final[Mapping[Tone, str]] = {"two": "8 5", "three": "2 5", "neutral": "12 4 2 4"}


@dataclass(frozen=True, slots=True)
class Curve:
    """Values by year under a short name; ``is_measured`` shows each year as a dot instead of a line."""

    name: str
    values: Mapping[int, int]
    tone: Tone = "accent"
    is_measured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves(Chart):
    """Several curves over the same years; ``most`` is the largest value as people read it."""

    curves: tuple[Curve, ...]
    most: str

    def svg(self, width: int) -> SafeString:
        """Return the picture: years from left to right, names at the right ends."""
        scale = _Scale(self.curves, width)
        shapes = [words(self.most, left=_LEFT, baseline=16)]
        shapes.append(line(((_LEFT, _TOP), (scale.right, _TOP)), "leader"))
        shapes.append(line(((_LEFT, _TOP + _HEIGHT), (scale.right, _TOP + _HEIGHT)), "axis"))
        shapes.extend(scale.years())
        for curve in self.curves:
            shapes.extend(_drawn(curve, scale))
        shapes.extend(_names(self.curves, scale))
        shapes.extend(_dots_named(self.curves, scale))
        return self.framed(width, _TOP + _HEIGHT + _BELOW, shapes)


class _Scale:
    """Where years and values lie in a picture of some width."""

    def __init__(self, curves: Sequence[Curve], width: int) -> None:
        every = [year for curve in curves for year in curve.values]
        self.first, self.last = min(every), max(every)
        self._most = max((value for curve in curves for value in curve.values.values()), default=0)
        self.right = width - _ROOM_FOR_NAMES

    def x(self, year: int) -> float:
        """Return how far right a year lies."""
        span = self.last - self.first
        return _LEFT + (self.right - _LEFT) * ((year - self.first) / span if span else 0)

    def y(self, value: int) -> float:
        """Return how far down a value lies."""
        return _TOP + _HEIGHT * (1 - (value / self._most if self._most else 0))

    def years(self) -> list[SafeString]:
        """Return the first and the last year, and one between where there is room."""
        middle = (self.first + self.last) // 2
        shown = [self.first, *([middle] if self.last - self.first > 3 else []), self.last]
        baseline = _TOP + _HEIGHT + 21
        found = []
        for year in dict.fromkeys(shown):
            left = self.x(year) - (4 * _LETTER if year == self.last else 2 * _LETTER * (year != self.first))
            found.append(words(str(year), left=left, baseline=baseline))
        return found


def _drawn(curve: Curve, scale: _Scale) -> list[SafeString]:
    points = [(scale.x(year), scale.y(value)) for year, value in sorted(curve.values.items())]
    if curve.is_measured:
        return [_dot(x, y) for x, y in points]
    return [
        format_html(
            '<polyline class="chart__curve chart__curve--{}" fill="none" stroke="{}" stroke-width="{}" '
            'stroke-dasharray="{}" points="{}"/>',
            curve.tone,
            FILLS[curve.tone],
            "3.5" if curve.tone == "accent" else "2.5",
            _DASHES.get(curve.tone, "none"),
            " ".join(f"{_n(x)},{_n(y)}" for x, y in points),
        )
    ]


def _names(curves: Sequence[Curve], scale: _Scale) -> list[SafeString]:
    """Return the names at the ends, pushed apart where they would overlap, each with a way to its line."""
    ends = []
    for curve in curves:
        if curve.values and not curve.is_measured:
            year = max(curve.values)
            ends.append((scale.y(curve.values[year]), scale.x(year), curve))
    ends.sort(key=lambda end: end[0])
    tops: list[float] = []
    for y, _x, _curve in ends:
        tops.append(max(y, tops[-1] + _LINE_HEIGHT if tops else _TOP - 8))
    over = tops[-1] - (_TOP + _HEIGHT) if tops else 0
    for at in range(len(tops) - 1, -1, -1):
        ceiling = tops[at + 1] - _LINE_HEIGHT if at + 1 < len(tops) else _TOP + _HEIGHT
        tops[at] = min(tops[at], ceiling) if over > 0 else tops[at]
    shapes = []
    for (y, x, curve), top in zip(ends, tops, strict=True):
        left = scale.right + 18
        shapes.append(line(((x + 6, y), (scale.right + 6, y), (left - 3, top)), "leader"))
        shapes.append(words(curve.name, left=left, baseline=top + _FONT_SIZE * 0.35))
    return shapes


def _dots_named(curves: Sequence[Curve], scale: _Scale) -> list[SafeString]:
    """Return what the dots are, at the top on the right: they lie anywhere."""
    shapes = []
    for curve in curves:
        if curve.is_measured:
            shapes.append(_dot(scale.right + 10, 11))
            shapes.append(words(curve.name, left=scale.right + 20, baseline=16))
    return shapes


def _dot(x: float, y: float) -> SafeString:
    return format_html('<circle class="chart__dot" fill="{}" cx="{}" cy="{}" r="5"/>', INK, _n(x), _n(y))


def _n(length: float) -> str:
    return f"{length:.2f}"
