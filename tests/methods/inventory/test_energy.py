"""Energy in MWh with fuels on their net calorific value, and the figures of VSME B3."""

from decimal import Decimal

import pytest

from tests.methods.inventory.building import (
    Fields,
    activity,
    electricity,
    instrument,
    inventory_of,
    row,
    rules_of,
)


@pytest.mark.parametrize(
    ("fields", "mwh"),
    [
        (electricity(1000), "1"),
        (electricity("3.6", "GJ"), "1"),
        (activity("natural_gas", 1000, "kWh_Hs"), "0.903"),
        (activity("natural_gas", 1000, "kWh_Hi"), "1"),
        (activity("natural_gas", 100, "m3", calorific_kwh_per_m3=10, z_number=1), "0.903"),
        (activity("diesel", 1000, "l"), "10.0461"),
        (activity("petrol", 1000, "l"), "9.1229"),
        (activity("heating_oil", 1000, "l"), "10.0461"),
        (activity("lpg", 1000, "kg"), "12.7778"),
        (activity("wood_pellets", 1000, "kg"), "4.8"),
        (activity("wood_chips", 1000, "kg"), "3.778"),
        (activity("district_heat", 9, "GJ"), "2.5"),
        (activity("electricity_own_pv", 1000, "kWh"), "1"),
        (row("ebev2030-kerosin-l", 1000, "l"), "9.5111"),
        (row("desnz2025-natural-gas-kwh-gross", 1000, "kWh_Hs"), "0.903"),
        (row("uba-strommix-de-2024", 1000, "kWh"), "1"),
    ],
)
def test_energy_is_counted_in_mwh_with_fuels_on_their_net_value(fields: Fields, mwh: str) -> None:
    assert inventory_of(fields).energy.total == Decimal(mwh)


@pytest.mark.parametrize(
    "fields",
    [
        activity("electricity_fed_in", 1000, "kWh"),
        activity("refrigerant", 1, "kg", gas="R-32"),
        activity("car_average", 1000, "km"),
        activity("car_average", 1000, "km", purpose="own_fleet"),
        activity("flight_long_haul", 1000, "pkm"),
        activity("water", 1000, "m3"),
    ],
)
def test_what_is_no_energy_used_here_does_not_count_as_energy(fields: Fields) -> None:
    assert inventory_of(fields).energy.total == 0


def test_energy_is_shown_by_carrier_and_adds_up() -> None:
    inventory = inventory_of(
        electricity(1000), activity("electricity_own_pv", 500, "kWh"), activity("diesel", 100, "l")
    )
    by_carrier = inventory.energy.by_carrier
    assert by_carrier["electricity"] == 1
    assert by_carrier["electricity_own_pv"] == Decimal("0.5")
    assert sum(by_carrier.values()) == inventory.energy.total


def test_self_used_solar_power_and_wood_are_renewable() -> None:
    inventory = inventory_of(activity("electricity_own_pv", 1000, "kWh"), activity("wood_chips", 2, "MWh_Hi"))
    assert inventory.energy.renewable == inventory.energy.total == 3


def test_the_energy_of_a_year_is_self_used_plus_drawn() -> None:
    inventory = inventory_of(
        electricity(1000),
        activity("electricity_own_pv", 400, "kWh"),
        activity("electricity_fed_in", 900, "kWh"),
    )
    assert inventory.energy.total == Decimal("1.4")


def test_vsme_b3_splits_electricity_and_fuels_into_renewable_and_not() -> None:
    inventory = inventory_of(
        electricity(1000, instrument=instrument(amount=250)),
        activity("electricity_own_pv", 500, "kWh"),
        activity("wood_pellets", 3, "MWh_Hi"),
        activity("diesel", 1000, "l"),
        activity("district_heat", 2, "MWh"),
    )
    printed = inventory.vsme_b3.as_json()
    assert printed["electricity_renewable_mwh"] == 0.75
    assert printed["electricity_non_renewable_mwh"] == 0.75
    assert printed["fuels_renewable_mwh"] == 3
    assert printed["fuels_non_renewable_mwh"] == 10.0461
    # Purchased heat is neither electricity nor fuel, but energy: it is in the total only.
    assert printed["total_mwh"] == pytest.approx(0.75 + 0.75 + 3 + 10.0461 + 2)


def test_vsme_b3_reports_scope_1_and_location_based_scope_2_gross() -> None:
    inventory = inventory_of(
        electricity(1000, instrument=instrument()), activity("diesel", 1000, "l"), turnover_eur=2_000_000
    )
    printed = inventory.vsme_b3.as_json()
    assert (printed["scope1_t"], printed["scope2_location_t"]) == (2.676284, 0.361)
    assert printed["intensity_t_per_million_eur"] == pytest.approx((2.676284 + 0.361) / 2)


@pytest.mark.parametrize("turnover", [None, 0])
def test_without_turnover_there_is_no_intensity(turnover: int | None) -> None:
    assert inventory_of(electricity(), turnover_eur=turnover).vsme_b3.intensity_t_per_million_eur is None


def test_energy_follows_the_boundary_and_the_period() -> None:
    inventory = inventory_of(
        electricity(366_000, site="Plant", period_start="2023-10-01", period_end="2024-09-30"),
        boundary="equity_share",
        sites={"Plant": {"equity_share": "0.5"}},
    )
    assert inventory.energy.total == 137


def test_a_row_without_a_published_heating_value_says_that_its_energy_is_missing() -> None:
    inventory = inventory_of(row("desnz2025-lubricants-litre", 10, "l"))
    assert inventory.energy.total > 0 or "energy_not_counted" in rules_of(inventory)


def test_own_factors_per_kilowatt_hour_say_that_their_energy_is_missing() -> None:
    own = {"kg_per_unit": "0.2", "unit": "MWh", "scope": 2, "source": "supplier 2024"}
    inventory = inventory_of({"amount": 10, "unit": "MWh", "factor": own})
    assert inventory.energy.total == 0
    assert "energy_not_counted" in rules_of(inventory)
