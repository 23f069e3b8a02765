"""Figures of another tool and accepted findings in the browser: every look, and without JavaScript."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from klimapakt import demo
from klimapakt.inventories.models import ExternalFigures, FindingAcceptance, Inventory
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look
from tests.browser.test_versions import ADA, BRUNO, CARLA, inventory_of, sign_in
from tests.inventories.proofs import a_pdf


@pytest.fixture(autouse=True)
def _city(live_server: object, settings: LazySettings) -> None:
    """The demo city, in which the metalworks brought an inventory from ecocockpit."""
    settings.KLIMA_DEMO = True
    demo.load()


def new_of(email: str) -> str:
    organisation = inventory_of(email, 2024).organisation_id
    return f"/portal/organisations/{organisation}/external/new/"


def test_every_page_about_figures_of_another_tool_is_clean(page: Page, look: Look) -> None:
    accepted = inventory_of(CARLA, 2022)
    sign_in(page, CARLA, look.language)
    own = [
        new_of(CARLA),
        *(f"/portal/inventories/{accepted.pk}/{rest}" for rest in ("", "external/replace/")),
    ]
    for address in own:
        page.goto(address)
        page_is_clean(page)
    page.goto(new_of(CARLA))
    page.locator("form.form button[type=submit]").click()
    page.locator(".error-summary:focus").wait_for()
    page_is_clean(page)
    sign_in(page, ADA, look.language)
    page.goto(f"/office/inventories/{accepted.pk}/")
    page_is_clean(page)


def test_the_pages_of_a_draft_are_clean(page: Page, look: Look) -> None:
    sign_in(page, CARLA, look.language)
    _record(page)
    page_is_clean(page)
    draft = Inventory.objects.get(kind="external", status="draft")
    for rest in ("", "external/", "external/replace/", "external/give-up/", "submit/"):
        page.goto(f"/portal/inventories/{draft.pk}/{rest}")
        page_is_clean(page)


def test_findings_with_their_forms_are_clean_before_and_after(page: Page, look: Look) -> None:
    inventory = inventory_of(BRUNO, 2024)
    sign_in(page, BRUNO, look.language)
    page.goto(f"/portal/inventories/{inventory.pk}/")
    for folded in page.locator(".findings details").all():
        folded.evaluate("details => details.open = true")
    page_is_clean(page)
    form = page.locator(".findings form").last
    form.locator("textarea").fill("So steht es auf der Rechnung.")
    form.locator("button").click()
    page.get_by_role("status").wait_for()
    assert FindingAcceptance.objects.filter(inventory=inventory).exists()
    page_is_clean(page)


def _record(page: Page) -> None:
    page.goto(new_of(CARLA))
    page.locator("#id_tool").select_option("other")
    page.locator("#id_tool_name").fill("Klimabüro Rhein")
    page.locator("#id_scope1_mg").fill(
        "12,5" if page.locator("html").get_attribute("lang") == "de" else "12.5"
    )
    page.locator("form.form button[type=submit]").click()
    page.wait_for_url("**/external/report/")


class TestWithoutJavaScript:
    """What works where no script runs."""

    def test_figures_are_recorded_with_their_report(
        self, page_without_javascript: Page, tmp_path: Path
    ) -> None:
        page = page_without_javascript
        report = tmp_path / "Bericht.pdf"
        report.write_bytes(a_pdf())
        sign_in(page, CARLA)
        _record(page)
        page.locator("#id_file").set_input_files(report)
        page.get_by_role("button", name="Als Bericht aufbewahren").click()
        page.get_by_role("heading", name="Laut Klimabüro Rhein", exact=False).wait_for()
        figures = ExternalFigures.objects.get(tool="other")
        assert figures.scope1_mg == 12_500_000_000
        assert figures.file is not None

    def test_a_finding_is_accepted_and_taken_back(self, page_without_javascript: Page) -> None:
        page, inventory = page_without_javascript, inventory_of(BRUNO, 2024)
        sign_in(page, BRUNO)
        page.goto(f"/portal/inventories/{inventory.pk}/")
        page.locator("summary", has_text="Das ist richtig so").last.click()
        form = page.locator(".findings form").last
        form.get_by_role("button", name="Mit dieser Begründung bestätigen").click()
        assert page.locator(".error-summary").is_visible()
        form = page.locator(".findings form").last
        form.locator("textarea").fill("So steht es auf der Rechnung.")
        form.get_by_role("button", name="Mit dieser Begründung bestätigen").click()
        page.get_by_role("heading", name="Angesehen und richtig so").wait_for()
        page.get_by_role("button", name="Zurücknehmen").click()
        assert not FindingAcceptance.objects.filter(inventory=inventory).exists()
