"""A stacked bar: what a whole is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString

from klimapakt.foundation.design.charts.chart import Chart, Part, bar, line, size, words
from klimapakt.foundation.design.charts.lines import wrapped

_FONT_SIZE: Final = 16
_LINE_HEIGHT: Final = 21
_COLUMN: Final = 96
_HEIGHT: Final = 260
_TOP: Final = 34  # the line with the total
_TO_LABEL: Final = 36
_BETWEEN_LABELS: Final = 14
_LEAST_HEIGHT: Final = 4  # what is not zero stays visible


@dataclass(frozen=True, slots=True)
class _Label:
    """The words beside a part and where they stand."""

    part: Part
    names: tuple[str, ...]
    middle_of_part: float
    top: float = 0

    @property
    def height(self) -> float:
        return (1 + len(self.names)) * _LINE_HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedBar(Chart):
    """Parts of one whole, the first on top, labelled directly; ``total`` is the whole as people read it."""

    total: str

    def svg(self, width: int) -> SafeString:
        """Return the picture: the bar on the left, the labels on the right, as many lines as they need."""
        names = [wrapped(part.label, width - _COLUMN - _TO_LABEL, _FONT_SIZE) for part in self.parts]
        room_for_labels = sum((1 + len(each)) * _LINE_HEIGHT + _BETWEEN_LABELS for each in names)
        height = max(_HEIGHT, room_for_labels)
        heights = _heights([part.value for part in self.parts], height)
        shapes = [size(Part(self.title, 0, self.total), left=0, baseline=_FONT_SIZE)]
        labels, top = [], float(_TOP)
        for part, part_names, part_height in zip(self.parts, names, heights, strict=True):
            if part_height:
                shapes.append(bar(part, left=0, top=top, width=_COLUMN, height=part_height))
            labels.append(_Label(part, part_names, top + part_height / 2))
            top += part_height
        shapes.extend(_gaps(heights))
        for placed in _placed(labels, height):
            shapes.extend(_drawn(placed))
        shapes.append(line(((0, _TOP + height), (_COLUMN, _TOP + height)), "axis"))
        return self.framed(width, _TOP + height + 2, shapes)


def _heights(values: Sequence[int], height: float) -> list[float]:
    """Share the height among the values; slivers get a visible height, which the largest gives."""
    whole = sum(values)
    if whole == 0:
        return [0.0 for _ in values]
    shares = [max(_LEAST_HEIGHT, height * value / whole) if value else 0.0 for value in values]
    largest = max(range(len(shares)), key=shares.__getitem__)
    shares[largest] -= sum(shares) - height
    return shares


def _gaps(heights: Sequence[float]) -> list[SafeString]:
    edges, top = [], float(_TOP)
    for height in filter(None, heights):
        top += height
        edges.append(top)
    return [line(((0, edge), (_COLUMN, edge)), "gap") for edge in edges[:-1]]


def _placed(labels: Sequence[_Label], height: float) -> list[_Label]:
    """Put each label beside its part, then push apart those that would overlap: first down, then back up."""
    tops = [label.middle_of_part - label.height / 2 for label in labels]
    tops[0] = max(tops[0], _TOP)
    for upper, lower in pairwise(range(len(labels))):
        tops[lower] = max(tops[lower], tops[upper] + labels[upper].height + _BETWEEN_LABELS)
    tops[-1] = min(tops[-1], _TOP + height - labels[-1].height)
    for upper, lower in reversed(list(pairwise(range(len(labels))))):
        tops[upper] = min(tops[upper], tops[lower] - labels[upper].height - _BETWEEN_LABELS)
    return [
        _Label(label.part, label.names, label.middle_of_part, top)
        for label, top in zip(labels, tops, strict=True)
    ]


def _drawn(label: _Label) -> list[SafeString]:
    left = _COLUMN + _TO_LABEL
    baseline = label.top + _FONT_SIZE
    shapes = [size(label.part, left=left, baseline=baseline)]
    shapes.extend(
        words(name, left=left, baseline=baseline + row * _LINE_HEIGHT)
        for row, name in enumerate(label.names, start=1)
    )
    if label.part.value:
        at_words = baseline - _FONT_SIZE * 0.35
        way = (
            (_COLUMN + 4, label.middle_of_part),
            (_COLUMN + 10, label.middle_of_part),
            (_COLUMN + 24, at_words),
            (left - 6, at_words),
        )
        shapes.append(line(way, "leader"))
    return shapes
