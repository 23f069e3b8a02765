"""Factors of the company's own: never without a source, with their own units, in the scope they state."""

import pytest

from tests.methods.inventory.building import Fields, inventory_of, parts_of, refusal_of, rules_of


def own(amount: object = 10, measured_in: object = "crate", **factor: object) -> Fields:
    """Return an activity with a factor of its own; a None takes a key away."""
    given: Fields = {
        "kg_per_unit": "1.2",
        "unit": "crate",
        "scope": 3,
        "scope3_category": 1,
        "source": "EPD 2024",
    }
    given = {key: value for key, value in {**given, **factor}.items() if value is not None}
    return {"amount": amount, "unit": measured_in, "factor": given}


def test_a_factor_of_ones_own_counts_where_it_says() -> None:
    totals = inventory_of(own(10)).totals
    assert totals.scope3_mg[1] == totals.location_based_mg == 12_000_000


@pytest.mark.parametrize("source", [None, "", "   ", 5])
def test_a_factor_without_source_is_refused(source: object) -> None:
    refused = refusal_of(own(source=source))
    assert (refused.code, refused.path) == ("missing_source", "activities[0].factor.source")


def test_the_source_stands_on_the_line() -> None:
    line = parts_of(inventory_of(own()))["direct"]
    assert line.source == "EPD 2024"
    assert "EPD 2024" in line.reason.text()


def test_the_amount_is_in_the_factors_own_unit() -> None:
    refused = refusal_of(own(measured_in="boxes"))
    assert (refused.code, refused.path) == ("wrong_unit", "activities[0].unit")
    assert "crate" in refused.message.text()


def test_known_units_of_the_same_kind_are_converted() -> None:
    inventory = inventory_of(own(500, "kWh", unit="MWh", kg_per_unit=100, scope=2, scope3_category=None))
    assert inventory.totals.scope2_location_mg == 50_000_000


@pytest.mark.parametrize(("unit", "factor_unit"), [("kWh", "kWh_Hs"), ("kWh_Hs", "kWh_Hi"), ("l", "kg")])
def test_units_that_only_a_fuel_could_link_are_refused(unit: str, factor_unit: str) -> None:
    assert refusal_of(own(1, unit, unit=factor_unit)).code == "wrong_unit"


@pytest.mark.parametrize(
    ("method", "location", "market"),
    [("location", 100, 0), ("market", 0, 100), ("both", 100, 100), (None, 100, 100)],
)
def test_the_method_says_which_figure_of_scope_2_it_serves(
    method: str | None, location: int, market: int
) -> None:
    factor = {"unit": "kWh", "kg_per_unit": "0.1", "scope": 2, "scope3_category": None, "method": method}
    totals = inventory_of(own(1000, "kWh", **factor)).totals
    assert (totals.scope2_location_mg, totals.scope2_market_mg) == (location * 10**6, market * 10**6)


def test_upstream_of_an_own_energy_factor_goes_to_3_3() -> None:
    factor = {"scope": 1, "scope3_category": None, "upstream_kg_per_unit": "0.5"}
    totals = inventory_of(own(10, **factor)).totals
    assert (totals.scope1_mg, totals.scope3_mg[3]) == (12_000_000, 5_000_000)


def test_upstream_of_an_own_travel_factor_stays_in_its_category() -> None:
    totals = inventory_of(own(10, scope3_category=6, upstream_kg_per_unit="0.5")).totals
    assert totals.scope3_mg[6] == 17_000_000


def test_biogenic_co2_of_an_own_factor_stands_outside_the_scopes() -> None:
    factor = {"scope": 1, "scope3_category": None, "biogenic_kg_per_unit": 2}
    totals = inventory_of(own(10, **factor)).totals
    assert (totals.biogenic_co2_mg, totals.location_based_mg) == (20_000_000, 12_000_000)


@pytest.mark.parametrize("scope", [0, 4, 1.5, "two", None])
def test_a_scope_is_1_2_or_3(scope: object) -> None:
    assert refusal_of(own(scope=scope)).path == "activities[0].factor.scope"


@pytest.mark.parametrize("category", [0, 16, 1.5, -1])
def test_a_category_of_scope_3_is_a_whole_number_from_1_to_15(category: object) -> None:
    assert refusal_of(own(scope3_category=category)).path == "activities[0].factor.scope3_category"


def test_scope_3_needs_its_category() -> None:
    assert refusal_of(own(scope3_category=None)).path == "activities[0].factor.scope3_category"


@pytest.mark.parametrize("category", range(1, 16))
def test_every_category_of_scope_3_can_be_used(category: int) -> None:
    totals = inventory_of(own(1, scope3_category=category)).totals
    assert totals.scope3_mg[category] == totals.scope3_total_mg == 1_200_000


@pytest.mark.parametrize("kg", [-1, "NaN", "Infinity", "1e16", "1.234,5", True, None])
def test_the_value_is_a_number_that_is_not_negative(kg: object) -> None:
    assert refusal_of(own(kg_per_unit=kg)).path == "activities[0].factor.kg_per_unit"


def test_an_unknown_key_of_a_factor_is_refused_with_the_nearest() -> None:
    refused = refusal_of(own(scope3_categry=1))
    assert refused.path == "activities[0].factor.scope3_categry"
    assert "scope3_category" in refused.message.text()


def test_grams_taken_for_kilograms_are_noticed() -> None:
    factor = {"unit": "kWh", "kg_per_unit": 363, "scope": 2, "scope3_category": None}
    assert "kg_per_kwh_out_of_band" in rules_of(inventory_of(own(1, "kWh", **factor)))


def test_the_same_own_factor_at_two_sites_is_one_random_variable() -> None:
    sure = {"u_amount_percent": 0, "u_factor_percent": 10}
    inventory = inventory_of({**own(10), **sure}, {**own(10), **sure})
    assert inventory.uncertainty.total_location.percent == pytest.approx(10)


def test_two_different_own_factors_are_two_random_variables() -> None:
    sure = {"u_amount_percent": 0, "u_factor_percent": 10}
    inventory = inventory_of({**own(10), **sure}, {**own(10, source="EPD of another supplier"), **sure})
    assert inventory.uncertainty.total_location.percent == pytest.approx(10 / 2**0.5)


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"activity": "diesel", "factor_id": "ebev2030-diesel-l"},
        {"activity": "diesel", "factor": own()["factor"]},
        {"factor_id": "ebev2030-diesel-l", "factor": own()["factor"]},
    ],
)
def test_an_activity_has_exactly_one_factor(chosen: Fields) -> None:
    refused = refusal_of({"amount": 1, "unit": "l", **chosen})
    assert (refused.code, refused.path) == ("exactly_one_factor", "activities[0]")
