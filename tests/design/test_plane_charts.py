"""Charts with two axes: curves around zero, tornados, scatters."""

import re

import pytest

from klimapakt.foundation.design.charts import Course, Cumulated, Dot, Part, Scatter, Swing, Tornado
from klimapakt.foundation.design.charts.chart import NARROW, WIDE
from klimapakt.foundation.design.charts.plane import Axis, axis_over

WORDS = {"title": "T", "sentence": "S", "label_heading": "L", "value_heading": "V"}
PARTS = (Part("Year 0", 0, "-100 EUR"),)


def curve(*values: float, crossing: float | None = None) -> Cumulated:
    return Cumulated(
        key="c",
        parts=PARTS,
        courses=(Course("sum", values), Course("bare", values, "neutral")),
        lowest="-100",
        highest="60",
        zero="0",
        first="Year 0",
        last="Year 2",
        crossing=crossing,
        **WORDS,
    )


def scatter(*dots: Dot) -> Scatter:
    return Scatter(
        key="s",
        parts=PARTS,
        dots=dots,
        across_words="t",
        up_words="EUR",
        highest="9",
        lowest="-9",
        farthest="5 t",
        **WORDS,
    )


def marks(svg: str) -> list[tuple[float, float]]:
    found = re.findall(r'text-anchor="middle" x="([\d.-]+)" y="([\d.-]+)"', svg)
    return [(float(x), float(y)) for x, y in found]


@pytest.mark.parametrize("values", [(-5.0, -1.0), (1.0, 5.0), (-2.0, 3.0), (0.0, 0.0)])
def test_zero_always_lies_within_the_picture(values: tuple[float, float]) -> None:
    axis = axis_over(values, 200, 0)
    assert 0 <= axis.at(0) <= 200


def test_an_axis_without_length_divides_by_nothing() -> None:
    assert Axis(0, 0, 10, 20).at(0) == 10


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_curve_names_both_lines_and_tells_its_values(width: int) -> None:
    svg = str(curve(-100.0, -20.0, 60.0, crossing=1.25).svg(width))
    assert ">sum</text>" in svg
    assert ">bare</text>" in svg
    assert "Year 0: -100 EUR" in svg
    assert svg.count("<circle") == 1


def test_a_curve_that_never_passes_zero_has_no_dot() -> None:
    assert "<circle" not in str(curve(-100.0, -20.0, -10.0).svg(WIDE))


def test_a_tornado_draws_a_side_that_cannot_be_calculated_as_nothing() -> None:
    chart = Tornado(
        key="t",
        parts=PARTS,
        base=10.0,
        base_words="10",
        lowest="0",
        highest="30",
        swings=(Swing("rate", None, 30.0), Swing("price", 0.0, 20.0)),
        **WORDS,
    )
    assert str(chart.svg(WIDE)).count("<rect") == 3


def test_marks_of_dots_in_one_place_do_not_cover_each_other() -> None:
    dots = [Dot(1, 1, str(number), is_best=False) for number in range(6)]
    places = marks(str(scatter(*dots).svg(WIDE)))
    assert len(set(places)) == len(places) == 6


def test_only_dots_that_nothing_outdoes_are_filled() -> None:
    svg = str(scatter(Dot(1, 1, "1", is_best=True), Dot(0, 0, "2", is_best=False)).svg(WIDE))
    assert (svg.count("chart__fill--accent"), svg.count("chart__hollow--accent")) == (1, 1)
