"""Electricity both ways: which year, which edition, residual mix, own plant, feed-in."""

import pytest

from tests.methods.inventory.building import (
    activity,
    electricity,
    inventory_of,
    parts_of,
    refusal_of,
    rules_of,
)


def test_purchased_electricity_is_counted_both_ways_and_the_two_are_never_added() -> None:
    totals = inventory_of(electricity(1000)).totals
    assert (totals.scope2_location_mg, totals.scope2_market_mg) == (361_000_000, 725_000_000)
    assert totals.location_based_mg == 361_000_000 + 53_000_000
    assert totals.market_based_mg == 725_000_000 + 53_000_000


@pytest.mark.parametrize(
    ("year", "grid", "kg", "upstream"),
    [
        (1990, "uba-strommix-de-1990", "0.771", "0.091"),
        (2020, "uba-strommix-de-2020", "0.373", "0.062"),
        (2023, "uba-strommix-de-2023", "0.387", "0.055"),
        (2025, "uba-strommix-de-2025", "0.352", "0.054"),
    ],
)
def test_a_year_takes_its_own_grid_mix(year: int, grid: str, kg: str, upstream: str) -> None:
    parts = parts_of(inventory_of(electricity(1), year=year, edition="2026.1"))
    assert parts["location"].factor_id == parts["upstream"].factor_id == grid
    assert str(parts["location"].kg_per_unit) == kg
    assert f"{parts['upstream'].kg_per_unit:g}" == upstream


def test_the_year_after_the_last_published_one_takes_the_last_as_provisional() -> None:
    inventory = inventory_of(electricity(), year=2026, edition="2026.1")
    parts = parts_of(inventory)
    assert parts["location"].factor_id == "uba-strommix-de-2025"
    assert parts["market"].factor_id == "aib-residualmix-de-2025"
    assert set(rules_of(inventory)) == {"provisional"}


def test_a_later_year_is_an_error_not_a_guess() -> None:
    refused = refusal_of(electricity(), year=2027, edition="2026.1")
    assert (refused.code, refused.path) == ("no_factor_for_year", "year")


def test_a_year_before_the_series_is_an_error_not_a_guess() -> None:
    refused = refusal_of(electricity(), year=2022, edition="2025.1")
    assert (refused.code, refused.path) == ("no_factor_for_year", "year")


def test_the_year_of_an_activity_is_named_when_it_is_the_one_without_factor() -> None:
    refused = refusal_of(electricity(year=2031))
    assert refused.path == "activities[0].year"


def test_the_period_of_an_activity_is_named_when_its_year_has_no_factor() -> None:
    period = {"period_start": "2031-01-01", "period_end": "2031-12-31"}
    refused = refusal_of(electricity(**period), year=2031)
    assert refused.path == "activities[0].period_start"


@pytest.mark.parametrize(
    ("edition", "grid", "kg"),
    [("2025.1", "uba-strommix-de-2024-ausgabe2025", "0.372"), ("2026.1", "uba-strommix-de-2024", "0.361")],
)
def test_the_edition_decides_the_value_of_a_revised_year(edition: str, grid: str, kg: str) -> None:
    inventory = inventory_of(electricity(), edition=edition)
    location = parts_of(inventory)["location"]
    assert (inventory.edition, location.factor_id, str(location.kg_per_unit)) == (edition, grid, kg)


def test_the_newest_edition_is_taken_when_none_is_named() -> None:
    assert inventory_of(electricity()).edition == "2026.1"


def test_an_unknown_edition_is_refused_with_the_nearest() -> None:
    refused = refusal_of(electricity(), edition="2026.2")
    assert (refused.code, refused.path) == ("unknown_edition", "edition")
    assert "2026.1" in refused.message.text()


def test_a_year_without_residual_mix_takes_the_grid_mix_and_says_so() -> None:
    inventory = inventory_of(electricity(), year=2023)
    assert parts_of(inventory)["market"].factor_id == "uba-strommix-de-2023"
    assert parts_of(inventory)["market"].method == "market"
    assert "no_residual_mix" in rules_of(inventory)


def test_a_year_with_residual_mix_says_nothing_about_its_absence() -> None:
    assert "no_residual_mix" not in rules_of(inventory_of(electricity(), year=2025))


def test_a_market_without_grid_factor_is_refused_at_the_region() -> None:
    refused = refusal_of(electricity(), region="AT")
    assert (refused.code, refused.path) == ("no_factor_for_region", "region")


def test_the_region_is_read_in_any_case() -> None:
    assert inventory_of(electricity(1000), region="de").totals.scope2_location_mg == 361_000_000


def test_self_used_solar_power_is_zero_in_scope_2_and_its_making_is_in_3_3() -> None:
    totals = inventory_of(activity("electricity_own_pv", 1000, "kWh")).totals
    assert (totals.scope2_location_mg, totals.scope2_market_mg) == (0, 0)
    assert totals.scope3_mg[3] == 63_000_000


def test_electricity_fed_in_is_a_memo_and_never_netted() -> None:
    bought = inventory_of(electricity(1000))
    both = inventory_of(electricity(1000), activity("electricity_fed_in", 5000, "kWh"))
    assert both.totals.location_based_mg == bought.totals.location_based_mg
    assert both.totals.market_based_mg == bought.totals.market_based_mg
    assert both.totals.memo_mg["electricity_fed_in_avoided"] == 5000 * 361_000
    assert both.energy.total == bought.energy.total


def test_the_surprise_that_market_exceeds_location_is_explained() -> None:
    assert "market_exceeds_location" in rules_of(inventory_of(electricity()), None)


def test_every_electricity_line_names_publisher_and_year() -> None:
    for line in inventory_of(electricity()).lines:
        assert "(2024)" in line.source
        assert "2024" in line.reason.text()
