"""Evidence files: what they are is found in their content, each is kept once, and none gets lost."""

import io
import zipfile

import pytest

from klimapakt.inventories import actions, queries
from klimapakt.inventories.evidence.accepting import FILE_LIMIT, NotEvidence, accepted
from klimapakt.inventories.models import EvidenceFile, EvidenceLink, Inventory
from klimapakt.inventories.rules import NotPossible
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.inventories.proofs import a_huge_picture, a_pdf, a_picture, proof
from tests.inventories.tables import ELECTRICITY, GAS, taken_over

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def a_bomb() -> bytes:
    """Return a workbook of a few kilobytes that unpacks to a quarter of a gigabyte."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", b"0" * (250 * 1024 * 1024))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (a_pdf(), "application/pdf"),
        (a_picture("PNG"), "image/png"),
        (a_picture("JPEG"), "image/jpeg"),
        (a_picture("WEBP"), "image/webp"),
        ("Zähler;Stand\n1;2".encode(), "text/csv"),
    ],
)
def test_the_type_of_a_file_is_found_in_its_content(content: bytes, media_type: str) -> None:
    assert accepted(content, name="anything.exe").media_type == media_type


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"MZ\x90\x00\x03program", "bill.pdf", "evidence_unknown_type"),
        (b"<html><script>alert(1)</script></html>", "meter.png", "evidence_unknown_type"),
        (b"", "bill.pdf", "evidence_empty"),
        (b"%PDF-1.7" + b"0" * (30 * 1024 * 1024), "long.pdf", "evidence_too_large"),
        (SVG, "drawing.svg", "evidence_unknown_type"),
        (SVG, "drawing.png", "evidence_unknown_type"),
        (a_huge_picture(), "photo.png", "evidence_too_many_pixels"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%EOF", "photo.png", "evidence_unknown_type"),
        (a_pdf()[:60], "bill.pdf", "evidence_broken"),
        (a_picture()[:45], "photo.png", "evidence_broken"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * (9 * 1024 * 1024), "photo.png", "evidence_picture_too_large"),
        (b"PK\x03\x04nothing", "table.xlsx", "evidence_broken"),
        (b"just words", "note.csv", "evidence_unknown_type"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_no_evidence_gets_a_sentence_that_says_what_to_do(
    content: bytes, name: str, code: str
) -> None:
    with pytest.raises(NotEvidence) as refused:
        accepted(content, name=name)
    assert refused.value.message.code == code


def test_a_workbook_that_unpacks_to_far_too_much_is_not_unpacked() -> None:
    with pytest.raises(NotEvidence) as refused:
        accepted(a_bomb(), name="table.xlsx")
    assert refused.value.message.code == "evidence_unpacks_too_large"


def test_a_name_with_folders_and_control_characters_is_made_harmless() -> None:
    assert accepted(a_pdf(), name="..\\..\\etc/\u202ebill\x00.pdf").name == "bill .pdf"


def test_the_limit_is_the_one_the_page_names() -> None:
    assert FILE_LIMIT == 25 * 1024 * 1024


def test_the_same_bytes_are_kept_once_whatever_their_name(bakery: Organisation, bruno: Person) -> None:
    first, is_new = actions.keep_evidence(organisation=bakery, file=accepted(a_pdf(), name="a.pdf"), by=bruno)
    again, is_new_again = actions.keep_evidence(
        organisation=bakery, file=accepted(a_pdf(), name="b.pdf"), by=bruno
    )
    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert EvidenceFile.objects.count() == 1


def test_one_file_proves_many_rows_and_stands_in_the_record(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY, GAS)
    file = proof(inventory, bruno, 1, 2)
    found = queries.evidence_for_record(inventory)
    assert found == {
        number: [{"name": "bill.pdf", "sha256": file.sha256, "place": "page 1"}] for number in (1, 2)
    }


def test_a_file_is_tied_to_a_row_once_and_the_place_can_be_mended(
    inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    file = proof(inventory, bruno, 1)
    new = actions.link_evidence(file=file, inventory=inventory, numbers=[1], place="page 3", by=bruno)
    assert new == 0
    assert EvidenceLink.objects.get().place == "page 3"


def test_a_file_that_proves_something_is_not_deleted(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    file = proof(inventory, bruno, 1)
    with pytest.raises(NotPossible, match="Take it off these rows first"):
        actions.delete_evidence(file=file, by=bruno)
    actions.unlink_evidence(link=EvidenceLink.objects.get(), by=bruno)
    actions.delete_evidence(file=file, by=bruno)
    assert not EvidenceFile.objects.exists()


def test_a_file_of_others_proves_nothing_here(
    inventory: Inventory, carlas_inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    file = proof(inventory, bruno, 1)
    with pytest.raises(NotPossible, match="does not belong"):
        actions.link_evidence(file=file, inventory=carlas_inventory, numbers=[1], place="", by=bruno)
