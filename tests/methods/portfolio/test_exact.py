"""What is chosen is the best there is: every plan of a small case is tried."""

from typing import cast

import pytest
from hypothesis import given, settings

from klimapakt.methods.portfolio.shell import answer
from tests.methods.portfolio.building import (
    Fields,
    best_by_trying,
    every_plan,
    expected_emissions,
    expected_miss,
    expected_npv,
    plan_of,
)
from tests.methods.portfolio.random_cases import RANDOMLY, cases


@settings(RANDOMLY, max_examples=150)
@given(cases())
def test_no_plan_is_better(case: Fields) -> None:
    found = answer(case)
    plan = plan_of(case)
    least, most = best_by_trying(case)
    assert expected_miss(case, expected_emissions(case, plan)) == pytest.approx(least, abs=12)
    assert found["proved_optimal"]
    assert found["gap"] == 0
    assert cast("float", found["npv_eur"]) >= most - 0.011


@RANDOMLY
@given(cases())
def test_a_plan_keeps_budgets_windows_groups_and_requirements(case: Fields) -> None:
    assert plan_of(case) in list(every_plan(case))


@RANDOMLY
@given(cases())
def test_emissions_and_money_are_those_of_the_plan(case: Fields) -> None:
    found = answer(case)
    plan = plan_of(case)
    expected = {str(year): mg for year, mg in expected_emissions(case, plan).items()}
    assert found["emissions_mg"] == pytest.approx(expected, abs=2)
    assert found["npv_eur"] == pytest.approx(expected_npv(case, plan), abs=0.011)


@RANDOMLY
@given(cases())
def test_what_the_measures_save_adds_up_to_what_the_plan_saves(case: Fields) -> None:
    found = answer(case)
    saved = sum(cast("dict[str, int]", found["attribution_mg"]).values())
    before = sum(expected_emissions(case, {}).values())
    assert saved == before - sum(cast("dict[str, int]", found["emissions_mg"]).values())


@RANDOMLY
@given(cases())
def test_the_shortfall_is_what_is_missed(case: Fields) -> None:
    found = answer(case)
    emissions = {int(year): mg for year, mg in cast("dict[str, int]", found["emissions_mg"]).items()}
    assert sum(cast("dict[str, int]", found["shortfall_mg"]).values()) == expected_miss(case, emissions)


@RANDOMLY
@given(cases())
def test_the_same_case_gives_the_same_answer(case: Fields) -> None:
    assert answer(case) == answer(case)
