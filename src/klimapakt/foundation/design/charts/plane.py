"""What charts with two axes share: where a value lies, the zero lines, lines and dots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from klimapakt.foundation.design.charts.chart import FILLS, INK, PAPER, Tone

Stroke = Literal["accent", "neutral"]
_DASHES: Final = {"accent": "", "neutral": "6 5"}


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from ``low`` to ``high`` laid out from ``start`` to ``end`` of the picture."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value lies.

        >>> Axis(0, 10, 100, 200).at(5)
        150.0
        """
        span = (self.high - self.low) or 1
        return self.start + (self.end - self.start) * (value - self.low) / span


def axis_over(values: Iterable[float], start: float, end: float) -> Axis:
    """Return an axis that holds all values and zero."""
    known = [0.0, *values]
    return Axis(min(known), max(known), start, end)


def path(points: Sequence[tuple[float, float]], stroke: Stroke) -> SafeString:
    """Return a line through points; what stands beside it for comparison is dashed."""
    dashes = format_html(' stroke-dasharray="{}"', _DASHES[stroke]) if _DASHES[stroke] else SafeString("")
    return format_html(
        '<polyline class="chart__curve chart__curve--{}" fill="none" stroke="{}" stroke-width="2.5" '
        'stroke-linejoin="round"{} points="{}"/>',
        stroke,
        FILLS[stroke],
        dashes,
        " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
    )


def dot(x: float, y: float, tone: Tone, is_filled: bool = True) -> SafeString:
    """Return a dot; a hollow one differs without its colour."""
    kind = "fill" if is_filled else "hollow"
    return format_html(
        '<circle class="chart__{} chart__{}--{}" fill="{}" stroke="{}" stroke-width="2" '
        'cx="{}" cy="{}" r="6"/>',
        kind,
        kind,
        tone,
        FILLS[tone] if is_filled else PAPER,
        FILLS[tone],
        f"{x:.1f}",
        f"{y:.1f}",
    )


def small(text: str, x: float, y: float, anchor: Literal["start", "middle", "end"] = "start") -> SafeString:
    """Return a short text that begins, is centred or ends at a place."""
    return format_html(
        '<text class="chart__text" fill="{}" font-size="14" text-anchor="{}" x="{}" y="{}">{}</text>',
        INK,
        anchor,
        f"{x:.1f}",
        f"{y:.1f}",
        text,
    )
