"""Page, report, workbook, record and shell agree on every inventory of the demo, to the milligram."""

import io
import json
from collections.abc import Callable

import pytest
from django.urls import reverse
from pypdf import PdfReader

from klimapakt.commands import calc
from klimapakt.foundation.design.numbers import exact_mass
from klimapakt.inventories import queries
from klimapakt.inventories.documents.report import report
from klimapakt.inventories.documents.subject import Subject, subject_of
from klimapakt.inventories.documents.sums_of_workbook import stored_totals
from klimapakt.inventories.documents.workbook import workbook
from klimapakt.inventories.models import Inventory
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.documents.spreadsheet import opened
from tests.inventories.documents.test_report import dense

pytestmark = pytest.mark.django_db
Totals = dict[str, int]
SHOWN = ("scope1_mg", "scope2_location_mg", "scope2_market_mg", "scope3_mg", "location_based_mg")


@pytest.fixture
def inventories(demo_city: None) -> list[Inventory]:
    """All inventories of the demo with rows."""
    found = list(Inventory.objects.select_related("organisation"))
    return [one for one in found if queries.calculated(one).result.lines]


@pytest.fixture
def shell(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Totals]:
    """Return what the shell calculates from the input of a record."""

    def totals(subject: Subject) -> Totals:
        file = tmp_path_factory.mktemp("case") / "case.json"
        file.write_text(json.dumps(subject.content["input"]), encoding="utf-8")
        assert calc.run(["inventory", str(file)]) == 0
        return stored_totals(json.loads(capsys.readouterr().out)["totals"])

    return totals


def in_workbook(subject: Subject, language: str) -> Totals:
    """Return the totals that the workbook calculates from its lines."""
    sheets = opened(workbook(subject, language))
    name = "Abgleich" if language == "de" else "Comparison"
    rows = [row for row in sheets.sheets[name] if row > 4]
    return {str(sheets.value(name, row, 1)): int(float(sheets.value(name, row, 3))) for row in rows}


def test_everything_agrees_to_the_milligram(
    inventories: list[Inventory], shell: Callable[[Subject], Totals]
) -> None:
    assert len(inventories) >= 12
    for inventory in inventories:
        subject = subject_of(inventory)
        expected = shell(subject)
        assert stored_totals(subject.content["result"]["totals"]) == expected
        for language in ("de", "en"):
            assert in_workbook(subject, language) == expected, (inventory, language)
            pages = PdfReader(io.BytesIO(report(subject, language))).pages
            told = dense("".join(page.extract_text() for page in pages))
            missing = [key for key in SHOWN if dense(exact_mass(expected[key], language)) not in told]
            assert missing == [], (inventory, language)


def test_the_page_and_its_files_agree(inventories: list[Inventory], sign_in: SignIn) -> None:
    bruno = Person.objects.get(email__startswith="bruno@")
    bruno.set_password("Roggenbrot-um-fuenf")
    bruno.save()
    client = sign_in(bruno)
    own = [one for one in inventories if one.organisation.name.startswith("Bäckerei")]
    assert own
    for inventory in own:
        page = client.get(reverse("portal:inventory", args=[inventory.pk]))
        record = client.get(reverse("portal:export_json", args=[inventory.pk])).json()["record"]
        totals = page.context["totals"].as_json()
        assert json.loads(json.dumps(totals)) == record["result"]["totals"]
