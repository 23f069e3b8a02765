"""Documents as members and the pact office fetch them: the right name, kind, size, and word for a draft."""

import io
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from klimapakt.inventories.documents.checking import examine
from klimapakt.inventories.documents.sizes import Kind, estimated_kb
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.measures.actions import MeasureFacts, list_measure
from klimapakt.measures.enums import Field
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.versions import accepted, filled, fresh, submitted

pytestmark = pytest.mark.django_db
FILES: dict[str, tuple[str, str]] = {
    "export_workbook": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "export_json": ("json", "application/json"),
    "export_lines": ("csv", "text/csv; charset=utf-8"),
    "export_figures": ("csv", "text/csv; charset=utf-8"),
}


@pytest.fixture
def draft(inventory: Inventory, bruno: Person) -> Inventory:
    """The bakery's inventory with three rows."""
    return filled(inventory, bruno)


@pytest.fixture
def brunos(bruno: Person, draft: Inventory, sign_in: SignIn) -> Client:
    return sign_in(bruno)


def report_of(
    client: Client, inventory: Inventory, language: str, room: str = "portal:export_report"
) -> bytes:
    response = client.get(reverse(room, args=[inventory.pk, language]))
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/pdf"
    return response.content


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("name", FILES)
def test_each_file_has_its_kind_and_a_name_that_says_what_it_is(
    name: str, brunos: Client, draft: Inventory
) -> None:
    ending, kind = FILES[name]
    response = brunos.get(reverse(f"portal:{name}", args=[draft.pk]))
    assert response.headers["content-type"] == kind
    disposition = unquote(response.headers["content-disposition"])
    assert disposition.startswith('attachment; filename="Bakery-2024')
    assert f"draft.{ending}" in disposition
    assert examine(response.content, {}).faults == []


@pytest.mark.parametrize(("language", "word"), [("de", "Treibhausgasbilanz"), ("en", "Greenhouse-gas")])
def test_the_report_comes_in_both_languages_whatever_the_page_speaks(
    language: str, word: str, brunos: Client, draft: Inventory
) -> None:
    assert word.replace("-", "") in text_of(report_of(brunos, draft, language)).replace("-", "").replace(
        "\u00ad", ""
    )


@pytest.mark.parametrize("language", ["fr", "xx", "de-at"])
def test_other_languages_are_not_there(language: str, brunos: Client, draft: Inventory) -> None:
    address = f"/portal/inventories/{draft.pk}/export/report.{language}.pdf"
    assert brunos.get(address).status_code == 404


def test_the_report_lists_measures_from_before_the_pact(
    brunos: Client, draft: Inventory, bruno: Person
) -> None:
    facts = MeasureFacts("Heat recovery", Field.PROCESSES, 2018)
    list_measure(organisation=draft.organisation, facts=facts, by=bruno)
    assert "2018 Heat recovery Production and processes" in text_of(report_of(brunos, draft, "en"))


def test_what_was_accepted_comes_without_the_word_draft(
    brunos: Client, draft: Inventory, bruno: Person, ada: Person
) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    closed = accepted(draft, bruno, ada)
    response = brunos.get(reverse("portal:export_report", args=[closed.pk, "en"]))
    assert "draft" not in response.headers["content-disposition"]
    page = brunos.get(reverse("portal:inventory", args=[closed.pk])).content.decode()
    assert page.count(examine(response.content, {}).sha256) == 2


def test_an_accepted_inventory_gives_the_same_files_for_ever(
    brunos: Client, draft: Inventory, bruno: Person, ada: Person
) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    closed = accepted(draft, bruno, ada)
    assert report_of(brunos, closed, "de") == report_of(brunos, fresh(closed), "de")


def test_the_page_lists_the_documents_with_purpose_and_size(brunos: Client, draft: Inventory) -> None:
    page = brunos.get(reverse("portal:inventory", args=[draft.pk])).content.decode()
    for name in FILES:
        assert reverse(f"portal:{name}", args=[draft.pk]) in page
    for language in ("de", "en"):
        assert reverse("portal:export_report", args=[draft.pk, language]) in page
    assert "every file says that it is a draft" in page
    assert f"about&nbsp;{estimated_kb('report', 7, 3)}&nbsp;kB" in page


@pytest.mark.parametrize("count", [3, 60, 1200])
def test_the_sizes_are_about_right(count: int, brunos: Client, draft: Inventory) -> None:
    rows = [
        Activity(
            inventory=draft,
            number=100 + number,
            label=f"Trip {number}",
            activity="diesel",
            amount=number,
            unit="l",
            evidence=f"Bill {number}",
        )
        for number in range(1, count)
    ]
    Activity.objects.bulk_create(rows)
    Inventory.objects.filter(pk=draft.pk).update(revision=draft.revision + 1)
    record = brunos.get(reverse("portal:export_json", args=[draft.pk])).json()["record"]
    lines = len(record["result"]["lines"])
    kinds: dict[Kind, str] = {
        "report": reverse("portal:export_report", args=[draft.pk, "de"]),
        "workbook": reverse("portal:export_workbook", args=[draft.pk]),
        "lines": reverse("portal:export_lines", args=[draft.pk]),
        "record": reverse("portal:export_json", args=[draft.pk]),
    }
    for kind, address in kinds.items():
        size = len(brunos.get(address).content) / 1000
        assert size / 2 < estimated_kb(kind, lines, count) < size * 2, (
            kind,
            size,
            estimated_kb(kind, lines, count),
        )


def test_the_office_fetches_the_report_of_what_was_handed_over(
    draft: Inventory, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    client = sign_in(ada)
    assert client.get(reverse("office:report", args=[draft.pk, "de"])).status_code == 404
    waiting = submitted(draft, bruno)
    assert "Submitted" in text_of(report_of(client, waiting, "en", "office:report"))
    assert client.get(f"/office/inventories/{waiting.pk}/report.fr.pdf").status_code == 404
    page = client.get(reverse("office:review", args=[waiting.pk])).content.decode()
    assert reverse("office:report", args=[waiting.pk, "de"]) in page


def test_names_with_umlauts_reach_the_disk(brunos: Client, draft: Inventory) -> None:
    draft.organisation.name = "Bäckerei Söhne & Töchter"
    draft.organisation.save()
    brunos.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    response = brunos.get(reverse("portal:export_report", args=[draft.pk, "de"]))
    assert unquote(response.headers["content-disposition"]).endswith(
        "UTF-8''Bäckerei_Söhne_&_Töchter-2024-Bericht-Entwurf.pdf"
    )
