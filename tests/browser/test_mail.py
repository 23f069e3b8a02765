"""E-mails in the browser: the office's list, the outbox of the demo, and an invitation by its link."""

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Page

from klimapakt import demo
from klimapakt.foundation.mail import actions, outbox, writing
from klimapakt.foundation.mail.actions import Failure
from klimapakt.foundation.mail.enums import MailProblem, MailState
from klimapakt.foundation.models import OutgoingMail
from klimapakt.organisations.mail_kinds import INVITATION
from klimapakt.people.models import Person
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import GERMAN_PHONE, Look

pytestmark = pytest.mark.usefixtures("city")

BRUNO, ADA = "bruno@sonnenkorn.example.org", "ada@musterstadt.example.org"
PASSWORDS = {account.email: account.password for account in demo.ACCOUNTS}
LONG = "wilhelmine.katharina.von-der-landwirtschaftsmaschinenfabrik@niederrheinische-werke.example.org"


@pytest.fixture(autouse=True)
def _demo(settings: LazySettings) -> None:
    settings.KLIMA_DEMO = True


def sign_in(page: Page, email: str, language: str) -> None:
    Person.objects.filter(email=email).update(language=language)
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORDS[email])
    page.locator("input[name=password]:visible").press("Enter")
    page.wait_for_url("**/portal/")


def refused(language: str) -> OutgoingMail:
    words = {
        "name": "Niederrheinische Landwirtschaftsmaschinenfabrik Wilhelm Kortenbruck GmbH & Co. KG",
        "who": "Bruno",
        "role": "Press",
        "until": "1 May",
        "link": "http://localhost/invitations/secret/",
    }
    mail, _ = actions.write(to=LONG, kind=INVITATION, language=language, context=words, key="")
    taken = actions.claim(pk=mail.pk, at=timezone.now())
    assert taken is not None
    failure = Failure(MailProblem.ADDRESS_REFUSED, 550, is_final=True)
    actions.note_failure(mail=taken, failure=failure, at=timezone.now())
    return mail


def test_the_office_sees_what_failed_and_drops_it(page: Page, look: Look) -> None:
    mail = refused(look.language)
    sign_in(page, ADA, look.language)
    page.goto("/office/")
    page_is_clean(page)
    page.goto("/office/mail/")
    page_is_clean(page)
    page.goto("/office/mail/?state=suppressed")
    page_is_clean(page)
    page.goto(f"/office/mail/{mail.pk}/")
    assert "secret" not in page.content()
    page_is_clean(page)
    page.locator(f"form[action$='/{mail.pk}/drop/'] button").click()
    page.get_by_role("status").wait_for()
    assert OutgoingMail.objects.get(pk=mail.pk).state == MailState.SUPPRESSED


def test_the_outbox_of_the_demo_is_clean_with_and_without_mail(page: Page, look: Look) -> None:
    OutgoingMail.objects.all().delete()
    page.goto("/demo/mail/")
    page_is_clean(page)
    words = {"name": "Bäckerei", "who": "Bruno", "role": "Press", "until": "1 May"}
    link = "http://localhost/invitations/a-very-long-one-time-token-that-does-not-break-anywhere-at-all/"
    mail = outbox.post(to=LONG, kind=INVITATION, language=look.language, context={**words, "link": link})
    page.goto("/demo/mail/")
    page_is_clean(page)
    page.get_by_role("main").get_by_role("link", name="Bäckerei").click()
    page.frame_locator("iframe").get_by_role("heading").wait_for()
    page.locator("main details").evaluate("details => details.open = true")
    page_is_clean(page)
    # In its frame nothing runs, axe included; the same letter in a page of its own can be looked at.
    page.goto("about:blank")
    page.set_content(writing.filled_html(mail.html, {"link": link}))
    page_is_clean(page)


class TestByHand:
    """What somebody does who tries the demonstration."""

    @pytest.fixture
    def look(self) -> Look:
        return GERMAN_PHONE

    def test_an_invitation_is_accepted_from_the_outbox(self, page: Page) -> None:
        sign_in(page, BRUNO, "de")
        organisation = Person.objects.get(email=BRUNO).roles.get().organisation
        page.goto(f"/portal/organisations/{organisation.pk}/people/invite/")
        page.fill("input[name=email]", "lena@sonnenkorn.example.org")
        page.check("input[name=kind][value=data_entry]")
        page.check("input[name=language][value=de]")
        page.click("main button[type=submit]")
        page.wait_for_url("**/people/")
        page.context.clear_cookies()
        page.goto("/accounts/login/")
        page.get_by_role("link", name="Einladungen, Codes und andere E-Mails").click()
        page.get_by_role("main").get_by_role("link", name="Einladung zu").first.click()
        page.frame_locator("iframe").get_by_role("link", name="Einladung annehmen").click()
        page.wait_for_url("**/invitations/**")
        assert "Bäckerei Sonnenkorn" in page.get_by_role("main").inner_text()
