"""Sensitivities vary one assumption; scenarios vary as many as they like."""

from typing import cast

import pytest
from hypothesis import given

from klimapakt.methods.appraisal.shell import answer
from tests.methods.appraisal.building import Fields, case_of, npv_of, position, sensitivity_of
from tests.methods.appraisal.random_cases import CASES, RANDOMLY

TAXED = {"tax": {"rate": "0.3", "depreciation_years": 4}, "grant_eur": 100}
RISKY = {"risk": {"kind": "deduction", "loss_share": "0.5", "probability": "0.1"}}


def test_every_parameter_of_the_norm_is_varied() -> None:
    rows = cast("list[Fields]", answer(case_of(position(), position("oil")))["sensitivities"])
    assert [row["parameter"] for row in rows] == [
        "price_change:energy",
        "price_change:other",
        "horizon",
        "discount",
        "capex",
        "position:saved",
        "position:oil",
    ]


@pytest.mark.parametrize("more", [{}, TAXED, RISKY, {**TAXED, **RISKY}])
@pytest.mark.parametrize(
    ("parameter", "minus", "plus"),
    [
        ("price_change:energy", {"price_changes": {"energy": "0.02"}}, {"price_changes": {"energy": "0.06"}}),
        ("horizon", {"horizon_years": 5}, {"horizon_years": 15}),
        ("discount", {"discount_rate": "0.025"}, {"discount_rate": "0.075"}),
        ("capex", {"investment_eur": 250}, {"investment_eur": 750}),
        (
            "position:saved",
            {"positions": [position(quantity=500)]},
            {"positions": [position(quantity=1500)]},
        ),
    ],
)
def test_a_sensitivity_is_the_case_with_that_assumption(
    more: Fields, parameter: str, minus: Fields, plus: Fields
) -> None:
    case = case_of(**{"price_changes": {"energy": "0.04"}, **more})
    expected = npv_of({**case, **minus}), npv_of({**case, **plus})
    assert sensitivity_of(case, parameter) == pytest.approx(expected, abs=0.011)


def test_a_horizon_of_part_of_a_year_is_read_off_the_curve() -> None:
    case = case_of(horizon_years=5, discount_rate=0)
    assert sensitivity_of(case, "horizon") == (-250, 250)


def test_the_percentage_is_fifty_unless_stated() -> None:
    assert answer(case_of()) == answer(case_of(sensitivity_percent=50))
    assert sensitivity_of(case_of(sensitivity_percent=10), "capex")[0] == npv_of(case_of(investment_eur=450))


def test_the_slope_is_euros_per_percent() -> None:
    rows = cast("list[Fields]", answer(case_of())["sensitivities"])
    capex = next(row for row in rows if row["parameter"] == "capex")
    assert capex["slope_eur_per_percent"] == pytest.approx(-5)


def test_a_rate_that_would_leave_the_possible_has_no_value() -> None:
    case = case_of(price_changes={"energy": "-0.7"})
    assert sensitivity_of(case, "price_change:energy")[1] is None


@RANDOMLY
@given(CASES)
def test_the_slope_is_half_the_difference_over_the_percentage(case: Fields) -> None:
    for row in cast("list[dict[str, float]]", answer(case)["sensitivities"]):
        slope = (row["plus_npv_eur"] - row["minus_npv_eur"]) / 100
        assert row["slope_eur_per_percent"] == pytest.approx(slope, abs=2e-4)


def scenario(case: Fields, **changes: object) -> float:
    """Return the net present value of a scenario."""
    found = cast("dict[str, float]", answer({**case, "scenarios": {"one": changes}})["scenarios"])
    return found["one"]


def test_a_scenario_is_the_case_with_what_it_changes() -> None:
    changes: Fields = {"horizon_years": 7, "discount_rate": "0.08", "investment_eur": 400, "grant_eur": 50}
    assert scenario(case_of(), **changes) == npv_of(case_of(**changes))


def test_price_changes_merge_by_group() -> None:
    case = case_of(position(), position("other", group="other"), price_changes={"energy": "0.1", "other": 0})
    expected = {**case, "price_changes": {"energy": "0.1", "other": "0.2"}}
    assert scenario(case, price_changes={"other": "0.2"}) == npv_of(expected)


def test_positions_are_changed_by_their_names() -> None:
    case = case_of(position(), position("oil", sign=-1, quantity=10))
    expected = case_of(position(), position("oil", sign=-1, quantity=20))
    assert scenario(case, positions={"oil": {"quantity": 20}}) == npv_of(expected)


def test_null_takes_away_what_may_be_left_out() -> None:
    assert scenario(case_of(**TAXED), tax=None, grant_eur=None) == npv_of(case_of())


def test_a_scenario_changes_nothing_but_its_own_value() -> None:
    case = {**case_of(), "scenarios": {"worst": {"discount_rate": "0.2"}, "same": {}}}
    found = answer(case)
    assert {**found, "scenarios": {}} == answer(case_of())
    assert cast("Fields", found["scenarios"])["same"] == found["npv_eur"]
