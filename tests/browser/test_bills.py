"""Meters, the relevance screen and the survey in every look; the journeys without scripts and by keyboard."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from klimapakt import demo
from klimapakt.inventories import actions
from klimapakt.inventories.actions import SurveyFacts
from klimapakt.inventories.models import Activity, Bill, Inventory, Meter, Survey
from klimapakt.people.models import Person
from tests.browser.cleanliness import opens_clean, page_is_clean
from tests.browser.looks import Look

pytestmark = pytest.mark.usefixtures("city")

EMRE, CARLA = "emre@hotel-stadtpark.example.org", "carla@rheinbogen.example.org"
PASSWORDS = {account.email: account.password for account in demo.ACCOUNTS}


def sign_in(page: Page, email: str, language: str = "de") -> None:
    Person.objects.filter(email=email).update(language=language)
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORDS[email])
    page.locator("input[name=password]:visible").press("Enter")
    page.wait_for_url("**/portal/")


def open_survey(year: int = 2025) -> Survey:
    inventory = Inventory.objects.get(organisation__roles__person__email=CARLA, year=year, version=1)
    facts = SurveyFacts(30, 220, Decimal(8), timezone.localdate() + timedelta(days=14))
    return actions.open_survey(inventory=inventory, facts=facts, by=None)


def visit(page: Page, look: Look, address: str) -> None:
    opens_clean(page, address, look.language)


def test_the_pages_of_meters_and_bills_are_clean(page: Page, look: Look) -> None:
    sign_in(page, EMRE, look.language)
    meter = Meter.objects.get(name__startswith="Fernw")
    bill = Bill.objects.filter(meter=meter).first()
    assert bill is not None
    of_meter = f"/portal/meters/{meter.pk}"
    for address in (
        f"/portal/organisations/{meter.organisation_id}/meters/",
        f"/portal/organisations/{meter.organisation_id}/meters/new/",
        f"{of_meter}/change/",
        f"{of_meter}/degree-days/2024/",
        f"{of_meter}/inventories/2024/",
        f"{of_meter}/bills/new/",
        f"{of_meter}/bills/{bill.pk}/",
        f"{of_meter}/gap/?from=2024-05-03",
        f"{of_meter}/",
    ):
        visit(page, look, address)


def test_the_relevance_screen_and_the_survey_are_clean(page: Page, look: Look) -> None:
    sign_in(page, CARLA, look.language)
    inventory = Inventory.objects.get(organisation__roles__person__email=CARLA, year=2024)
    empty = Inventory.objects.get(organisation__roles__person__email=CARLA, year=2023, version=1)
    open_survey()
    for address in (
        f"/portal/inventories/{empty.pk}/relevance/",
        f"/portal/inventories/{empty.pk}/survey/",
        f"/portal/inventories/{Survey.objects.latest('opened_at').inventory_id}/survey/",
        f"/portal/inventories/{inventory.pk}/survey/change/",
        f"/portal/inventories/{inventory.pk}/relevance/",
        f"/portal/inventories/{inventory.pk}/survey/",
    ):
        visit(page, look, address)


def test_the_public_survey_is_clean_in_each_of_its_states(page: Page, look: Look) -> None:
    survey = open_survey()
    address = f"/survey/{survey.token}/"
    visit(page, look, address)
    page.locator("main button[type=submit]").click()
    page.locator(".error-summary:focus").wait_for()
    page_is_clean(page)
    page.get_by_role("radio").first.check()
    page.locator("input[name=km_one_way]").fill("12")
    page.locator("input[name=days_per_week]").fill("5")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**?thanks")
    page_is_clean(page)
    visit(page, look, address)
    finished = Survey.objects.exclude(pk=survey.pk).get()
    visit(page, look, f"/survey/{finished.token}/")


class TestOnATelephone:
    """What depends on the width and not on language or theme."""

    @pytest.fixture
    def look(self) -> Look:
        return Look("de", "light", 375)

    def test_a_form_with_a_mistake_takes_the_focus_and_keeps_what_was_typed(self, page: Page) -> None:
        sign_in(page, EMRE)
        meter = Meter.objects.get(name__startswith="Fernw")
        page.goto(f"/portal/meters/{meter.pk}/bills/new/")
        page.locator("input[name=period_start]").fill("2025-10-01")
        page.locator("input[name=period_end]").fill("2025-09-01")
        page.locator("input[name=amount]").fill("12.500,5")
        page.locator("main form.form button[type=submit]").click()
        page.locator(".error-summary:focus").wait_for()
        assert page.locator("input[name=amount]").input_value() == "12.500,5"
        page_is_clean(page)

    def test_nothing_scrolls_sideways_on_a_very_small_screen(self, page: Page) -> None:
        sign_in(page, EMRE)
        page.set_viewport_size({"width": 320, "height": 640})
        meter = Meter.objects.get(name__startswith="Fernw")
        survey = open_survey()
        for address in (f"/portal/meters/{meter.pk}/", f"/survey/{survey.token}/"):
            page.goto(address)
            assert page.evaluate(
                "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"
            ), address

    def test_the_survey_is_answered_by_keyboard_alone(self, page: Page) -> None:
        survey = open_survey()
        page.goto(f"/survey/{survey.token}/")
        page.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("18")
        page.keyboard.press("Tab")
        page.keyboard.type("4")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**?thanks")
        answer = survey.answers.get()
        assert (answer.mode, answer.km_one_way, answer.days_per_week) == ("electric_car", 18, 4)


def test_the_way_from_a_meter_to_the_inventory_needs_no_javascript(page_without_javascript: Page) -> None:
    page = page_without_javascript
    sign_in(page, EMRE)
    hotel = Meter.objects.first().organisation  # type: ignore[union-attr]  # the demo has two
    page.goto(f"/portal/organisations/{hotel.pk}/meters/new/")
    page.locator("input[name=name]").fill("Gas Küche")
    page.locator("select[name=kind]").select_option("natural_gas:kWh_Hs")
    page.get_by_role("button", name="Zähler speichern").click()
    page.get_by_role("link", name="Rechnung eingeben").click()
    page.locator("input[name=period_start]").fill("2024-12-01")
    page.locator("input[name=period_end]").fill("2025-11-30")
    page.locator("input[name=amount]").fill("36600")
    page.get_by_role("button", name="Rechnung speichern").click()
    page.get_by_role("link", name="In die Bilanz 2025 übernehmen").click()
    page.get_by_role("button", name="In die Bilanz 2025 übernehmen").click()
    page.wait_for_url(re.compile("/portal/meters/[^/]+/$"))
    assert Activity.objects.get(label="Gas Küche").period_start == date(2024, 12, 1)
    page.get_by_role("button", name="Löschen 1").click()
    assert not Activity.objects.filter(label="Gas Küche").exists()
    page.get_by_role("button", name="Rechnung zurückholen").click()
    assert Activity.objects.filter(label="Gas Küche").exists()
