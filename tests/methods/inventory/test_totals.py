"""Totals are sums of lines; location- and market-based are never added."""

import pytest

from klimapakt.methods.inventory import ISO_CATEGORIES, Inventory, calculate, iso_14064
from klimapakt.methods.inventory.schema import example
from tests.methods.inventory.building import activity, electricity, inventory_of

OUTPUT = "edition lines totals energy_mwh vsme_b3 quality_score uncertainty findings".split()
LINE = (
    "id activity part scope scope3_category category method factor_id kg_per_unit amount unit co2e_mg "
    "source reason"
).split()
TOTALS = (
    "scope1_mg scope2_location_mg scope2_market_mg scope3_mg location_based_mg market_based_mg "
    "biogenic_co2_mg memo_mg"
).split()
PARTS = "direct location market upstream biogenic memo outside_scopes".split()


def broad_inventory() -> Inventory:
    """Return the inventory of the complete example."""
    return calculate(example())


def summed(inventory: Inventory, scope: int | None, *parts: str) -> int:
    """Return the sum of the lines of a scope, or of some of its parts."""
    return sum(
        line.co2e_mg for line in inventory.lines if line.scope == scope and (not parts or line.part in parts)
    )


def test_each_total_is_the_sum_of_its_lines() -> None:
    inventory = broad_inventory()
    totals = inventory.totals
    assert totals.scope1_mg == summed(inventory, 1)
    assert totals.scope2_location_mg == summed(inventory, 2, "location")
    assert totals.scope2_market_mg == summed(inventory, 2, "market")
    assert totals.scope3_total_mg == summed(inventory, 3)
    assert totals.biogenic_co2_mg == summed(inventory, None, "biogenic")
    assert sum(totals.memo_mg.values()) == summed(inventory, None, "memo", "outside_scopes")


def test_each_category_of_scope_3_is_the_sum_of_its_lines() -> None:
    inventory = broad_inventory()
    for category, total in inventory.totals.scope3_mg.items():
        lines = [line for line in inventory.lines if (line.scope, line.scope3_category) == (3, category)]
        assert total == sum(line.co2e_mg for line in lines)


def test_both_totals_hold_scope_1_and_3_and_differ_in_scope_2_only() -> None:
    totals = broad_inventory().totals
    others = totals.scope1_mg + totals.scope3_total_mg
    assert totals.location_based_mg == others + totals.scope2_location_mg
    assert totals.market_based_mg == others + totals.scope2_market_mg


def test_no_printed_total_holds_both_methods() -> None:
    inventory = inventory_of(electricity(1000), activity("district_heat", 1000, "kWh"))
    printed = inventory.as_json()["totals"]
    assert isinstance(printed, dict)
    both = inventory.totals.scope2_location_mg + inventory.totals.scope2_market_mg
    assert both not in [value for value in printed.values() if isinstance(value, int)]


def test_the_output_has_the_keys_of_the_contract() -> None:
    printed = broad_inventory().as_json()
    assert list(printed) == OUTPUT
    lines, totals, findings = printed["lines"], printed["totals"], printed["findings"]
    assert isinstance(lines, list)
    assert all(list(line) == LINE for line in lines)
    assert isinstance(totals, dict)
    assert list(totals) == TOTALS
    assert list(totals["scope3_mg"]) == [*map(str, range(1, 16)), "total"]
    assert set(totals["memo_mg"]) == {"flight_non_co2", "electricity_fed_in_avoided", "outside_scopes"}
    assert isinstance(findings, list)
    assert all(list(finding) == ["rule", "severity", "activity", "message"] for finding in findings)


def test_every_line_has_its_own_id_and_names_its_activity() -> None:
    inventory = inventory_of(
        {"id": "a", **electricity(period_start="2023-07-01", period_end="2024-06-30")},
        {"id": "a:2024", **electricity()},
        {"id": "a:2024:location", **electricity()},
        reporting_period={"start": "2023-07-01", "end": "2024-06-30"},
    )
    assert len({line.id for line in inventory.lines}) == len(inventory.lines) == 12
    assert {line.activity for line in inventory.lines} == {"a", "a:2024", "a:2024:location"}


def test_every_line_has_a_source_and_a_reason() -> None:
    for line in broad_inventory().lines:
        assert line.source.strip()
        assert line.reason.text().strip()


@pytest.mark.parametrize(
    ("amount", "milligrams"),
    [("0.49", 0), ("0.5", 1), ("1.49", 1), ("1.5", 2), ("2.5", 3), ("3.5", 4), ("4.4999", 4)],
)
def test_half_a_milligram_is_rounded_up(amount: str, milligrams: int) -> None:
    own = {"kg_per_unit": "0.000001", "unit": "crate", "scope": 1, "source": "EPD"}
    inventory = inventory_of({"amount": amount, "unit": "crate", "factor": own})
    assert inventory.totals.scope1_mg == milligrams


def test_parts_and_methods_of_lines_are_those_of_the_contract() -> None:
    for line in broad_inventory().lines:
        assert line.part in PARTS
        assert line.method == (line.part if line.part in ("location", "market") else "both")


def test_the_categories_of_iso_14064_add_up_to_the_location_based_total() -> None:
    inventory = broad_inventory()
    by_category = iso_14064(inventory.lines)
    assert set(by_category) == set(ISO_CATEGORIES) == set(range(1, 7))
    assert sum(by_category.values()) == inventory.totals.location_based_mg


def test_scopes_1_and_2_are_the_first_two_categories_of_iso_14064() -> None:
    inventory = broad_inventory()
    by_category = iso_14064(inventory.lines)
    assert by_category[1] == inventory.totals.scope1_mg
    assert by_category[2] == inventory.totals.scope2_location_mg


def test_travel_commuting_and_freight_are_transport_in_iso_14064() -> None:
    inventory = inventory_of(
        activity("rail_local", 1, "pkm"),
        activity("commute_car", 1, "km"),
        activity("freight_truck", 1, "tkm"),
    )
    assert iso_14064(inventory.lines)[3] == inventory.totals.location_based_mg
