"""Lines over years around zero: how a sum grows, with a second one beside it for comparison."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from klimapakt.foundation.design.charts.chart import Chart, line
from klimapakt.foundation.design.charts.plane import Axis, Stroke, axis_over, dot, path, small

_TOP: Final = 26.0
_HEIGHT: Final = 240.0
_ROW: Final = 22.0
_LEFT: Final = 4.0
_RIGHT: Final = 14.0


@dataclass(frozen=True, slots=True)
class Course:
    """One line of the picture: a value for each year from 0, its name, how it is drawn."""

    name: str
    values: tuple[float, ...]
    stroke: Stroke = "accent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cumulated(Chart):
    """Lines over years around zero; ``lowest`` and ``highest`` are the ends of the axis as people read them.

    ``crossing`` is where the first line passes zero for the first time, in years; None for never.
    """

    courses: tuple[Course, ...]
    lowest: str
    highest: str
    zero: str
    first: str
    last: str
    crossing: float | None = None

    def svg(self, width: int) -> SafeString:
        """Return the picture: lines, the zero line, the years below."""
        years = max(len(one.values) for one in self.courses) - 1
        across = Axis(0, max(years, 1), _LEFT, width - _RIGHT)
        up = axis_over((value for one in self.courses for value in one.values), _TOP + _HEIGHT, _TOP)
        zero = up.at(0)
        bottom = _TOP + _HEIGHT + 20
        shapes = [
            line(((_LEFT, zero), (width - _RIGHT, zero)), "axis"),
            small(self.highest, _LEFT, _TOP - 10),
            small(self.first, _LEFT, bottom + 4),
            small(self.last, width - _RIGHT, bottom + 4, "end"),
        ]
        if up.low < 0:
            shapes.append(small(self.lowest, width - _RIGHT, _TOP + _HEIGHT - 4, "end"))
        for one in reversed(self.courses):
            points = [(across.at(year), up.at(value)) for year, value in enumerate(one.values)]
            shapes.append(path(points, one.stroke))
        if self.crossing is not None:
            shapes.append(dot(across.at(self.crossing), zero, "accent"))
        named = list(self._names(bottom)) if len(self.courses) > 1 else []
        return self.framed(width, bottom + 8 + len(named) * _ROW / 2, [*shapes, *named])

    def _names(self, bottom: float) -> Iterator[SafeString]:
        """Yield for each line a piece of it and its name, below the years, where nothing runs across them."""
        for place, one in enumerate(self.courses, start=1):
            baseline = bottom + 4 + place * _ROW
            yield path([(_LEFT, baseline - 5), (_LEFT + 28, baseline - 5)], one.stroke)
            yield small(one.name, _LEFT + 36, baseline)
