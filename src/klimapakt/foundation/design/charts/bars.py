"""Horizontal bars: how large things are next to each other."""

from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from klimapakt.foundation.design.charts.chart import Chart, Part, bar, line, size, words
from klimapakt.foundation.design.charts.lines import wrapped

_FONT_SIZE: Final = 16
_LINE_HEIGHT: Final = 21
_THICKNESS: Final = 20
_BETWEEN: Final = 18
_GAP: Final = 10
_ROOM_FOR_VALUE: Final = 130
_LEAST_LENGTH: Final = 2  # what is not zero stays visible
_WIDTH_FOR_COLUMNS: Final = 560
_SHARE_OF_NAMES: Final = 0.36


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Chart):
    """One bar for each part, all starting at zero, in the order given."""

    def svg(self, width: int) -> SafeString:
        """Return the picture: names beside the bars where there is room, above them on a phone."""
        if width < _WIDTH_FOR_COLUMNS:
            return self._with_names_above(width)
        return self._with_names_beside(width)

    def _with_names_beside(self, width: int) -> SafeString:
        zero = width * _SHARE_OF_NAMES
        shapes: list[SafeString] = []
        top = 0.0
        for part in self.parts:
            names = wrapped(part.label, zero - _GAP, _FONT_SIZE)
            height = max(_THICKNESS, len(names) * _LINE_HEIGHT)
            middle = top + height / 2
            first = middle - len(names) * _LINE_HEIGHT / 2 + _FONT_SIZE
            length = self._length(part, width - zero - _ROOM_FOR_VALUE)
            shapes.extend(_names(names, first))
            shapes.append(bar(part, left=zero, top=middle - _THICKNESS / 2, width=length, height=_THICKNESS))
            shapes.append(size(part, left=zero + length + _GAP, baseline=middle + 5.5))
            top += height + _BETWEEN
        bottom = top - _BETWEEN
        shapes.append(line(((zero, 0), (zero, bottom)), "axis"))
        return self.framed(width, bottom, shapes)

    def _with_names_above(self, width: int) -> SafeString:
        shapes: list[SafeString] = []
        top = 0.0
        for part in self.parts:
            names = wrapped(part.label, width - _ROOM_FOR_VALUE, _FONT_SIZE)
            last = top + _FONT_SIZE + (len(names) - 1) * _LINE_HEIGHT
            shapes.extend(_names(names, top + _FONT_SIZE))
            shapes.append(size(part, left=width, baseline=last, is_end=True))
            top += len(names) * _LINE_HEIGHT + 4
            length = self._length(part, width)
            shapes.append(bar(part, left=0, top=top, width=length, height=_THICKNESS))
            shapes.append(line(((0, top - 2), (0, top + _THICKNESS + 2)), "axis"))
            top += _THICKNESS + _BETWEEN
        return self.framed(width, top - _BETWEEN + 2, shapes)

    def _length(self, part: Part, room: float) -> float:
        largest = max(each.value for each in self.parts)
        return max(_LEAST_LENGTH, room * part.value / largest) if part.value else 0


def _names(names: tuple[str, ...], first_baseline: float) -> list[SafeString]:
    return [
        words(name, left=0, baseline=first_baseline + row * _LINE_HEIGHT) for row, name in enumerate(names)
    ]
