"""Risk as a surcharge or a deduction, and taxes with depreciation that is no payment."""

import pytest

from tests.methods.appraisal.building import Fields, case_of, npv_of, position, years_of


def second_year(case: Fields) -> object:
    """Return the payments of year 2."""
    return years_of(case)[2]["cash_flow_eur"]


def test_a_surcharge_raises_the_discount_rate() -> None:
    case = case_of(risk={"kind": "surcharge", "points": "0.02"})
    assert npv_of(case) == npv_of(case_of(discount_rate="0.07"))


def test_two_points_may_be_written_as_two_percentage_points() -> None:
    case = case_of(risk={"kind": "surcharge", "points": 2})
    assert npv_of(case) == npv_of(case_of(discount_rate="0.07"))


def test_a_deduction_takes_the_expected_loss_from_each_year_but_the_first() -> None:
    risk = {"kind": "deduction", "loss_share": "0.5", "probability": "0.2"}
    table = years_of(case_of(position(), position("now", timing={"kind": "once", "year": 0}), risk=risk))
    assert [row["cash_flow_eur"] for row in table[:2]] == [-400, 90]


def test_tax_is_paid_on_what_exceeds_depreciation() -> None:
    # 30 % of 100 less a tenth of 500 is 15.
    assert second_year(case_of(tax={"rate": "0.3", "depreciation_years": 10})) == 85


def test_a_year_with_more_depreciation_than_payments_lowers_the_tax_elsewhere() -> None:
    # 30 % of 100 less a quarter of 500 is a tax of -7.50.
    assert second_year(case_of(tax={"rate": "0.3", "depreciation_years": 4})) == 107.5


def test_after_the_years_of_depreciation_all_is_taxed() -> None:
    table = years_of(case_of(tax={"rate": "0.3", "depreciation_years": 4}))
    assert table[5]["cash_flow_eur"] == 70


def test_a_part_of_a_year_of_depreciation_counts_in_part() -> None:
    table = years_of(case_of(tax={"rate": "0.3", "depreciation_years": "2.5"}))
    assert [row["cash_flow_eur"] for row in table[1:5]] == [130, 130, 100, 70]


def test_what_is_granted_is_not_depreciated() -> None:
    assert second_year(case_of(grant_eur=100, tax={"rate": "0.3", "depreciation_years": 10})) == 82


def test_all_depreciation_together_is_the_investment() -> None:
    case = case_of(position(quantity=0), tax={"rate": "0.3", "depreciation_years": 7}, discount_rate=0)
    assert npv_of(case) == -500 + 150


@pytest.mark.parametrize("depreciation_years", [1, 10, 40])
def test_tax_never_touches_year_0(depreciation_years: int) -> None:
    table = years_of(case_of(tax={"rate": "0.3", "depreciation_years": depreciation_years}))
    assert table[0]["cash_flow_eur"] == -500
