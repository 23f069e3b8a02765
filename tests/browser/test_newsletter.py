"""The whole way of the newsletter: subscribe, confirm, write, send, read in the archive, leave."""

import re

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from klimapakt.foundation.mail import sealing
from klimapakt.foundation.models import OutgoingMail
from klimapakt.newsletter.models import Issue, Subscription
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.actions import create_person
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look

OFFICE, READER, PASSWORD = "ada@stadt.example.org", "lea@leserschaft.example.org", "Roggenbrot-um-fuenf"
SUBMIT = "main form:visible button.kern-btn--primary"


@pytest.fixture(autouse=True)
def _office(live_server: object, settings: LazySettings, look: Look) -> None:
    settings.KLIMA_DEMO = True
    ada = create_person(email=OFFICE, name="Ada Sommer", language=look.language, password=PASSWORD, by=None)
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)


def link_in(kind: str) -> str:
    """Return the path of the link in the newest mail of a kind, as the outbox of the demo shows it."""
    mail = OutgoingMail.objects.filter(recipient=READER, kind=kind).order_by("-created_at")[0]
    return re.sub(r"^https?://[^/]+", "", sealing.unseal(mail.secrets)["link"])


def press(page: Page) -> None:
    page.locator(SUBMIT).first.click()
    page.wait_for_load_state()


def test_from_the_form_to_the_inbox_and_out_again(page: Page, look: Look) -> None:
    here = f"/{look.language}/newsletter/"
    page.goto(here)
    page_is_clean(page)
    page.locator("main [name=email]").fill(READER)
    press(page)
    page.wait_for_url(f"**{here}sent/")
    page_is_clean(page)
    page.goto(link_in("newsletter_confirm"))
    page_is_clean(page)
    press(page)
    page_is_clean(page)
    _write_and_send(page)
    page.goto(here)
    page.locator("main li a").click()
    page_is_clean(page)
    page.goto(link_in("newsletter_issue"))
    page_is_clean(page)
    press(page)
    page_is_clean(page)
    assert Subscription.objects.get().left_at


def _write_and_send(page: Page) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(OFFICE)
    page.locator("input[name=password]:visible").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/")
    page.goto("/office/newsletter/")
    page_is_clean(page)
    page.goto("/office/newsletter/new/")
    page_is_clean(page)
    for name in ("subject_de", "text_de", "subject_en", "text_en"):
        page.locator(f"main [name={name}]").fill(
            "Klimaschutzvereinbarungsverhandlungen\n\nhttps://example.org/"
        )
    press(page)
    issue = Issue.objects.get()
    page.wait_for_url(f"**/office/newsletter/{issue.pk}/")
    page_is_clean(page)
    page.goto(f"/office/newsletter/{issue.pk}/send/")
    page_is_clean(page)
    page.locator("main [name=is_meant]").check()
    press(page)
    page.wait_for_url(f"**/office/newsletter/{issue.pk}/")
    page_is_clean(page)
    page.goto("/office/newsletter/")
    page_is_clean(page)
    assert Issue.objects.get().sent_to == 1
