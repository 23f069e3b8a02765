"""Every activity of the contract in every unit of the contract, against values worked out by hand."""

from decimal import Decimal

import pytest

from klimapakt.methods.catalogue import activities
from klimapakt.methods.units import UNITS
from tests.methods.inventory.building import Fields, inventory_of, refusal_of

# Kilograms per unit as entered, year 2024, edition 2026.1: part, scope, category of scope 3, kg.
Expected = tuple[tuple[str, int | None, int | None, str], ...]

_GRID: Expected = (("location", 2, None, "0.361"), ("market", 2, None, "0.725"), ("upstream", 3, 3, "0.053"))
_SOLAR: Expected = (("location", 2, None, "0"), ("market", 2, None, "0"), ("upstream", 3, 3, "0.063"))
_FED_IN: Expected = (("memo", None, None, "0.361"),)
_GAS_HS: Expected = (("direct", 1, None, "0.18139464"), ("upstream", 3, 3, "0.03021"))
_GAS_HI: Expected = (("direct", 1, None, "0.20088"), ("upstream", 3, 3, "0.03347"))
_OIL: Expected = (("direct", 1, None, "2.676284"), ("upstream", 3, 3, "0.62665"))
_OIL_HI: Expected = (("direct", 1, None, "0.2664"), ("upstream", 3, 3, "0.06291"))
_DIESEL: Expected = (("direct", 1, None, "2.676284"), ("upstream", 3, 3, "0.62409"))
_PETROL: Expected = (("direct", 1, None, "2.39421825"), ("upstream", 3, 3, "0.60664"))
_LPG_KG: Expected = (("direct", 1, None, "3.013"), ("upstream", 3, 3, "0.3501847"))
_LPG_L: Expected = (("direct", 1, None, "1.596133737"), ("upstream", 3, 3, "0.18551"))
_LPG_HI: Expected = (("direct", 1, None, "0.2358"), ("upstream", 3, 3, "0.02736"))
_PELLETS: Expected = (
    ("direct", 1, None, "0.0115"),
    ("upstream", 3, 3, "0.03744"),
    ("biogenic", None, None, "0.35"),
)
_PELLETS_KG: Expected = (
    ("direct", 1, None, "0.05519389"),
    ("upstream", 3, 3, "0.177"),
    ("biogenic", None, None, "1.67718"),
)
_CHIPS: Expected = (
    ("direct", 1, None, "0.0115"),
    ("upstream", 3, 3, "0.00792"),
    ("biogenic", None, None, "0.35"),
)
_HEAT: Expected = (("location", 2, None, "0.28"), ("market", 2, None, "0.28"))
_SHORT: Expected = (
    ("direct", 3, 6, "0.07559"),
    ("upstream", 3, 6, "0.02286"),
    ("memo", None, None, "0.05227"),
)
_LONG: Expected = (
    ("direct", 3, 6, "0.09043"),
    ("upstream", 3, 6, "0.03213"),
    ("memo", None, None, "0.06239"),
)
_DOMESTIC: Expected = (
    ("direct", 3, 6, "0.13552"),
    ("upstream", 3, 6, "0.0335"),
    ("memo", None, None, "0.09376"),
)


def _one(scope: int, category: int | None, kg: str) -> Expected:
    return (("direct", scope, category, kg),)


def _times(expected: Expected, factor: str) -> Expected:
    return tuple((part, scope, cat, str(Decimal(kg) * Decimal(factor))) for part, scope, cat, kg in expected)


def _per(expected: Expected, divisor: str) -> Expected:
    return tuple((part, scope, cat, str(Decimal(kg) / Decimal(divisor))) for part, scope, cat, kg in expected)


_GJ = str(Decimal(2500) / 9)
TABLE: dict[str, dict[str, Expected]] = {
    "electricity": {"kWh": _GRID, "MWh": _times(_GRID, "1000"), "GJ": _times(_GRID, _GJ)},
    "electricity_own_pv": {"kWh": _SOLAR, "MWh": _times(_SOLAR, "1000"), "GJ": _times(_SOLAR, _GJ)},
    "electricity_fed_in": {"kWh": _FED_IN, "MWh": _times(_FED_IN, "1000"), "GJ": _times(_FED_IN, _GJ)},
    "natural_gas": {
        "kWh_Hs": _GAS_HS,
        "kWh_Hi": _GAS_HI,
        "MWh_Hs": _times(_GAS_HS, "1000"),
        "MWh_Hi": _times(_GAS_HI, "1000"),
        "m3": _times(_GAS_HS, "9.5"),
    },
    "heating_oil": {
        "l": _OIL,
        "kg": _per(_OIL, "0.845"),
        "t": _times(_per(_OIL, "0.845"), "1000"),
        "kWh_Hi": _OIL_HI,
        "MWh_Hi": _times(_OIL_HI, "1000"),
    },
    "diesel": {
        "l": _DIESEL,
        "kg": _per(_DIESEL, "0.845"),
        "t": _times(_per(_DIESEL, "0.845"), "1000"),
        "kWh_Hi": _per(_DIESEL, "10.0461"),
        "MWh_Hi": _times(_per(_DIESEL, "10.0461"), "1000"),
    },
    "petrol": {
        "l": _PETROL,
        "kg": _per(_PETROL, "0.755"),
        "t": _times(_per(_PETROL, "0.755"), "1000"),
        "kWh_Hi": _per(_PETROL, "9.1229"),
        "MWh_Hi": _times(_per(_PETROL, "9.1229"), "1000"),
    },
    "lpg": {"kg": _LPG_KG, "t": _times(_LPG_KG, "1000"), "l": _LPG_L, "kWh_Hi": _LPG_HI},
    "wood_pellets": {
        "kWh_Hi": _PELLETS,
        "MWh_Hi": _times(_PELLETS, "1000"),
        "kg": _PELLETS_KG,
        "t": _times(_PELLETS_KG, "1000"),
    },
    "wood_chips": {
        "kWh_Hi": _CHIPS,
        "MWh_Hi": _times(_CHIPS, "1000"),
        "kg": _times(_CHIPS, "3.778"),
        "t": _times(_CHIPS, "3778"),
    },
    "district_heat": {"kWh": _HEAT, "MWh": _times(_HEAT, "1000"), "GJ": _times(_HEAT, _GJ)},
    "refrigerant": {"kg": _one(1, None, "1924"), "t": _one(1, None, "1924000")},
    "car_average": {"pkm": _one(3, 6, "0.164"), "km": _one(3, 6, "0.2296")},
    "car_electric": {"pkm": _one(3, 6, "0.07"), "km": _one(3, 6, "0.098")},
    "rail_long_distance": {"pkm": _one(3, 6, "0.026")},
    "rail_local": {"pkm": _one(3, 6, "0.044")},
    "bus_local": {"pkm": _one(3, 6, "0.09")},
    "flight_domestic": {"pkm": _DOMESTIC},
    "flight_short_haul": {"pkm": _SHORT},
    "flight_long_haul": {"pkm": _LONG},
    "hotel_night": {"night": _one(3, 6, "13.2")},
    "commute_car": {"km": _one(3, 7, "0.2296"), "pkm": _one(3, 7, "0.164")},
    "home_office_hour": {"h": _one(3, 7, "0.33378")},
    "waste_residual": {"t": _one(3, 5, "4.68568"), "kg": _one(3, 5, "0.00468568")},
    "waste_paper": {"t": _one(3, 5, "4.68568"), "kg": _one(3, 5, "0.00468568")},
    "water": {"m3": _one(3, 1, "0.1913")},
    "wastewater": {"m3": _one(3, 5, "0.17088")},
    "paper": {"kg": _one(3, 1, "1.3450779"), "t": _one(3, 1, "1345.0779")},
    "freight_truck": {"tkm": _one(3, 4, "0.118")},
}
NEEDED: dict[str, Fields] = {
    "refrigerant": {"gas": "R-410A"},
    "hotel_night": {"country": "DE"},
    "natural_gas": {"calorific_kwh_per_m3": 10, "z_number": "0.95"},
}
CASES = [(slug, unit) for slug, units in TABLE.items() for unit in units]


@pytest.mark.parametrize(("slug", "unit"), CASES)
def test_an_activity_gives_the_same_emissions_in_each_of_its_units(slug: str, unit: str) -> None:
    needed: Fields = NEEDED.get(slug, {}) if slug != "natural_gas" or unit == "m3" else {}
    inventory = inventory_of({"activity": slug, "amount": 1000, "unit": unit, **needed}, edition="2026.1")
    found = {str(line.part): (line.scope, line.scope3_category, line.co2e_mg) for line in inventory.lines}
    expected = {
        part: (scope, category, int(Decimal(kg) * 1000 * 1_000_000 + Decimal("0.5")))
        for part, scope, category, kg in TABLE[slug][unit]
    }
    assert found.keys() == expected.keys()
    for part, (scope, category, milligrams) in expected.items():
        assert found[part][:2] == (scope, category)
        # LPG's upstream in kilograms is written above with seven digits.
        assert found[part][2] == pytest.approx(milligrams, abs=1, rel=1e-7)


@pytest.mark.parametrize("slug", TABLE)
def test_the_contracts_activities_take_the_contracts_units(slug: str) -> None:
    assert set(TABLE[slug]) <= set(activities()[slug].units)


@pytest.mark.parametrize("slug", activities())
def test_an_activity_refuses_every_unit_that_is_not_its_own(slug: str) -> None:
    own = activities()[slug].units
    for unit in UNITS.keys() - set(own):
        refused = refusal_of({"activity": slug, "amount": 1, "unit": unit, "gas": "R-32", "country": "DE"})
        assert refused.path == "activities[0].unit", (slug, unit)
        assert any(name in refused.message.text() for name in own), (slug, unit)


@pytest.mark.parametrize("slug", activities())
def test_every_activity_that_is_offered_can_be_calculated_in_all_its_units(slug: str) -> None:
    for unit in activities()[slug].units:
        needed = {"gas": "R-32", "country": "DE", "calorific_kwh_per_m3": 10, "z_number": 1}
        only = {"refrigerant": ["gas"], "hotel_night": ["country"]}.get(slug, [])
        only = ["calorific_kwh_per_m3", "z_number"] if (slug, unit) == ("natural_gas", "m3") else only
        fields = {name: needed[name] for name in only}
        inventory = inventory_of({"activity": slug, "amount": 1, "unit": unit, **fields})
        assert inventory.lines, (slug, unit)


def test_an_unknown_activity_is_refused_with_the_nearest_names() -> None:
    refused = refusal_of({"activity": "electrcity", "amount": 1, "unit": "kWh"})
    assert (refused.code, refused.path) == ("unknown_activity", "activities[0].activity")
    assert "Nearest: electricity" in refused.message.text()


def test_an_unknown_unit_is_refused_with_the_nearest_name() -> None:
    refused = refusal_of({"activity": "electricity", "amount": 1, "unit": "kwh"})
    assert (refused.code, refused.path) == ("unknown_unit", "activities[0].unit")
    assert "Nearest: kWh" in refused.message.text()
