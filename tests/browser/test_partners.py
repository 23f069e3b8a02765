"""The journeys of an adviser, a chamber's partner and the leadership, in both languages and looks."""

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from klimapakt import demo
from klimapakt.demo.partners import ADVISER, LEADER, PARTNER
from klimapakt.memberships.models import Membership
from klimapakt.organisations.models import Mandate
from klimapakt.people.models import Person
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look

pytestmark = pytest.mark.usefixtures("city")
PASSWORD = demo.ACCOUNTS[0].password
BRUNO = "bruno@sonnenkorn.example.org"


@pytest.fixture(autouse=True)
def _demo(settings: LazySettings) -> None:
    settings.KLIMA_DEMO = True


def sign_in(page: Page, language: str, email: str, lands_on: str) -> None:
    Person.objects.filter(email=email).update(language=language)
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORD)
    page.locator("input[name=password]:visible").press("Enter")
    page.wait_for_url(f"**{lands_on}")


def test_an_adviser_finds_the_mandates_and_works_under_one(page: Page, look: Look) -> None:
    sign_in(page, look.language, ADVISER, "/portal/")
    page_is_clean(page)
    mandate = Mandate.objects.get(organisation__name__startswith="Bäckerei Sonnenkorn")
    page.locator(f"a[href='/portal/mandates/{mandate.pk}/']").click()
    page_is_clean(page)
    page.locator("a[href^='/portal/inventories/']").first.click()
    page_is_clean(page)
    assert page.locator("a[href$='/submit/']").count() == 0


def test_a_member_offers_a_mandate_and_reads_what_was_looked_at(page: Page, look: Look) -> None:
    sign_in(page, look.language, BRUNO, "/portal/")
    mandate = Mandate.objects.get(organisation__name__startswith="Bäckerei Sonnenkorn")
    here = f"/portal/organisations/{mandate.organisation_id}/mandates/"
    for path in (
        here,
        f"{here}new/",
        f"/portal/mandates/{mandate.pk}/",
        f"/portal/mandates/{mandate.pk}/end/",
    ):
        page.goto(path)
        page_is_clean(page)


def test_a_chambers_partner_reads_the_own_list_and_one_member(page: Page, look: Look) -> None:
    sign_in(page, look.language, PARTNER, "/office/flock/")
    page_is_clean(page)
    member = Membership.objects.get(organisation__name__startswith="Bäckerei Sonnenkorn")
    page.goto(f"/office/flock/{member.pk}/")
    page_is_clean(page)


def test_the_leadership_reads_the_sums(page: Page, look: Look) -> None:
    sign_in(page, look.language, LEADER, "/office/sums/")
    page_is_clean(page)
