"""The timeline shows every stretch in the years it touches, in words too."""

from datetime import date

import pytest

from klimapakt.foundation.design.charts import Part, Stretch, Timeline


def timeline(*stretches: Stretch) -> Timeline:
    part = Part("1. January", 31, "310 kWh")
    return Timeline(
        key="timeline",
        title="Bills",
        sentence="Filled: billed.",
        parts=(part,),
        label_heading="Bill",
        value_heading="Amount",
        stretches=stretches,
    )


def test_a_stretch_over_the_turn_of_the_year_stands_in_both_rows() -> None:
    picture = timeline(Stretch(date(2023, 11, 1), date(2024, 2, 1), "known", "1")).svg(720)
    assert picture.count('class="chart__fill chart__fill--accent"') == 2
    assert ">2023<" in picture
    assert ">2024<" in picture


def test_missing_days_are_dashed_and_days_billed_twice_have_their_own_line() -> None:
    picture = timeline(
        Stretch(date(2024, 1, 1), date(2024, 3, 31), "known", "1"),
        Stretch(date(2024, 4, 1), date(2024, 4, 30), "missing"),
        Stretch(date(2024, 3, 1), date(2024, 3, 31), "twice"),
    ).svg(343)
    assert picture.count("stroke-dasharray") == 1
    assert picture.count("chart__fill--two") == 1


def test_who_does_not_see_the_picture_hears_sentence_and_values() -> None:
    picture = timeline(Stretch(date(2024, 1, 1), date(2024, 1, 31), "known", "1")).svg(343)
    assert "Filled: billed. 1. January: 310 kWh" in picture


@pytest.mark.parametrize("width", [343, 720])
def test_one_day_stays_visible_and_nothing_leaves_the_picture(width: int) -> None:
    picture = timeline(Stretch(date(2024, 12, 31), date(2024, 12, 31), "known", "1")).svg(width)
    assert f'width="{width}"' in picture
    assert 'width="2.00"' in picture
