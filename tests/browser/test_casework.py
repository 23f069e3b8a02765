"""What the office does day by day: its first page, the list of members, work on many, one member."""

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from klimapakt import demo
from klimapakt.duties.models import Duty
from klimapakt.memberships.models import Membership
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look

pytestmark = pytest.mark.usefixtures("city")
PASSWORD = demo.ACCOUNTS[0].password
BRUNO = "bruno@sonnenkorn.example.org"
OLE = "ole@musterstadt.example.org"
COLUMNS = "stage=members&silent=on&columns=stage&columns=contact&columns=tasks&sort=-contact"


@pytest.fixture(autouse=True)
def _demo(settings: LazySettings) -> None:
    settings.KLIMA_DEMO = True


def sign_in(page: Page, language: str, email: str = OLE) -> None:
    Person.objects.filter(email=email).update(language=language)
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORD)
    page.locator("input[name=password]:visible").press("Enter")
    page.wait_for_url("**/portal/")


def test_the_pages_of_the_office_are_clean(page: Page, look: Look) -> None:
    organisation = Organisation.objects.get(name__startswith="Brauerei Zum Anker")
    member = Membership.objects.get(organisation=organisation)
    sign_in(page, look.language)
    duty = Duty.objects.filter(state="overdue").earliest("due_on", "pk")
    paths = (
        "",
        "duties/",
        f"duties/{duty.pk}/",
        "?whose=all",
        "inventories/",
        f"members/?{COLUMNS}",
        f"members/{member.pk}/",
        "bulk/",
        "reports/",
        "reports/members/",
        "reports/answers/",
        "reports/stages/",
        "reports/barriers/",
        "sums/",
        "jobs/",
    )
    for path in paths:
        page.goto(f"/office/{path}")
        page_is_clean(page)


def test_what_a_member_owes_is_clean(page: Page, look: Look) -> None:
    sign_in(page, look.language, BRUNO)
    for path in ("", "calendar/"):
        page.goto(f"/portal/{path}")
        page_is_clean(page)
    page.goto("/portal/")
    page.locator(".owed a[href*='/duties/']").first.click()
    page.locator("#help").wait_for()
    page.wait_for_load_state()
    page_is_clean(page)
    page.goto("/portal/calendar/")
    page.locator("main form button[type=submit]").first.click()
    page.locator("code.address").wait_for()
    page.wait_for_load_state()
    page_is_clean(page)


def test_somebody_looks_after_two_members_from_now_on(page: Page, look: Look) -> None:
    sign_in(page, look.language)
    page.goto("/office/members/?stage=members")
    boxes = page.locator("input[name=member]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.locator("#bulk-kind").select_option("assign")
    page.locator("#bulk button[type=submit]").click()
    page.locator("select[name=owner]").select_option(label="Ole Petersen")
    page.wait_for_load_state()
    page_is_clean(page)
    page.locator("button[name=step][value=preview]").click()
    page.locator("button[name=step][value=do]").wait_for()
    page.wait_for_load_state()
    page_is_clean(page)
    page.locator("button[name=step][value=do]").click()
    page.wait_for_url("**/office/bulk/*/")
    page_is_clean(page)
    assert Membership.objects.filter(owner__email=OLE).count() == 2
    page.locator("form[action$='/undo/'] button").click()
    page.get_by_role("status").first.wait_for()
    assert not Membership.objects.filter(owner__email=OLE).exists()
