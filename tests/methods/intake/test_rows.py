"""What a whole row becomes."""

import json

from klimapakt.methods.intake import Table
from tests.methods.intake.samples import GOOD, codes, read, row_of, table_of


def test_a_good_row_becomes_one_activity_of_the_contract() -> None:
    row = row_of(Datenqualität="Rechnung", Nachweis="R 17", Bemerkung="mit Halle 2")
    assert (row.number, row.status, row.notes) == (2, "accepted", ())
    assert row.activity == {
        "id": "row-2",
        "site": "Halle",
        "activity": "electricity",
        "amount": "1200",
        "unit": "kWh",
        "period_start": "2024-01-01",
        "period_end": "2024-12-31",
        "quality": "billed",
    }
    assert (row.evidence, row.note) == ("R 17", "mit Halle 2")
    assert row.cells == GOOD | {"Datenqualität": "Rechnung", "Nachweis": "R 17", "Bemerkung": "mit Halle 2"}


def test_everything_wrong_with_a_row_is_said_at_once() -> None:
    row = row_of(Aktivität="Stromm", Menge="viel", Von="gestern")
    assert codes(row) == ["activity_unknown", "amount_text", "date_not_readable"]


def test_the_words_for_data_quality_are_those_of_the_contract() -> None:
    words = {
        "gemessen": "measured",
        "abgerechnet": "billed",
        "veröffentlicht": "billed",
        "umgerechnet": "calculated",
        "geschätzt": "estimated",
        "Näherung": "proxy",
        "Proxy": "proxy",
    }
    table = table_of(*({"Datenqualität": word} for word in words))
    assert [row.activity and row.activity["quality"] for row in table.rows] == list(words.values())


def test_an_unknown_data_quality_is_left_out_with_a_warning() -> None:
    row = row_of(Datenqualität="super")
    assert row.activity is not None
    assert (row.status, codes(row), row.activity.get("quality")) == ("accepted", ["quality_unknown"], None)


def test_the_purpose_of_a_journey_is_read() -> None:
    car = {"Aktivität": "Pkw", "Einheit": "km"}
    activity = row_of(**car, Zweck="Arbeitsweg").activity
    assert activity is not None
    assert activity["purpose"] == "commute"
    assert codes(row_of(**car, Zweck="Urlaub")) == ["purpose_unknown"]


HEAT = {"Aktivität": "Fernwärme", "Menge": "10", "Einheit": "MWh"}


def test_the_heat_suppliers_factor_is_read_per_unit_of_the_row() -> None:
    activity = row_of(**HEAT, **{"Versorgerfaktor (g/kWh)": "115", "Quelle": "Stadtwerke 2024"}).activity
    assert activity is not None
    assert (activity["supplier_kg_per_unit"], activity["supplier_source"]) == ("115", "Stadtwerke 2024")
    activity = row_of(**HEAT, **{"Versorgerfaktor (kg/kWh)": "0,115", "Nachweis": "Bescheinigung"}).activity
    assert activity is not None
    assert (activity["supplier_kg_per_unit"], activity["supplier_source"]) == ("115", "Bescheinigung")


def test_the_heat_suppliers_factor_needs_its_source() -> None:
    row = row_of(**HEAT, Versorgerfaktor="0,115")
    assert (row.status, codes(row)) == ("rejected", ["supplier_source_missing"])


def test_an_impossible_suppliers_factor_is_rejected() -> None:
    row = row_of(**HEAT, Versorgerfaktor="115", Quelle="Stadtwerke")
    assert (row.status, codes(row)) == ("rejected", ["supplier_factor_not_possible"])


def test_a_suppliers_factor_elsewhere_is_not_read() -> None:
    row = row_of(Versorgerfaktor="0,115", Quelle="Stadtwerke")
    assert (row.status, codes(row)) == ("accepted", ["supplier_factor_not_read"])


def test_invisible_characters_are_left_out_and_that_is_said() -> None:
    row = row_of(Aktivität="Str\u200bom\x07", Standort="Halle\u202e")
    assert row.activity is not None
    assert (row.activity["activity"], row.activity["site"]) == ("electricity", "Halle")
    assert (row.status, set(codes(row))) == ("corrected", {"stray_characters_removed"})


def test_a_very_long_cell_rejects_its_row() -> None:
    row = row_of(Bemerkung="x" * 32_768)
    assert (row.status, codes(row)) == ("rejected", ["cell_too_long"])
    assert "Row 2, column “Bemerkung”" in row.sentences()[0].text()
    assert len(row.cells["Bemerkung"]) == 500


def test_formulas_of_a_text_table_stay_text() -> None:
    row = row_of(Standort="=HYPERLINK(1)", Bemerkung="@x", Menge="+49")
    assert row.activity is not None
    assert (row.status, row.activity["site"], row.note, row.activity["amount"]) == (
        "accepted",
        "=HYPERLINK(1)",
        "@x",
        "49",
    )


def test_the_guard_of_our_own_exports_is_taken_off_again() -> None:
    assert row_of(Bemerkung="'=1+1").note == "=1+1"
    assert row_of(Bemerkung="'s Bäckerle").note == "'s Bäckerle"


def test_totals_and_repeated_headers_are_left_out_and_named() -> None:
    table = read(
        "Aktivität;Menge;Einheit;Jahr\nStrom;5;kWh;2024\nAktivität;Menge;Einheit;Jahr\nSumme;5;kWh;\n"
    )
    assert [row.number for row in table.rows] == [2]
    notes = {note.code: note.text() for note in table.notes}
    assert "4" in notes["totals_left_out"]
    assert "3" in notes["headers_left_out"]


def test_blank_rows_are_skipped_silently_and_numbers_stay_those_of_the_spreadsheet() -> None:
    table = read("\n\nAktivität;Menge;Einheit;Jahr\n;;;\nStrom;5;kWh;2024\n\nDiesel;7;l;2024\n")
    assert ([row.number for row in table.rows], table.notes) == ([5, 7], ())


def test_several_organisations_are_pointed_out() -> None:
    table = read("Organisation;Aktivität;Menge;Einheit;Jahr\nA;Strom;5;kWh;2024\nB;Strom;5;kWh;2023\n")
    assert [note.code for note in table.notes] == ["several_organisations"]


def test_a_table_survives_the_way_through_the_child_process() -> None:
    table = table_of(
        {"Menge": "1.234"}, {"Einheit": "l"}, {"Menge": "ca. 5", "Bemerkung": "ü"}, {"Von": "Jan 2024"}
    )
    assert Table.from_json(json.loads(json.dumps(table.as_json()))) == table


def test_every_sentence_can_be_translated_with_the_sentences_inside_it() -> None:
    sentence = row_of(Einheit="Liter").sentences()[0]
    shouted = sentence.translated(lambda text: text.replace(" or ", " OR ").replace("litres", "LITRES"))
    assert "kWh, MWh OR GJ" in shouted
    assert "LITRES (l)" in shouted
