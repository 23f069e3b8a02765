"""Charts: nothing is cut off, nothing is left out, nothing untrue is drawn."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree  # the input is our own

import pytest

from klimapakt.foundation.design.charts import Bars, Chart, NegativeValue, Part, StackedBar
from klimapakt.foundation.design.charts.chart import NARROW, WIDE
from klimapakt.foundation.design.charts.lines import WIDTH_OF_A_LETTER
from tests.design import gallery

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = [gallery.SCOPES, gallery.CATEGORIES, gallery.LOPSIDED]
each_chart = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
each_width = pytest.mark.parametrize("width", [NARROW, WIDE])


def drawn(chart: Chart, width: int = WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(chart.svg(width))  # noqa: S314  (our own output)


def bars(chart: Chart, length: str, width: int = WIDE) -> list[float]:
    return [float(rect.attrib[length]) for rect in drawn(chart, width).iter(f"{SVG}rect")]


def words(chart: Chart, width: int = WIDE) -> str:
    return " ".join("".join(text.itertext()) for text in drawn(chart, width).iter(f"{SVG}text"))


def bar_chart(*values: int) -> Bars:
    parts = tuple(Part(f"Teil {value}", value, f"{value} t") for value in values)
    return replace(gallery.CATEGORIES, parts=parts)


def stack(*values: int) -> StackedBar:
    parts = tuple(Part(f"Teil {value}", value, f"{value} t", "one") for value in values)
    return replace(gallery.SCOPES, parts=parts)


@each_chart
@each_width
def test_a_chart_has_a_name_and_a_description_with_every_value(chart: Chart, width: int) -> None:
    svg = drawn(chart, width)
    names = {element.attrib["id"]: element.text for element in svg if "id" in element.attrib}
    title, description = (names[name] or "" for name in svg.attrib["aria-labelledby"].split())
    assert svg.attrib["role"] == "img"
    assert title == chart.title
    assert chart.sentence in description
    assert all(part.text in description for part in chart.parts)


@each_chart
@each_width
def test_every_value_is_written_beside_its_bar(chart: Chart, width: int) -> None:
    assert [part.text for part in chart.parts if part.text not in words(chart, width)] == []


@each_chart
@each_width
def test_no_words_reach_beyond_the_picture(chart: Chart, width: int) -> None:
    for text in drawn(chart, width).iter(f"{SVG}text"):
        length = len("".join(text.itertext())) * 16 * WIDTH_OF_A_LETTER
        left = float(text.attrib["x"]) - (length if text.attrib.get("text-anchor") == "end" else 0)
        assert left >= 0
        assert left + length <= width + 1


@each_chart
@each_width
def test_nothing_is_drawn_below_the_picture(chart: Chart, width: int) -> None:
    height = float(drawn(chart, width).attrib["height"])
    assert all(float(text.attrib["y"]) <= height for text in drawn(chart, width).iter(f"{SVG}text"))


def test_words_are_escaped() -> None:
    evil = Part('<script>"&', 1, "<b>1</b>", note="<i>")
    svg = replace(gallery.CATEGORIES, parts=(evil,), title="</title><script>", sentence="<desc>").svg(WIDE)
    assert "<script" not in svg
    assert "<b>" not in svg
    assert "<i>" not in svg


def test_a_chart_carries_no_inline_style() -> None:
    assert all("style=" not in chart.svg(WIDE) for chart in CHARTS)


def test_bars_start_at_zero_and_keep_their_proportions() -> None:
    lengths = bars(bar_chart(100, 50, 25), "width")
    assert lengths[1] == pytest.approx(lengths[0] / 2, abs=0.01)
    assert lengths[2] == pytest.approx(lengths[0] / 4, abs=0.01)
    assert len(set(bars(bar_chart(100, 50, 25), "x"))) == 1


def test_a_tiny_bar_beside_a_huge_one_stays_visible() -> None:
    assert bars(bar_chart(9 * 10**18, 1), "width")[1] == 2


def test_a_zero_has_no_length() -> None:
    assert bars(bar_chart(7, 0), "width")[1] == 0
    assert bars(bar_chart(0, 0), "width") == [0, 0]


def test_the_parts_of_a_stacked_bar_fill_it_without_gaps() -> None:
    heights, tops = bars(stack(5, 3, 2), "height"), bars(stack(5, 3, 2), "y")
    assert heights[0] == pytest.approx(sum(heights) / 2, abs=0.05)
    assert tops[1] == pytest.approx(tops[0] + heights[0], abs=0.02)
    assert tops[2] == pytest.approx(tops[1] + heights[1], abs=0.02)


def test_a_sliver_of_a_stacked_bar_stays_visible_and_the_whole_keeps_its_height() -> None:
    heights = bars(stack(1, 10**12, 1), "height")
    assert heights[0] == heights[2] == 4
    assert sum(heights) == pytest.approx(sum(bars(stack(1, 1, 1), "height")), abs=0.05)


def test_a_stacked_bar_of_nothing_draws_no_area_but_says_its_zeros() -> None:
    assert bars(stack(0, 0), "height") == []
    assert "0 t" in words(stack(0, 0))


@each_width
def test_labels_of_thin_neighbours_do_not_overlap(width: int) -> None:
    baselines = [float(text.attrib["y"]) for text in drawn(stack(1, 1, 1, 10**6), width).iter(f"{SVG}text")]
    assert all(later - earlier >= 20 for earlier, later in pairwise(baselines[1:]))


def test_a_very_long_compound_word_is_cut_and_not_lost() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    chart = replace(gallery.SCOPES, parts=(Part(word, 1, "1 t", "one"),))
    assert word in words(chart, NARROW).replace("- ", "")


def test_a_negative_value_is_refused() -> None:
    with pytest.raises(NegativeValue, match="Einsparung"):
        Part("Einsparung", -1, "−1 t")


def test_a_chart_without_parts_is_refused() -> None:
    with pytest.raises(ValueError, match="empty state"):
        bar_chart()


def test_a_key_that_is_no_id_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be an id"):
        replace(gallery.SCOPES, key='x" onload="')


def test_the_two_sizes_on_one_page_have_different_ids() -> None:
    ids = re.findall(r' id="([^"]+)"', gallery.SCOPES.narrow + gallery.SCOPES.wide)
    assert len(ids) == len(set(ids))
