"""Meetings in the browser: registered for, withdrawn, decided about; every page clean."""

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from klimapakt.demo import meeting as demo
from klimapakt.network.models import Meeting, Registration
from klimapakt.organisations.models import Role
from tests.browser.cleanliness import opens_clean, page_is_clean
from tests.browser.looks import Look
from tests.browser.test_casework import OLE
from tests.browser.test_versions import BRUNO, sign_in

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def _demo(settings: LazySettings) -> None:
    """Staff need no second factor in the demo."""
    settings.KLIMA_DEMO = True


def test_every_page_of_meetings_is_clean(page: Page, look: Look) -> None:
    demo.load()
    bakery = Role.objects.filter(person__email=BRUNO).earliest("pk").organisation_id
    workshop = Meeting.objects.get(needs_approval=True)
    full = Meeting.objects.filter(registrations__isnull=False).distinct().get()
    opens_clean(page, f"/{look.language}/meetings/", look.language)
    sign_in(page, BRUNO, look.language)
    for address in ("", f"{workshop.pk}/", f"{full.pk}/"):
        opens_clean(page, f"/portal/organisations/{bakery}/meetings/{address}", look.language)
    sign_in(page, OLE, look.language)
    for address in ("", "new/", f"{full.pk}/", f"{full.pk}/change/"):
        opens_clean(page, f"/office/meetings/{address}", look.language)


def test_a_member_registers_and_withdraws(page: Page) -> None:
    demo.load()
    bakery = Role.objects.filter(person__email=BRUNO).earliest("pk").organisation_id
    workshop = Meeting.objects.get(needs_approval=True)
    sign_in(page, BRUNO, "de")
    page.goto(f"/portal/organisations/{bakery}/meetings/{workshop.pk}/")
    page.locator("input[name=name_1]").fill("Mina Hoffmann")
    page.locator("section[aria-labelledby=register] button[type=submit]").click()
    assert page.get_by_text("Mina Hoffmann").is_visible()
    page_is_clean(page)
    page.locator("section[aria-labelledby=mine] button[type=submit]").click()
    assert page.locator("input[name=name_1]").is_visible()
    states = Registration.objects.filter(meeting=workshop).values_list("state", flat=True)
    assert list(states) == ["withdrawn"]
