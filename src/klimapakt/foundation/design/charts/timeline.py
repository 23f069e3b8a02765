"""A timeline: stretches of days in one row per year, with what is missing and what is there twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from klimapakt.foundation.design.charts.chart import FILLS, INK, PAPER, Chart, line, words

Kind = Literal["known", "estimated", "missing", "twice"]

_LEFT: Final = 52.0  # room for the year
_HEADER: Final = 24.0
_ROW: Final = 52.0
_BAR: Final = 20.0
_LANE: Final = 8.0
_LEAST_LENGTH: Final = 2.0
_ROOM_FOR_NUMBER: Final = 22.0
_FILL_OF_KIND: Final = {"known": "accent", "twice": "two"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``first`` to ``last``; ``mark`` is a short name that also stands in the table."""

    first: date
    last: date
    kind: Kind
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Chart):
    """Stretches of days, clipped to the years they touch; months are numbered above."""

    stretches: tuple[Stretch, ...]

    def svg(self, width: int) -> SafeString:
        """Return the picture: one row per year, oldest first."""
        years = range(
            min(one.first for one in self.stretches).year, max(one.last for one in self.stretches).year + 1
        )
        scale = _Scale(width)
        shapes = list(scale.months())
        for row, year in enumerate(years):
            top = _HEADER + row * _ROW
            shapes.append(words(str(year), left=0, baseline=top + 24))
            shapes.append(line(((_LEFT, top), (width, top)), "leader"))
            for stretch in self.stretches:
                shapes.extend(scale.drawn(stretch, year, top))
        return self.framed(width, _HEADER + len(years) * _ROW, shapes)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where days lie in a picture of some width."""

    width: int

    def months(self) -> Iterator[SafeString]:
        """Yield the numbers of the months above the first row."""
        step = (self.width - _LEFT) / 12
        for month in range(1, 13):
            yield words(str(month), left=_LEFT + (month - 1) * step + 2, baseline=16)

    def drawn(self, stretch: Stretch, year: int, top: float) -> Iterator[SafeString]:
        """Yield what a stretch looks like in the row of a year."""
        first, last = max(stretch.first, date(year, 1, 1)), min(stretch.last, date(year, 12, 31))
        if first > last:
            return
        left, right = self._at(first, 0), self._at(last, 1)
        length = max(_LEAST_LENGTH, right - left - 1)
        if stretch.kind == "twice":
            yield _area(stretch.kind, left, top + 6 + _BAR + 2, length, _LANE)
            return
        yield _area(stretch.kind, left, top + 6, length, _BAR)
        if stretch.mark and length >= _ROOM_FOR_NUMBER:
            ink = INK if stretch.kind == "estimated" else PAPER
            yield _number(stretch, ink, left + 5, top + 6 + _BAR - 4.5)

    def _at(self, day: date, offset: int) -> float:
        start = date(day.year, 1, 1)
        days = (date(day.year + 1, 1, 1) - start).days
        return _LEFT + (self.width - _LEFT) * ((day - start).days + offset) / days


def _area(kind: str, left: float, top: float, width: float, height: float) -> SafeString:
    sizes = tuple(f"{length:.2f}" for length in (left, top, width, height))
    if kind == "missing":
        return format_html(
            '<rect class="chart__missing" fill="none" stroke="{}" stroke-width="1.5" stroke-dasharray="4 3" '
            'x="{}" y="{}" width="{}" height="{}"/>',
            INK,
            *sizes,
        )
    if kind == "estimated":
        return format_html(
            '<rect class="chart__estimate" fill="{}" stroke="{}" stroke-width="2" '
            'x="{}" y="{}" width="{}" height="{}"/>',
            PAPER,
            FILLS["accent"],
            *sizes,
        )
    tone = _FILL_OF_KIND[kind]
    return format_html(
        '<rect class="chart__fill chart__fill--{}" fill="{}" x="{}" y="{}" width="{}" height="{}"/>',
        tone,
        FILLS[tone],
        *sizes,
    )


def _number(stretch: Stretch, ink: str, left: float, baseline: float) -> SafeString:
    return format_html(
        '<text class="chart__mark chart__mark--{}" fill="{}" font-size="14" x="{}" y="{}">{}</text>',
        stretch.kind,
        ink,
        f"{left:.2f}",
        f"{baseline:.2f}",
        stretch.mark,
    )
