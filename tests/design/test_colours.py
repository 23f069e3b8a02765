"""Colours keep their distance in both themes: what is read 4.5:1, what is seen 3:1 (WCAG 1.4.3, 1.4.11)."""

import re
from pathlib import Path

import pytest

import klimapakt.config
from klimapakt.foundation.design.charts import chart

STATIC = Path(klimapakt.config.__file__).parent / "static"
_COLOUR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
COLOURS = {
    name: (light, dark) for name, light, dark in _COLOUR.findall((STATIC / "css/tokens.css").read_text())
}
LIGHT, DARK = 0, 1
GROUNDS = ("paper", "surface")


def brightness(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, theme: int) -> float:
    lighter, darker = sorted((brightness(COLOURS[name][theme]) for name in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["ink", "muted", "pact-accent", "danger"])
def test_text_stands_out_from_its_ground(ink: str, ground: str, theme: int) -> None:
    assert contrast(ink, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("kind", ["info", "success", "warning", "danger"])
def test_a_notice_can_be_read_on_its_tint(kind: str, theme: int) -> None:
    assert contrast(kind, f"{kind}-tint", theme) >= 4.5
    assert contrast("ink", f"{kind}-tint", theme) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_words_on_a_button_can_be_read(theme: int) -> None:
    assert contrast("pact-on-accent", "pact-accent", theme) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("thing", ["edge", "focus", "chart-one", "chart-two", "chart-three"])
def test_borders_focus_and_bars_can_be_seen(thing: str, ground: str, theme: int) -> None:
    assert contrast(thing, ground, theme) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("upper", "lower"), [("chart-one", "chart-two"), ("chart-two", "chart-three")])
def test_neighbours_in_a_bar_differ_in_brightness_and_not_only_in_hue(
    upper: str, lower: str, theme: int
) -> None:
    assert contrast(upper, lower, theme) >= 3


def test_a_chart_outside_the_browser_has_the_colours_of_the_light_theme() -> None:
    names = {
        "one": "chart-one",
        "two": "chart-two",
        "three": "chart-three",
        "accent": "pact-accent",
        "neutral": "edge",
    }
    assert {tone: COLOURS[name][LIGHT] for tone, name in names.items()} == dict(chart.FILLS)
    others = {"ink": chart.INK, "edge": chart.LINE, "paper": chart.PAPER}
    assert {name: COLOURS[name][LIGHT] for name in others} == others
