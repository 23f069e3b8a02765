"""A row chosen by its id is taken as it stands; what it must not do, it still must not do."""

import pytest

from klimapakt.methods.factors import edition, edition_names
from tests.methods.inventory.building import inventory_of, parts_of, refusal_of, row, rules_of

OUTSIDE = ("AUSSERHALB_SCOPES", "KEIN_KYOTO")


@pytest.mark.parametrize("name", edition_names())
def test_every_row_that_serves_inventories_gives_its_own_value_scope_and_category(name: str) -> None:
    for factor in edition(name).factors.values():
        if factor.use != "inventory" or factor.scope == 2:
            continue
        fields = row(factor.id, 1000, factor.unit)
        parts = parts_of(inventory_of(fields, year=factor.valid_from, edition=name))
        line = parts["outside_scopes" if factor.note.startswith(OUTSIDE) else "direct"]
        assert line.kg_per_unit == factor.kg_per_unit, factor.id
        if line.part == "direct":
            assert (line.scope, line.scope3_category) == (factor.scope, factor.scope3_category), factor.id


@pytest.mark.parametrize("name", edition_names())
def test_every_row_of_scope_2_gives_its_own_value_by_one_method_or_both(name: str) -> None:
    for factor in edition(name).factors.values():
        if factor.use != "inventory" or factor.scope != 2:
            continue
        inventory = inventory_of(
            row(factor.id, 1, factor.unit), year=factor.valid_from, edition=name, region="DE"
        )
        values = {line.kg_per_unit for line in inventory.lines if line.factor_id == factor.id}
        assert factor.kg_per_unit in values, factor.id


@pytest.mark.parametrize("name", edition_names())
def test_the_upstream_of_a_row_is_counted_once(name: str) -> None:
    for factor in edition(name).factors.values():
        if factor.use != "inventory":
            continue
        inventory = inventory_of(row(factor.id, 1, factor.unit), year=factor.valid_from, edition=name)
        upstream = [line for line in inventory.lines if line.part == "upstream"]
        assert len(upstream) <= 1, factor.id
        if factor.well_to_wheel:
            assert not upstream, factor.id
        elif factor.upstream_kg_per_unit and not factor.series.startswith("aib"):
            assert upstream[0].kg_per_unit == factor.upstream_kg_per_unit, factor.id


def test_a_row_of_another_year_is_taken_and_said() -> None:
    inventory = inventory_of(row("desnz2025-diesel-mineral-litre", 100, "l"), year=2019)
    assert parts_of(inventory)["direct"].co2e_mg == 266_155_000
    assert "factor_year_not_data_year" in rules_of(inventory)


def test_the_reason_of_a_row_of_another_year_does_not_call_it_the_nearest() -> None:
    line = parts_of(inventory_of(row("uba-strommix-de-2019", 1, "kWh")))["location"]
    assert "nearest" not in line.reason.text()


def test_a_grid_row_serves_the_location_and_leaves_the_market_to_the_residual_mix() -> None:
    parts = parts_of(inventory_of(row("uba-strommix-de-2024", 1, "kWh")))
    assert parts["location"].factor_id == "uba-strommix-de-2024"
    assert parts["market"].factor_id == "aib-residualmix-de-2024"


def test_a_residual_row_serves_the_market_and_leaves_the_location_to_the_grid() -> None:
    parts = parts_of(inventory_of(row("aib-residualmix-de-2024", 1, "kWh")))
    assert parts["location"].factor_id == "uba-strommix-de-2024"
    assert parts["market"].factor_id == "aib-residualmix-de-2024"


@pytest.mark.parametrize("row_id", ["uba-strominlandsverbrauch-de-2024", "uba-strom-aus-natural-gas-2025"])
def test_no_row_of_electricity_replaces_the_residual_mix_without_an_instrument(row_id: str) -> None:
    parts = parts_of(inventory_of(row(row_id, 1000, "kWh"), year=2024))
    assert parts["location"].factor_id == row_id
    assert parts["market"].factor_id == "aib-residualmix-de-2024"


@pytest.mark.parametrize("row_id", ["windstrom-onshore", "pv-eigenstrom"])
def test_a_plant_of_ones_own_is_renewable_and_never_called_purchased(row_id: str) -> None:
    inventory = inventory_of(row(row_id, 1000, "kWh"))
    assert inventory.energy.electricity_renewable == 1
    assert "own_generation_only" in rules_of(inventory)


def test_the_row_of_the_instrument_cannot_be_chosen_without_the_criteria() -> None:
    refused = refusal_of(row("marktbasiert-oekostrom-hkn", 1000, "kWh"))
    assert (refused.code, refused.path) == ("factor_not_for_inventories", "activities[0].factor_id")


def test_a_misspelt_id_is_refused_with_the_nearest() -> None:
    refused = refusal_of(row("ebev2030-disel-l", 1, "l"))
    assert (refused.code, refused.path) == ("unknown_factor", "activities[0].factor_id")
    assert "ebev2030-diesel-l" in refused.message.text()


def test_a_row_of_another_edition_is_unknown_here() -> None:
    refused = refusal_of(row("uba-strommix-de-2025", 1, "kWh"), edition="2025.1")
    assert refused.path == "activities[0].factor_id"


def test_a_unit_that_does_not_fit_the_row_is_refused_with_those_that_do() -> None:
    refused = refusal_of(row("uba-strommix-de-2024", 1, "l"))
    assert (refused.code, refused.path) == ("wrong_unit", "activities[0].unit")
    assert "kWh" in refused.message.text()


def test_a_fuel_row_takes_the_units_of_its_fuel() -> None:
    line = parts_of(inventory_of(row("ebev2030-diesel-l", "845", "kg")))["direct"]
    assert (line.amount, line.unit) == (1000, "l")


def test_a_row_may_have_biogenic_co2_beside_its_fossil_part() -> None:
    totals = inventory_of(row("desnz2025-diesel-blend-litre", 100, "l")).totals
    assert (totals.scope1_mg, totals.biogenic_co2_mg) == (257_082_000, 14_000_000)


def test_the_residual_mix_of_another_market_is_never_taken_without_a_word() -> None:
    inventory = inventory_of(row("aib-residualmix-fr-2025", 1000, "kWh"), year=2025)
    assert parts_of(inventory)["market"].co2e_mg == 17_110_000
    assert "factor_of_another_market" in rules_of(inventory)


def test_the_residual_mix_of_the_own_market_is_not_worth_a_word() -> None:
    inventory = inventory_of(row("aib-residualmix-de-2025", 1000, "kWh"), year=2025)
    assert "factor_of_another_market" not in rules_of(inventory)


@pytest.mark.parametrize(
    ("row_id", "unit", "severity"),
    [
        ("uba-strommix-de-2025", "kWh", "warning"),
        ("ebev2030-diesel-l", "l", "warning"),
        ("desnz2025-diesel-mineral-litre", "l", "hint"),
    ],
)
def test_a_yearly_or_legal_row_of_another_year_is_worth_a_warning(
    row_id: str, unit: str, severity: str
) -> None:
    inventory = inventory_of(row(row_id, 1, unit), year=2021 if unit == "l" else 2015)
    found = [f.severity for f in inventory.findings if f.rule == "factor_year_not_data_year"]
    assert found == [severity]
