"""A tornado: how far a value moves to either side when one assumption after the other changes."""

from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from klimapakt.foundation.design.charts.chart import Chart, Part, bar, line
from klimapakt.foundation.design.charts.lines import wrapped
from klimapakt.foundation.design.charts.plane import Axis, small

_FONT_SIZE: Final = 14
_LINE_HEIGHT: Final = 19
_THICKNESS: Final = 16
_BETWEEN: Final = 16
_HEAD: Final = 24.0


@dataclass(frozen=True, slots=True)
class Swing:
    """One assumption and the value with it lower and higher; a side that cannot be calculated is None."""

    name: str
    lower: float | None
    higher: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tornado(Chart):
    """Bars from the value as it is to what it becomes, the largest swing first.

    ``base`` is the value as it is and ``base_words`` how people read it; ``lowest`` and ``highest`` are the
    ends of the axis in words.
    """

    base: float
    base_words: str
    lowest: str
    highest: str
    swings: tuple[Swing, ...]

    def svg(self, width: int) -> SafeString:
        """Return the picture: names above the bars, the value as it is as a line through all."""
        ends = [one for swing in self.swings for one in (swing.lower, swing.higher) if one is not None]
        across = Axis(min([self.base, *ends]), max([self.base, *ends]), 2, width - 2)
        middle = across.at(self.base)
        shapes, top = [], _HEAD
        for swing in self.swings:
            names = wrapped(swing.name, width, _FONT_SIZE)
            for row, name in enumerate(names):
                shapes.append(small(name, 0, top + _FONT_SIZE + row * _LINE_HEIGHT))
            top += len(names) * _LINE_HEIGHT + 4
            shapes.extend(_bars(swing, across, middle, top))
            top += _THICKNESS + _BETWEEN
        shapes.append(line(((middle, _HEAD - 4), (middle, top - _BETWEEN)), "axis"))
        anchor = "start" if middle < width * 0.3 else "end" if middle > width * 0.7 else "middle"
        shapes.append(small(self.base_words, middle, _HEAD - 10, anchor))  # type: ignore[arg-type]  # one of three
        shapes += [small(self.lowest, 0, top + 4), small(self.highest, width, top + 4, "end")]
        return self.framed(width, top + 12, shapes)


def _bars(swing: Swing, across: Axis, middle: float, top: float) -> list[SafeString]:
    """Return a bar for each side; the lighter one is the lower assumption, also where both point one way."""
    found = []
    for value, tone in ((swing.lower, "neutral"), (swing.higher, "accent")):
        if value is None:
            continue
        end = across.at(value)
        part = Part(swing.name, 0, "", tone)  # type: ignore[arg-type]  # a tone
        left, length = min(middle, end), max(abs(end - middle), 1.0)
        half = _THICKNESS / 2
        offset = 0 if tone == "neutral" else half
        found.append(bar(part, left=left, top=top + offset, width=length, height=half))
    return found
