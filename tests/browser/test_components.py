"""Every component, every state of a form and every error page, in all looks."""

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look


@pytest.fixture(autouse=True)
def _gallery(settings: LazySettings) -> None:
    settings.ROOT_URLCONF = "tests.design.gallery"


@pytest.mark.parametrize("address", ["/gallery/", "/gallery/form/", "/gallery/form/?invalid"])
def test_components_are_clean(page: Page, address: str) -> None:
    page.goto(address)
    page_is_clean(page)


def test_the_figures_and_explanations_are_clean_unfolded(page: Page) -> None:
    page.goto("/gallery/")
    for summary in page.locator("details:not([open]) > summary").all():
        summary.click()
    page_is_clean(page)


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_an_error_page_is_clean(page: Page, name: str) -> None:
    page.goto(f"/gallery/error/{name}/")
    page_is_clean(page)


@pytest.mark.parametrize(
    "address", ["/accessibility/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/inactive/"]
)
def test_a_page_for_strangers_is_clean(page: Page, address: str) -> None:
    page.goto(address)
    page_is_clean(page)


def test_one_size_of_a_chart_is_seen_at_a_time(page: Page, look: Look) -> None:
    page.goto("/gallery/")
    seen = [chart.is_visible() for chart in page.locator("#scopes .chart").all()]
    assert seen == [look.width < 640, look.width >= 640]


def test_a_wrong_form_has_the_focus_on_what_is_wrong(page: Page) -> None:
    page.goto("/gallery/form/?invalid")
    assert page.evaluate("document.activeElement.className").split()[-1] == "error-summary"
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_amount"


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/gallery/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_nothing_scrolls_sideways_on_a_very_small_screen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/", "/gallery/", "/gallery/form/?invalid", "/sources/", "/accounts/login/"):
        page.goto(address)
        assert page.evaluate(
            "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"
        ), address


def test_wider_text_spacing_loses_nothing(page: Page) -> None:
    page.goto("/gallery/")
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")
    beyond = page.evaluate(
        """[...document.querySelectorAll(".chart__svg text")]
            .filter(text => text.getBoundingClientRect().right > document.scrollingElement.clientWidth)
            .map(text => text.textContent)"""
    )
    assert beyond == []
