"""Text tables: encodings, separators, quotation marks."""

import pytest

from klimapakt.methods.intake import Table
from tests.methods.intake.samples import read, refused

LINES = ["Aktivität;Menge;Einheit;Jahr;Bemerkung", "Strom;5;kWh;2024;groß"]


def note_of(table: Table) -> str:
    return table.rows[0].note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(encoding: str) -> None:
    assert note_of(read("\n".join(LINES).encode(encoding))) == "groß"


def test_an_older_character_set_is_named() -> None:
    table = read("\n".join(LINES).encode("cp1252"))
    assert [note.code for note in table.notes] == ["encoding_windows"]


def test_umlauts_stored_twice_over_are_mended() -> None:
    table = read("\n".join(LINES).encode().decode("cp1252").encode())
    assert (note_of(table), [note.code for note in table.notes]) == ("groß", ["encoding_mended"])


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_an_encoding_that_makes_no_sense_is_refused_with_its_row(encoding: str) -> None:
    refusal = refused("Aktivität;Menge;Einheit\nErdgas für Öfen;5;kWh Hs".encode(encoding))
    assert refusal.code == "encoding_unknown"
    assert "row 1" in str(refusal)


@pytest.mark.parametrize("data", ["\n".join(LINES).encode("utf-16")[:-1], b"\xff\xfe\x00\xd8" * 9])
def test_broken_utf16_is_refused(data: bytes) -> None:
    assert refused(data).code == "encoding_unknown"


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_the_separator_is_found(mark: str) -> None:
    assert read("\n".join(LINES).replace(";", mark)).rows[0].status == "accepted"


def test_german_decimals_do_not_make_the_comma_a_separator() -> None:
    table = read("Aktivität;Menge;Einheit\nStrom;5,5;kWh\nStrom;6,5;kWh\nStrom;7,5;kWh\n")
    assert [row.cells["Menge"] for row in table.rows] == ["5,5", "6,5", "7,5"]


def test_a_declared_separator_is_used_and_its_line_is_no_row() -> None:
    assert [row.number for row in read("sep=;\n" + "\n".join(LINES)).rows] == [2]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_all_line_endings_are_read(ending: str) -> None:
    assert read(ending.join(LINES)).rows[0].number == 2


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ('"mit; Semikolon"', "mit; Semikolon"),
        ('"er sagte ""ja"""', 'er sagte "ja"'),
        ('"zwei\nZeilen"', "zwei\nZeilen"),
        ('19" Monitor', '19" Monitor'),
        ('"Halle 3" Nord', "Halle 3 Nord"),
        ("", ""),
        ('""', ""),
    ],
)
def test_quotation_marks_hold_cells_together(written: str, note: str) -> None:
    table = read(f"{LINES[0]}\nStrom;5;kWh;2024;{written}\nDiesel;6;l;2024;\n")
    assert (note_of(table), [row.number for row in table.rows]) == (note, [2, 3])


@pytest.mark.parametrize(
    "rows",
    [
        'Strom;5;kWh;2024;"offen\nDiesel;6;l;2024;\nDiesel;7;l;2024;\n',
        'Strom;5;kWh;2024;"offen\nDiesel;6;l;2024;"auch\nDiesel;7;l;2024;\n',
        'Strom;5;kWh;2024;"offen\nDiesel;6;l;2024;x\nDiesel;7;l;2024;"";\n',
        '"Strom;5;kWh;2024;x\nDiesel;6";l;2024;;\n',
        'Strom;5;kWh;2024;"offen',
    ],
)
def test_an_open_quotation_mark_that_swallows_rows_is_refused_with_its_row(rows: str) -> None:
    refusal = refused(f"{LINES[0]}\nStrom;1;kWh;2024;\n{rows}")
    assert refusal.code == "quote_unclosed"
    assert "In row 3 a quotation mark" in str(refusal)


def test_a_text_table_named_like_a_workbook_is_read_and_that_is_said() -> None:
    table = read("\n".join(LINES), filename="tabelle.xlsx")
    assert [note.code for note in table.notes] == ["text_named_workbook"]


def test_trailing_separators_are_no_columns() -> None:
    line = ";" * 300
    assert read(f"{LINES[0]}{line}\n{LINES[1]}{line}\n").rows[0].status == "accepted"
