"""Payback, annuity, modified rate of return and the cost of a tonne that is not emitted."""

from typing import cast

import pytest

from klimapakt.methods.appraisal.shell import answer
from tests.methods.appraisal.building import Fields, case_of, flows_of, npv_of, position


def payback(case: Fields) -> Fields:
    """Return both paybacks."""
    return cast("Fields", answer(case)["payback"])


def test_the_payback_is_read_within_the_year() -> None:
    assert payback(flows_of(-100, 40, 40, 40, rate=0)) == {"static": 2.5, "discounted": 2.5}


def test_the_discounted_payback_is_read_off_the_discounted_curve() -> None:
    # Discounted: 45.4545, 41.3223, 37.5657; after two years 13.2231 are missing.
    assert payback(flows_of(-100, 50, 50, 50))["discounted"] == pytest.approx(2 + 13.2231405 / 37.5657400)


def test_what_never_comes_back_is_null() -> None:
    assert payback(flows_of(-100, 40, 40)) == {"static": None, "discounted": None}


def test_what_costs_nothing_is_back_at_once() -> None:
    assert payback(flows_of(0, 40)) == {"static": 0, "discounted": 0}


def test_a_payback_to_the_cent_is_no_matter_of_rounding() -> None:
    assert payback(flows_of("-0.3", "0.1", "0.1", "0.1", rate=0))["static"] == pytest.approx(3)


def test_the_annuity_is_the_value_spread_over_the_years() -> None:
    # VDI 2067-1: a = (q-1)/(1-q^-T) = 0.1295046 for 5 % and ten years.
    assert answer(case_of())["annuity_eur"] == pytest.approx(npv_of(case_of()) * 0.1295046, abs=0.01)


def test_the_annuity_without_discounting_is_the_mean() -> None:
    assert answer(case_of(discount_rate=0))["annuity_eur"] == 50


def test_a_single_payment_has_a_value_but_no_annuity() -> None:
    found = answer(flows_of(5))
    assert (found["npv_eur"], found["annuity_eur"]) == (5, None)


def test_the_modified_rate_reinvests_and_finances_at_its_own_rates() -> None:
    # Received 60*1.12 + 60 = 127.2 for 100 paid.
    found = answer(flows_of(-100, 60, 60, finance_rate="0.1", reinvest_rate="0.12"))
    assert found["mirr"] == pytest.approx(1.272**0.5 - 1)


def test_the_modified_rate_is_left_out_where_nothing_is_paid() -> None:
    assert "mirr" not in answer(flows_of(10, 60))


def test_the_rates_of_the_modified_rate_are_the_discount_rate_when_unstated() -> None:
    stated = flows_of(-100, 60, 60, finance_rate="0.1", reinvest_rate="0.1")
    assert answer(flows_of(-100, 60, 60))["mirr"] == answer(stated)["mirr"]


def saving(*milligrams: int, **changes: object) -> Fields:
    """Return a case over ten years that saves emissions."""
    return case_of(emissions={"saved_mg_per_year": list(milligrams)}, **changes)


def test_a_tonne_costs_what_the_investment_loses_over_the_undiscounted_tonnes() -> None:
    case = saving(*[2_000_000_000] * 10, investment_eur=1000)
    assert answer(case)["abatement_eur_per_t"] == pytest.approx((1000 - 772.173493) / 20)


def test_a_price_on_carbon_dioxide_does_not_lower_the_cost_of_a_tonne() -> None:
    case = saving(*[2_000_000_000] * 10, price_changes={"energy": 0, "CO2": 0})
    priced = {**case, "positions": [position(), position("allowances", group="CO2")]}
    assert answer(priced)["abatement_eur_per_t"] == pytest.approx(
        cast("float", answer(case)["abatement_eur_per_t"])
    )


def test_where_nothing_is_saved_there_is_no_cost_of_a_tonne() -> None:
    assert answer(saving(0, 0))["abatement_eur_per_t"] is None


def test_without_emissions_nobody_speaks_of_a_tonne() -> None:
    assert "abatement_eur_per_t" not in answer(case_of())
