"""The guided baseline as people meet it: both languages, keyboard, no JavaScript, saving by itself."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import Given
from klimapakt.inventories.models import Inventory, QuestionAnswer, QuestionnaireRun
from klimapakt.organisations.actions import OrganisationFacts, create_organisation, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from klimapakt.reports.models import StepMinutes
from tests.browser.cleanliness import opens_clean, page_is_clean
from tests.browser.looks import Look

EMAIL, PASSWORD = "olga@kanzlei.example.org", "Roggenbrot-um-fuenf"
Answers = Mapping[str, Mapping[str, str]]
OFFICE: Answers = {
    "staff": {"fte": "4", "area": "185"},
    "electricity": {"bought": "12480"},
    "heat": {"choice": "gas_kwh", "gas_kwh-amount": "24709"},
    "vehicles": {"diesel": "1840"},
    "refrigerant": {"choice": "nothing"},
    "waste": {"residual": "780"},
    "water": {"water": "64"},
    "commuting": {"km": "120", "days": "210"},
    "travel": {"rail": "6400", "flight": "0"},
}


@pytest.fixture(autouse=True)
def olga(live_server: object) -> Person:
    """Olga runs a law office and has no inventory yet."""
    person = create_person(email=EMAIL, name="Olga Petersen", password=PASSWORD, by=None)
    organisation = create_organisation(facts=OrganisationFacts("Kanzlei Petersen", "Musterstadt"), by=None)
    give_role(organisation=organisation, person=person, kind=RoleKind.MANAGEMENT, by=None)
    return person


@pytest.fixture
def run(olga: Person) -> QuestionnaireRun:
    """Olga's questions for 2024, one of them answered, one not known."""
    organisation = olga.roles.get().organisation
    inventory = actions.create_inventory(organisation=organisation, year=2024, by=olga)
    run = actions.begin_questions(inventory=inventory, key="office", by=olga)
    actions.save_answer(run=run, given=Given("vehicles", {"diesel": "1840"}), by=olga)
    actions.save_answer(run=run, given=Given("heat", {"choice": "landlord"}), by=olga)
    return run


def sign_in(page: Page, language: str = "de") -> None:
    Person.objects.filter(email=EMAIL).update(language=language)
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(EMAIL)
    page.locator("input[name=password]:visible").fill(PASSWORD)
    page.locator("input[name=password]:visible").press("Enter")
    page.wait_for_url("**/portal/")


def begin(page: Page) -> None:
    """Begin the questions from the start page by its primary button."""
    page.locator("main .kern-btn--primary").click()
    page.wait_for_url("**/guided/")
    page.locator("input[name=questionnaire][value=office]").check()
    page.locator("select[name=year]").select_option("2024")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/questions/staff/")


def answer_all(page: Page, answers: Answers) -> int:
    """Fill in every question that is asked and return how many there were."""
    asked = 0
    while "/questions/" in page.url:
        key = page.url.rstrip("/").rpartition("/")[2]
        for name, value in answers[key].items():
            radio = page.locator(f"input[type=radio][name='{name}'][value='{value}']")
            if radio.count():
                radio.check()
            else:
                page.locator(f"[name='{name}']").fill(value)
        before = page.url
        page.locator("main form.guided-form button.kern-btn--primary").click()
        expect(page).not_to_have_url(before)
        page.wait_for_load_state()
        asked += 1
    return asked


def expected_total() -> int:
    inventory = Inventory.objects.get(organisation__roles__person__email=EMAIL)
    return queries.calculated(inventory).result.totals.location_based_mg


class TestJourney:
    """What depends on the language and not on theme or width."""

    @pytest.fixture(params=["de", "en"])
    def look(self, request: pytest.FixtureRequest) -> Look:
        return Look(request.param, "light", 375 if request.param == "de" else 1280)

    def test_an_office_has_its_baseline_after_at_most_twelve_answers(self, page: Page, look: Look) -> None:
        sign_in(page, look.language)
        begin(page)
        assert answer_all(page, OFFICE) <= 12
        page.locator("main form button.kern-btn--primary").click()
        page.wait_for_url("**/guided/result/")
        heading = page.get_by_role("heading", level=1).inner_text()
        assert re.search(r"2024.*\d", heading)
        assert QuestionAnswer.objects.filter(is_unknown=False).count() == len(OFFICE)
        assert expected_total() > 0
        page_is_clean(page)


def test_the_whole_way_needs_no_javascript(page_without_javascript: Page) -> None:
    page = page_without_javascript
    sign_in(page)
    begin(page)
    assert answer_all(page, OFFICE) == len(OFFICE)
    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_url("**/guided/result/")
    assert "2024" in page.get_by_role("heading", level=1).inner_text()


PAGES = (
    "",
    "questionnaire/",
    "questions/electricity/",
    "questions/heat/",
    "questions/refrigerant/",
    "questions/vehicles/",
    "result/",
    "letter/",
)


def test_every_page_of_the_questions_is_clean(page: Page, look: Look, run: QuestionnaireRun) -> None:
    sign_in(page, look.language)
    for name in PAGES:
        opens_clean(page, f"/portal/inventories/{run.inventory_id}/guided/{name}", look.language)
    page.goto(f"/portal/inventories/{run.inventory_id}/guided/questions/heat/")
    page.locator("input[value=gas_m3]").check()
    page_is_clean(page)


def test_a_mistake_takes_the_focus_and_is_clean(page: Page, look: Look, run: QuestionnaireRun) -> None:
    sign_in(page, look.language)
    page.goto(f"/portal/inventories/{run.inventory_id}/guided/questions/electricity/")
    page.locator("input[name=bought]").fill("viel")
    page.locator("form.guided-form button.kern-btn--primary").click()
    page.locator(".error-summary:focus").wait_for()
    page_is_clean(page)


def test_a_conflict_shows_both_answers_and_is_clean(
    page: Page, look: Look, run: QuestionnaireRun, olga: Person
) -> None:
    sign_in(page, look.language)
    page.goto(f"/portal/inventories/{run.inventory_id}/guided/questions/water/")
    actions.save_answer(run=run, given=Given("water", {"water": "64"}), by=olga)
    page.locator("input[name=water]").fill("99")
    page.keyboard.press("Enter")
    page.locator("#theirs").wait_for()
    assert page.locator("input[name=water]").input_value() == "99"
    page_is_clean(page, status=409)


class TestOnOneScreen:
    """What is the same in every look."""

    @pytest.fixture
    def look(self) -> Look:
        return Look("de", "light", 375)

    def test_an_answer_saves_itself_and_moves_the_total(self, page: Page, run: QuestionnaireRun) -> None:
        sign_in(page)
        page.goto(f"/portal/inventories/{run.inventory_id}/guided/questions/electricity/")
        before = page.locator("[data-guided-total]").inner_text()
        page.locator("input[name=bought]").fill("12.480")
        expect(page.locator("[data-autosave-state]")).to_have_text("Gespeichert", timeout=8000)
        assert page.locator("[data-guided-total]").inner_text() != before
        assert QuestionAnswer.objects.get(question="electricity").values["bought"] == "12480"
        page.locator("input[name=bought]").fill("13.000")
        page.locator("form.guided-form button.kern-btn--primary").click()
        page.wait_for_url("**/questions/refrigerant/")
        assert QuestionAnswer.objects.get(question="electricity").values["bought"] == "13000"

    def test_autosave_stops_when_somebody_else_was_faster(
        self, page: Page, run: QuestionnaireRun, olga: Person
    ) -> None:
        sign_in(page)
        page.goto(f"/portal/inventories/{run.inventory_id}/guided/questions/water/")
        actions.save_answer(run=run, given=Given("water", {"water": "64"}), by=olga)
        page.locator("input[name=water]").fill("99")
        expect(page.locator("[data-autosave-state]")).to_contain_text(
            "Nichts wurde überschrieben", timeout=8000
        )
        assert QuestionAnswer.objects.get(question="water").values["water"] == "64"
        page.locator("form.guided-form button.kern-btn--primary").click()
        page.get_by_role("heading", name="Gespeicherte Antwort").wait_for()
        assert page.locator("input[name=water]").input_value() == "99"
        page.get_by_role("button", name="Meine Antwort speichern").click()
        page.wait_for_url("**/questions/commuting/")
        assert QuestionAnswer.objects.get(question="water").values["water"] == "99"

    def test_one_question_is_answered_by_keyboard_alone(self, page: Page, run: QuestionnaireRun) -> None:
        sign_in(page)
        page.goto(f"/portal/inventories/{run.inventory_id}/guided/questions/refrigerant/")
        page.locator("input[value=none]").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.locator("input[value=topped]").is_checked()
        page.keyboard.press("Tab")
        page.keyboard.type("R-410A")
        page.keyboard.press("Tab")
        page.keyboard.type("0,8")
        page.keyboard.press("Enter")
        page.wait_for_url("**/questions/waste/")
        answer = QuestionAnswer.objects.get(question="refrigerant")
        assert answer.values == {"choice": "topped", "gas": "R-410A", "amount": "0.8"}

    def test_fields_of_ways_not_chosen_are_out_of_sight(self, page: Page, run: QuestionnaireRun) -> None:
        sign_in(page)
        page.goto(f"/portal/inventories/{run.inventory_id}/guided/questions/heat/")
        page.locator("input[value=oil]").check()
        assert page.locator("[name='oil-amount']").is_visible()
        assert not page.locator("[name='gas_m3-z_number']").is_visible()


def test_the_minutes_of_a_question_arrive_and_none_once_switched_off(
    page: Page, run: QuestionnaireRun
) -> None:
    page.clock.install()
    sign_in(page)
    page.goto(f"/portal/inventories/{run.inventory_id}/guided/questions/water/")
    told = page.locator("[data-minutes-words]")
    for _part in range(4):
        page.keyboard.press("Shift")
        page.clock.run_for(40_000)
    expect(told).to_contain_text("etwa 3 Minuten")
    page.locator("input[name=water]").fill("64")
    page.locator("form[data-minutes-form] .kern-btn--primary").click()
    page.wait_for_url(re.compile(r"questions/(?!water)|guided/$"))
    assert list(StepMinutes.objects.values_list("step", "minutes", "count")) == [("water", 3, 1)]
    page.goto(f"/portal/inventories/{run.inventory_id}/guided/questions/water/")
    page.locator("[data-minutes-button]").click()
    expect(told).to_contain_text("nicht gemessen")
    page.locator("form[data-minutes-form] .kern-btn--primary").click()
    page.wait_for_url(re.compile(r"questions/(?!water)|guided/$"))
    assert StepMinutes.objects.count() == 1
