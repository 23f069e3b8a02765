"""Targets in the browser: chosen, looked at, decided, revised, without JavaScript too; every page clean."""

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Browser, Page

from klimapakt.demo import targeting
from klimapakt.targets.models import Target
from tests.browser.cleanliness import opens_clean, page_is_clean, watch
from tests.browser.looks import Look
from tests.browser.test_versions import ADA, BRUNO, sign_in

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def _demo(settings: LazySettings) -> None:
    """Staff need no second factor in the demo."""
    settings.KLIMA_DEMO = True


def the_target() -> Target:
    targeting.load()
    return Target.objects.get(organisation__roles__person__email=BRUNO)


def test_every_page_of_targets_is_clean(page: Page, look: Look) -> None:
    target = the_target()
    bakery = target.organisation_id
    sign_in(page, BRUNO, look.language)
    for address in (
        f"/portal/organisations/{bakery}/targets/",
        f"/portal/organisations/{bakery}/targets/new/",
        f"/portal/organisations/{bakery}/targets/new/linear/",
        f"/portal/targets/{target.pk}/",
        f"/portal/targets/{target.pk}/revise/",
        f"/portal/targets/{target.pk}/withdraw/",
        f"/portal/targets/{target.pk}/outlook/",
    ):
        opens_clean(page, address, look.language)
    page.goto(f"/portal/organisations/{bakery}/targets/new/linear/")
    page.locator("button[name=look]").click()
    assert page.locator("#looked").is_visible()
    page_is_clean(page)
    sign_in(page, ADA, look.language)
    opens_clean(page, "/office/targets/", look.language)


def test_a_member_looks_decides_and_revises_without_javascript(
    chromium: Browser, live_server: object
) -> None:
    bakery = the_target().organisation_id
    context = chromium.new_context(
        base_url=str(live_server),
        locale="de",
        viewport={"width": 375, "height": 900},
        java_script_enabled=False,
        service_workers="block",
    )
    page = watch(context)
    sign_in(page, BRUNO)
    page.goto(f"/portal/organisations/{bakery}/targets/new/")
    page.get_by_role("link", name="Mit diesem Weg weitermachen: Der gerade 1,5-°C-Pfad").press("Enter")
    page.get_by_role("button", name="Neben den anderen Pfaden ansehen").press("Enter")
    page.get_by_role("heading", name="Was diese Werte bedeuten").wait_for()
    page.get_by_label("Wer beschlossen hat").fill("Geschäftsführung")
    page.get_by_label("Entschieden am").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Dieses Ziel beschließen").press("Enter")
    page.get_by_text("Das Ziel ist beschlossen.").wait_for()
    page.get_by_role("link", name="Ziel ändern").press("Enter")
    page.get_by_label("Um wie viel Prozent weniger").fill("30")
    page.get_by_label("Wer beschlossen hat").fill("Geschäftsführung")
    page.get_by_label("Entschieden am").fill(timezone.localdate().isoformat())
    page.get_by_label("Warum es sich ändert").fill("Der Netzanschluss kommt später.")
    page.get_by_role("button", name="Ziel ändern").press("Enter")
    page.get_by_text("Der Netzanschluss kommt später.").first.wait_for()
    newest = Target.objects.filter(organisation=bakery).order_by("-created_at").first()
    assert newest is not None
    assert list(newest.versions.values_list("act", flat=True)) == ["decided", "revised"]
    context.close()
