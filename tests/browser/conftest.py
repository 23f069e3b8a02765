"""The browser, started once, and one fresh page per test."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils.module_loading import import_string
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.cleanliness import watch
from tests.browser.looks import OPENED_IN, SEEN_IN, Look

_HERE = Path(__file__).parent
_CITY = sqlite3.connect(":memory:", check_same_thread=False)
"""A copy of the database with the demo city; empty until the first test asks for it."""
_FLAGS = [
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that ``-m 'not browser'`` leaves all of them out."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; where it is missing the tests say so."""
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("there is no Chromium here (on Debian: apt install chromium)")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def city(live_server: object) -> None:
    """The demo city, in which every page has something to show; made once and copied from then on."""
    connection.ensure_connection()
    held: sqlite3.Connection = connection.connection
    if _CITY.execute("SELECT 1 FROM sqlite_master").fetchone():
        _CITY.backup(held)
    else:
        # By its name, because this file is read before Django knows its settings.
        import_string("klimapakt.pacts.models.Pact").objects.update(contact_email="office@example.org")
        import_string("klimapakt.demo.load")()
        held.backup(_CITY)


@pytest.fixture(params=OPENED_IN, ids=str)
def look(request: pytest.FixtureRequest) -> Look:
    """Both languages in turn."""
    chosen: Look = request.param
    return chosen


@pytest.fixture
def page(
    request: pytest.FixtureRequest, chromium: Browser, live_server: object, look: Look
) -> Iterator[Page]:
    """A page in the given look, with the server running; give it addresses without a host."""
    with _page(chromium, str(live_server), look, javascript=True) as page:
        yield page
        _keep_picture(page, request.node.name)


@pytest.fixture
def page_without_javascript(chromium: Browser, live_server: object) -> Iterator[Page]:
    """A page on a telephone in German that runs no script."""
    with _page(chromium, str(live_server), Look("de", "light", 375), javascript=False) as page:
        yield page


@contextmanager
def _page(chromium: Browser, address: str, look: Look, *, javascript: bool) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=address,
        locale=look.language,
        color_scheme=look.theme,
        viewport={"width": look.width, "height": 900},
        java_script_enabled=javascript,
        reduced_motion="reduce",
        service_workers="block",
    )
    yield watch(context)
    context.close()


def _keep_picture(page: Page, test: str) -> None:
    """Keep what the test saw last, in every look, for people to see, in the folder ``SCREENSHOTS`` names."""
    folder = os.environ.get("SCREENSHOTS")
    if folder is None:
        return
    name = re.sub(r"[^\w-]+", "_", test).strip("_")
    for theme, width in SEEN_IN:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(folder) / f"{name}-{theme}-{width}.png", full_page=True)
