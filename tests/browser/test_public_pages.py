"""The pages everybody sees, in every language, theme and width."""

import pytest
from playwright.sync_api import Page

from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look

PUBLIC = ["/", "/accounts/login/", "/sources/"]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_clean(page: Page, look: Look, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang") == look.language
    page_is_clean(page)


def test_a_page_that_does_not_exist_is_clean_and_says_so(page: Page, look: Look) -> None:
    answer = page.goto("/no-such-page/")
    assert answer is not None
    assert answer.status == 404
    assert page.locator("html").get_attribute("lang") == look.language
    page_is_clean(page, status=404)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_needs_no_javascript(page_without_javascript: Page, address: str) -> None:
    page_without_javascript.goto(address)
    assert page_without_javascript.get_by_role("heading", level=1).count() == 1
    assert page_without_javascript.get_by_role("main").inner_text().strip()
