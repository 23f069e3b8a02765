"""Consumption that two organisations really published, calculated; docs/methods/inventory.md explains it."""

from decimal import Decimal
from typing import cast

import pytest

from klimapakt.methods.units import UNITS
from tests.methods.inventory.building import Fields, tonnes
from tests.methods.inventory.real_activity import (
    YEARS,
    amount_of,
    case_of_year,
    inventory_of_year,
    mapping,
    published,
    reading_of,
)

# Tonnes CO2e, rounded to whole tonnes: scope 1, scope 2 location, scope 2 market, scope 3.
RESULTS = {
    ("Geberit Gruppe", 2019): (108_380, 96_649, 96_649, 534_975),
    ("Geberit Gruppe", 2020): (101_424, 84_320, 84_320, 522_659),
    ("DZ BANK", 2021): (1907, 19_398, 19_398, 2334),
    ("DZ BANK", 2022): (1833, 17_669, 17_669, 2215),
    ("DZ BANK", 2023): (1843, 15_137, 15_137, 1932),
    ("DZ BANK", 2024): (1742, 17_596, 29_774, 2183),
}


def test_every_label_that_was_printed_is_mapped_or_left_out_with_a_reason() -> None:
    for row in published():
        entry = reading_of(row)
        assert ("left_out" in entry) != (("activity" in entry) != ("factor_id" in entry)), row["activity"]
        assert str(entry.get("left_out", entry.get("unit"))).strip()


def test_every_kind_of_quality_that_was_printed_is_mapped() -> None:
    assert {row["quality"] for row in published()} == cast("Fields", mapping()["qualities"]).keys()


def test_units_are_mapped_to_units_of_the_closed_set() -> None:
    for row in published():
        assert reading_of(row).get("unit", "t") in UNITS


def test_a_unit_that_was_printed_otherwise_has_a_stated_conversion_or_basis() -> None:
    for row in published():
        entry = reading_of(row)
        if entry.get("unit", row["unit"]) != row["unit"]:
            assert entry.get("why"), row["activity"]


@pytest.mark.parametrize(("organisation", "year"), YEARS)
def test_every_year_can_be_calculated(organisation: str, year: int) -> None:
    inventory = inventory_of_year(organisation, year)
    totals = inventory.totals
    found = (totals.scope1_mg, totals.scope2_location_mg, totals.scope2_market_mg, totals.scope3_total_mg)
    assert tuple(round(tonnes(value)) for value in found) == RESULTS[organisation, year]


@pytest.mark.parametrize(
    ("organisation", "year", "kwh", "kg"),
    [
        ("Geberit Gruppe", 2019, 222_300_000, "0.416"),
        ("Geberit Gruppe", 2020, 215_700_000, "0.373"),
        ("DZ BANK", 2021, 29_957_824, "0.414"),
        ("DZ BANK", 2022, 28_777_735, "0.441"),
        ("DZ BANK", 2023, 27_236_629, "0.387"),
        ("DZ BANK", 2024, 33_455_143, "0.361"),
    ],
)
def test_electricity_is_its_published_total_times_the_years_mix(
    organisation: str, year: int, kwh: int, kg: str
) -> None:
    lines = inventory_of_year(organisation, year).lines
    found = sum(
        line.co2e_mg for line in lines if line.category == "purchased_electricity" and line.part == "location"
    )
    assert found == int(kwh * Decimal(kg) * 1_000_000)


@pytest.mark.parametrize("year", range(2021, 2025))
def test_green_electricity_without_evidence_is_not_zero(year: int) -> None:
    inventory = inventory_of_year("DZ BANK", year)
    assert inventory.totals.scope2_market_mg >= inventory.totals.scope2_location_mg
    assert any(finding.rule == "instrument_ignored" for finding in inventory.findings)
    assert inventory.energy.renewable == 0


@pytest.mark.parametrize("year", range(2021, 2024))
def test_years_without_residual_mix_say_so(year: int) -> None:
    assert any(f.rule == "no_residual_mix" for f in inventory_of_year("DZ BANK", year).findings)


def test_petrol_in_net_kilowatt_hours_becomes_the_litres_of_the_ordinance() -> None:
    line = next(
        line
        for line in inventory_of_year("DZ BANK", 2023).lines
        if line.activity.startswith("Benzin") and line.part == "direct"
    )
    assert line.unit == "l"
    assert line.amount == pytest.approx(Decimal(723_308) / Decimal("9.1229"))


def test_gas_in_cubic_metres_is_read_with_the_sources_own_heating_value() -> None:
    line = next(
        line
        for line in inventory_of_year("Geberit Gruppe", 2019).lines
        if line.activity.startswith("Erdgas (") and line.part == "direct"
    )
    assert line.amount == pytest.approx(Decimal(40_817_278) * Decimal("36.4") / Decimal("3.6"))
    assert str(line.kg_per_unit) == "0.2027"


def test_no_statutory_factor_is_used_before_it_was_in_force() -> None:
    for year in (2019, 2020):
        lines = inventory_of_year("Geberit Gruppe", year).lines
        assert not any(line.factor_id.startswith("ebev") for line in lines)


def test_german_numbers_are_read_as_germans_write_them() -> None:
    by_text = {row["amount"]: amount_of(row) for row in published()}
    assert by_text["5.747,4"] == Decimal("5747.4")
    assert by_text["222.300"] == 222_300
    assert by_text["5,1"] == Decimal("5.1")


@pytest.mark.parametrize(("organisation", "year"), YEARS)
def test_nothing_published_is_dropped_but_what_the_mapping_leaves_out(organisation: str, year: int) -> None:
    rows = [row for row in published() if (row["organisation"], int(row["year"])) == (organisation, year)]
    left_out = [row for row in rows if "left_out" in reading_of(row)]
    activities = case_of_year(organisation, year)["activities"]
    assert isinstance(activities, list)
    assert len(activities) == len(rows) - len(left_out)
