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
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
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
