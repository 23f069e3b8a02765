"""Measures in the browser: from the idea to verified, with an order that is stopped; every page clean."""

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Page

from klimapakt.measures.models import Grant, Measure, Step
from klimapakt.organisations.models import Organisation
from tests.browser.cleanliness import opens_clean, page_is_clean
from tests.browser.looks import Look
from tests.browser.test_versions import ADA, BRUNO, CARLA, sign_in

pytestmark = pytest.mark.usefixtures("city")
TITLE = "Backofen mit Wärmerückgewinnung"
REFUSED = {
    "de": "Noch nicht: „Stadtförderung“ ist nicht bewilligt",
    "en": "Not yet: “Stadtförderung” is not approved",
}
STATES = {
    "de": {"decided": "Beschlossen", "evidenced": "Belegt"},
    "en": {"decided": "Decided", "evidenced": "Evidenced"},
}


@pytest.fixture(autouse=True)
def _demo(settings: LazySettings) -> None:
    """Staff need no second factor in the demo."""
    settings.KLIMA_DEMO = True


def _sent(page: Page, what: str, **given: str) -> None:
    """Fill in one of the forms of a measure and send it."""
    form = page.locator(f"form[action$='/{what}/']").first
    form.evaluate("form => { const folded = form.closest('details'); if (folded) folded.open = true; }")
    for name, value in given.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        form.locator("button[type=submit]").first.press("Enter")


def _written_down(page: Page) -> Measure:
    bakery = Organisation.objects.get(roles__person__email=BRUNO)
    page.goto(f"/portal/organisations/{bakery.pk}/plans/new/")
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=field]").select_option("heat")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").press("Enter")
    return Measure.objects.get(title=TITLE)


def _approved(page: Page, measure: Measure) -> None:
    """Say on its page that the grant was approved."""
    page.locator(f"a[href$='/grants/{Grant.objects.get(measure=measure).pk}/']").press("Enter")
    page.locator("[name=state]").select_option("granted")
    page.locator("[name=requested_on]").fill("2026-01-05")
    page.locator("[name=decided_on]").fill("2026-02-05")
    page.locator("[name=amount_eur]").fill("4000")
    page_is_clean(page)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.press("Enter")


def test_a_measure_goes_from_the_idea_to_verified_and_an_early_order_is_stopped(
    page: Page, look: Look
) -> None:
    sign_in(page, BRUNO, look.language)
    measure, today = _written_down(page), timezone.localdate().isoformat()
    _sent(page, "saving", method="engineering", tonnes="2,5" if look.language == "de" else "2.5")
    _sent(page, "grant", name="Stadtförderung")
    for state in ("planned", "decided", "in_work"):
        _sent(page, "move", state=state, on=today)
    assert REFUSED[look.language] in page.locator("main").inner_text()
    assert STATES[look.language]["decided"] in page.locator(".standing").inner_text()
    page_is_clean(page)
    _approved(page, measure)
    for state in ("in_work", "implemented"):
        _sent(page, "move", state=state, on=today)
    _sent(page, "proof", file=page.locator("[name=file] option").nth(1).get_attribute("value") or "")
    _sent(page, "move", state="evidenced", on=today)
    assert STATES[look.language]["evidenced"] in page.locator(".standing").inner_text()
    page_is_clean(page)
    sign_in(page, ADA, look.language)
    page.goto(f"/office/measures/{measure.pk}/")
    _sent(page, "verify", text="Rechnungen angesehen.")
    page_is_clean(page)
    assert Measure.objects.get(title=TITLE).state == "verified"


def test_every_page_about_measures_is_clean(page: Page, look: Look) -> None:
    works = Organisation.objects.get(roles__person__email=CARLA)
    plans = f"/portal/organisations/{works.pk}/plans/"
    step = Step.objects.filter(measure__organisation=works).order_by("pk")[0]
    grant = Grant.objects.filter(measure__organisation=works).order_by("pk")[0]
    sign_in(page, CARLA, look.language)
    for address in (
        plans,
        f"{plans}new/",
        f"{plans}steps/",
        f"/portal/organisations/{works.pk}/library/",
        f"/portal/organisations/{works.pk}/library/led-lighting/",
        f"/portal/plans/{step.measure_id}/",
        f"/portal/plans/{step.measure_id}/change/",
        f"/portal/plans/{step.measure_id}/steps/{step.pk}/",
        f"/portal/plans/{grant.measure_id}/grants/{grant.pk}/",
    ):
        opens_clean(page, address, look.language)
    sign_in(page, ADA, look.language)
    for address in ("/office/measures/", f"/office/members/{works.memberships.get().pk}/"):
        opens_clean(page, address, look.language)
