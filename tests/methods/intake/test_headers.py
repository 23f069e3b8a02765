"""The header row, wherever it stands and however it is worded."""

import pytest

from tests.methods.intake.samples import read, refused

ROW = "Halle;Strom;5;kWh;01.01.2024;31.12.2024;gemessen;R 1;ok\n"
GERMAN = "Standort;Aktivität;Menge;Einheit;Von;Bis;Datenqualität;Nachweis;Bemerkung\n"
FIELDS = [
    "site",
    "activity",
    "amount",
    "unit",
    "period_start",
    "period_end",
    "quality",
    "evidence",
    "note",
]


@pytest.mark.parametrize(
    "header",
    [
        GERMAN,
        "Site;Activity;Amount;Unit;From;To;Data quality;Evidence;Note\n",
        "STANDORT ; aktivitaet;MENGE;einheit;von;BIS;Datenqualitaet;nachweis;bemerkung\n",
        "Filiale;Energieträger;Menge/Jahr;Maßeinheit;Zeitraum von;Zeitraum bis;Datengüte;Beleg;Kommentar\n",
        "site;activity;quantity;unit;start;Ende;quality;receipt;remark\n",
        "site;activity;amount;unit;period_start;period_end;quality;evidence;note\n",
        "Standort*;Aktivität (was?);Verbrauch [Zahl];Einheit;Von;Bis;Datenqualität;Nachweis;Bemerkung\n",
    ],
)
def test_headers_are_understood_in_both_languages_and_many_wordings(header: str) -> None:
    table = read(header + ROW)
    assert [column.field for column in table.columns] == FIELDS
    assert table.rows[0].status == "accepted"


def test_an_unknown_column_is_named_and_shown_but_not_read() -> None:
    table = read("Aktivität;Menge;Einheit;Jahr;Kostenstelle\nStrom;5;kWh;2024;4711\n")
    assert table.columns[4].field is None
    assert [note.code for note in table.notes] == ["columns_unknown"]
    assert "“Kostenstelle (E)”" in table.notes[0].text()
    assert table.rows[0].cells["Kostenstelle"] == "4711"


def test_the_header_may_stand_below_a_title() -> None:
    table = read("Energieverbrauch der Bäckerei;;\n;;\nStand: Mai;;\n" + GERMAN + ROW)
    assert [row.number for row in table.rows] == [5]


def test_a_header_below_the_twentieth_row_is_not_searched() -> None:
    refusal = refused("x;y\n" * 20 + GERMAN + ROW)
    assert refusal.code == "no_header"
    assert "Row 1 says: “x”, “y”" in str(refusal)


def test_missing_columns_are_named_with_what_was_found() -> None:
    refusal = refused("Standort;Aktivität;Jahr\nHalle;Strom;2024\n")
    assert refusal.code == "columns_missing"
    assert "In the header in row 1, these columns are missing: Amount, Unit." in str(refusal)
    assert "“Standort”, “Aktivität”, “Jahr”" in str(refusal)


def test_the_unit_column_may_be_missing_when_amounts_carry_units() -> None:
    assert read("Aktivität;Menge;Jahr\nStrom;5 kWh;2024\n").rows[0].status == "corrected"


def test_duplicate_headers_are_named_with_their_letters() -> None:
    refusal = refused("Aktivität;Menge;Einheit;Menge\nStrom;5;kWh;6\n")
    assert refusal.code == "duplicate_headers"
    assert "“Menge” (column B) and “Menge” (column D), both in row 1" in str(refusal)


def test_two_wordings_of_one_column_are_duplicates_too() -> None:
    refusal = refused("Aktivität;Menge;Einheit;Verbrauch\nStrom;5;kWh;6\n")
    assert "“Menge” (column B) and “Verbrauch” (column D)" in str(refusal)


def test_a_general_word_gives_way_to_a_clear_one() -> None:
    table = read("Bezeichnung;Energieträger;Menge;Einheit;Jahr\nHeizung;Erdgas;5;kWh Hs;2024\n")
    assert table.rows[0].status == "accepted"
    assert "“Bezeichnung (A)”" in next(note for note in table.notes if note.code == "columns_unknown").text()


def test_a_general_word_alone_names_the_activity() -> None:
    assert read("Bezeichnung;Menge;Einheit;Jahr\nErdgas;5;kWh Hs;2024\n").rows[0].status == "accepted"


def test_of_two_columns_for_remarks_the_first_is_read() -> None:
    table = read("Aktivität;Menge;Einheit;Jahr;Bemerkung;Kommentar\nStrom;5;kWh;2024;a;b\n")
    assert (table.rows[0].note, table.rows[0].cells["Kommentar"]) == ("a", "b")


def test_two_columns_of_the_same_name_are_refused_whatever_they_mean() -> None:
    assert refused("Aktivität;Menge;Einheit;Note;note\nStrom;5;kWh;a;b\n").code == "duplicate_headers"


def test_unknown_columns_of_the_same_name_are_told_apart() -> None:
    table = read("Aktivität;Menge;Einheit;Jahr;x;x\nStrom;5;kWh;2024;1;2\n")
    assert table.rows[0].cells["x (E)"] == "1"
    assert table.rows[0].cells["x (F)"] == "2"


def test_a_header_alone_is_refused() -> None:
    refusal = refused(GERMAN)
    assert refusal.code == "only_header"
    assert "row 1" in str(refusal)


def test_a_table_without_a_header_is_refused_with_what_its_first_row_says() -> None:
    refusal = refused("Halle;Strom;5;kWh\nLager;Strom;6;kWh\n")
    assert refusal.code == "no_header"
    assert "“Strom”" in str(refusal)
