"""Tables in the browser: columns named by keyboard, and a job's progress with and without JavaScript."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Page

from klimapakt.foundation import actions as foundation
from klimapakt.inventories import jobs
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Upload
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look
from tests.browser.test_member_pages import BRUNO, inventory_of, sign_in

pytestmark = pytest.mark.usefixtures("city")

STRANGE = "Ding;Zahl;Sorte\r\nOfen;1234,5;Strom\r\nLicht;200;Strom\r\n"


@pytest.fixture
def queued(settings: LazySettings) -> None:
    """Let jobs wait for a worker, of which one lives and does nothing."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    foundation.beat(worker_id="w", at=timezone.now() + timedelta(minutes=5))


def load(page: Page, content: str, name: str = "zaehler.csv") -> Upload:
    inventory = inventory_of(BRUNO, 2024)
    page.goto(f"/portal/inventories/{inventory.pk}/uploads/new/")
    file = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # a dictionary will do
    page.locator("main form[enctype] button[type=submit]").click()
    page.wait_for_url("**/portal/uploads/**")
    return Upload.objects.get(file_name=name)


def many(count: int) -> str:
    rows = [f"Backstube;Strom;{number + 1},5;kWh" for number in range(count)]
    return "\r\n".join(["Standort;Aktivität;Menge;Einheit", *rows])


def test_the_pages_of_columns_and_jobs_are_clean(page: Page, look: Look, queued: None) -> None:
    sign_in(page, BRUNO, look.language)
    load(page, STRANGE)
    page_is_clean(page)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    assert page.locator(".error-summary").is_visible()
    page_is_clean(page)
    upload = load(page, many(600), "viele.csv")
    page_is_clean(page)
    Upload.objects.filter(pk=upload.pk).update(changed_at=timezone.now() - timedelta(minutes=1))
    foundation.say_goodbye(worker_id="w")
    page.reload()
    assert page.locator(".notice").is_visible()
    page_is_clean(page)
    upload = load(page, "%PDF-1.7" + "x" * 300_000, "rechnung.csv")
    jobs.read_now(upload)
    page.reload()
    page_is_clean(page)


class TestInOneLook:
    """What depends on neither language nor theme."""

    @pytest.fixture
    def look(self) -> Look:
        return Look("de", "light", 375)

    def test_the_page_moves_on_by_itself_when_the_job_is_done(self, page: Page, queued: None) -> None:
        sign_in(page, BRUNO)
        upload = load(page, many(600), "viele.csv")
        assert "Die Datei wartet darauf, gelesen zu werden." in page.get_by_role("status").inner_text()
        Upload.objects.filter(pk=upload.pk).update(progress=10)
        page.get_by_text("Die Datei wird gelesen.").wait_for()
        jobs.read_now(upload)
        page.get_by_role("heading", level=1).get_by_text("600 von 600 Zeilen").wait_for()

    def test_columns_are_named_with_the_keyboard_alone(self, page: Page) -> None:
        sign_in(page, BRUNO)
        upload = load(page, STRANGE)
        first = page.get_by_label("Spalte „Ding“")
        first.focus()
        for word in ("Bemerkung", "Menge", "Aktivität"):
            page.keyboard.type(word)
            page.keyboard.press("Tab")
        page.get_by_label("Alle Mengen sind in").focus()
        page.keyboard.type("kWh")
        page.get_by_role("button", name="Tabelle so lesen").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1).get_by_text("2 von 2 Zeilen").wait_for()
        upload.refresh_from_db()
        assert upload.state == UploadState.CHECKED


def test_without_javascript_the_page_loads_itself_again(page_without_javascript: Page, queued: None) -> None:
    page = page_without_javascript
    sign_in(page, BRUNO)
    upload = load(page, many(600), "viele.csv")
    jobs.read_now(upload)
    page.get_by_role("heading", level=1).get_by_text("600 von 600 Zeilen").wait_for(timeout=10_000)
