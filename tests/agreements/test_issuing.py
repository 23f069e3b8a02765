"""Issuing: one file that is an archive copy and accessible, the same bytes for the same input, no markup."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from klimapakt.agreements import issuing
from klimapakt.agreements.evidence import PortalSignature
from klimapakt.agreements.issuing import Issued, NotThisDocument
from klimapakt.agreements.wording import Signatory, Values
from klimapakt.agreements.wording.examples import EXAMPLE
from tests.agreements.papers import AT, checked, issued, sealed, text

LANGUAGES = ("de", "en")


def bruno() -> PortalSignature:
    """Return the signature of the member."""
    return PortalSignature(
        party=EXAMPLE.member.name,
        signatory=Signatory("Bruno Beispiel", "Geschäftsführer", "einzelvertretungsberechtigt"),
        account="bruno@baeckerei.example.org",
        signed_at=datetime(2026, 11, 27, 23, 15, tzinfo=UTC),
        sha256_shown=issued().sha256,
        statement="Ich habe das Dokument gelesen.",
        proved_by="Passwort, zweiter Faktor",
    )


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def letters(content: bytes) -> str:
    """Return what the pages say, without spaces and hyphens, because long words are divided."""
    said = "".join(page.extract_text() for page in reader(content).pages)
    return "".join(sign for sign in said if not sign.isspace() and sign not in "-\u00ad\u2010")


def joined(said: str) -> str:
    return "".join(said.split()).replace("-", "")


def made(values: Values, language: str = "de") -> Issued:
    return issuing.issue(text(), values, language=language, at=AT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_input_gives_the_same_bytes(language: str) -> None:
    assert made(EXAMPLE, language).content == issued(language).content


def test_another_moment_gives_other_bytes_and_the_same_text() -> None:
    later = issuing.issue(text(), EXAMPLE, language="de", at=datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
    assert later.sha256 != issued().sha256
    assert later.content_sha256 == issued().content_sha256


def test_the_hashes_are_those_of_the_file_and_of_the_text_inside_it() -> None:
    one = issued()
    (content,) = reader(one.content).attachments["content.json"]
    assert one.sha256 == hashlib.sha256(one.content).hexdigest()
    assert one.content_sha256 == hashlib.sha256(content).hexdigest()
    assert json.loads(content)["number"] == EXAMPLE.number
    assert one.content_sha256 in letters(one.content)


@pytest.mark.parametrize(("name", "language"), [("German", "de"), ("English", "en"), ("sealed", "de")])
def test_it_claims_archive_and_accessibility_before_and_after_the_seal(name: str, language: str) -> None:
    content = sealed().content if name == "sealed" else issued(language).content
    root = reader(content).root_object
    for claim in ("pdfaid:part>3", "pdfaid:conformance>A", "pdfuaid:part>1"):
        assert claim in content.decode("latin-1")
    assert {"/MarkInfo", "/StructTreeRoot", "/OutputIntents", "/Metadata"} <= root.keys()
    assert str(root["/Lang"]) == language
    assert "/Encrypt" not in reader(content).trailer


def test_it_embeds_no_font_but_ours() -> None:
    pdf = reader(issued().content)
    fonts = {
        str(thing["/BaseFont"]).partition("+")[2]
        for number in range(1, len(pdf.xref[0]))
        if isinstance(thing := pdf.get_object(number), DictionaryObject) and "/BaseFont" in thing
    }
    assert fonts
    assert all(name.startswith("KlimapaktSans") for name in fonts)


@pytest.mark.parametrize(
    ("language", "mark"),
    [
        ("de", "Entwurf, von Ihrer Rechtsabteilung zu prüfen."),
        ("en", "Draft, to be checked by your legal department."),
    ],
)
def test_a_draft_says_on_its_first_page_who_has_to_check_it(language: str, mark: str) -> None:
    first = reader(issued(language).content).pages[0].extract_text()
    assert joined(mark) in joined(first)


def test_only_the_german_text_binds_and_the_other_says_so_on_every_page() -> None:
    assert issued("de").is_binding
    assert not issued("en").is_binding
    assert joined("Only the German version is binding.") in letters(issued("en").content)
    following = [joined(page.extract_text()) for page in reader(issued("en").content).pages[1:]]
    assert all(joined("Reading translation, not binding") in said for said in following)


def test_the_day_of_issue_is_the_one_of_the_city() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    one = issuing.issue(text(), EXAMPLE, language="de", at=new_year)
    assert joined("ausgestellt am 01.01.2027") in letters(one.content)
    assert one.issued_at == new_year


NASTY = ("#panic(1)", '"); #read("/etc/passwd")', "{{city.name}}", "$x$ *y* _z_ `w` <a> @b", "]#[", "\\u{41}")
ODD = ("zeile\nzeile", "null\0null", "rechts\u202elinks", "雪", "e\u0301", "x" * 3000)


@pytest.mark.parametrize("nasty", NASTY)
def test_what_a_person_wrote_is_never_markup(nasty: str) -> None:
    one = made(replace(EXAMPLE, special_terms=(nasty,), member=replace(EXAMPLE.member, name=nasty)))
    assert letters(one.content).count(joined(nasty)) >= 2


@pytest.mark.parametrize("odd", ODD)
def test_signs_that_no_font_has_do_not_stop_a_document(odd: str) -> None:
    assert made(replace(EXAMPLE, special_terms=(odd,))).content.startswith(b"%PDF-1.7")


def signed_by(*signatures: PortalSignature, language: str = "de") -> Issued:
    at = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    return issuing.with_evidence(issued(language), text(), EXAMPLE, signatures=signatures, at=at)


def test_the_page_of_evidence_says_who_signed_what_when() -> None:
    said = letters(signed_by(bruno()).content)
    for part in ("Bruno Beispiel", "einzelvertretungsberechtigt", "28.11.2026 00:15:00 CET", issued().sha256):
        assert joined(part) in said
    assert joined("keine qualifizierten elektronischen Signaturen") in said


def test_a_document_with_evidence_keeps_the_day_on_which_it_was_issued() -> None:
    assert joined("ausgestellt am 26.11.2026") in letters(signed_by(bruno()).content)


def test_the_document_that_was_signed_lies_inside_byte_by_byte() -> None:
    attached: Mapping[str, list[bytes]] = reader(signed_by(bruno()).content).attachments
    assert attached[issued().file_name] == [issued().content]


def test_evidence_is_not_attached_to_another_document() -> None:
    with pytest.raises(NotThisDocument):
        signed_by(replace(bruno(), sha256_shown="0" * 64))
    other = replace(EXAMPLE, measures=())
    with pytest.raises(NotThisDocument):
        issuing.with_evidence(issued(), text(), other, signatures=[bruno()], at=AT)


def test_a_seal_leaves_the_issued_bytes_as_they_are() -> None:
    assert sealed().content.startswith(issued().content)
    assert checked(sealed().content).issued == issued().sha256
