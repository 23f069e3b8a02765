"""The catalogue of activities is data: every entry is complete and points to something that exists."""

import re

import pytest

from klimapakt.methods.catalogue import Activity, activities
from klimapakt.methods.factors import edition, edition_names
from klimapakt.methods.fuels import fuel
from klimapakt.methods.inventory.resolve import RULES
from klimapakt.methods.units import UNITS

CONTRACT = (
    "electricity electricity_own_pv electricity_fed_in natural_gas heating_oil diesel petrol lpg "
    "wood_pellets wood_chips district_heat refrigerant car_average car_electric rail_long_distance "
    "rail_local bus_local flight_domestic flight_short_haul flight_long_haul hotel_night commute_car "
    "home_office_hour waste_residual waste_paper water wastewater paper freight_truck"
).split()
ALL = list(activities().values())


def named(activity: Activity) -> str:
    """Return the name of a test case."""
    return activity.slug


def test_every_activity_of_the_contract_is_there() -> None:
    assert set(CONTRACT) <= set(activities())


@pytest.mark.parametrize("activity", ALL, ids=named)
def test_an_activity_has_a_rule_units_and_both_names(activity: Activity) -> None:
    assert activity.rule in RULES
    assert activity.units
    assert set(activity.units) <= set(UNITS)
    assert activity.label_de.strip()
    assert activity.label_en.strip()


@pytest.mark.parametrize("activity", ALL, ids=named)
def test_a_slug_is_a_plain_word(activity: Activity) -> None:
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", activity.slug)


@pytest.mark.parametrize("name", edition_names())
@pytest.mark.parametrize("activity", ALL, ids=named)
def test_the_series_of_an_activity_exist_in_every_edition(activity: Activity, name: str) -> None:
    for series in (*activity.direct, *activity.upstream):
        assert series in edition(name).series, series


@pytest.mark.parametrize("name", edition_names())
@pytest.mark.parametrize("activity", ALL, ids=named)
def test_the_series_of_an_activity_serve_inventories(activity: Activity, name: str) -> None:
    for series in (*activity.direct, *activity.upstream):
        assert {factor.use for factor in edition(name).series[series]} == {"inventory"}


@pytest.mark.parametrize("activity", ALL, ids=named)
def test_the_fuel_of_an_activity_stands_in_the_table_of_properties(activity: Activity) -> None:
    assert (activity.fuel == ()) == (activity.rule != "fuel")
    if activity.fuel:
        fuel(*activity.fuel)


@pytest.mark.parametrize("activity", ALL, ids=named)
def test_a_scope_3_activity_has_its_category_and_no_other_has_one(activity: Activity) -> None:
    assert (activity.scope == 3) == (activity.scope3_category is not None)


def test_no_two_activities_share_a_name() -> None:
    names = [(word.casefold(), a.slug) for a in ALL for word in {a.label_de, a.label_en, *a.synonyms}]
    owners: dict[str, set[str]] = {}
    for word, slug in names:
        owners.setdefault(word, set()).add(slug)
    assert {word: slugs for word, slugs in owners.items() if len(slugs) > 1} == {}
