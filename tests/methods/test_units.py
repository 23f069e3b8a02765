"""Units: a closed set, exact inside a dimension, across dimensions only by a fuel's published properties."""

from decimal import Decimal

import pytest

from klimapakt.methods.fuels import NOTHING, FuelProperties, fuel
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import UNITS, WrongDimension, conversion, is_convertible, known_unit

CONTRACT = ("kWh MWh GJ kWh_Hs kWh_Hi MWh_Hs MWh_Hi l m3 kg t km pkm tkm night h piece m2 meal EUR").split()


def converted(amount: object, source: str, target: str, properties: FuelProperties = NOTHING) -> Decimal:
    """Return an amount in another unit."""
    return conversion(source, target, properties).apply(Decimal(str(amount)))


def test_the_set_of_units_is_the_contracts() -> None:
    assert list(UNITS) == CONTRACT


@pytest.mark.parametrize(
    ("amount", "source", "target", "expected"),
    [
        (1, "MWh", "kWh", "1000"),
        (9, "GJ", "kWh", "2500"),
        (3.6, "GJ", "MWh", "1"),
        (1, "MWh_Hs", "kWh_Hs", "1000"),
        (1, "MWh_Hi", "kWh_Hi", "1000"),
        (1, "t", "kg", "1000"),
        (1, "m3", "l", "1000"),
    ],
)
def test_conversions_inside_a_dimension_are_exact(
    amount: object, source: str, target: str, expected: str
) -> None:
    assert converted(amount, source, target) == Decimal(expected)
    assert converted(expected, target, source) == Decimal(str(amount))


@pytest.mark.parametrize("unit", CONTRACT)
def test_a_unit_is_itself(unit: str) -> None:
    amount = Decimal("0.1234567890123456789012345678901234567890")
    assert conversion(unit, unit).apply(amount) is amount


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("kWh", "kWh_Hs"),
        ("kWh", "kWh_Hi"),
        ("kWh_Hs", "kWh_Hi"),
        ("km", "pkm"),
        ("pkm", "tkm"),
        ("l", "kg"),
        ("EUR", "kg"),
    ],
)
def test_what_measures_different_things_is_never_converted(source: str, target: str) -> None:
    assert not is_convertible(source, target)
    with pytest.raises(WrongDimension):
        conversion(source, target)


def test_gross_and_net_gas_are_linked_by_the_ordinances_ratio() -> None:
    gas = fuel("ebev2030-erdgas")
    assert converted(1000, "kWh_Hs", "kWh_Hi", gas) == 903
    assert converted(903, "kWh_Hi", "kWh_Hs", gas) == 1000


def test_no_fuel_but_gas_links_gross_and_net_without_a_published_ratio() -> None:
    assert not is_convertible("kWh_Hs", "kWh_Hi", fuel("ebev2030-diesel"))


@pytest.mark.parametrize(
    ("name", "litres", "kilograms", "kwh"),
    [
        ("ebev2030-diesel", 1000, "845", "10046.1"),
        ("ebev2030-benzin", 1000, "755", "9122.9"),
        ("ebev2030-heizoel-el", 1000, "845", "10046.1"),
    ],
)
def test_litres_kilograms_and_kilowatt_hours_follow_the_ordinance(
    name: str, litres: int, kilograms: str, kwh: str
) -> None:
    assert converted(litres, "l", "kg", fuel(name)) == Decimal(kilograms)
    assert converted(litres, "l", "kWh_Hi", fuel(name)) == Decimal(kwh)


def test_liquefied_gas_takes_its_density_from_the_second_table() -> None:
    lpg = fuel("ebev2030-fluessiggas", "desnz2025-lpg")
    assert converted(1000, "l", "kg", lpg) == Decimal("529.749")


def test_a_chain_of_properties_is_followed() -> None:
    pellets = fuel("desnz2025-wood-pellets")
    assert converted(1, "t", "MWh_Hi", pellets) == Decimal("4.8")


def test_there_and_back_again_is_the_same_amount() -> None:
    for source in CONTRACT:
        for target in CONTRACT:
            if is_convertible(source, target, fuel("ebev2030-diesel")):
                there = converted("12.5", source, target, fuel("ebev2030-diesel"))
                back = converted(there, target, source, fuel("ebev2030-diesel"))
                assert abs(back - Decimal("12.5")) < Decimal("1e-24"), (source, target)


@pytest.mark.parametrize(
    ("written", "nearest"),
    [("kwh", "kWh"), ("KWH", "kWh"), ("kWhHs", "kWh_Hs"), ("Mwh", "MWh"), ("tk", "tkm"), ("m^3", "m3")],
)
def test_an_unknown_unit_names_the_nearest(written: str, nearest: str) -> None:
    with pytest.raises(Refused) as caught:
        known_unit(written, "activities[2].unit")
    assert caught.value.path == "activities[2].unit"
    assert f"Nearest: {nearest}" in caught.value.message.text()


def test_an_unknown_unit_names_all_units() -> None:
    with pytest.raises(Refused) as caught:
        known_unit("furlong", "unit")
    assert all(unit in caught.value.message.text() for unit in CONTRACT)


def test_a_fuel_that_no_table_holds_is_an_error_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        fuel("unobtainium")
