"""The report: archivable and accessible, the same bytes every time, and nobody's text is markup."""

import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from klimapakt.inventories import actions, queries
from klimapakt.inventories.documents.checking import examine
from klimapakt.inventories.documents.letters import BOX, printable
from klimapakt.inventories.documents.limits import MOST_LINES
from klimapakt.inventories.documents.report import report
from klimapakt.inventories.documents.subject import ListedMeasure, Subject, subject_of
from klimapakt.inventories.enums import InventoryKind
from klimapakt.inventories.models import Activity, ExternalFigures, FindingAcceptance, Inventory
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.inventories.proofs import proof
from tests.inventories.versions import accepted, filled, fresh, submitted
from tools.fonts import DOCUMENTS

HOSTILE = [
    '#panic("x")',
    "{braces} [brackets] $math$ *strong* _emph_ `raw` @ref <label> // comment",
    "=cmd|'/C calc'!A0",
    "<svg onload=alert(1)> & </text>",
    'a "quoted" \\ back\\slash #{1+1}',
    "Müller & Söhne Straße €",
    "面包店 🥖 \u202e abc",
    "x" * 200,
    "klimapakt-seal:" + "0" * 64,
    "\ue000 \uf8ff \U000e0041 \ufffe",
]


@pytest.fixture
def draft(inventory: Inventory, bruno: Person) -> Inventory:
    """The bakery's inventory with three rows."""
    return filled(inventory, bruno)


def text_of(pdf: bytes) -> str:
    """Return the text of all pages."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def dense(text: str) -> str:
    return "".join(text.split())


def bare(text: str) -> str:
    """Return a text without spaces and without hyphens, because long words are divided."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-\u00ad\u2010")


@pytest.mark.django_db
def test_it_claims_archive_and_accessibility_and_is_tagged(draft: Inventory) -> None:
    pdf = report(subject_of(draft), "de")
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.root_object
    metadata = pdf.decode("latin-1")
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "/MarkInfo" in root
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]) == "de"
    assert reader.metadata is not None
    assert reader.metadata.title == "Treibhausgasbilanz 2024, Bakery"


@pytest.mark.django_db
def test_it_embeds_no_font_but_ours(draft: Inventory) -> None:
    reader = PdfReader(io.BytesIO(report(subject_of(draft), "de")))
    fonts = {
        str(thing["/BaseFont"]).partition("+")[2]
        for number in range(1, len(reader.xref[0]))
        if isinstance(thing := reader.get_object(number), DictionaryObject) and "/BaseFont" in thing
    }
    assert fonts
    assert all(name.startswith("KlimapaktSans") for name in fonts)


@pytest.mark.django_db
def test_the_same_inventory_gives_the_same_bytes(draft: Inventory) -> None:
    assert report(subject_of(draft), "de") == report(subject_of(fresh(draft)), "de")


@pytest.mark.django_db
def test_the_record_is_attached_as_it_is(draft: Inventory) -> None:
    subject = subject_of(draft)
    attached = PdfReader(io.BytesIO(report(subject, "en"))).attachments["record.json"]
    assert [content.decode() for content in attached] == [subject.record.text]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "en"])
def test_it_names_what_a_bank_asks_for(language: str, draft: Inventory) -> None:
    subject = subject_of(draft, [ListedMeasure("LED-Leuchten", "Strom", 2019, "in der Backstube")])
    told = bare(text_of(report(subject, language)))
    for word in ("Bakehouse", "GHGProtocol", "ISO140641:2018", "VSME", "LEDLeuchten", "Bill17"):
        assert word in told, word
    assert subject.record.sha256 in told
    assert f"edition{draft.edition}" in told.lower() or f"Ausgabe{draft.edition}" in told
    assert "Umweltbundesamt" in told


@pytest.mark.django_db
def test_every_page_says_hash_edition_and_number(draft: Inventory) -> None:
    subject = subject_of(draft)
    pages = PdfReader(io.BytesIO(report(subject, "en"))).pages
    for number, page in enumerate(pages, start=1):
        told = dense(page.extract_text())
        assert subject.record.sha256 in told
        assert f"factorsofedition{draft.edition}" in told
        assert f"Page{number}/{len(pages)}" in told


@pytest.mark.django_db
def test_a_draft_says_so_on_every_page_and_an_accepted_one_on_none(
    draft: Inventory, bruno: Person, ada: Person
) -> None:
    pages = PdfReader(io.BytesIO(report(subject_of(draft), "en"))).pages
    assert all("Draft" in page.extract_text() for page in pages)
    waiting = submitted(draft, bruno)
    pages = PdfReader(io.BytesIO(report(subject_of(waiting), "en"))).pages
    assert all("Submitted" in page.extract_text() for page in pages)
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    actions.withdraw(inventory=waiting, by=bruno)
    told = text_of(report(subject_of(accepted(fresh(draft), bruno, ada)), "en"))
    assert "Draft" not in told
    assert "by another person than those who made it" in " ".join(told.split())
    assert "Ada" not in told


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_is_never_markup(text: str, draft: Inventory, bakery: Organisation) -> None:
    Activity.objects.filter(inventory=draft).update(label=text, evidence=text, note=text)
    bakery.name = text
    bakery.save()
    pdf = report(subject_of(fresh(draft), [ListedMeasure(text, text, 2020, text)]), "de")
    assert bare(printable(text)) in bare(text_of(pdf))
    assert examine(pdf, {}).faults == []


@given(st.text())
def test_printing_leaves_nothing_that_a_font_lacks(text: str) -> None:
    told = printable(text)
    assert printable(told.replace("\u00ad", "")).replace("\u00ad", "") == told.replace("\u00ad", "")
    assert "\n" not in told


def test_letters_of_our_languages_stay_and_others_become_boxes() -> None:
    assert (
        printable("Łódź, Çeşme, Ελλάδα, Київ, Straße ₂ 12\u202ft")
        == "Łódź, Çeşme, Ελλάδα, Київ, Straße ₂ 12\u202ft"
    )
    assert printable("面\x00包\n") == f"{BOX} {BOX} "


@pytest.mark.django_db
def test_every_letter_of_the_fonts_can_be_set(draft: Inventory) -> None:
    listed = (DOCUMENTS / "letters.txt").read_text("ascii").splitlines()
    stretches = [[int(end, 16) for end in line.split()] for line in listed]
    letters = "".join(chr(sign) for first, last in stretches for sign in range(first, last + 1))
    words = " ".join(letters[start : start + 20] for start in range(0, len(letters), 20))
    assert len(words) > 1600
    pdf = report(subject_of(draft, [ListedMeasure(words, "x", 2020, "")]), "en")
    assert examine(pdf, {}).faults == []


@pytest.mark.django_db
def test_more_than_a_thousand_lines_are_summed_up_and_the_sums_are_right(draft: Inventory) -> None:
    rows = [
        Activity(inventory=draft, number=100 + number, label="x", activity="diesel", amount=number, unit="l")
        for number in range(1, MOST_LINES + 2)
    ]
    Activity.objects.bulk_create(rows)
    Inventory.objects.filter(pk=draft.pk).update(revision=draft.revision + 1)
    subject = subject_of(fresh(draft))
    told = dense(text_of(report(subject, "en")))
    assert "toomanytoprint" in told
    diesel = [
        line
        for line in subject.result.lines
        if line.unit == "l" and line.part == "direct" and line.scope == 1
    ]
    assert f"{sum(Decimal(line.co2e_mg) for line in diesel) / 10**6:,f}" in told
    assert examine(report(subject, "en"), {}).faults == []


@pytest.mark.django_db
def test_a_finding_that_somebody_accepted_stands_with_its_reason(draft: Inventory) -> None:
    calculated = queries.calculated(draft)
    finding = calculated.result.findings[0]
    FindingAcceptance.objects.create(
        inventory=draft,
        rule=finding.rule,
        activity=finding.activity or "",
        fingerprint=calculated.fingerprints[0],
        reason="The meter was exchanged in May.",
    )
    assert "The meter was exchanged in May." in " ".join(text_of(report(subject_of(draft), "en")).split())


@pytest.mark.django_db
def test_evidence_files_stand_with_the_beginning_of_their_hash(draft: Inventory, bruno: Person) -> None:
    number = draft.activities.order_by("number").values_list("number", flat=True)[0]
    file = proof(draft, bruno, number)
    told = dense(text_of(report(subject_of(fresh(draft)), "de")))
    assert dense(f"{file.name}") in told
    assert file.sha256[:12] in told


@pytest.mark.django_db
def test_figures_of_another_tool_are_told_as_they_are(inventory: Inventory) -> None:
    Inventory.objects.filter(pk=inventory.pk).update(kind=InventoryKind.EXTERNAL)
    ExternalFigures.objects.create(
        inventory=inventory,
        tool="ecocockpit",
        scope1_mg=12_345_678_901,
        scope3_mg=7,
        includes_upstream=True,
        method="GHG Protocol",
    )
    subject = subject_of(fresh(inventory))
    pdf = report(subject, "en")
    told = " ".join(text_of(pdf).split())
    assert "ecocockpit" in told
    assert "12,345.678901" in told
    assert "not stated" in told
    assert "cradle to gate" in told
    assert "Annex B" not in told
    assert examine(pdf, {}).faults == []


@pytest.mark.django_db
def test_an_inventory_without_rows_has_a_report_too(carlas_inventory: Inventory) -> None:
    pdf = report(subject_of(carlas_inventory), "de")
    assert "Die Bilanz hat keine Posten." in " ".join(text_of(pdf).split())
    assert examine(pdf, {}).faults == []


@pytest.mark.django_db
def test_the_record_of_a_report_says_nothing_of_the_state(draft: Inventory) -> None:
    subject: Subject = subject_of(draft)
    assert "status" not in json.loads(subject.record.text)
    assert replace(subject, measures=[ListedMeasure("x", "y", 2000, "")]).record == subject.record
