"""Units as people write them, and whether they fit."""

import pytest

from klimapakt.methods.catalogue import activities
from klimapakt.methods.intake.units import UnitReading, read_unit
from klimapakt.methods.intake.words import listed
from klimapakt.methods.units import UNITS
from tests.methods.intake.samples import codes, read, row_of

SPELLINGS = {
    "kwh": "kWh",
    "KWH": "kWh",
    "k Wh": "kWh",
    "MWh": "MWh",
    "kWh Hs": "kWh_Hs",
    "kWh (Brennwert)": "kWh_Hs",
    "kWh_Hs": "kWh_Hs",
    "kWh Hi": "kWh_Hi",
    "kWh (Heizwert)": "kWh_Hi",
    "Liter": "l",
    "ltr.": "l",
    "m³": "m3",
    "m3": "m3",
    "cbm": "m3",
    "to": "t",
    "Tonnen": "t",
    "Stk": "piece",
    "Stück": "piece",
    "Pkm": "pkm",
    "Personenkilometer": "pkm",
    "Übernachtungen": "night",
    "Uebernachtungen": "night",
    "Std.": "h",
    "€": "EUR",
}


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_unit_is_understood_in_many_spellings(text: str) -> None:
    reading = read_unit(text)
    assert reading is not None
    assert (reading.unit, reading.factor) == (SPELLINGS[text], 1)


def test_every_unit_of_the_contract_is_understood() -> None:
    assert set(listed("units")) == set(UNITS)
    assert [read_unit(unit) for unit in UNITS] == [UnitReading(unit) for unit in UNITS]


def test_every_unit_of_the_catalogue_is_one_of_the_contract() -> None:
    assert {unit for activity in activities().values() for unit in activity.units} <= set(UNITS)


@pytest.mark.parametrize(
    ("cells", "amount", "unit"),
    [
        ({"Menge": "1,5", "Einheit": "GWh"}, "1500", "MWh"),
        ({"Menge": "3600", "Einheit": "MJ"}, "3.6", "GJ"),
        ({"Aktivität": "Trinkwasser", "Menge": "1500", "Einheit": "Liter"}, "1.5", "m3"),
        ({"Aktivität": "Erdgas", "Menge": "2", "Einheit": "GWh Hs"}, "2000", "MWh_Hs"),
    ],
)
def test_a_unit_of_the_same_dimension_is_converted_and_that_is_said(
    cells: dict[str, str], amount: str, unit: str
) -> None:
    row = row_of(**cells)
    assert row.activity is not None
    assert (row.status, row.activity["amount"], row.activity["unit"]) == ("corrected", amount, unit)
    assert codes(row) == ["unit_converted"]


def test_a_conversion_beyond_the_limit_is_rejected() -> None:
    assert codes(row_of(Menge="999999999999999", Einheit="TWh")) == ["amount_too_large"]


@pytest.mark.parametrize("unit", ["kWh", "MWh"])
def test_gas_in_bare_kilowatt_hours_is_rejected_and_explained(unit: str) -> None:
    row = row_of(Aktivität="Erdgas", Einheit=unit)
    assert (row.status, codes(row)) == ("rejected", ["gas_basis_missing"])
    sentence = row.sentences()[0].text()
    assert "Row 2, column “Einheit”" in sentence
    assert "Brennwert" in sentence
    assert f"write {unit} Hs" in sentence


@pytest.mark.parametrize("activity", ["Benzin", "Diesel", "Heizöl", "Holzpellets"])
def test_other_fuels_in_bare_kilowatt_hours_name_the_units_that_fit(activity: str) -> None:
    row = row_of(Aktivität=activity)
    assert (row.status, codes(row)) == ("rejected", ["fuel_basis_missing"])
    assert "kWh Hi" in row.sentences()[0].text()


def test_a_unit_of_another_dimension_names_the_right_ones() -> None:
    row = row_of(Einheit="Liter")
    assert (row.status, codes(row)) == ("rejected", ["unit_does_not_fit"])
    assert (
        "“Strom” is not counted in litres (l). These units fit: kWh, MWh or GJ." in row.sentences()[0].text()
    )


def test_an_unknown_unit_names_the_nearest_and_the_fitting_ones() -> None:
    row = row_of(Einheit="kWhh")
    assert (row.status, codes(row)) == ("rejected", ["unit_unknown"])
    assert "Perhaps kWh is meant." in row.sentences()[0].text()


def test_a_missing_unit_names_the_fitting_ones() -> None:
    row = row_of(Einheit="")
    assert (row.status, codes(row)) == ("rejected", ["unit_missing"])
    assert "kWh, MWh or GJ" in row.sentences()[0].text()


def test_per_year_is_taken_off_the_unit() -> None:
    row = row_of(Einheit="kWh/Jahr")
    assert (row.status, codes(row)) == ("corrected", ["unit_per_year"])


def test_the_header_can_name_the_unit_for_all_rows() -> None:
    row = read("Aktivität;Verbrauch in MWh\nStrom;12\n").rows[0]
    assert row.activity == {"id": "row-2", "activity": "electricity", "amount": "12", "unit": "MWh"}


GAS = {"Aktivität": "Erdgas", "Menge": "1000", "Einheit": "m³"}


def test_cubic_metres_of_gas_need_both_numbers_of_the_bill() -> None:
    row = row_of(**GAS)
    assert (row.status, codes(row)) == ("rejected", ["gas_volume_incomplete"])
    assert codes(row_of(**GAS, Brennwert="11,2")) == ["gas_volume_incomplete"]


def test_cubic_metres_of_gas_with_both_numbers_are_accepted() -> None:
    row = row_of(**GAS, Brennwert="11,234", Zustandszahl="0,9561")
    assert row.activity is not None
    assert (row.status, row.activity["calorific_kwh_per_m3"], row.activity["z_number"]) == (
        "accepted",
        "11.234",
        "0.9561",
    )


def test_a_number_of_the_bill_with_two_readings_takes_the_possible_one() -> None:
    activity = row_of(**GAS, Brennwert="11.234", Zustandszahl="0.9561").activity
    assert activity is not None
    assert activity["calorific_kwh_per_m3"] == "11.234"


def test_an_impossible_number_of_the_bill_is_rejected() -> None:
    row = row_of(**GAS, Brennwert="39,8", Zustandszahl="0,95")
    assert (row.status, codes(row)) == ("rejected", ["bill_value_not_possible"])
    assert "between 7 and 14" in row.sentences()[0].text()


def test_standard_cubic_metres_have_the_state_number_one() -> None:
    row = row_of(**{**GAS, "Einheit": "Nm³"}, Brennwert="11,2")
    assert row.activity is not None
    assert (row.status, row.activity["z_number"], codes(row)) == ("corrected", "1", ["gas_standard_volume"])
