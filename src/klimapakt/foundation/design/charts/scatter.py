"""A scatter: things by two figures at once, with those that none of the others outdoes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from klimapakt.foundation.design.charts.chart import Chart, line
from klimapakt.foundation.design.charts.plane import axis_over, dot, path, small

_TOP: Final = 34.0
_HEIGHT: Final = 280.0
_SIDE: Final = 14.0
_ABOVE: Final = (-11, 11, -27, 27)


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing: its place along and up, the mark beside it, and whether nothing outdoes it."""

    across: float
    up: float
    mark: str
    is_best: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter(Chart):
    """Dots with their numbers; filled ones are joined to the front, the others stay hollow."""

    dots: tuple[Dot, ...]
    across_words: str
    up_words: str
    highest: str
    lowest: str
    farthest: str

    def svg(self, width: int) -> SafeString:
        """Return the picture: zero lines, the front, the dots with the numbers of the table."""
        across = axis_over((one.across for one in self.dots), _SIDE, width - _SIDE - 24)
        up = axis_over((one.up for one in self.dots), _TOP + _HEIGHT, _TOP)
        zero, bottom = up.at(0), _TOP + _HEIGHT + 24
        shapes = [
            line(((_SIDE, zero), (width - _SIDE, zero)), "axis"),
            line(((across.at(0), _TOP), (across.at(0), _TOP + _HEIGHT)), "axis"),
            small(f"{self.up_words}: {self.highest}", 0, 16),
            small(f"{self.across_words}: {self.farthest}", width, bottom + 22, "end"),
        ]
        if up.low < 0:
            shapes.append(small(self.lowest, 0, bottom))
        best = sorted((one for one in self.dots if one.is_best), key=lambda one: one.across)
        if len(best) > 1:
            shapes.append(path([(across.at(one.across), up.at(one.up)) for one in best], "neutral"))
        taken: list[tuple[float, float]] = []
        for one in self.dots:
            x, y = across.at(one.across), up.at(one.up)
            shapes.append(dot(x, y, "accent", one.is_best))
            taken.append(_free(x, y, taken))
            shapes.append(small(one.mark, *taken[-1], "middle"))
        return self.framed(width, bottom + 30, shapes)


def _free(x: float, y: float, taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return where a mark fits beside its dot without covering another mark; else the first place."""
    tried = [(x + side * step, y + 5 + above) for step in (15, 36) for side in (1, -1) for above in _ABOVE]
    return next(
        (place for place in tried if all(abs(place[0] - a) > 17 or abs(place[1] - b) > 13 for a, b in taken)),
        tried[0],
    )
