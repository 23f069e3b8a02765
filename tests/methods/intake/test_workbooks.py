"""Workbooks: sheets, formulas, dates, numbers, merged and hidden cells."""

import pytest

from tests.methods.intake.samples import codes, read, refused
from tests.methods.intake.workbooks import (
    DATE,
    HEADER,
    MAIN,
    OFFICE,
    PACKAGE,
    TIME,
    formula,
    good_row,
    header,
    number,
    row,
    sheet,
    text,
    workbook,
)


def test_a_plain_workbook_is_read() -> None:
    table = read(workbook(sheet(header(), good_row(2, E=number(45292, DATE), F=number(45657, DATE)))))
    assert table.rows[0].activity == {
        "id": "row-2",
        "site": "Halle",
        "activity": "electricity",
        "amount": "1200",
        "unit": "kWh",
        "period_start": "2024-01-01",
        "period_end": "2024-12-31",
    }


def test_rows_keep_their_numbers_and_empty_ones_are_skipped() -> None:
    table = read(workbook(sheet(header(3), good_row(7), good_row(9))))
    assert [row.number for row in table.rows] == [7, 9]


def test_a_table_may_begin_in_another_column() -> None:
    cells = "".join(
        f'<c r="{letter}2" {text(name)}</c>' for letter, name in zip("CDE", HEADER[1:4], strict=True)
    )
    values = f'<c r="C3" {text("Strom")}</c><c r="D3" {number(5)}</c><c r="E3" {text("kWh")}</c>'
    table = read(workbook(sheet(f'<row r="2">{cells}</row><row r="3">{values}</row>')))
    assert (table.columns[2].letter, table.rows[0].status) == ("C", "accepted")


@pytest.mark.parametrize(
    ("stored", "amount"),
    [("0.1", "0.1"), ("1234.56", "1234.56"), ("0.30000000000000004", "0.30000000000000004"), ("1E3", "1000")],
)
def test_numbers_are_taken_exactly_as_stored(stored: str, amount: str) -> None:
    activity = read(workbook(sheet(header(), good_row(2, C=number(stored))))).rows[0].activity
    assert activity is not None
    assert activity["amount"] == amount


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number("1E308"), "amount_too_large"),
        (number("1E400"), "amount_infinite"),
        (number("NaN"), "amount_infinite"),
        (number(-5), "amount_negative"),
        (number(45292, DATE), "amount_is_date"),
        (number(0.5, TIME), "amount_time"),
        ('t="b"><v>1</v>', "amount_boolean"),
        ('t="e"><v>#DIV/0!</v>', "amount_error"),
        (text("1.234"), "amount_ambiguous"),
        ("", "amount_missing"),
    ],
)
def test_a_cell_that_is_no_amount_gets_its_own_sentence(cell: str, code: str) -> None:
    read_row = read(workbook(sheet(header(), good_row(2, C=cell)))).rows[0]
    assert codes(read_row) == [code]
    assert "Row 2, column “Menge”" in read_row.sentences()[0].text()


def test_a_formula_counts_with_its_stored_result_and_that_is_said() -> None:
    read_row = read(workbook(sheet(header(), good_row(2, C=formula("1000+200", "1200"))))).rows[0]
    assert read_row.activity is not None
    assert (read_row.status, read_row.activity["amount"], codes(read_row)) == (
        "accepted",
        "1200",
        ["formula_result_used"],
    )
    assert "column “Menge”" in read_row.sentences()[0].text()


@pytest.mark.parametrize("cell", [formula("1+1"), "><f>1+1</f>", "><f>[1]Tabelle!A1</f><v></v>"])
def test_a_formula_without_a_stored_result_is_rejected(cell: str) -> None:
    read_row = read(workbook(sheet(header(), good_row(2, C=cell)))).rows[0]
    assert (read_row.status, "amount_uncalculated" in codes(read_row)) == ("rejected", True)


def test_the_first_sheet_with_a_header_is_read_and_named() -> None:
    table = read(workbook(sheet(row(1, text("Notizen"))), sheet(header(), good_row(2))))
    assert "“Blatt 2”" in next(note for note in table.notes if note.code == "sheet_chosen").text()


def test_further_sheets_with_a_table_are_named_as_not_read() -> None:
    table = read(workbook(sheet(header(), good_row(2)), sheet(header(), good_row(2), good_row(3))))
    assert len(table.rows) == 1
    assert "“Blatt 2”" in next(note for note in table.notes if note.code == "sheets_not_read").text()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_not_read(state: str) -> None:
    hidden = sheet(header(), good_row(2), good_row(3))
    table = read(workbook(hidden, sheet(header(), good_row(5)), states={1: state}))
    assert [row.number for row in table.rows] == [5]
    assert refused(workbook(hidden, states={1: state})).code == "file_empty"


def test_hidden_rows_are_read_and_named() -> None:
    hidden = good_row(2).replace('<row r="2">', '<row r="2" hidden="1">')
    table = read(workbook(sheet(header(), hidden)))
    assert "2" in next(note for note in table.notes if note.code == "hidden_rows_read").text()


def test_a_merged_cell_counts_for_each_of_its_rows() -> None:
    merged = '<mergeCells><mergeCell ref="A2:A4"/></mergeCells>'
    rows = [good_row(2), good_row(3, A="", B=text("Fernwärme")), good_row(4, A="", C=number(7))]
    table = read(workbook(sheet(header(), *rows, after=merged)))
    assert [row.activity and row.activity.get("site") for row in table.rows] == ["Halle"] * 3
    assert [row.status for row in table.rows] == ["accepted", "corrected", "corrected"]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    table = read(
        workbook(
            sheet(header(), good_row(2, E=number(43830, DATE), F=number(43830))),
            properties='<workbookPr date1904="1"/>',
        )
    )
    activity = table.rows[0].activity
    assert activity is not None
    assert (activity["period_start"], activity["period_end"]) == ("2024-01-01", "2024-01-01")


def test_the_workbooks_list_may_lie_in_another_place() -> None:
    assert read(workbook(sheet(header(), good_row(2)), main="xl/workbook22.xml")).rows[0].status == "accepted"


def test_shared_texts_are_read() -> None:
    strings = "<sst><si><t>Strom</t></si><si><r><t>k</t></r><r><t>Wh</t></r></si></sst>"
    rows = good_row(2, B='t="s"><v>0</v>', D='t="s"><v>1</v>')
    table = read(workbook(sheet(header(), rows), extra={"xl/sharedStrings.xml": strings}))
    assert table.rows[0].activity is not None
    assert (table.rows[0].activity["activity"], table.rows[0].activity["unit"]) == ("electricity", "kWh")


def test_links_to_other_files_are_ignored() -> None:
    extra = {
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId9" Type="{OFFICE}/worksheet" TargetMode="External" Target="https://example.org/x"/>'
        "</Relationships>",
    }
    assert read(workbook(sheet(header(), good_row(2)), extra=extra)).rows[0].status == "accepted"


def test_prefixed_names_are_read_like_plain_ones() -> None:
    content = (
        sheet(header(), good_row(2)).replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    )
    assert read(workbook(content)).rows[0].status == "accepted"


def test_one_sheet_under_many_names_is_read_once() -> None:
    names = "".join(f'<sheet name="S{index}" sheetId="{index}" r:id="rId1"/>' for index in range(1, 200))
    main = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
    table = read(workbook(sheet(header(), good_row(2)), extra={"xl/workbook.xml": main}))
    assert (len(table.rows), table.notes) == (1, read(workbook(sheet(header(), good_row(2)))).notes)
