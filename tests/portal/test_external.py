"""The pages about inventories from other tools: recorded, shown with caveats, changed, replaced, given up."""

from collections.abc import Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from klimapakt.inventories import actions
from klimapakt.inventories.external import ExternalFacts
from klimapakt.inventories.models import EvidenceFile, ExternalFigures, Inventory
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.proofs import a_pdf
from tests.inventories.tables import GAS, taken_over
from tests.inventories.versions import fresh, seal_now

pytestmark = pytest.mark.django_db
ENTERED = {
    "year": "2023",
    "tool": "ecocockpit",
    "scope1_mg": "1,234.567890123",
    "scope2_market_mg": "",
    "scope3_mg": "",
    "scope2_location_mg": "52.3",
    "includes_upstream": "",
    "boundary_note": "Both shops",
}
OUT_OF_REACH = (
    *("entries/", "entries/new/", "entries/copy/", "lines/", "guided/", "guided/result/"),
    *("uploads/new/", "relevance/", "survey/", "edition/", "export/lines.csv", "export/entries.csv"),
)


@pytest.fixture
def brunos(bruno: Person, bakery: Organisation, sign_in: SignIn) -> Client:
    """Bruno's browser."""
    return sign_in(bruno)


@pytest.fixture
def recorded(bakery: Organisation, bruno: Person) -> Inventory:
    """The bakery's inventory of 2023, from ecocockpit."""
    facts = ExternalFacts("ecocockpit", scope1_mg=5_000_000_000, scope2_market_mg=2_000_000_000)
    return fresh(actions.begin_external(organisation=bakery, year=2023, facts=facts, by=bruno))


def of(inventory: Inventory, rest: str = "") -> str:
    return f"/portal/inventories/{inventory.pk}/{rest}"


def page(client: Client, path: str) -> str:
    response = client.get(path, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def sent(client: Client, path: str, values: Mapping[str, object], status: int = 200) -> str:
    response = client.post(path, values, follow=True)
    assert response.status_code == status
    return response.content.decode()


def changed(inventory: Inventory, **values: object) -> dict[str, object]:
    known = {key: value for key, value in ENTERED.items() if key != "year"}
    return {**known, "revision": fresh(inventory).revision, **values}


def test_both_ways_of_beginning_stand_beside_each_other(brunos: Client, bakery: Organisation) -> None:
    new = reverse("portal:external_new", args=[bakery.pk])
    for path in ("portal:inventory_new", "portal:guided_new"):
        assert new in page(brunos, reverse(path, args=[bakery.pk]))
    assert new in page(brunos, "/portal/")


def test_figures_are_recorded_to_the_milligram_and_the_report_is_asked_for(
    brunos: Client, bakery: Organisation
) -> None:
    told = sent(brunos, reverse("portal:external_new", args=[bakery.pk]), ENTERED)
    assert "Which file states the figures of 2023?" in told
    figures = ExternalFigures.objects.get()
    assert (figures.scope1_mg, figures.scope2_location_mg) == (1_234_567_890_123, 52_300_000_000)
    assert (figures.scope2_market_mg, figures.scope3_mg) == (None, None)
    assert figures.boundary_note == "Both shops"


@pytest.mark.parametrize(
    ("language", "typed"), [("de", "1.234,567890123"), ("en", "1,234.567890123"), ("de", "1234,567890123")]
)
def test_numbers_are_read_the_german_and_the_english_way(
    language: str, typed: str, bruno: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(bruno)
    client.cookies["django_language"] = language
    sent(client, reverse("portal:external_new", args=[bakery.pk]), {**ENTERED, "scope1_mg": typed})
    assert ExternalFigures.objects.get().scope1_mg == 1_234_567_890_123


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scope1_mg": "", "scope2_location_mg": ""}, "scope1_mg"),
        ({"scope1_mg": "viel"}, "scope1_mg"),
        ({"scope1_mg": "-3"}, "scope1_mg"),
        ({"scope1_mg": "0.0000000001"}, "scope1_mg"),
        ({"scope1_mg": "1" * 11}, "scope1_mg"),
        ({"scope1_mg": "NaN"}, "scope1_mg"),
        ({"tool": ""}, "tool"),
        ({"tool": "excel"}, "tool"),
        ({"tool": "other"}, "tool_name"),
        ({"calculated_on": "2999-01-01"}, "calculated_on"),
        ({"calculated_on": "2001-01-01"}, "calculated_on"),
        ({"calculated_on": "yesterday"}, "calculated_on"),
        ({"includes_upstream": "maybe"}, "includes_upstream"),
        ({"year": "1871"}, "year"),
        ({"boundary_note": "x" * 1001}, "boundary_note"),
        ({"tool_name": "a\x00b"}, "tool_name"),
    ],
)
def test_bad_input_comes_back_with_its_field_and_everything_else(
    wrong: Mapping[str, str], field: str, brunos: Client, bakery: Organisation
) -> None:
    told = sent(brunos, reverse("portal:external_new", args=[bakery.pk]), {**ENTERED, **wrong})
    assert f'href="#id_{field}"' in told
    assert "Both shops" in told or field == "boundary_note"
    assert not Inventory.objects.exists()


def test_a_taken_year_is_not_offered(brunos: Client, recorded: Inventory) -> None:
    told = sent(brunos, reverse("portal:external_new", args=[recorded.organisation_id]), ENTERED)
    assert 'href="#id_year"' in told
    assert Inventory.objects.count() == 1


def test_the_page_says_the_answer_first_then_what_is_unknown_and_what_to_keep_in_mind(
    brunos: Client, recorded: Inventory
) -> None:
    told = page(brunos, of(recorded))
    answer, unknown = told.index("as ecocockpit states"), told.index("What the report does not state")
    assert answer < unknown < told.index("What to keep in mind")
    for words in ("7.00", "not stated", "market-based", "ProBas and GEMIS", "Calculate 2023 here instead"):
        assert words in told, words


def test_no_page_shows_nothing_as_if_it_were_zero(brunos: Client, recorded: Inventory) -> None:
    for path in (of(recorded), of(recorded, "submit/"), of(recorded, "versions/"), "/portal/"):
        told = page(brunos, path)
        assert ">0\u202ft" not in told, path
        assert "7.00" in told, path


@pytest.mark.parametrize("rest", OUT_OF_REACH)
def test_pages_of_rows_say_why_there_are_none_and_how_to_replace_the_figures(
    rest: str, brunos: Client, recorded: Inventory
) -> None:
    told = page(brunos, of(recorded, rest))
    assert "come from another tool, so nothing is entered" in told
    assert of(recorded, "external/replace/") in told


def test_figures_are_changed(brunos: Client, recorded: Inventory) -> None:
    assert 'value="5"' in page(brunos, of(recorded, "external/"))
    sent(brunos, of(recorded, "external/"), changed(recorded, scope3_mg="0", includes_upstream="yes"))
    figures = ExternalFigures.objects.get()
    assert (figures.scope3_mg, figures.includes_upstream) == (0, True)
    told = page(brunos, of(recorded))
    assert "hold upstream emissions as well" in told


def test_what_two_people_change_at_once_stands_side_by_side(brunos: Client, recorded: Inventory) -> None:
    stale = changed(recorded, scope3_mg="8")
    sent(brunos, of(recorded, "external/"), changed(recorded, scope3_mg="9"))
    told = sent(brunos, of(recorded, "external/"), stale, status=409)
    assert "Somebody else has changed this" in told
    assert ExternalFigures.objects.get().scope3_mg == 9_000_000_000
    sent(brunos, of(recorded, "external/"), {**stale, "revision": fresh(recorded).revision})
    assert ExternalFigures.objects.get().scope3_mg == 8_000_000_000


def test_a_form_that_lost_its_revision_overwrites_nothing(brunos: Client, recorded: Inventory) -> None:
    values = changed(recorded)
    del values["revision"]
    sent(brunos, of(recorded, "external/"), values, status=409)
    assert ExternalFigures.objects.get().scope1_mg == 5_000_000_000


def test_an_empty_inventory_offers_to_record_figures(brunos: Client, inventory: Inventory) -> None:
    assert of(inventory, "external/") in page(brunos, of(inventory))
    sent(brunos, of(inventory, "external/"), changed(inventory))
    assert fresh(inventory).is_external


def test_an_inventory_with_rows_leads_back(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, GAS)
    for rest in ("external/", "external/report/", "external/replace/", "external/give-up/"):
        assert "calculated here from your own rows" in page(brunos, of(inventory, rest)), rest


def a_file(content: bytes, name: str = "report.pdf") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content)}


def test_the_report_is_kept_shown_and_taken_off(brunos: Client, recorded: Inventory) -> None:
    told = sent(brunos, of(recorded, "external/report/"), a_file(a_pdf()))
    assert "“report.pdf” is kept as the report" in told
    file = EvidenceFile.objects.get()
    assert f"/portal/evidence/{file.pk}/" in told
    assert "as their report" in page(brunos, f"/portal/evidence/{file.pk}/")
    assert "Delete the file" not in page(brunos, f"/portal/evidence/{file.pk}/")
    sent(brunos, of(recorded, "external/report/"), {"off": "1"})
    assert ExternalFigures.objects.get().file is None
    sent(brunos, of(recorded, "external/report/"), {"known": str(file.pk)})
    assert ExternalFigures.objects.get().file == file


@pytest.mark.parametrize(
    "values", [{}, a_file(b"MZ\x90 not a report", "report.pdf"), a_file(b"", "empty.pdf"), {"known": "7"}]
)
def test_what_is_no_report_is_refused_with_a_sentence(
    values: Mapping[str, object], brunos: Client, recorded: Inventory
) -> None:
    told = sent(brunos, of(recorded, "external/report/"), values)
    assert "error-summary" in told
    assert ExternalFigures.objects.get().file is None


def test_a_file_of_another_organisation_is_not_offered_and_not_taken(
    brunos: Client, recorded: Inventory, carla: Person, metalworks: Organisation, sign_in: SignIn
) -> None:
    facts = ExternalFacts("ecocockpit", scope1_mg=1)
    hers = actions.begin_external(organisation=metalworks, year=2023, facts=facts, by=carla)
    sent(sign_in(carla), of(hers, "external/report/"), a_file(a_pdf()))
    told = sent(brunos, of(recorded, "external/report/"), {"known": str(EvidenceFile.objects.get().pk)})
    assert "error-summary" in told
    assert ExternalFigures.objects.get(pk=recorded.pk).file is None


def test_an_open_one_is_replaced_after_asking_once(brunos: Client, recorded: Inventory) -> None:
    assert "are deleted" in page(brunos, of(recorded, "external/replace/"))
    assert fresh(recorded).is_external
    told = sent(brunos, of(recorded, "external/replace/"), {})
    assert "2023 is calculated here from now on" in told
    assert "has no data yet" in told


def test_one_is_given_up_after_asking_once(brunos: Client, recorded: Inventory) -> None:
    page(brunos, of(recorded, "external/give-up/"))
    assert Inventory.objects.exists()
    assert "is deleted" in sent(brunos, of(recorded, "external/give-up/"), {})
    assert not Inventory.objects.exists()


def test_from_submission_to_replacement_through_the_pages(
    brunos: Client, recorded: Inventory, ada: Person, sign_in: SignIn
) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    adas, office = sign_in(ada), f"/office/inventories/{recorded.pk}/"
    sent(brunos, of(recorded, "submit/"), {"seen": recorded.revision})
    assert "as the report of another tool states it" in page(adas, "/office/inventories/")
    told = page(adas, office)
    for words in ("7.00", "The report is not kept as a file", "ProBas", "not calculated here"):
        assert words in told, words
    assert "SHA-256 of the edition" not in page(adas, f"{office}accept/")
    sent(adas, f"{office}accept/", {"sha256": seal_now(recorded)})
    told = page(brunos, of(recorded))
    assert "Change the figures" not in told
    assert "#id_reason" in sent(brunos, of(recorded, "external/replace/"), {"reason": " "})
    told = sent(brunos, of(recorded, "external/replace/"), {"reason": "All bills are here."})
    assert "has no data yet" in told
    second = Inventory.objects.get(version=2)
    assert "rests on something else" in page(brunos, of(second, "changes/"))
    assert "7.00" in page(brunos, of(recorded))
    assert "Calculate 2023 here instead" not in page(brunos, of(recorded))


def test_the_result_is_taken_along_as_a_file(brunos: Client, recorded: Inventory) -> None:
    told = brunos.get(of(recorded, "export/inventory.json")).json()["record"]
    assert told["external"]["scope1_mg"] == 5_000_000_000
    assert told["external"]["scope3_mg"] is None
    assert told["rows"] == []
    table = brunos.get(of(recorded, "export/figures.csv")).content.decode("utf-8-sig")
    assert "Direct emissions (scope 1);5000" in table.replace(",", ";")
    assert of(recorded, "export/report.en.pdf") in page(brunos, of(recorded))
    report = brunos.get(of(recorded, "export/report.en.pdf"))
    assert report.content.startswith(b"%PDF-")
    assert "ProBas" in table


def test_who_may_only_read_sees_the_figures_and_no_button(
    recorded: Inventory, ada: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    client = sign_in(ada)
    told = page(client, of(recorded))
    assert "7.00" in told
    assert "external/" not in told.replace("external/new", "")
    for rest in ("external/", "external/report/", "external/replace/", "external/give-up/"):
        assert client.get(of(recorded, rest)).status_code == 403
        assert client.post(of(recorded, rest)).status_code == 403


@pytest.mark.parametrize(
    "rest", ["", "external/", "external/report/", "external/replace/", "external/give-up/"]
)
def test_figures_of_others_look_like_nothing(
    rest: str, recorded: Inventory, carla: Person, metalworks: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(carla)
    assert client.get(of(recorded, rest)).status_code == 404
    if rest:
        assert client.post(of(recorded, rest)).status_code == 404
