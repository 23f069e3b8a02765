"""Travel, hotels and freight: which category, no upstream twice, non-CO2 of flights only as memo."""

import pytest

from klimapakt.methods.factors import edition, edition_names
from tests.methods.inventory.building import activity, inventory_of, parts_of, refusal_of, row, rules_of

GROUND = ("car_average", "car_electric", "rail_long_distance", "rail_local", "bus_local")


@pytest.mark.parametrize("slug", GROUND)
def test_a_journey_is_business_travel_unless_its_purpose_says_otherwise(slug: str) -> None:
    totals = inventory_of(activity(slug, 1000, "pkm")).totals
    assert totals.scope3_mg[6] == totals.location_based_mg > 0


@pytest.mark.parametrize("slug", GROUND)
def test_a_journey_to_work_is_commuting(slug: str) -> None:
    totals = inventory_of(activity(slug, 1000, "pkm", purpose="commute")).totals
    assert totals.scope3_mg[7] == totals.location_based_mg > 0


@pytest.mark.parametrize("slug", GROUND)
def test_a_journey_with_the_own_fleet_is_scope_1(slug: str) -> None:
    totals = inventory_of(activity(slug, 1000, "pkm", purpose="own_fleet")).totals
    assert totals.scope1_mg == totals.location_based_mg > 0


@pytest.mark.parametrize("purpose", ["business", "commute", "own_fleet"])
def test_the_purpose_never_changes_the_emissions(purpose: str) -> None:
    assert (
        inventory_of(activity("car_average", 1000, "km", purpose=purpose)).totals.location_based_mg
        == 229_600_000
    )


def test_commuting_by_car_is_commuting_without_a_word() -> None:
    assert inventory_of(activity("commute_car", 1000, "km")).totals.scope3_mg[7] == 229_600_000


def test_a_vehicle_kilometre_carries_the_sources_1_4_persons() -> None:
    line = parts_of(inventory_of(activity("car_average", 10, "km")))["direct"]
    assert (line.amount, line.unit) == (14, "pkm")


@pytest.mark.parametrize("slug", [*GROUND, "commute_car"])
def test_well_to_wheel_factors_get_no_upstream(slug: str) -> None:
    parts = parts_of(inventory_of(activity(slug, 1000, "pkm")))
    assert parts.keys() == {"direct"}


@pytest.mark.parametrize("name", edition_names())
def test_no_well_to_wheel_row_of_any_edition_states_an_upstream(name: str) -> None:
    rows = [factor for factor in edition(name).factors.values() if factor.well_to_wheel]
    assert rows
    assert all(not factor.upstream_kg_per_unit for factor in rows)


@pytest.mark.parametrize(
    ("slug", "cabin", "direct", "memo"),
    [
        ("flight_short_haul", "average", 75_590_000, 52_270_000),
        ("flight_short_haul", "economy", 74_350_000, 51_410_000),
        ("flight_short_haul", "business", 111_520_000, 77_110_000),
        ("flight_long_haul", "average", 90_430_000, 62_390_000),
        ("flight_long_haul", "economy", 69_260_000, 47_780_000),
        ("flight_long_haul", "premium_economy", 110_810_000, 76_450_000),
        ("flight_long_haul", "business", 200_830_000, 138_570_000),
        ("flight_long_haul", "first", 277_010_000, 191_130_000),
        ("flight_domestic", "average", 135_520_000, 93_760_000),
    ],
)
def test_a_flight_counts_without_non_co2_effects_which_stand_as_memo(
    slug: str, cabin: str, direct: int, memo: int
) -> None:
    inventory = inventory_of(activity(slug, 1000, "pkm", cabin=cabin))
    assert parts_of(inventory)["direct"].co2e_mg == direct
    assert inventory.totals.memo_mg["flight_non_co2"] == memo


def test_the_memo_of_a_flight_is_in_no_total() -> None:
    totals = inventory_of(activity("flight_long_haul", 1000, "pkm")).totals
    assert totals.location_based_mg == totals.market_based_mg == 90_430_000 + 32_130_000


def test_the_upstream_of_a_flight_stays_in_its_own_category() -> None:
    totals = inventory_of(activity("flight_domestic", 1000, "pkm")).totals
    assert totals.scope3_mg[6] == 135_520_000 + 33_500_000
    assert totals.scope3_mg[3] == 0


def test_the_average_cabin_is_taken_when_none_is_given() -> None:
    with_cabin = inventory_of(activity("flight_long_haul", 1000, "pkm", cabin="average"))
    assert inventory_of(activity("flight_long_haul", 1000, "pkm")).totals == with_cabin.totals


def test_a_cabin_that_is_not_published_takes_the_average_and_says_so() -> None:
    inventory = inventory_of(activity("flight_short_haul", 1000, "pkm", cabin="first"))
    assert parts_of(inventory)["direct"].co2e_mg == 75_590_000
    assert "cabin_not_published" in rules_of(inventory)


def test_an_unknown_cabin_is_refused_with_the_nearest() -> None:
    refused = refusal_of(activity("flight_long_haul", 1, "pkm", cabin="busines"))
    assert refused.path == "activities[0].cabin"
    assert "Nearest: business" in refused.message.text()


@pytest.mark.parametrize(
    "row_id",
    [
        "desnz2025-flight-long-avg-rf-pkm",
        "desnz2026-flight-short-eco-rf-pkm",
        "uba-tremod2024-flug-inland-pkm",
    ],
)
def test_a_row_that_holds_non_co2_effects_is_never_taken_without_a_word(row_id: str) -> None:
    inventory = inventory_of(row(row_id, 1000, "pkm"))
    has_memo = inventory.totals.memo_mg["flight_non_co2"] > 0
    assert has_memo or "includes_non_co2" in rules_of(inventory)


@pytest.mark.parametrize(("country", "kg"), [("DE", "13.2"), ("FR", "6.7"), ("ch", "6.6"), ("GB", "10.4")])
def test_a_hotel_night_depends_on_its_country(country: str, kg: str) -> None:
    line = parts_of(inventory_of(activity("hotel_night", 1, "night", country=country)))["direct"]
    assert f"{line.kg_per_unit:g}" == kg
    assert (line.scope, line.scope3_category) == (3, 6)


def test_a_hotel_night_without_country_says_what_was_assumed() -> None:
    inventory = inventory_of(activity("hotel_night", 1, "night"))
    assert "country_assumed" in rules_of(inventory)


@pytest.mark.parametrize("country", ["AT", "PL", "Germany"])
def test_a_country_without_hotel_factor_is_refused_and_not_filled(country: str) -> None:
    refused = refusal_of(activity("hotel_night", 1, "night", country=country))
    assert (refused.code, refused.path) == ("unknown_country", "activities[0].country")


def test_freight_by_truck_is_upstream_transport() -> None:
    totals = inventory_of(activity("freight_truck", 1000, "tkm")).totals
    assert totals.scope3_mg[4] == totals.location_based_mg == 118_000_000


def test_the_upstream_of_freight_by_its_row_stays_in_its_own_category() -> None:
    totals = inventory_of(row("desnz2025-freight-hgv-all-tkm", 1000, "tkm")).totals
    assert totals.scope3_mg[4] == 101_630_000 + 23_590_000


def test_a_purpose_on_a_fuel_is_not_passed_over_in_silence() -> None:
    assert "field_not_used" in rules_of(inventory_of(activity("diesel", 1, "l", purpose="commute")))
