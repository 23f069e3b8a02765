"""Which activity a person means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.catalogue import activities
from klimapakt.methods.factors import edition
from klimapakt.methods.intake.activities import read_activity
from klimapakt.methods.intake.words import fold, listed, spellings
from tests.methods.intake.samples import codes, row_of, table_of


@pytest.mark.parametrize("slug", activities())
def test_every_activity_is_known_by_slug_label_and_synonym(slug: str) -> None:
    activity = activities()[slug]
    for name in (slug, activity.label_de, activity.label_en, *activity.synonyms, activity.label_de.upper()):
        reading = read_activity(name)
        assert reading is not None, name
        assert reading.slug == slug, name


def test_our_own_spellings_mean_one_activity_each() -> None:
    own = listed("activities")
    assert set(own) <= set(activities())
    for slug, names in own.items():
        assert {reading.slug for name in names if (reading := read_activity(name))} == {slug}


@pytest.mark.parametrize(
    "subject", ["headers", "units", "scaled_units", "quality", "purposes", "cabins", "countries", "months"]
)
def test_no_word_has_two_meanings(subject: str) -> None:
    for meaning, names in listed(subject).items():
        assert {spellings(subject)[fold(name)] for name in names} == {meaning}


@pytest.mark.parametrize(
    "name", ["oekostrom", "Öko-Strom", "Grünstrom", "Green electricity", "Strom (Ökostrom)"]
)
def test_a_green_tariff_is_electricity_and_no_evidence(name: str) -> None:
    row = row_of(Aktivität=name)
    assert row.activity is not None
    assert (row.status, row.activity["activity"], codes(row)) == (
        "accepted",
        "electricity",
        ["green_tariff_no_evidence"],
    )


@pytest.mark.parametrize(
    ("name", "gas"),
    [
        ("Kältemittel R-410A", "R-410A"),
        ("Kaeltemittel R 410 A", "R-410A"),
        ("R410a", "R-410A"),
        ("R-134a Nachfüllung", "R-134a"),
        ("Refrigerant R-32", "R-32"),
        ("Kältemittel Propan", "R-290"),
    ],
)
def test_a_refrigerant_can_stand_inside_the_activity(name: str, gas: str) -> None:
    activity = row_of(Aktivität=name, Einheit="kg").activity
    assert activity is not None
    assert (activity["activity"], activity["gas"]) == ("refrigerant", gas)


def test_a_refrigerant_can_stand_in_its_own_column() -> None:
    activity = row_of(Aktivität="Kältemittel", Einheit="kg", Kältemittel="r410a").activity
    assert activity is not None
    assert activity["gas"] == "R-410A"


def test_a_refrigerant_without_its_name_is_rejected() -> None:
    assert codes(row_of(Aktivität="Kältemittel", Einheit="kg")) == ["gas_missing"]


def test_an_unknown_refrigerant_names_the_nearest() -> None:
    row = row_of(Aktivität="Kältemittel", Einheit="kg", Kältemittel="R-410X")
    assert codes(row) == ["gas_unknown"]
    assert "R-410A" in row.sentences()[0].text()


def test_two_different_refrigerants_in_one_row_are_rejected() -> None:
    row = row_of(Aktivität="Kältemittel R-32", Einheit="kg", Kältemittel="R-410A")
    assert codes(row) == ["gas_contradiction"]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Hotel Frankreich", "FR"),
        ("Hotelübernachtung (FR)", "FR"),
        ("Hotel in France", "FR"),
        ("Hotel IN", "IN"),
        ("Übernachtungen Vereinigte Staaten von Amerika", "US"),
    ],
)
def test_a_country_can_stand_inside_the_hotel(name: str, country: str) -> None:
    activity = row_of(Aktivität=name, Einheit="Nächte").activity
    assert activity is not None
    assert (activity["activity"], activity["country"]) == ("hotel_night", country)


def test_our_countries_are_those_with_a_hotel_factor() -> None:
    published = {name.split("-")[2].upper() for name in edition().series if name.startswith("desnz-hotel-")}
    assert set(listed("countries")) == published


def test_a_country_without_a_hotel_factor_is_rejected() -> None:
    row = row_of(Aktivität="Hotel", Einheit="Nächte", Land="Österreich")
    assert (row.status, codes(row)) == ("rejected", ["country_unknown"])
    assert "CH" in row.sentences()[0].text()


@pytest.mark.parametrize(
    "name", ["Hotel Österreich", "Hotel (Österreich)", "Hotelübernachtungen in Österreich"]
)
def test_a_place_inside_the_hotel_without_a_factor_is_rejected(name: str) -> None:
    row = row_of(Aktivität=name, Einheit="Nächte")
    assert (row.status, codes(row)) == ("rejected", ["country_unknown"])
    assert "“Österreich”" in row.sentences()[0].text()
    assert row_of(Aktivität=name, Einheit="Nächte", Land="Schweiz").status == "accepted"


def test_a_refrigerant_inside_the_activity_without_a_value_is_rejected() -> None:
    row = row_of(Aktivität="Kältemittel R-999X", Einheit="kg")
    assert (row.status, codes(row)) == ("rejected", ["gas_unknown"])
    assert "“R-999X”" in row.sentences()[0].text()


def test_a_hotel_without_a_country_says_which_is_taken() -> None:
    row = row_of(Aktivität="Hotel", Einheit="Nächte")
    assert (row.status, codes(row)) == ("accepted", ["country_missing"])


def test_a_foreign_country_of_other_activities_is_pointed_out() -> None:
    assert codes(row_of(Land="Frankreich")) == ["country_not_read"]
    assert codes(row_of(Land="Deutschland")) == []


def test_a_cabin_can_stand_inside_the_flight_or_in_its_column() -> None:
    flight = {"Aktivität": "Flug Langstrecke", "Einheit": "Pkm"}
    inside = row_of(**{**flight, "Aktivität": "Flug Langstrecke Business"}).activity
    beside = row_of(**flight, Kabine="Business Class").activity
    assert inside is not None
    assert beside is not None
    assert inside["cabin"] == beside["cabin"] == "business"
    assert codes(row_of(**flight, Kabine="Frachtraum")) == ["cabin_unknown"]


def test_a_remark_in_brackets_is_left_out_and_that_is_said() -> None:
    row = row_of(Aktivität="Strom (Halle 2)")
    assert (row.status, codes(row)) == ("corrected", ["activity_remark_left_out"])
    assert "“(Halle 2)” was left out; the row counts as “Strom”" in row.sentences()[0].text()


@pytest.mark.parametrize("name", ["Strom (PV vom Dach)", "Diesel (Benzin)", "Strom (selbst erzeugt, Solar)"])
def test_a_remark_that_names_another_activity_is_not_left_out(name: str) -> None:
    assert "activity_unknown" in codes(row_of(Aktivität=name))


def test_an_unknown_activity_names_the_nearest_in_the_same_language() -> None:
    german, english = table_of({"Aktivität": "Stromm"}, {"Aktivität": "electrcity"}).rows
    assert (german.status, codes(german)) == ("rejected", ["activity_unknown"])
    assert "Row 2, column “Aktivität”" in german.sentences()[0].text()
    assert "“Strom”" in german.sentences()[0].text()
    assert "“Electricity”" in english.sentences()[0].text()


def test_a_missing_activity_is_rejected() -> None:
    assert codes(row_of(Aktivität="")) == ["activity_missing"]


def test_an_exact_factor_is_taken_from_either_column() -> None:
    for cells in ({"Aktivität": "desnz2025-hotel-de-night"}, {"Faktor_ID": "desnz2025-hotel-de-night"}):
        activity = row_of(**cells, Einheit="Nächte").activity
        assert activity is not None
        assert activity["factor_id"] == "desnz2025-hotel-de-night"
        assert "activity" not in activity


def test_an_unknown_factor_names_the_nearest() -> None:
    row = row_of(Aktivität="desnz2025-hotel-xx-night", Einheit="Nächte")
    assert codes(row) == ["factor_unknown"]
    assert "desnz2025-hotel-" in row.sentences()[0].text().partition("Nearest")[2]


def test_a_hostile_file_gets_only_so_many_suggestions() -> None:
    rows = [{"Aktivität": f"Stromart {number:03d}"} for number in range(100)]
    table = table_of(*rows)
    suggested = [row for row in table.rows if "nearest" in row.notes[0].message.params]
    assert len(suggested) == 40
    assert all(row.status == "rejected" for row in table.rows)


@given(st.text(max_size=150))
def test_any_text_is_an_activity_or_none(text: str) -> None:
    reading = read_activity(text)
    assert reading is None or reading.slug or reading.factor_id
