"""How pages are used: by keyboard, with large gaps between letters, on very small screens."""

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from tests.browser.looks import Look


@pytest.fixture
def look() -> Look:
    """Language and theme change nothing here; German has the longer words."""
    return Look("de", "light", 375)


@pytest.fixture(autouse=True)
def _gallery(settings: LazySettings) -> None:
    settings.ROOT_URLCONF = "tests.design.gallery"


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


def test_a_form_is_sent_once_and_says_that_it_is_being_sent(page: Page) -> None:
    page.goto("/gallery/form/")
    sent, words, state = page.evaluate(
        """() => {
            let sent = 0;
            window.addEventListener("submit", event => {
                sent += event.defaultPrevented ? 0 : 1;
                event.preventDefault();
            });
            const button = document.querySelector("main button[type=submit]");
            button.click();
            button.click();
            return [sent, button.innerText, button.getAttribute("aria-disabled")];
        }"""
    )
    assert sent == 1
    assert words == "Tabelle wird gelesen"
    assert state == "true"
