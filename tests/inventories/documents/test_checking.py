"""What verifying finds: every flipped byte, every changed cell, every record that does not add up."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from klimapakt.inventories.documents.checking import Unverifiable, examine
from klimapakt.inventories.documents.checking.workbook_cells import read_sheets
from klimapakt.inventories.documents.limits import MAX_FILE_BYTES
from klimapakt.inventories.documents.record_file import record_file, seal_of
from klimapakt.inventories.documents.subject import Subject, subject_of
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.sealed import sealed
from klimapakt.people.models import Person
from tests.inventories.documents.making import MADE, flipped, with_cell, with_formula, with_part
from tests.inventories.versions import filled

pytestmark = pytest.mark.django_db
FLIPS = 60


@pytest.fixture
def subject(inventory: Inventory, bruno: Person) -> Subject:
    """The bakery's inventory with three rows."""
    return subject_of(filled(inventory, bruno))


def faults(data: bytes) -> list[str]:
    """Return what is broken; that the file cannot be read at all counts, too."""
    try:
        return examine(data, {}).faults
    except Unverifiable as problem:
        return [str(problem)]


def places(data: bytes, count: int) -> Iterator[tuple[int, int]]:
    """Yield places and bits, spread over the whole file."""
    for number in range(count):
        yield number * len(data) // count + number % 7, number % 8


@pytest.mark.parametrize("name", MADE)
def test_what_was_made_is_sound(name: str, subject: Subject) -> None:
    verdict = examine(MADE[name](subject), {})
    assert verdict.faults == []
    assert verdict.unchecked == []
    assert verdict.sha256 == subject.record.sha256
    assert "Bakery, 2024, version 1" in verdict.about()


def test_every_flipped_bit_of_a_report_is_found(subject: Subject) -> None:
    pdf = MADE["report.pdf"](subject)
    for place, bit in places(pdf, FLIPS):
        assert faults(flipped(pdf, place, bit)), (place, bit)


def test_a_flipped_bit_of_a_workbook_is_found_or_changes_no_cell(subject: Subject) -> None:
    book = MADE["inventory.xlsx"](subject)
    before, found = read_sheets(book), 0
    for place, bit in places(book, FLIPS):
        broken = flipped(book, place, bit)
        if faults(broken):
            found += 1
        else:
            assert read_sheets(broken) == before, (place, bit)
    assert found > FLIPS / 2


def test_a_flipped_bit_of_a_record_is_found_or_changes_nothing(subject: Subject) -> None:
    file = MADE["record.json"](subject)
    before, found = json.loads(file), 0
    for place, bit in places(file, FLIPS * 3):
        broken = flipped(file, place, bit)
        if faults(broken):
            found += 1
        else:
            assert json.loads(broken) == before, (place, bit)
    assert found > FLIPS


@pytest.mark.parametrize(
    ("reference", "column"), [("M2", "amount"), ("O2", "factor"), ("P2", "milligrams"), ("B2", "row")]
)
def test_a_changed_number_of_a_line_is_named_by_its_cell(
    reference: str, column: str, subject: Subject
) -> None:
    del column
    found = faults(with_cell(MADE["inventory.xlsx"](subject), 2, reference, "5"))
    assert len(found) == 1
    assert found[0].startswith(f"Posten!{reference}: shows ")
    assert '"5.0"' in found[0]


def test_a_changed_total_is_named_by_its_cell_and_key(subject: Subject) -> None:
    found = faults(with_cell(MADE["inventory.xlsx"](subject), 3, "C5", "5"))
    assert [sentence.partition(":")[0] for sentence in found] == ["Abgleich!C5"]
    assert "scope1_mg" in found[0]


def test_a_changed_figure_of_the_result_is_named_by_its_row(subject: Subject) -> None:
    assert faults(with_cell(MADE["inventory.xlsx"](subject), 1, "B5", "5")) == [
        "Ergebnis, row 5 was changed."
    ]


def test_a_formula_that_became_a_number_is_found(subject: Subject) -> None:
    found = faults(with_formula(MADE["inventory.xlsx"](subject), 2, "P2", ""))
    assert len(found) == 1
    assert "Posten!P2: the formula is" in found[0]
    assert faults(with_formula(MADE["inventory.xlsx"](subject), 3, "D5", "1+1")) == [
        "Abgleich, row 5 was changed."
    ]


def test_a_changed_text_is_found(subject: Subject) -> None:
    book = with_part(
        MADE["inventory.xlsx"](subject), "xl/sharedStrings.xml", lambda xml: xml.replace("Umwelt", "Unwelt")
    )
    assert any("Faktoren und Quellen, row 2" in sentence for sentence in faults(book))


def test_a_sheet_of_somebody_else_is_a_note_and_a_missing_one_a_fault(subject: Subject) -> None:
    book = MADE["inventory.xlsx"](subject)
    renamed = with_part(book, "xl/workbook.xml", lambda xml: xml.replace('name="Ergebnis"', 'name="Mine"'))
    verdict = examine(renamed, {})
    assert "The sheet “Ergebnis” is missing." in verdict.faults
    assert verdict.unchecked == ["The sheet “Mine” was added by somebody else."]


def test_packing_a_workbook_again_breaks_nothing(subject: Subject) -> None:
    assert faults(with_part(MADE["inventory.xlsx"](subject), "xl/workbook.xml", str)) == []


def _rewritten(subject: Subject, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a record whose content was changed by somebody who knows about hashes."""
    content = subject.record.content
    change(content)
    return record_file(sealed(content), state="draft", attributions=[])


TAMPERING: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a line": (lambda one: one["result"]["lines"][0].update(co2e_mg=1), "Line 1:location, co2e_mg"),
    "a total": (
        lambda one: one["result"]["totals"].update(scope1_mg=1),
        "totals.scope1_mg: the record says 1",
    ),
    "an amount": (lambda one: one["input"]["activities"][0].update(amount="1"), "Line 1:location, amount"),
    "a line less": (lambda one: one["result"]["lines"].pop(), "is missing in the record"),
    "a line twice": (
        lambda one: one["result"]["lines"].append(one["result"]["lines"][0]),
        "names a line twice",
    ),
    "a line more": (
        lambda one: one["result"]["lines"].append({**one["result"]["lines"][0], "id": "x"}),
        "Line x of the record does not follow",
    ),
    "the energy": (lambda one: one["result"]["energy_mwh"].update(total=0), "energy_mwh.total"),
    "a reason": (lambda one: one["exact"]["reasons"].clear(), "The exact reasons"),
    "the edition's hash": (lambda one: one.update(edition_sha256="0"), "has other factors here"),
    "the edition": (lambda one: one["input"].update(edition="2025.1"), "The record names two editions"),
    "the input": (lambda one: one.update(input={"year": 2024}), "not complete"),
    "an impossible input": (
        lambda one: one["input"]["activities"][0].update(unit="ells"),
        "cannot be calculated",
    ),
    "nearly everything": (lambda one: one.pop("result"), "not complete"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_a_record_that_does_not_follow_from_its_input_is_found(what: str, subject: Subject) -> None:
    change, sentence = TAMPERING[what]
    assert any(sentence in fault for fault in faults(_rewritten(subject, change))), faults(
        _rewritten(subject, change)
    )


def test_a_record_of_an_edition_that_is_not_here_is_told_and_not_called_broken(subject: Subject) -> None:
    verdict = examine(_rewritten(subject, lambda one: one["input"].update(edition="2031.1")), {})
    assert verdict.faults == []
    assert not verdict.is_calculated
    assert any("2031.1" in note for note in verdict.unchecked)


def test_a_record_under_the_hash_of_another_is_found(subject: Subject) -> None:
    told = json.loads(MADE["record.json"](subject))
    told["record"]["year"] = 2025
    told["seal"] = seal_of(told)
    assert any("another hash than the file states" in fault for fault in faults(json.dumps(told).encode()))


def test_other_words_of_the_sources_are_found(subject: Subject) -> None:
    told = json.loads(MADE["record.json"](subject))
    told["attributions"] = ["nobody"]
    assert faults(json.dumps(told).encode()) == [
        "The file was changed after it was made: its seal does not fit."
    ]


def test_the_bare_record_can_be_verified_too(subject: Subject) -> None:
    verdict = examine(subject.record.text.encode(), {})
    assert verdict.faults == []
    assert verdict.sha256 == subject.record.sha256


def test_a_report_saved_again_is_found_and_its_record_is_still_sound(subject: Subject) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(MADE["report.pdf"](subject))))
    stream = io.BytesIO()
    writer.write(stream)
    verdict = examine(stream.getvalue(), {})
    assert verdict.faults == ["The file was changed after it was made: its seal does not fit."]
    assert any("calculated again" in sentence for sentence in verdict.holds)


def _encrypted(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt("secret", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _zip_of(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


STRANGE: dict[str, bytes] = {
    "nothing": b"",
    "a byte": b"\0",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0",
    "a letter": b"Dear Sir or Madam",
    "a table of somebody": b"a;b\r\n1;2\r\n",
    "a list": b"[1, 2, 3]",
    "an object": b'{"document": "something else"}',
    "broken json": b'{"document": ',
    "deep json": b"[" * 100_000,
    "deep record": b'{"document":"klimapakt-record/1","record":{"a":' + b"[" * 100_000,
    "no pdf of ours": b"%PDF-1.7\n%%EOF",
    "a bare mark": b"%PDF-1.7 klimapakt-seal:",
    "an archive": _zip_of(a=b"b"),
    "a broken archive": b"PK\x03\x04" + b"\0" * 100,
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "latin-1": "Müller;1".encode("latin-1"),
    "too large": b" " * (MAX_FILE_BYTES + 1),
    "nan": b'{"document":"klimapakt-record/1","record":{"schema":"klimapakt-inventory/1","a":NaN}}',
    "empty record": b'{"document":"klimapakt-record/1","record":{"schema":"klimapakt-inventory/1"}}',
    "bare empty record": b'{"schema":"klimapakt-inventory/1"}',
}


@pytest.mark.parametrize("what", STRANGE)
def test_what_is_not_ours_is_refused_in_a_sentence(what: str) -> None:
    assert all(sentence.endswith((".", "here)")) for sentence in faults(STRANGE[what]))
    assert faults(STRANGE[what])


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_file_that_broke_off_is_found(name: str, share: float, subject: Subject) -> None:
    data = MADE[name](subject)
    assert faults(data[: int(len(data) * share)])


def test_a_report_with_a_password_says_so(subject: Subject) -> None:
    told = faults(_encrypted(MADE["report.pdf"](subject)))
    assert any("password" in sentence or "no report" in sentence for sentence in told)


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    for start in (
        b"",
        b"%PDF-1.7 klimapakt-seal:",
        b"PK\x03\x04",
        b'{"schema":"klimapakt-inventory/1",',
        b"a;b\n",
    ):
        assert faults(start + data)


def test_a_workbook_that_declares_a_document_type_is_refused(subject: Subject) -> None:
    book = with_part(
        MADE["inventory.xlsx"](subject),
        "xl/workbook.xml",
        lambda xml: xml.replace("<workbook", '<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1),
    )
    assert faults(book) == ["The workbook is damaged and cannot be opened."]
