"""The guided inventory in the browser's terms: every step saved, nothing lost, nothing guessed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from klimapakt.inventories import actions
from klimapakt.inventories.actions import Given
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Activity, Inventory, QuestionAnswer, QuestionnaireRun
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import OrganisationKind, RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.tables import ELECTRICITY, taken_over
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def brunos(bruno: Person, bakery: Organisation, sign_in: SignIn) -> Client:
    return sign_in(bruno)


@pytest.fixture
def run(inventory: Inventory, bruno: Person) -> QuestionnaireRun:
    return actions.begin_questions(inventory=inventory, key="office", by=bruno)


def at(inventory: Inventory, key: str) -> str:
    return reverse("portal:guided_question", kwargs={"pk": inventory.pk, "key": key})


def guided(inventory: Inventory, name: str = "guided") -> str:
    return reverse(f"portal:{name}", kwargs={"pk": inventory.pk})


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_member_without_an_inventory_is_led_to_the_questions(brunos: Client, bakery: Organisation) -> None:
    page = text(brunos, "/portal/")
    address = reverse("portal:guided_new", kwargs={"pk": bakery.pk})
    assert re.search(rf'kern-btn--primary" href="{address}"', page)


def test_the_questionnaire_that_fits_is_suggested_and_the_first_question_follows(
    brunos: Client, bakery: Organisation
) -> None:
    Organisation.objects.filter(pk=bakery.pk).update(kind=OrganisationKind.CRAFT)
    address = reverse("portal:guided_new", kwargs={"pk": bakery.pk})
    assert re.search(r'value="craft"[^>]* checked', text(brunos, address))
    response = brunos.post(address, {"questionnaire": "craft", "year": "2024"})
    inventory = Inventory.objects.get(organisation=bakery)
    assert response.headers["location"] == at(inventory, "staff")


def test_a_year_that_is_taken_meanwhile_is_said_and_nothing_is_begun(
    brunos: Client, bakery: Organisation, inventory: Inventory
) -> None:
    address = reverse("portal:guided_new", kwargs={"pk": bakery.pk})
    response = brunos.post(address, {"questionnaire": "office", "year": str(inventory.year)})
    assert response.status_code == 200
    assert QuestionnaireRun.objects.count() == 0


def test_an_answer_is_kept_shown_in_the_total_and_leads_on(brunos: Client, run: QuestionnaireRun) -> None:
    inventory = run.inventory
    response = brunos.post(at(inventory, "electricity"), {"bought": "12,480", "seen": "0"})
    assert response.headers["location"] == at(inventory, "heat")
    page = text(brunos, at(inventory, "heat"))
    assert "1 of 9 answered" in page
    assert re.search(r"data-guided-total>[\d.]+ t CO₂e<", page)


def test_going_back_shows_what_was_entered(brunos: Client, run: QuestionnaireRun) -> None:
    values = {"choice": "gas_m3", "gas_m3-amount": "2,310", "gas_m3-calorific": "11.245"}
    brunos.post(at(run.inventory, "heat"), {**values, "gas_m3-z_number": "0.9512"})
    page = text(brunos, at(run.inventory, "heat"))
    assert re.search(r'value="gas_m3"[^>]* checked', page)
    for value in ("2,310", "11.245", "0.9512"):
        assert f'value="{value}"' in page


def test_the_german_way_of_writing_is_read_on_a_german_page(brunos: Client, run: QuestionnaireRun) -> None:
    brunos.post("/language/", {"language": "de", "next": "/portal/"})
    brunos.post(at(run.inventory, "electricity"), {"bought": "12.480"})
    assert QuestionAnswer.objects.get().values["bought"] == "12480"


@pytest.mark.parametrize(
    ("key", "entered", "field", "sentence"),
    [
        ("electricity", {"bought": ""}, "bought", "A figure is missing here"),
        ("electricity", {"bought": "viel"}, "bought", "is not a number"),
        ("electricity", {"bought": "12 litres"}, "bought", "does not fit here"),
        ("electricity", {"bought": "12,480.123456"}, "bought", "more than four decimals"),
        ("electricity", {"bought": "9" * 14}, "bought", "too large"),
        ("electricity", {"bought": "5", "basis": "part_year"}, "period_start", "Which days"),
        (
            "electricity",
            {"bought": "5", "basis": "part_year", "period_start": "2024-01-01", "period_end": "2099-01-01"},
            "period_end",
            "lies in the future",
        ),
        (
            "electricity",
            {"bought": "5", "basis": "part_year", "period_start": "31.02.2024", "period_end": "2024-06-30"},
            "period_start",
            "not a day of the calendar",
        ),
        ("heat", {}, "choice", "Choose the answer that fits best"),
        ("heat", {"choice": "moon"}, "choice", "Select a valid choice"),
        (
            "heat",
            {
                "choice": "gas_m3",
                "gas_m3-amount": "1",
                "gas_m3-calorific": "0.95",
                "gas_m3-z_number": "0.95",
            },
            "gas_m3-calorific",
            "usually lies between 7 and 14",
        ),
        ("vehicles", {}, "diesel", "Fill in at least one field"),
        ("refrigerant", {"choice": "topped", "topped-amount": "1"}, "topped-gas", "A figure is missing"),
    ],
)
def test_what_cannot_be_understood_is_said_at_its_field_and_the_input_stays(
    brunos: Client, run: QuestionnaireRun, key: str, entered: dict[str, str], field: str, sentence: str
) -> None:
    response = brunos.post(at(run.inventory, key), entered)
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert f'href="#id_{field}' in page
    assert all(f'value="{value}"' in page for value in entered.values() if value and value != "moon")
    assert QuestionAnswer.objects.count() == 0


def test_mistakes_in_a_way_that_was_not_chosen_do_not_matter(brunos: Client, run: QuestionnaireRun) -> None:
    entered = {"choice": "oil", "oil-amount": "2000", "gas_kwh-amount": "viel"}
    assert brunos.post(at(run.inventory, "heat"), entered).status_code == 302
    assert QuestionAnswer.objects.get().values["amount"] == "2000"


def test_a_unit_behind_the_number_is_converted_or_refused(brunos: Client, run: QuestionnaireRun) -> None:
    brunos.post(at(run.inventory, "heat"), {"choice": "district", "district-amount": "31.2 MWh"})
    assert QuestionAnswer.objects.get().values["amount"] == "31200"


def test_not_knowing_is_an_answer_with_a_next_step(brunos: Client, run: QuestionnaireRun) -> None:
    assert "Open the letter" in text(brunos, at(run.inventory, "heat"))
    response = brunos.post(at(run.inventory, "heat"), {"unknown": "yes", "bought": "rubbish"})
    assert response.status_code == 302
    assert QuestionAnswer.objects.get().is_unknown
    assert "not known yet" in text(brunos, guided(run.inventory))
    assert "Heat is then missing from the result" in text(brunos, guided(run.inventory, "guided_result"))


def test_two_people_at_once_see_both_answers_and_decide(
    brunos: Client, run: QuestionnaireRun, bruno: Person
) -> None:
    actions.save_answer(run=run, given=Given("vehicles", {"diesel": "100"}), by=bruno)
    response = brunos.post(at(run.inventory, "vehicles"), {"diesel": "250", "seen": "0"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "There are two answers to this question" in page
    assert "100\u202flitres" in page
    assert "250\u202flitres" in page
    assert 'name="seen" value="1"' in page
    assert QuestionAnswer.objects.get().values == {"diesel": "100"}
    assert brunos.post(at(run.inventory, "vehicles"), {"diesel": "250", "seen": "1"}).status_code == 302
    assert QuestionAnswer.objects.get().values == {"diesel": "250"}


def test_not_knowing_can_win_over_somebody_elses_answer_by_decision(
    brunos: Client, run: QuestionnaireRun, bruno: Person
) -> None:
    actions.save_answer(run=run, given=Given("vehicles", {"diesel": "100"}), by=bruno)
    response = brunos.post(at(run.inventory, "vehicles"), {"unknown": "yes", "seen": "0"})
    assert response.status_code == 409
    assert 'type="submit" name="unknown"' in response.content.decode()
    brunos.post(at(run.inventory, "vehicles"), {"unknown": "yes", "seen": "1"})
    assert QuestionAnswer.objects.get().is_unknown


def test_autosave_tells_revision_and_total_and_never_overwrites_newer_data(
    brunos: Client, run: QuestionnaireRun
) -> None:
    address = at(run.inventory, "vehicles")
    saved = brunos.post(address, {"diesel": "100", "seen": "0"}, headers=JSON)
    assert saved.json()["state"] == "saved"
    assert saved.json()["revision"] == 1
    assert "CO₂e" in saved.json()["total"]
    late = brunos.post(address, {"diesel": "999", "seen": "0"}, headers=JSON)
    assert (late.status_code, late.json()["state"]) == (409, "conflict")
    unclear = brunos.post(address, {"diesel": "viel", "seen": "1"}, headers=JSON)
    assert unclear.json() == {"state": "incomplete"}
    assert QuestionAnswer.objects.get().values == {"diesel": "100"}


def test_rows_of_a_table_are_named_and_not_doubled(
    brunos: Client, run: QuestionnaireRun, bruno: Person
) -> None:
    taken_over(run.inventory, bruno, ELECTRICITY)
    address = at(run.inventory, "electricity")
    assert "Electricity: 48,000 kWh (From a table)" in text(brunos, address)
    assert (
        "Say whether your answer is in these rows" in brunos.post(address, {"bought": "5"}).content.decode()
    )
    assert brunos.post(address, {"existing": "covered", "bought": ""}).status_code == 302
    assert Activity.objects.count() == 1


def test_what_was_written_is_shown_with_how_it_was_found(brunos: Client, run: QuestionnaireRun) -> None:
    entered = {"bought": "3,120", "basis": "part_year", "period_start": "2024-01-01"}
    brunos.post(at(run.inventory, "electricity"), {**entered, "period_end": "2024-03-31"})
    page = text(brunos, at(run.inventory, "electricity"))
    assert "× 366 ÷ 91 days = 12,548.571 kWh" in page


def test_the_start_page_leads_back_to_the_question_where_one_stopped(
    brunos: Client, run: QuestionnaireRun
) -> None:
    brunos.post(at(run.inventory, "staff"), {"fte": "4.5", "area": "185"})
    page = text(brunos, "/portal/")
    assert "Go on with question 2 for 2024" in page
    assert at(run.inventory, "electricity") in page


def test_after_the_last_question_comes_the_overview_and_then_the_result(
    brunos: Client, run: QuestionnaireRun
) -> None:
    answers = {
        "staff": {"fte": "4"},
        "electricity": {"bought": "100"},
        "heat": {"choice": "none"},
        "vehicles": {"diesel": "0"},
        "refrigerant": {"choice": "none"},
        "waste": {"residual": "10"},
        "water": {"water": "5"},
        "commuting": {"km": "0", "days": "200"},
        "travel": {"rail": "0"},
    }
    ways = [
        brunos.post(at(run.inventory, key), entered).headers["location"] for key, entered in answers.items()
    ]
    assert ways[-1] == guided(run.inventory)
    assert "All questions are answered" in text(brunos, guided(run.inventory))
    finished = brunos.post(guided(run.inventory, "guided_result"))
    assert finished.headers["location"] == guided(run.inventory, "guided_result")
    run.refresh_from_db()
    assert run.finished_at is not None
    assert "Nothing is estimated or missing" in text(brunos, guided(run.inventory, "guided_result"))


def test_changing_one_answer_from_the_overview_leads_back_there(
    brunos: Client, run: QuestionnaireRun
) -> None:
    response = brunos.post(at(run.inventory, "water"), {"water": "5", "then": "overview"})
    assert response.headers["location"] == guided(run.inventory)


def test_a_submitted_inventory_shows_its_answers_and_takes_none(
    brunos: Client, run: QuestionnaireRun
) -> None:
    brunos.post(at(run.inventory, "water"), {"water": "64"})
    Inventory.objects.filter(pk=run.inventory_id).update(status=InventoryStatus.SUBMITTED)
    page = text(brunos, at(run.inventory, "water"))
    assert "can no longer be changed" in page
    assert "<form class" not in page.partition("<main")[2].partition("</main>")[0]
    answer = brunos.post(at(run.inventory, "water"), {"water": "65", "seen": "1"})
    assert answer.status_code == 302
    assert QuestionAnswer.objects.get().values["water"] == "64"


def test_who_may_only_read_sees_answers_and_no_form(
    run: QuestionnaireRun, ada: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    client = sign_in(ada)
    assert "Your role only reads" in text(client, at(run.inventory, "water"))
    assert client.post(at(run.inventory, "water"), {"water": "1"}).status_code == 403


def test_a_question_nobody_asks_is_not_found(brunos: Client, run: QuestionnaireRun) -> None:
    assert brunos.get(at(run.inventory, "moon")).status_code == 404
    assert brunos.get(at(run.inventory, "machines")).status_code == 404


def test_carla_finds_nothing_of_brunos_questions(
    run: QuestionnaireRun, carla: Person, metalworks: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(carla)
    assert client.get(at(run.inventory, "water")).status_code == 404
    assert client.post(at(run.inventory, "water"), {"water": "1"}).status_code == 404
    assert client.get(guided(run.inventory, "guided_letter")).status_code == 404


def test_the_letter_names_the_rooms_and_the_person(brunos: Client, run: QuestionnaireRun) -> None:
    page = text(brunos, guided(run.inventory, "guided_letter"))
    for words in ("Bakehouse", "Bruno Keller", "2024", "gross calorific value"):
        assert words in page


def test_an_inventory_without_questions_offers_them(brunos: Client, inventory: Inventory) -> None:
    assert "Answer a few questions instead" in text(brunos, guided(inventory, "inventory"))
    response = brunos.post(guided(inventory), {"questionnaire": "shop"})
    assert response.headers["location"] == at(inventory, "staff")


def test_the_overview_asks_the_database_as_often_with_all_answers_as_with_none(
    brunos: Client, run: QuestionnaireRun, query_count: QueryCount
) -> None:
    address = guided(run.inventory)
    brunos.get(address)
    few = query_count(lambda: brunos.get(address))
    answers = {
        "vehicles": {"diesel": "1", "petrol": "2"},
        "water": {"water": "3"},
        "waste": {"residual": "4"},
    }
    for key, values in answers.items():
        actions.save_answer(run=run, given=Given(key, values), by=None)
    # The first look after a change calculates, as the very first one did.
    brunos.get(address)
    assert query_count(lambda: brunos.get(address)) == few
