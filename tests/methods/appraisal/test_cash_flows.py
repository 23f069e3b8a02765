"""The table of payments: timing, prices, degradation, the investment and its grant."""

from typing import cast

import pytest

from tests.methods.appraisal.building import Fields, case_of, expected_npv, npv_of, position, years_of


def column(case: Fields, key: str = "cash_flow_eur") -> list[object]:
    """Return one column of the table."""
    return [row[key] for row in years_of(case)]


def test_year_0_is_the_investment_less_the_grant() -> None:
    assert column(case_of(grant_eur=120))[0] == -380


def test_what_is_yearly_begins_in_year_1_and_ends_with_the_horizon() -> None:
    assert column(case_of(horizon_years=3)) == [-500, 100, 100, 100]


@pytest.mark.parametrize(
    ("timing", "years"),
    [
        ({"kind": "every", "n": 3}, [3, 6, 9]),
        ({"kind": "every", "n": 11}, []),
        ({"kind": "once", "year": 0}, [0]),
        ({"kind": "once", "year": 10}, [10]),
        ({"kind": "once", "year": 11}, []),
    ],
)
def test_a_position_falls_due_when_its_timing_says(timing: Fields, years: list[int]) -> None:
    table = years_of(case_of(position(timing=timing)))
    assert [row["year"] for row in table if cast("Fields", row["positions"])["saved"]] == years


def test_what_is_paid_lowers_the_payments() -> None:
    assert column(case_of(position(), position("oil", sign=-1, quantity=300)))[1] == 70


@pytest.mark.parametrize(("price_year", "first", "second"), [(0, 110, 121), (1, 100, 110)])
def test_a_price_rises_from_the_year_it_is_stated_for(price_year: int, first: int, second: int) -> None:
    case = case_of(price_year=price_year, price_changes={"energy": "0.1"})
    assert column(case)[1:3] == [first, second]


def test_each_group_has_its_own_price_change() -> None:
    case = case_of(
        position(), position("other", group="other"), price_changes={"energy": "0.1", "other": "0.5"}
    )
    assert cast("Fields", years_of(case)[1]["positions"]) == {"saved": 110, "other": 150}


def test_degradation_begins_after_the_first_year() -> None:
    case = case_of(position(degradation="0.1", source="data sheet"))
    assert column(case)[1:4] == [100, 90, 81]


def test_the_last_sum_of_the_curve_is_the_net_present_value() -> None:
    assert column(case_of(), "cumulative_eur")[-1] == npv_of(case_of())


def test_the_net_present_value_is_that_of_the_tables_for_annuities() -> None:
    # Ten payments of 100 at 5 %: 772.17 (7.72173 is the present value of one euro a year).
    assert npv_of(case_of(investment_eur=0)) == 772.17


def test_without_positions_the_investment_is_lost() -> None:
    assert npv_of({**case_of(), "positions": []}) == -500


def test_a_discount_rate_of_zero_adds_up() -> None:
    assert npv_of(case_of(discount_rate=0)) == 500


def test_a_negative_rate_makes_later_payments_worth_more() -> None:
    case = case_of(discount_rate="-0.02")
    assert npv_of(case) == round(float(expected_npv(case)), 2) > 500


def test_amounts_in_the_range_of_a_trillion_are_right_to_the_euro() -> None:
    case = case_of(position(quantity="999999999999.99", unit_price_eur=1), investment_eur="7721734929183")
    assert npv_of(case) == pytest.approx(float(expected_npv(case)), abs=1)
