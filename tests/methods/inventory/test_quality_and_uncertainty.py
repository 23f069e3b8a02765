"""Data quality from 5 (best) to 1, and the uncertainty that follows from it where nothing is stated."""

from math import sqrt

import pytest

from klimapakt.methods.inventory.quality import SCORES, U_AMOUNT_PERCENT, U_FACTOR_PERCENT
from tests.methods.inventory.building import (
    activity,
    electricity,
    instrument,
    inventory_of,
    row,
    rules_of,
)


@pytest.mark.parametrize(
    ("quality", "score"), [("measured", 5), ("billed", 5), ("calculated", 4), ("estimated", 2), ("proxy", 1)]
)
def test_five_is_the_best_score_and_one_the_worst(quality: str, score: int) -> None:
    assert inventory_of(electricity(quality=quality)).quality_score == score


def test_the_score_is_weighted_by_location_based_emissions() -> None:
    inventory = inventory_of(
        row("uba-tremod2024-linienbus-nah-pkm", 1000, "pkm", quality="measured"),
        row("uba-tremod2024-linienbus-nah-pkm", 3000, "pkm", quality="proxy"),
    )
    assert inventory.quality_score == pytest.approx((1 * 5 + 3 * 1) / 4)


def test_a_market_based_line_has_no_weight() -> None:
    fields = {"quality": "measured"}
    with_instrument = inventory_of(
        electricity(1000, instrument=instrument(), **fields), activity("diesel", 100, "l", quality="proxy")
    )
    without = inventory_of(electricity(1000, **fields), activity("diesel", 100, "l", quality="proxy"))
    assert with_instrument.quality_score == without.quality_score


def test_a_memo_has_no_weight() -> None:
    inventory = inventory_of(
        electricity(1, quality="measured"), activity("electricity_fed_in", 10**9, "kWh", quality="proxy")
    )
    assert inventory.quality_score == 5


def test_biogenic_co2_has_no_weight() -> None:
    one = inventory_of(
        activity("wood_pellets", 1, "t", quality="proxy"), electricity(1000, quality="measured")
    )
    weights = one.totals.location_based_mg
    pellets = sum(line.co2e_mg for line in one.lines if line.activity == "a" and line.scope)
    assert one.quality_score == pytest.approx((pellets * 1 + (weights - pellets) * 5) / weights)


def test_no_quality_counts_as_estimated_and_is_named_once() -> None:
    inventory = inventory_of(electricity(), activity("diesel", 1, "l"))
    assert inventory.quality_score == 2
    assert rules_of(inventory, None).count("quality_missing") == 1


def test_stated_percentages_go_before_the_policy() -> None:
    stated = {"u_amount_percent": 3, "u_factor_percent": 4, "quality": "proxy"}
    inventory = inventory_of(activity("freight_truck", 1000, "tkm", **stated))
    assert inventory.uncertainty.total_location.percent == pytest.approx(5)
    assert inventory.uncertainty.total_location.u == pytest.approx(118_000_000 * 0.05)


def test_the_same_factor_at_two_sites_is_one_random_variable() -> None:
    sure = {"u_amount_percent": 0, "u_factor_percent": 10}
    inventory = inventory_of(
        activity("rail_local", 100, "pkm", **sure), activity("rail_local", 300, "pkm", **sure)
    )
    assert inventory.uncertainty.total_location.percent == pytest.approx(10)


def test_different_factors_are_independent() -> None:
    sure = {"u_amount_percent": 0, "u_factor_percent": 10}
    inventory = inventory_of(
        row("uba-tremod2024-linienbus-nah-pkm", 1000, "pkm", **sure),
        row("uba-tremod2024-lkw-gesamt-tkm", 1000, "tkm", **sure),
    )
    expected = sqrt((90 * 0.1) ** 2 + (118 * 0.1) ** 2) / 208
    assert inventory.uncertainty.total_location.percent == pytest.approx(100 * expected)


def test_the_lines_of_one_activity_share_the_error_of_its_amount() -> None:
    sure = {"u_amount_percent": 10, "u_factor_percent": 0}
    inventory = inventory_of(activity("diesel", 1000, "l", **sure))
    assert inventory.uncertainty.total_location.percent == pytest.approx(10)


def test_the_same_factor_in_two_years_is_two_random_variables() -> None:
    sure = {"u_amount_percent": 0, "u_factor_percent": 10}
    fields = {"period_start": "2023-01-01", "period_end": "2024-12-31", **sure}
    inventory = inventory_of(
        electricity(731, **fields), reporting_period={"start": "2023-01-01", "end": "2024-12-31"}
    )
    lines = [line.co2e_mg * 0.1 for line in inventory.lines if line.part == "location"]
    assert inventory.uncertainty.scope12_location.u == pytest.approx(sqrt(lines[0] ** 2 + lines[1] ** 2))


def test_scope_3_is_in_the_uncertainty_of_the_total_only() -> None:
    sure = {"u_amount_percent": 10, "u_factor_percent": 0}
    inventory = inventory_of(electricity(1000, **sure))
    assert inventory.uncertainty.scope12_location.u == pytest.approx(36_100_000)
    assert inventory.uncertainty.total_location.u == pytest.approx(41_400_000)


def test_the_market_based_figure_is_not_in_the_uncertainty() -> None:
    plain = inventory_of(electricity(1000)).uncertainty
    assert inventory_of(electricity(1000, instrument=instrument())).uncertainty == plain


def test_better_data_are_never_less_certain() -> None:
    order = ["measured", "billed", "calculated", "estimated", "proxy"]
    assert [U_AMOUNT_PERCENT[name] for name in order] == sorted(U_AMOUNT_PERCENT[name] for name in order)
    assert [SCORES[name] for name in order] == sorted((SCORES[name] for name in order), reverse=True)
    assert [U_FACTOR_PERCENT[score] for score in (5, 4, 3, 2, 1)] == sorted(U_FACTOR_PERCENT.values())


def test_an_empty_inventory_has_no_percentage() -> None:
    printed = inventory_of().uncertainty.as_json()
    assert printed["total_location"] == {"u_mg": 0, "percent": None}
