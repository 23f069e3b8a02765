"""Fuels and heat: gross and net calorific value, ordinances by year, upstream once, biogenic CO2 apart."""

from decimal import Decimal

import pytest

from tests.methods.inventory.building import activity, inventory_of, parts_of, refusal_of, row, rules_of


def test_a_kilowatt_hour_of_gas_on_the_bill_is_gross() -> None:
    line = parts_of(inventory_of(activity("natural_gas", 1, "kWh_Hs")))["direct"]
    assert line.kg_per_unit == Decimal("0.18139464")
    assert line.co2e_mg == 181_395


def test_gross_and_net_calorific_value_of_gas_are_linked_by_0_903() -> None:
    gross = inventory_of(activity("natural_gas", 1000, "kWh_Hs")).totals.scope1_mg
    net = inventory_of(activity("natural_gas", 903, "kWh_Hi")).totals.scope1_mg
    assert gross == net == 181_394_640


@pytest.mark.parametrize("unit", ["kWh", "MWh", "GJ"])
def test_a_bare_energy_unit_of_gas_is_an_error_that_explains_why(unit: str) -> None:
    refused = refusal_of(activity("natural_gas", 1, unit))
    assert (refused.code, refused.path) == ("heating_value_basis_missing", "activities[0].unit")
    for word in ("Hs", "Hi", "10 %", "kWh_Hs"):
        assert word in refused.message.text()


def test_cubic_metres_become_gross_kilowatt_hours_by_the_bill() -> None:
    bill = {"calorific_kwh_per_m3": "11.2", "z_number": "0.9612"}
    line = parts_of(inventory_of(activity("natural_gas", 2500, "m3", **bill)))["direct"]
    assert (line.amount, line.unit) == (Decimal("26913.60000"), "kWh_Hs")


@pytest.mark.parametrize("missing", ["calorific_kwh_per_m3", "z_number"])
def test_cubic_metres_without_the_figures_of_the_bill_are_refused(missing: str) -> None:
    bill = {"calorific_kwh_per_m3": 11, "z_number": 1}
    refused = refusal_of(
        activity("natural_gas", 1, "m3", **{key: value for key, value in bill.items() if key != missing})
    )
    assert refused.path == f"activities[0].{missing}"


@pytest.mark.parametrize(
    ("year", "kg", "row_id"),
    [
        (2021, "0.1820448", "ebev2022-erdgas-kwh-hs"),
        (2022, "0.1820448", "ebev2022-erdgas-kwh-hs"),
        (2023, "0.18139464", "ebev2030-erdgas-kwh-hs"),
        (2030, "0.18139464", "ebev2030-erdgas-kwh-hs"),
    ],
)
def test_the_ordinance_in_force_decides_the_factor(year: int, kg: str, row_id: str) -> None:
    line = parts_of(inventory_of(activity("natural_gas", 1, "kWh_Hs"), year=year))["direct"]
    assert (line.kg_per_unit, line.factor_id) == (Decimal(kg), row_id)


def test_net_kilowatt_hours_of_2022_follow_from_the_gross_row_of_that_year() -> None:
    inventory = inventory_of(activity("natural_gas", 903, "kWh_Hi"), year=2022)
    assert inventory.totals.scope1_mg == 182_044_800


@pytest.mark.parametrize("year", [2020, 2031])
@pytest.mark.parametrize(
    ("slug", "unit"),
    [("natural_gas", "kWh_Hs"), ("diesel", "l"), ("petrol", "l"), ("heating_oil", "l"), ("lpg", "kg")],
)
def test_a_year_outside_the_ordinances_is_an_error_that_names_a_way_out(
    slug: str, unit: str, year: int
) -> None:
    refused = refusal_of(activity(slug, 1, unit), year=year)
    assert (refused.code, refused.path) == ("no_factor_for_year", "year")
    assert "factor_id" in refused.message.text()


def test_liquefied_gas_of_2022_in_net_kilowatt_hours_is_right_within_one_percent() -> None:
    # The limit of docs/methods/units.md: 46.0 GJ/t of the later ordinance instead of 45.7.
    inventory = inventory_of(activity("lpg", 1000, "kWh_Hi"), year=2022)
    assert inventory.totals.scope1_mg == pytest.approx(0.0663 * 3.6 * 1e9, rel=0.01)


@pytest.mark.parametrize(
    ("slug", "unit"),
    [
        ("natural_gas", "kWh_Hs"),
        ("natural_gas", "kWh_Hi"),
        ("diesel", "l"),
        ("petrol", "l"),
        ("heating_oil", "l"),
        ("heating_oil", "kWh_Hi"),
        ("lpg", "kg"),
        ("lpg", "kWh_Hi"),
    ],
)
def test_the_supply_of_a_fuel_is_counted_once_in_3_3_as_a_proxy_of_quality_3(slug: str, unit: str) -> None:
    inventory = inventory_of(activity(slug, 100, unit))
    upstream = [line for line in inventory.lines if line.part == "upstream"]
    assert len(upstream) == 1
    assert upstream[0].factor_id.startswith("desnz")
    assert (upstream[0].scope, upstream[0].scope3_category, upstream[0].quality) == (3, 3, 3)


def test_fuel_of_own_vehicles_is_scope_1() -> None:
    line = parts_of(inventory_of(activity("diesel", 100, "l")))["direct"]
    assert (line.scope, line.category) == (1, "mobile_combustion")


def test_the_co2_of_wood_stands_outside_the_scopes_and_its_methane_in_scope_1() -> None:
    totals = inventory_of(activity("wood_pellets", 1000, "kWh_Hi")).totals
    assert totals.biogenic_co2_mg == 350_000_000
    assert totals.scope1_mg == 11_500_000
    assert totals.location_based_mg == 11_500_000 + 37_440_000


def test_biogenic_co2_has_no_scope() -> None:
    line = parts_of(inventory_of(activity("wood_chips", 1, "MWh_Hi")))["biogenic"]
    assert (line.scope, line.scope3_category) == (None, None)


def test_the_standing_factor_nearest_to_the_year_is_taken_and_said() -> None:
    inventory = inventory_of(activity("wood_pellets", 1000, "kWh_Hi"), year=2019)
    assert parts_of(inventory)["direct"].factor_id == "desnz2025-wood-pellets-kwh"
    assert "factor_year_not_data_year" in rules_of(inventory)


def test_a_standing_factor_of_the_year_itself_is_not_worth_a_word() -> None:
    inventory = inventory_of(activity("wood_pellets", 1000, "kWh_Hi"), year=2026)
    assert parts_of(inventory)["direct"].factor_id == "desnz2026-wood-pellets-kwh"
    assert "factor_year_not_data_year" not in rules_of(inventory)


def test_district_heat_takes_the_suppliers_value_first_for_both_methods() -> None:
    fields = {"supplier_kg_per_unit": 75, "supplier_source": "Stadtwerke, FW 309-1 certificate 2024"}
    inventory = inventory_of(activity("district_heat", 10, "MWh", **fields))
    assert inventory.totals.scope2_location_mg == inventory.totals.scope2_market_mg == 750_000_000
    assert "district_heat_screening" not in rules_of(inventory)
    assert {line.source for line in inventory.lines} == {"Stadtwerke, FW 309-1 certificate 2024"}


def test_the_suppliers_value_is_per_unit_as_entered() -> None:
    fields = {"supplier_kg_per_unit": 20, "supplier_source": "Stadtwerke"}
    line = parts_of(inventory_of(activity("district_heat", 9, "GJ", **fields)))["location"]
    assert (line.amount, line.unit, line.co2e_mg) == (Decimal(2500), "kWh", 180_000_000)


def test_a_suppliers_value_without_source_is_refused() -> None:
    refused = refusal_of(activity("district_heat", 1, "MWh", supplier_kg_per_unit=75))
    assert (refused.code, refused.path) == ("missing_source", "activities[0].supplier_source")


def test_generic_district_heat_is_a_screening_value_and_says_so() -> None:
    inventory = inventory_of(activity("district_heat", 1000, "kWh"))
    assert inventory.totals.scope2_location_mg == 280_000_000
    assert "district_heat_screening" in rules_of(inventory)


def test_the_generic_row_of_district_heat_is_a_screening_value_by_its_id_as_well() -> None:
    assert "district_heat_screening" in rules_of(inventory_of(row("bafa-fernwaerme-kwh", 1000, "kWh")))


def test_a_suppliers_value_on_electricity_is_not_passed_over_in_silence() -> None:
    fields = {"supplier_kg_per_unit": "0.1", "supplier_source": "my supplier"}
    assert "field_not_used" in rules_of(inventory_of(activity("electricity", 1, "kWh", **fields)))


@pytest.mark.parametrize(
    "bill", [{"calorific_kwh_per_m3": 0, "z_number": 1}, {"calorific_kwh_per_m3": 11, "z_number": 0}]
)
def test_gas_cannot_vanish_by_a_zero_on_the_bill(bill: dict[str, object]) -> None:
    assert refusal_of(activity("natural_gas", 100, "m3", **bill)).path.startswith("activities[0].")
