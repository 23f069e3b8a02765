"""Files that are not what they seem, or that are built to overwhelm: refused in a sentence, and quickly."""

import io
import struct
import time
import zipfile

import pytest

from klimapakt.methods.intake import IntakeRefused, write_template
from klimapakt.methods.intake.limits import MAX_FILE_BYTES
from tests.methods.intake.samples import read, read_or_refused, refused
from tests.methods.intake.workbooks import DATE, archive, good_row, header, number, row, sheet, text, workbook

GOOD = workbook(sheet(header(), good_row(2)))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CSV = "Aktivität;Menge;Einheit\n"


def bomb(entry: str = "xl/media/bomb.bin", size: int = 65 * 1024**2) -> bytes:
    """A workbook with an entry of nothing but zeros: some kilobytes that unpack to many megabytes."""
    return workbook(sheet(header(), good_row(2)), extra={entry: bytes(size)})


def overlapping() -> bytes:
    """An archive whose directory names the same bytes twice."""
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream) as opened:
        infos, start = opened.infolist(), opened.start_dir
    directory = GOOD[start : GOOD.rfind(b"PK\x05\x06")]
    first = directory[: directory.find(b"PK\x01\x02", 4)]
    twin = first.replace(infos[0].filename.encode(), b"X" * len(infos[0].filename))
    count, length = len(infos) + 1, len(directory) + len(twin)
    return (
        GOOD[:start]
        + directory
        + twin
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, length, start, 0)
    )


def encrypted_entries() -> bytes:
    """An archive whose entries say that they are encrypted."""
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def lying_about_size() -> bytes:
    """An archive whose directory claims that a large entry is small."""
    data = bytearray(bomb(size=1024**2))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 10)
    return bytes(data)


CASES: dict[str, tuple[bytes | str, str]] = {
    "nothing at all": (b"", "file_empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "file_empty"),
    "only blank lines": (b"\r\n \n\t\n", "file_empty"),
    "only empty cells": (b";;;\n;;;\n", "file_empty"),
    "a PDF named .xlsx": (b"%PDF-1.7\n" + bytes(99), "file_is_pdf"),
    "a PDF behind white space": (b"\n\n  %PDF-1.4", "file_is_pdf"),
    "a PNG": (b"\x89PNG\r\n\x1a\n" + bytes(99), "file_is_picture"),
    "a JPEG": (b"\xff\xd8\xff\xe0" + bytes(99), "file_is_picture"),
    "a photo of a phone": (b"\x00\x00\x00\x18ftypheic" + bytes(99), "file_is_picture"),
    "a web page": (b"<!DOCTYPE html><html><table><tr><td>Strom</td></tr></table></html>", "file_is_web_page"),
    "a web page in UTF-16": ("\ufeff<html><table></table></html>".encode("utf-16-le"), "file_is_web_page"),
    "an XML spreadsheet": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "file_is_xml",
    ),
    "rich text": (b"{\\rtf1\\ansi}", "file_is_document"),
    "an old workbook": (OLE + "Workbook".encode("utf-16-le") + bytes(99), "file_is_old_workbook"),
    "an ancient workbook": (b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(99), "file_is_old_workbook"),
    "a workbook with a password": (
        OLE + "EncryptedPackage".encode("utf-16-le") + bytes(99),
        "file_has_password",
    ),
    "an old document": (OLE + "WordDocument".encode("utf-16-le") + bytes(99), "file_is_document"),
    "a document named .xlsx": (
        archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
        "file_is_document",
    ),
    "an OpenDocument table": (
        archive({"mimetype": "application/vnd.oasis", "content.xml": "<x/>"}),
        "file_is_other_workbook",
    ),
    "a binary workbook": (archive({"xl/workbook.bin": b"\x00"}), "file_is_other_workbook"),
    "an archive of tables": (archive({"a.csv": CSV}), "file_is_archive"),
    "an empty archive": (archive({}), "file_is_archive"),
    "a gzip": (b"\x1f\x8b\x08" + bytes(99), "file_is_archive"),
    "macros": (workbook(sheet(header(), good_row(2)), extra={"xl/vbaProject.bin": b"x"}), "file_has_macros"),
    "a macro type": (
        workbook(
            sheet(header(), good_row(2)),
            extra={"[Content_Types].xml": "<Types>sheet.macroEnabled.main</Types>"},
        ),
        "file_has_macros",
    ),
    "an old macro sheet": (
        workbook(sheet(header(), good_row(2)), extra={"xl/macrosheets/sheet1.xml": "<x/>"}),
        "file_has_macros",
    ),
    "bytes of a program": (b"\x7fELF\x02\x01\x01" + bytes(99), "file_is_binary"),
    "a table with NUL bytes": (CSV.encode() + b"Strom;5\x00;kWh\n", "file_is_binary"),
    "NUL in UTF-16": ((CSV + "Strom;5\x00;kWh\n").encode("utf-16"), "file_is_binary"),
    "a zip bomb": (bomb(), "unpacked_too_large"),
    "entries that share bytes": (overlapping(), "archive_overwhelming"),
    "two entries of one name": (
        workbook(sheet(header(), good_row(2)), extra={"XL/Workbook.xml": "<workbook/>"}),
        "archive_overwhelming",
    ),
    "too many entries": (archive({f"x{index}": "" for index in range(1_001)}), "archive_overwhelming"),
    "encrypted entries": (encrypted_entries(), "file_has_password"),
    "half a workbook": (GOOD[: len(GOOD) // 2], "workbook_damaged"),
    "a workbook with broken bytes": (
        GOOD.replace(b"PK\x03\x04", b"PK\x03\x05")[:0] + b"PK\x03\x04" + GOOD[40:],
        "workbook_damaged",
    ),
    "a sheet that ends early": (workbook(sheet(header(), good_row(2))[:-30]), "workbook_damaged"),
    "a sheet with entities": (
        workbook('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + sheet(header(), good_row(2))),
        "workbook_damaged",
    ),
    "a sheet in UTF-16": (
        workbook("", extra={"xl/worksheets/sheet1.xml": sheet(header(), good_row(2)).encode("utf-16")}),
        "workbook_damaged",
    ),
    "a wrapped cell name": (
        workbook(sheet(header(), '<row r="2"><c r="ZZZZZZZ99999999999"><v>1</v></c></row>')),
        "workbook_damaged",
    ),
    "a missing shared text": (
        workbook(sheet(header(), good_row(2, B='t="s"><v>7</v>')), extra={"xl/sharedStrings.xml": "<sst/>"}),
        "workbook_damaged",
    ),
    "a date beyond all time": (
        workbook(sheet(header(), good_row(2, E=number("-1E17", DATE)))),
        "workbook_damaged",
    ),
    "the last cell of all": (
        workbook(sheet(header(), good_row(2), '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "cell_far_away",
    ),
    "a far column": (workbook(sheet(header(), '<row r="2"><c r="XFD2"><v>1</v></c></row>')), "cell_far_away"),
    "two far corners": (
        workbook(
            sheet(
                header(),
                '<row r="2"><c r="GR2"><v>1</v></c></row><row r="50050"><c r="A50050"><v>1</v></c></row>',
            )
        ),
        "cell_far_away",
    ),
    "a million columns in one row": (
        workbook(sheet(header(), '<row r="2">' + "<c><v>1</v></c>" * 1_000_000 + "</row>")),
        "too_many_columns",
    ),
    "a long text a million times": (
        workbook(
            sheet(
                header(), *(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 50_000))
            ),
            extra={"xl/sharedStrings.xml": f"<sst><si><t>{'x' * 32_000}</t></si></sst>"},
        ),
        "too_much_text",
    ),
    "too many rows": (CSV + "Strom;5;kWh\n" * 50_001, "too_many_rows"),
    "too many blank lines": (CSV + "\n" * 300_000, "too_many_rows"),
    "too many rows in a workbook": (
        workbook(
            sheet(header(), *(row(n, "", text("Strom"), number(5), text("kWh")) for n in range(2, 50_200)))
        ),
        "too_many_rows",
    ),
    "too many columns": (CSV + "Strom;5;kWh" + ";x" * 200 + "\n", "too_many_columns"),
    "too many quoted columns": (CSV + "Strom;5;kWh" + ';"x"' * 200 + "\n", "too_many_columns"),
    "too many cells": (
        CSV.strip() + ";x" * 40 + "\n" + ("Strom;5;kWh" + ";y" * 40 + "\n") * 24_000,
        "too_many_cells",
    ),
    "too many cells in a workbook": (
        workbook(sheet(header(), *("<row>" + "<c><v>1</v></c>" * 50 + "</row>" for _ in range(20_100)))),
        "too_many_cells",
    ),
    "a sheet nested without end": (
        workbook(sheet(header(), good_row(2), after="<a>" * 100_000)),
        "workbook_damaged",
    ),
    "21 MB": (b"x" * (MAX_FILE_BYTES + 1), "file_too_large"),
    "a visible sheet with nothing in it": (workbook(sheet()), "file_empty"),
    "a workbook without a header": (workbook(sheet(good_row(1))), "no_header"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_file_is_refused_in_a_sentence_that_says_what_to_do(name: str) -> None:
    data, code = CASES[name]
    began = time.process_time()
    refusal = refused(data, filename="verbrauch.xlsx")
    assert refusal.code == code
    assert str(refusal).endswith(".")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("the last cell of all", "In the sheet “Blatt 1”, the cell XFD1048576 is filled"),
        ("a far column", "the cell XFD2 is filled"),
        ("a million columns in one row", "Row 2 has more than 200 columns"),
        ("too many columns", "Row 2 has more than 200 columns"),
        ("a workbook without a header", "Row 1 says: “Halle”, “Strom”"),
    ],
)
def test_the_sentence_names_the_place(name: str, place: str) -> None:
    assert place in str(refused(CASES[name][0]))


def test_a_directory_that_lies_about_a_size_hands_out_no_more_than_it_claims() -> None:
    assert read(lying_about_size()).rows[0].status == "accepted"


def test_a_claimed_dimension_alone_does_no_harm() -> None:
    table = read(workbook(sheet(header(), good_row(2), before='<dimension ref="A1:XFD1048576"/>')))
    assert [row.status for row in table.rows] == ["accepted"]


def test_formatted_empty_cells_far_away_do_no_harm() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert [row.status for row in read(workbook(sheet(header(), good_row(2), far))).rows] == ["accepted"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_with_any_byte_broken_is_read_or_refused(kind: str) -> None:
    template = write_template("de", "csv" if kind == "csv" else "xlsx")
    for position in range(0, len(template), 37):
        broken = template[:position] + bytes([template[position] ^ 0x5A]) + template[position + 1 :]
        read_or_refused(broken)


@pytest.mark.parametrize(
    "row_text",
    [
        "Strom;" + "1" * 30_000 + ";kWh",
        "Strom;" + "1." * 15_000 + ";kWh",
        "Strom;" + "ca. " * 8_000 + ";kWh",
        "(" * 32_000 + ";5;kWh",
        "a-" * 16_000 + ";5;kWh",
        "Hotel " * 5_000 + ";5;Nächte",
        "Strom;5;" + "kWh " * 8_000,
        "Strom;5;kWh;" + "1.1." * 8_000,
        '"' * 30_001 + ";5;kWh",
    ],
)
def test_long_cells_take_no_longer_than_they_must(row_text: str) -> None:
    began = time.process_time()
    outcome = read_or_refused("Aktivität;Menge;Einheit;Von\n" + f"{row_text}\n" * 20)
    assert time.process_time() - began < 1.5
    assert isinstance(outcome, IntakeRefused) or all(row.status == "rejected" for row in outcome.rows)
