"""Single values in the browser: in every look, while somebody types, and without JavaScript."""

import pytest
from playwright.sync_api import Page

from klimapakt.inventories.models import Activity
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look
from tests.browser.test_member_pages import BRUNO, inventory_of, sign_in

pytestmark = pytest.mark.usefixtures("city")


def test_the_pages_of_single_values_are_clean(page: Page, look: Look) -> None:
    inventory = inventory_of(BRUNO, 2024)
    sign_in(page, BRUNO, look.language)
    base = f"/portal/inventories/{inventory.pk}"
    for rest in (
        "entries/?q=Strom",
        "entries/new/",
        "entries/new/?q=stahl",
        "entries/new/?activity=electricity",
        "entries/new/?own",
        "entries/1/",
        "entries/copy/",
        "evidence/new/",
    ):
        page.goto(f"{base}/{rest}")
        for folded in page.locator("main details").all():
            folded.evaluate("details => details.open = true")
        page_is_clean(page)


class TestWhileSomebodyTypes:
    """What does not depend on the look."""

    @pytest.fixture
    def look(self) -> Look:
        return Look("de", "light", 1280)

    def test_the_result_moves_with_the_amount(self, page: Page) -> None:
        inventory = inventory_of(BRUNO, 2024)
        sign_in(page, BRUNO)
        page.goto(f"/portal/inventories/{inventory.pk}/entries/new/?activity=electricity")
        page.locator("input[name=amount]").type("10.000", delay=20)
        page.locator("#preview strong").first.wait_for()
        assert "3,61" in page.locator("#preview").inner_text()
        assert not Activity.objects.filter(amount=10_000).exists()

    def test_a_row_is_entered_by_keyboard_alone(self, page: Page) -> None:
        inventory = inventory_of(BRUNO, 2024)
        sign_in(page, BRUNO)
        page.goto(f"/portal/inventories/{inventory.pk}/entries/new/?activity=diesel")
        page.locator("input[name=amount]").focus()
        page.keyboard.type("1234,5")
        page.keyboard.press("Enter")
        page.wait_for_url("**/entries/")
        assert Activity.objects.filter(inventory=inventory, amount="1234.5").exists()


def test_without_javascript_a_button_calculates(page_without_javascript: Page) -> None:
    page, inventory = page_without_javascript, inventory_of(BRUNO, 2024)
    sign_in(page, BRUNO)
    page.goto(f"/portal/inventories/{inventory.pk}/entries/new/?activity=electricity")
    page.locator("input[name=amount]").fill("10.000")
    page.locator("button[name=preview]").click()
    assert "3,61" in page.locator("#preview").inner_text()
    page.locator("main form[data-preview] button.kern-btn--primary").click()
    page.wait_for_url("**/entries/")
    assert Activity.objects.filter(inventory=inventory, amount=10_000).exists()
