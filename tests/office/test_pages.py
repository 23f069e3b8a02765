"""The pages of the office: what waits, what to look at, and decisions that are told and not done twice."""

import pytest
from django.test import Client

from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import create_inventory
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import ExternalFigures, Inventory, ReviewQuestion
from klimapakt.organisations.actions import OrganisationFacts, create_organisation, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.versions import accepted, filled, fresh, seal_now, submitted
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db


@pytest.fixture
def adas(ada: Person, sign_in: SignIn) -> Client:
    """Ada's browser; she reviews."""
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    return sign_in(ada)


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def of(inventory: Inventory, rest: str = "") -> str:
    return f"/office/inventories/{inventory.pk}/{rest}"


def test_an_empty_office_says_that_nothing_waits(adas: Client) -> None:
    assert "No inventory waits for you" in page(adas, "/office/inventories/")


def test_what_was_submitted_first_stands_first(
    adas: Client, inventory: Inventory, carlas_inventory: Inventory, bruno: Person, carla: Person
) -> None:
    submitted(carlas_inventory, carla)
    submitted(inventory, bruno)
    told = page(adas, "/office/inventories/")
    assert "2 inventories wait for you" in told
    assert told.index("Metalworks") < told.index("Bakery")


def test_the_list_takes_the_same_number_of_queries_however_long(
    adas: Client,
    inventory: Inventory,
    carlas_inventory: Inventory,
    bruno: Person,
    carla: Person,
    query_count: QueryCount,
) -> None:
    submitted(carlas_inventory, carla)
    page(adas, "/office/inventories/")
    few = query_count(lambda: page(adas, "/office/inventories/"))
    for number in range(4):
        organisation = create_organisation(facts=OrganisationFacts(f"Firm {number}", "Musterstadt"), by=None)
        give_role(organisation=organisation, person=bruno, kind=RoleKind.MANAGEMENT, by=None)
        submitted(create_inventory(organisation=organisation, year=2024, by=bruno), bruno)
    page(adas, "/office/inventories/")
    assert query_count(lambda: page(adas, "/office/inventories/")) == few


def test_the_review_shows_rows_evidence_and_checks(adas: Client, inventory: Inventory, bruno: Person) -> None:
    told = page(adas, of(submitted(inventory, bruno)))
    for words in ("48,000", "Bill 17", "Every row names its evidence.", "What to look at"):
        assert words in told


def test_a_question_goes_to_the_member_and_back(
    adas: Client, inventory: Inventory, bruno: Person, sign_in: SignIn
) -> None:
    found = submitted(inventory, bruno)
    adas.post(of(found, "questions/"), {"text": "Why so much gas?", "row_number": "2"})
    adas.post(of(found, "return/"))
    assert fresh(found).status == InventoryStatus.RETURNED
    brunos = sign_in(bruno)
    told = page(brunos, f"/portal/inventories/{found.pk}/questions/")
    assert "Why so much gas?" in told
    assert f"/portal/inventories/{found.pk}/lines/?entry=2" in told
    question = ReviewQuestion.objects.get()
    answered = brunos.post(
        f"/portal/inventories/{found.pk}/questions/{question.pk}/", {"text": "The oven is old."}, follow=True
    )
    assert "Go on and submit again" in answered.content.decode()
    submitted(found, bruno)
    assert "The oven is old." in page(adas, of(found))


def test_an_answer_without_words_is_asked_for_again(
    inventory: Inventory, bruno: Person, ada: Person, adas: Client, sign_in: SignIn
) -> None:
    found = submitted(inventory, bruno)
    question = actions.ask(inventory=found, text="Why?", row_number=None, by=ada)
    actions.return_with_questions(inventory=found, by=ada)
    path = f"/portal/inventories/{found.pk}/questions/{question.pk}/"
    response = sign_in(bruno).post(path, {"text": " "})
    assert response.status_code == 200
    assert f'href="#id_{question.pk}_text"' in response.content.decode()
    question.refresh_from_db()
    assert question.answer == ""


def test_a_question_about_a_missing_row_says_so_at_the_field(
    adas: Client, inventory: Inventory, bruno: Person
) -> None:
    found = submitted(inventory, bruno)
    response = adas.post(of(found, "questions/"), {"text": "Why?", "row_number": "999"})
    assert "There is no row no. 999" in response.content.decode()
    assert not ReviewQuestion.objects.exists()


def test_returning_without_a_question_says_what_is_missing(
    adas: Client, inventory: Inventory, bruno: Person
) -> None:
    found = submitted(inventory, bruno)
    response = adas.post(of(found, "return/"), follow=True)
    assert "Ask at least one question first" in response.content.decode()
    assert fresh(found).status == InventoryStatus.SUBMITTED


def test_accepting_shows_the_hash_and_freezes_exactly_that(
    adas: Client, inventory: Inventory, bruno: Person
) -> None:
    found = submitted(inventory, bruno)
    seal = seal_now(found)
    assert seal in page(adas, of(found, "accept/"))
    adas.post(of(found, "accept/"), {"sha256": seal})
    assert queries.frozen_of(found).sha256 == seal
    again = adas.post(of(found, "accept/"), {"sha256": seal}, follow=True)
    assert "has been accepted and does not change any more" in again.content.decode()


def test_a_change_after_the_look_is_not_accepted(adas: Client, inventory: Inventory, bruno: Person) -> None:
    found = submitted(inventory, bruno)
    seal = seal_now(found)
    actions.withdraw(inventory=found, by=bruno)
    row = fresh(found).activities.get(number=3)
    actions.remove_row(row=row, by=bruno)
    submitted(found, bruno)
    response = adas.post(of(found, "accept/"), {"sha256": seal}, follow=True)
    assert "has changed since you looked" in response.content.decode()
    assert fresh(found).status == InventoryStatus.SUBMITTED


def test_who_acts_for_the_organisation_is_offered_no_decision(
    adas: Client, ada: Person, inventory: Inventory, bruno: Person, bakery: Organisation
) -> None:
    found = submitted(inventory, bruno)
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    told = page(adas, of(found))
    assert "Somebody else has to decide here" in told
    assert of(found, "accept/") not in told
    adas.post(of(found, "accept/"), {"sha256": seal_now(found)})
    assert fresh(found).status == InventoryStatus.SUBMITTED


def test_a_correction_shows_its_reason_and_what_it_changes(
    adas: Client, ada: Person, inventory: Inventory, bruno: Person
) -> None:
    first = accepted(filled(inventory, bruno), bruno, ada)
    second = actions.begin_correction(
        inventory=first, reason="The diesel was counted twice.", with_edition=first.edition, by=bruno
    )
    actions.remove_row(row=second.activities.get(number=3), by=bruno)
    told = page(adas, of(submitted(second, bruno)))
    assert "The diesel was counted twice." in told
    assert "Row no. 3" in told


def test_an_inventory_from_another_tool_shows_what_its_report_states(
    adas: Client, inventory: Inventory, bruno: Person
) -> None:
    Inventory.objects.filter(pk=inventory.pk).update(kind="external")
    ExternalFigures.objects.create(inventory=inventory, tool="ecocockpit", scope1_mg=12_000_000_000)
    found = fresh(inventory)
    actions.submit(inventory=found, seen_revision=found.revision, by=bruno)
    for rest in ("", "accept/"):
        told = page(adas, of(found, rest))
        assert "Figures from another tool: ecocockpit" in told
        assert "not stated" in told
