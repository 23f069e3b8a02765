"""A rule changes: drafted, its effects looked at, proposed, and put into force by a second person.

In both languages; addresses and field names are used, no words.
"""

from datetime import date

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from klimapakt.memberships.actions import Days, begin
from klimapakt.memberships.enums import Source, Stage
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.pacts.actions import adopt_preset, give_office_role
from klimapakt.pacts.enums import OfficeKind, VersionState
from klimapakt.pacts.models import RulebookVersion
from klimapakt.pacts.queries import rulebook_in_force
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look

HEAD, WORKER = "ada@stadt.example.org", "ole@stadt.example.org"
PASSWORD = "Roggenbrot-um-fuenf"
SOURCE = {
    "baseline__new__title": "Ratsbeschluss 12/2026",
    "baseline__new__address": "Aktenzeichen 12",
    "baseline__new__valid_from": "2026-10-01",
}
SAVE = "main form:visible button.kern-btn--primary"


@pytest.fixture(autouse=True)
def _office(live_server: object, settings: LazySettings) -> None:
    """Ada heads the office, Ole works there, and a bakery is a member."""
    settings.KLIMA_DEMO = True
    adopt_preset(preset="krefeld", by=None)
    for email, name, kind in (
        (HEAD, "Ada Sommer", OfficeKind.LEAD),
        (WORKER, "Ole Petersen", OfficeKind.CASE_WORKER),
    ):
        person = create_person(email=email, name=name, password=PASSWORD, by=None)
        give_office_role(person=person, kind=kind, by=None)
    bakery = create_organisation(facts=OrganisationFacts("Bäckerei Sonnenkorn", "Musterstadt"), by=None)
    days = Days(signed_on=date(2026, 1, 15), joined_on=date(2026, 2, 1))
    begin(organisation=bakery, source=Source.IMPORT, by=None, stage=Stage.ACTIVE, days=days)


def sign_in(page: Page, email: str, language: str) -> None:
    Person.objects.filter(email=email).update(language=language)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/")


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name={name}]:visible").fill(value)


def opened(page: Page, field: str) -> None:
    """Open the rule a field belongs to."""
    page.locator(f"details:has([name={field}]) > summary").click()


class TestInBothLanguages:
    """What depends on the language and not on theme or width."""

    def test_from_the_draft_to_the_rule_in_force(self, page: Page, look: Look) -> None:
        sign_in(page, WORKER, look.language)
        draft(page)
        propose(page)
        sign_in(page, HEAD, look.language)
        decide(page)
        assert RulebookVersion.objects.get(version=2).state is VersionState.IN_FORCE
        book = rulebook_in_force()
        assert book is not None
        assert book.baseline.value.due_months == 6

    def test_the_office_sees_and_enters_who_works_for_it(self, page: Page, look: Look) -> None:
        sign_in(page, HEAD, look.language)
        page.goto("/office/staff/")
        page_is_clean(page)
        page.locator("main a.kern-btn--primary").click()
        page.wait_for_url("**/office/staff/invite/")
        fill(page, email="mina@stadt.example.org", name="Mina Roth")
        page.locator("input[name=kind][value=editor]").check()
        page_is_clean(page)
        page.locator(SAVE).click()
        page.wait_for_url("**/office/staff/")
        page_is_clean(page)
        page.goto(page.locator("a[href$='/end/']").last.get_attribute("href") or "")
        page_is_clean(page)


def test_without_javascript_a_rule_is_opened_changed_and_saved(page_without_javascript: Page) -> None:
    page = page_without_javascript
    sign_in(page, WORKER, "de")
    page.goto("/office/rulebook/new/krefeld/")
    opened(page, "baseline__due_months")
    fill(page, reason="Ratsbeschluss", baseline__due_months="6", **SOURCE)
    page.locator(SAVE).click()
    page.wait_for_url("**/office/rulebook/2/")
    assert RulebookVersion.objects.get(version=2).state is VersionState.DRAFT


def draft(page: Page) -> None:
    page.goto("/office/rulebook/")
    page_is_clean(page)
    page.locator("main a.kern-btn--primary").click()
    page.wait_for_url("**/office/rulebook/new/")
    page_is_clean(page)
    page.goto("/office/rulebook/new/version-1/")
    page_is_clean(page)
    opened(page, "baseline__due_months")
    fill(page, reason="Ratsbeschluss", baseline__due_months="6")
    page.locator(SAVE).click()
    page.locator(".error-summary").wait_for()
    page_is_clean(page)
    # The rule with the fault is open, and nothing that was typed is lost.
    assert page.locator("[name=baseline__due_months]").input_value() == "6"
    fill(page, **SOURCE)
    page.locator(SAVE).click()
    page.wait_for_url("**/office/rulebook/2/")
    page_is_clean(page)


def propose(page: Page) -> None:
    page.locator("main a[href$='/simulation/']").first.click()
    page.wait_for_url("**/office/rulebook/2/simulation/")
    page_is_clean(page)
    assert "Bäckerei Sonnenkorn" in page.locator("main").inner_text()
    page.goto("/office/rulebook/2/")
    page.locator("form[action$='/2/propose/'] button").click()
    page.get_by_role("status").wait_for()
    page_is_clean(page)


def decide(page: Page) -> None:
    page.goto("/office/rulebook/2/decide/")
    page_is_clean(page)
    page.locator("form[action$='/2/decide/'] [name=reason]").fill("So beschlossen")
    page.locator("form[action$='/2/decide/'] [name=seen]").check()
    page.locator("form[action$='/2/decide/'] button").click()
    page.wait_for_url("**/office/rulebook/")
    page_is_clean(page)
