"""From draft to accepted in the browser: two people, every look, by keyboard, without JavaScript."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page

from klimapakt import demo
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory, ReviewQuestion
from klimapakt.people.models import Person
from tests.browser.cleanliness import opens_clean, page_is_clean, watch
from tests.browser.looks import Look

pytestmark = pytest.mark.usefixtures("city")

BRUNO, CARLA, EMRE, ADA = (
    "bruno@sonnenkorn.example.org",
    "carla@rheinbogen.example.org",
    "emre@hotel-stadtpark.example.org",
    "ada@musterstadt.example.org",
)
PASSWORDS = {account.email: account.password for account in demo.ACCOUNTS}


@pytest.fixture(autouse=True)
def _demo(settings: LazySettings) -> None:
    """Staff need no second factor in the demo."""
    settings.KLIMA_DEMO = True


def sign_in(page: Page, email: str, language: str = "de") -> None:
    Person.objects.filter(email=email).update(language=language)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORDS[email])
    page.locator("input[name=password]:visible").press("Enter")
    page.wait_for_url("**/portal/")


def inventory_of(email: str, year: int, version: int = 1) -> Inventory:
    return Inventory.objects.get(organisation__roles__person__email=email, year=year, version=version)


def pages() -> dict[str, list[str]]:
    """Return what each person can open about the life of an inventory."""
    draft, accepted = inventory_of(BRUNO, 2024), inventory_of(BRUNO, 2023)
    correction, first = inventory_of(CARLA, 2023, 2), inventory_of(CARLA, 2023)
    returned, waiting = inventory_of(EMRE, 2023), inventory_of(EMRE, 2024)
    return {
        BRUNO: [
            "/portal/",
            *_of(draft, "", "submit/", "edition/", "questions/", "changes/"),
            *_of(accepted, "", "versions/", "edition/", "correct/"),
        ],
        CARLA: _of(correction, "", "changes/", "versions/", "give-up/") + _of(first, ""),
        EMRE: _of(returned, "", "questions/", "submit/") + _of(waiting, "", "withdraw/"),
        ADA: [
            "/office/",
            "/office/inventories/",
            *(f"/office/inventories/{one.pk}/" for one in (waiting, returned, accepted)),
            f"/office/inventories/{waiting.pk}/accept/",
        ],
    }


def _of(inventory: Inventory, *rest: str) -> list[str]:
    return [f"/portal/inventories/{inventory.pk}/{one}" for one in rest]


@pytest.mark.parametrize("email", [BRUNO, CARLA, EMRE, ADA])
def test_every_page_about_the_life_of_an_inventory_is_clean(page: Page, look: Look, email: str) -> None:
    sign_in(page, email, look.language)
    for address in pages()[email]:
        opens_clean(page, address, look.language)


@contextmanager
def _browser_of(chromium: Browser, address: str, email: str, *, javascript: bool) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=address,
        locale="de",
        viewport={"width": 375, "height": 900},
        java_script_enabled=javascript,
        service_workers="block",
    )
    page = watch(context)
    sign_in(page, email)
    yield page
    context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_two_people_bring_an_inventory_from_draft_to_accepted(
    chromium: Browser, live_server: object, javascript: bool
) -> None:
    inventory, server = inventory_of(BRUNO, 2024), str(live_server)
    with (
        _browser_of(chromium, server, BRUNO, javascript=javascript) as bruno,
        _browser_of(chromium, server, ADA, javascript=javascript) as ada,
    ):
        _submit(bruno, inventory)
        ada.goto("/office/inventories/")
        ada.get_by_role("link", name="Bäckerei Sonnenkorn GmbH, 2024").click()
        ada.get_by_label("Ihre Frage").fill("Warum so viel Erdgas?")
        ada.get_by_label("Zu Zeile Nr.").fill("4")
        ada.get_by_role("button", name="Frage vormerken").click()
        ada.get_by_role("button", name="Mit 1 Frage zurückgeben").click()
        ada.wait_for_url("**/letter/")
        bruno.goto(f"/portal/inventories/{inventory.pk}/")
        bruno.get_by_role("link", name="1 Frage beantworten").click()
        bruno.get_by_label("Ihre Antwort").fill("Der alte Ofen lief noch.")
        bruno.get_by_role("button", name="Antwort speichern").click()
        bruno.get_by_role("link", name="Weiter und wieder einreichen").click()
        bruno.get_by_role("button", name="Bilanz einreichen").click()
        bruno.wait_for_url(f"**/inventories/{inventory.pk}/")
        ada.goto(f"/office/inventories/{inventory.pk}/")
        assert "Der alte Ofen lief noch." in ada.get_by_role("main").inner_text()
        ada.get_by_role("button", name="Frage schließen").click()
        for yes in ada.get_by_label("Ja", exact=True).all():
            yes.check()
        ada.get_by_role("button", name="Antworten speichern").click()
        ada.get_by_role("link", name="Annehmen", exact=True).click()
        ada.get_by_role("button", name="Annehmen und festschreiben").click()
        ada.wait_for_url("**/letter/")
        bruno.goto(f"/portal/inventories/{inventory.pk}/")
        inventory.refresh_from_db()
        assert inventory.status == InventoryStatus.ACCEPTED
        assert inventory.frozen.sha256 in bruno.get_by_role("main").inner_text()


def _submit(page: Page, inventory: Inventory) -> None:
    page.goto(f"/portal/inventories/{inventory.pk}/")
    page.get_by_role("link", name="Bilanz einreichen").click()
    page.get_by_role("button", name="Bilanz einreichen").click()
    page.wait_for_url(f"**/inventories/{inventory.pk}/")


class TestByKeyboard:
    """What a person without a mouse does."""

    @pytest.fixture
    def look(self) -> Look:
        return Look("de", "light", 1280)

    def test_a_question_is_answered_by_keyboard_alone(self, page: Page) -> None:
        sign_in(page, EMRE)
        returned = inventory_of(EMRE, 2023)
        page.goto(f"/portal/inventories/{returned.pk}/questions/")
        page.locator("main").focus()
        _tab_to(page, "TEXTAREA")
        page.keyboard.type("Ja, es sind MWh.")
        _tab_to(page, "BUTTON")
        page.keyboard.press("Enter")
        page.get_by_role("status").wait_for()
        question = ReviewQuestion.objects.filter(inventory=returned).order_by("pk").first()
        assert question is not None
        assert question.answer == "Ja, es sind MWh."

    def test_an_empty_answer_puts_the_focus_on_what_is_missing(self, page: Page) -> None:
        sign_in(page, EMRE)
        returned = inventory_of(EMRE, 2023)
        page.goto(f"/portal/inventories/{returned.pk}/questions/")
        page.get_by_role("button", name="Antwort speichern").last.click()
        page.locator(".error-summary:focus").wait_for()
        page.locator(".error-summary a").first.click()
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        page_is_clean(page)


def _tab_to(page: Page, tag: str) -> None:
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == tag:
            return
    raise AssertionError(f"no {tag} within twenty tabs")
