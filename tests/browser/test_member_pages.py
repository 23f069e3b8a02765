"""The members' pages in every look, and the journey from a file to an explained number without JavaScript."""

import pytest
from django.test import override_settings
from playwright.sync_api import Page

from klimapakt import demo
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Inventory, Upload
from klimapakt.organisations.actions import rename_organisation
from klimapakt.organisations.models import Organisation, Site
from klimapakt.people.models import Person
from tests.browser.cleanliness import complaints, opens_clean, page_is_clean
from tests.browser.looks import Look

pytestmark = pytest.mark.usefixtures("city")

BRUNO, CARLA, MINA = (
    "bruno@sonnenkorn.example.org",
    "carla@rheinbogen.example.org",
    "mina@sonnenkorn.example.org",
)
PASSWORDS = {account.email: account.password for account in demo.ACCOUNTS}


def sign_in(page: Page, email: str, language: str = "de") -> None:
    Person.objects.filter(email=email).update(language=language)
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORDS[email])
    page.locator("input[name=password]:visible").press("Enter")
    page.wait_for_url("**/portal/")


def inventory_of(email: str, year: int) -> Inventory:
    return Inventory.objects.get(organisation__roles__person__email=email, year=year)


def pages_of_bruno() -> list[str]:
    """Return every page Bruno can open, filled and empty."""
    inventory, empty = inventory_of(BRUNO, 2024), inventory_of(BRUNO, 2025)
    bakery, site = inventory.organisation_id, Site.objects.filter(organisation=inventory.organisation).first()
    waiting = Upload.objects.get(state=UploadState.CHECKED)
    taken = Upload.objects.get(inventory=inventory)
    assert site is not None
    return [
        "/portal/",
        f"/portal/organisations/{bakery}/",
        f"/portal/organisations/{bakery}/inventories/new/",
        f"/portal/organisations/{bakery}/sites/new/",
        f"/portal/sites/{site.pk}/",
        f"/portal/inventories/{inventory.pk}/",
        f"/portal/inventories/{empty.pk}/",
        f"/portal/inventories/{inventory.pk}/reference-figures/",
        f"/portal/inventories/{inventory.pk}/lines/",
        f"/portal/inventories/{empty.pk}/lines/",
        f"/portal/inventories/{inventory.pk}/lines/1:location/",
        f"/portal/inventories/{inventory.pk}/entries/",
        f"/portal/inventories/{empty.pk}/entries/",
        f"/portal/inventories/{inventory.pk}/entries/3/delete/",
        f"/portal/inventories/{inventory.pk}/uploads/new/",
        f"/portal/uploads/{waiting.pk}/",
        f"/portal/uploads/{taken.pk}/",
    ]


def test_every_page_of_a_member_is_clean(page: Page, look: Look) -> None:
    sign_in(page, BRUNO, look.language)
    for address in pages_of_bruno():
        opens_clean(page, address, look.language)


def test_a_page_one_may_not_use_is_clean_and_names_whom_to_ask(page: Page, look: Look) -> None:
    sign_in(page, MINA, look.language)
    page.goto(f"/portal/inventories/{inventory_of(MINA, 2024).pk}/uploads/new/")
    assert BRUNO in page.get_by_role("main").inner_text()
    page_is_clean(page, status=403)


def test_a_form_with_a_mistake_is_clean_and_says_so_first(page: Page, look: Look) -> None:
    sign_in(page, BRUNO, look.language)
    page.goto(f"/portal/inventories/{inventory_of(BRUNO, 2024).pk}/reference-figures/")
    page.locator("input[name=fte]").fill("viele")
    page.locator("main button[type=submit]").click()
    page.locator(".error-summary:focus").wait_for()
    assert page.title().startswith(("Fehler:", "Error:"))
    page_is_clean(page)


class TestOnATelephone:
    """What depends on the width and not on language or theme."""

    @pytest.fixture
    def look(self) -> Look:
        return Look("de", "light", 375)

    def test_nothing_scrolls_sideways_on_a_very_small_screen(self, page: Page) -> None:
        sign_in(page, BRUNO)
        page.set_viewport_size({"width": 320, "height": 640})
        for address in pages_of_bruno():
            page.goto(address)
            assert page.evaluate(
                "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"
            ), address

    def test_a_very_long_name_is_broken_and_not_cut(self, page: Page) -> None:
        bakery = Organisation.objects.get(roles__person__email=BRUNO)
        rename_organisation(organisation=bakery, name="Bäckereiüberwachungsverband" * 7, by=None)
        sign_in(page, BRUNO)
        for address in pages_of_bruno()[:6]:
            page.goto(address)
            assert complaints(page) == [], address


def test_the_way_from_a_file_to_an_explained_number_needs_no_javascript(
    page_without_javascript: Page,
) -> None:
    page, inventory = page_without_javascript, inventory_of(CARLA, 2024)
    sign_in(page, CARLA)
    page.goto(f"/portal/inventories/{inventory.pk}/uploads/new/")
    table = "Standort;Aktivität;Menge;Einheit\r\nWerk 3;Heizöl;1200,5;Liter\r\nWerk 3;Kohlensuppe;1;kg\r\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "nachtrag.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    page.locator("main button[type=submit]").click()
    assert "Kohlensuppe" in page.get_by_role("main").inner_text()
    page.locator('form[action$="/take-over/"] button').click()
    page.wait_for_url(f"**/portal/inventories/{inventory.pk}/")
    page.goto(f"/portal/inventories/{inventory.pk}/lines/37:direct/")
    assert "nachtrag.csv" in page.get_by_role("main").inner_text()


@override_settings(KLIMA_DEMO=True)
def test_the_demo_shows_its_accounts_on_the_sign_in_page(page_without_javascript: Page) -> None:
    page_without_javascript.goto("/accounts/login/")
    page_without_javascript.get_by_role("button", name="Bruno Keller").click()
    page_without_javascript.wait_for_url("**/portal/")
