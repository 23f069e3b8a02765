"""Contract instruments count only when all eight quality criteria are met, and only for what they cover."""

from decimal import Decimal

import pytest

from tests.methods.inventory.building import (
    ALL_CRITERIA,
    activity,
    electricity,
    instrument,
    inventory_of,
    parts_of,
    refusal_of,
    rules_of,
)

RESIDUAL_MG = 725_000


def test_a_guarantee_of_origin_that_meets_all_criteria_makes_market_based_zero() -> None:
    inventory = inventory_of(electricity(1000, instrument=instrument()))
    assert inventory.totals.scope2_market_mg == 0
    assert rules_of(inventory) == []


def test_an_instrument_never_touches_the_location_based_figure() -> None:
    assert inventory_of(electricity(1000, instrument=instrument())).totals.scope2_location_mg == 361_000_000


def test_an_instrument_leaves_the_upstream_emissions_in_3_3() -> None:
    assert inventory_of(electricity(1000, instrument=instrument())).totals.scope3_mg[3] == 53_000_000


@pytest.mark.parametrize("missing", ALL_CRITERIA)
def test_one_criterion_that_is_missing_makes_the_instrument_ignored(missing: str) -> None:
    inventory = inventory_of(electricity(1000, instrument=instrument(without=missing)))
    assert inventory.totals.scope2_market_mg == 1000 * RESIDUAL_MG
    assert rules_of(inventory) == ["instrument_ignored"]


@pytest.mark.parametrize("false", ALL_CRITERIA)
def test_one_criterion_that_is_false_makes_the_instrument_ignored(false: str) -> None:
    criteria = {name: name != false for name in ALL_CRITERIA}
    given = {"kind": "guarantee_of_origin", "criteria": criteria}
    assert inventory_of(electricity(1000, instrument=given)).totals.scope2_market_mg == 1000 * RESIDUAL_MG


@pytest.mark.parametrize("kind", ["guarantee_of_origin", "ppa", "supplier_factor"])
def test_an_instrument_without_criteria_is_ignored(kind: str) -> None:
    given = {"kind": kind, "kg_per_unit": 0}
    inventory = inventory_of(electricity(1000, instrument=given))
    assert inventory.totals.scope2_market_mg == 1000 * RESIDUAL_MG
    assert "instrument_ignored" in rules_of(inventory)


def test_no_instrument_is_nothing_to_talk_about() -> None:
    assert rules_of(inventory_of(electricity(1000, instrument={"kind": "none"}))) == []


def test_an_instrument_that_covers_a_part_leaves_the_rest_to_the_residual_mix() -> None:
    inventory = inventory_of(electricity(1000, instrument=instrument(amount=400)))
    market = [line for line in inventory.lines if line.part == "market"]
    assert sorted((line.amount, line.co2e_mg) for line in market) == [
        (Decimal(400), 0),
        (Decimal(600), 600 * RESIDUAL_MG),
    ]
    assert len({line.id for line in market}) == 2


def test_more_than_was_used_covers_no_more_than_that_and_says_so() -> None:
    inventory = inventory_of(electricity(1000, instrument=instrument(amount=1500)))
    assert inventory.totals.scope2_market_mg == 0
    assert rules_of(inventory) == ["instrument_exceeds_consumption"]


def test_the_surplus_of_one_activity_does_not_cover_another() -> None:
    inventory = inventory_of(electricity(1000, instrument=instrument(amount=1500)), electricity(500))
    assert inventory.totals.scope2_market_mg == 500 * RESIDUAL_MG


def test_an_instrument_of_nothing_covers_nothing() -> None:
    inventory = inventory_of(electricity(1000, instrument=instrument(amount=0)))
    assert inventory.totals.scope2_market_mg == 1000 * RESIDUAL_MG


def test_amount_and_value_of_an_instrument_are_in_the_unit_of_the_activity() -> None:
    given = instrument("supplier_factor", amount=4, kg_per_unit=100)
    inventory = inventory_of(electricity(10, "MWh", instrument=given))
    market = sum(line.co2e_mg for line in inventory.lines if line.part == "market")
    assert market == 4 * 100_000_000 + 6000 * RESIDUAL_MG


def test_a_suppliers_factor_replaces_the_residual_mix() -> None:
    given = instrument("supplier_factor", kg_per_unit="0.25")
    assert inventory_of(electricity(1000, instrument=given)).totals.scope2_market_mg == 250_000_000


def test_a_suppliers_factor_without_value_is_refused() -> None:
    refused = refusal_of(electricity(instrument=instrument("supplier_factor")))
    assert refused.path == "activities[0].instrument.kg_per_unit"


def test_renewable_electricity_is_what_an_instrument_covers() -> None:
    inventory = inventory_of(electricity(1000, instrument=instrument(amount=400)))
    assert inventory.energy.electricity_renewable == Decimal("0.4")
    assert inventory.energy.electricity_non_renewable == Decimal("0.6")


def test_an_ignored_instrument_makes_nothing_renewable() -> None:
    inventory = inventory_of(electricity(1000, instrument=instrument(without="sole_claim")))
    assert inventory.energy.renewable == 0


def test_an_instrument_on_a_fuel_is_left_aside_with_a_finding() -> None:
    inventory = inventory_of(activity("diesel", 10, "l", instrument=instrument()))
    assert "instrument_ignored" in rules_of(inventory)
    assert inventory.totals.scope1_mg == 26_762_840


def test_an_unknown_criterion_is_refused_with_the_nearest() -> None:
    refused = refusal_of(electricity(instrument={"kind": "ppa", "criteria": {"sole_clam": True}}))
    assert refused.path == "activities[0].instrument.criteria.sole_clam"
    assert "sole_claim" in refused.message.text()


def test_a_criterion_is_true_or_false_and_nothing_else() -> None:
    refused = refusal_of(electricity(instrument={"kind": "ppa", "criteria": {"sole_claim": "yes"}}))
    assert refused.path == "activities[0].instrument.criteria.sole_claim"


def test_an_instrument_counts_in_each_year_of_a_period_that_crosses_years() -> None:
    fields = {"period_start": "2023-07-01", "period_end": "2024-06-30"}
    inventory = inventory_of(
        electricity(3660, instrument=instrument(), **fields),
        reporting_period={"start": "2023-07-01", "end": "2024-06-30"},
    )
    assert inventory.totals.scope2_market_mg == 0
    assert parts_of(inventory, "b") == {}


def test_the_residual_mix_is_not_blamed_for_a_suppliers_high_factor() -> None:
    given = instrument("supplier_factor", kg_per_unit="0.9")
    inventory = inventory_of(electricity(1000, instrument=given))
    assert "market_exceeds_location" not in rules_of(inventory, None)


def test_a_suppliers_factor_of_zero_is_no_proof_of_renewable_origin() -> None:
    given = instrument("supplier_factor", kg_per_unit=0)
    inventory = inventory_of(electricity(1000, instrument=given))
    assert inventory.totals.scope2_market_mg == 0
    assert inventory.energy.renewable == 0
