"""A monitoring in the browser: from the first step to accepted without JavaScript; every page clean."""

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Browser, Page

from klimapakt.demo.monitoring import reported
from klimapakt.duties.models import Duty
from klimapakt.monitoring.journey import journey_of
from klimapakt.people.models import Person
from tests.browser.cleanliness import opens_clean, watch
from tests.browser.looks import Look
from tests.browser.test_versions import ADA, BRUNO, sign_in

pytestmark = pytest.mark.usefixtures("city")
STEPS = ("", "facts/", "rows/", "targets/", "measures/", "hand-in/")


@pytest.fixture(autouse=True)
def _demo(settings: LazySettings) -> None:
    """Staff need no second factor in the demo."""
    settings.KLIMA_DEMO = True


def the_monitoring() -> Duty:
    return Duty.objects.get(
        membership__organisation__roles__person__email=BRUNO, rule="monitoring", state="open"
    )


def test_every_page_of_a_monitoring_is_clean(page: Page, look: Look) -> None:
    duty = the_monitoring()
    sign_in(page, BRUNO, look.language)
    opens_clean(page, f"/portal/monitoring/{duty.pk}/", look.language)
    page.locator(f"form[action$='/monitoring/{duty.pk}/begin/'] button").click()
    for step in STEPS:
        opens_clean(page, f"/portal/monitoring/{duty.pk}/{step}", look.language)
    list(reported(duty, Person.objects.get(email=BRUNO), timezone.localdate()))
    for step in STEPS:
        opens_clean(page, f"/portal/monitoring/{duty.pk}/{step}", look.language)
    sign_in(page, ADA, look.language)
    opens_clean(page, f"/office/monitoring/{duty.pk}/", look.language)


def test_a_member_hands_in_and_another_person_accepts_without_javascript(
    chromium: Browser, live_server: object
) -> None:
    context = chromium.new_context(
        base_url=str(live_server),
        locale="de",
        viewport={"width": 375, "height": 900},
        java_script_enabled=False,
        service_workers="block",
    )
    page, duty = watch(context), the_monitoring()
    sign_in(page, BRUNO)
    page.goto(f"/portal/monitoring/{duty.pk}/")
    page.get_by_role("button", name="Mit dem Bekannten beginnen").press("Enter")
    page.get_by_role("button", name="Speichern und weiter").press("Enter")
    for one in page.locator("main table input[type=text]").all():
        one.fill("12,5")
    page.get_by_role("button", name="Zeilen speichern").press("Enter")
    page.get_by_role("link", name="Weiter zu den Maßnahmen").press("Enter")
    page.get_by_role("button", name="Die Liste stimmt").press("Enter")
    page.get_by_role("button", name="Bericht einreichen").press("Enter")
    page.wait_for_url(f"**/portal/monitoring/{duty.pk}/")
    sign_in(page, ADA)
    begun = journey_of(duty).cycle
    assert begun is not None
    page.goto(f"/office/inventories/{begun.inventory_id}/")
    for yes in page.get_by_label("Ja", exact=True).all():
        yes.check()
    page.get_by_role("button", name="Antworten speichern").press("Enter")
    page.goto(f"/office/monitoring/{duty.pk}/")
    page.get_by_role("button", name="Bericht annehmen").press("Enter")
    page.wait_for_url(f"**/office/monitoring/{duty.pk}/")
    assert journey_of(duty).accepted is not None
    context.close()
