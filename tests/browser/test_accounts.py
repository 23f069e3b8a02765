"""Accounts in the browser: every page in every look; a code, an app, a passkey, an invitation, keyboard."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page

from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation, Organisation, Role, Site
from klimapakt.people.models import Person
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import ENGLISH_DESK, GERMAN_PHONE
from tests.cast import PASSWORD
from tests.organisations.invitations import invited, sent_token

NEW = "Sauerteig-ueber-Nacht"


def sign_in(page: Page, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(language=language_of(page))
    page.goto("/accounts/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/portal/")


def language_of(page: Page) -> str:
    return str(page.evaluate("navigator.language"))[:2]


def prove(page: Page) -> None:
    """Enter the password once more where a page asks for it."""
    if "/reauthenticate/" in page.url:
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def now_shown(secret: str) -> str:
    counters = list(yield_hotp_counters_from_time())
    return f"{hotp_value(secret, counters[len(counters) // 2]):06d}"


def test_every_page_of_an_account_is_clean(page: Page, bruno: Person, bakery: Organisation) -> None:
    for address in ("/accounts/login/", "/accounts/login/code/"):
        page.goto(address)
        page_is_clean(page)
    page.fill("input[name=email]", bruno.email)
    page.press("input[name=email]", "Enter")
    page.wait_for_url("**/confirm/")
    page_is_clean(page)
    page.click(f"main form[action='{reverse('account_logout')}'] button")
    sign_in(page, bruno)
    for name in ("mfa_index", "devices", "mfa_activate_totp", "mfa_add_webauthn"):
        page.goto(reverse(name))
        if "/reauthenticate/" in page.url:
            page_is_clean(page)
            prove(page)
        page_is_clean(page)


def test_every_page_about_people_and_sites_is_clean(
    page: Page, bruno: Person, ada: Person, bakery: Organisation, bakehouse: Site
) -> None:
    role = give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    invited(bakery, "a-very-long-name-with-hyphens@department.bakery.example.org", by=bruno)
    token = sent_token()
    page.goto(reverse("invitations:accept", args=[token]))
    page_is_clean(page)
    sign_in(page, bruno)
    page.goto(reverse("invitations:accept", args=[token]))
    page_is_clean(page)
    for name in ("people", "invite", "organisation", "organisation_change"):
        page.goto(reverse(f"portal:{name}", args=[bakery.pk]))
        page_is_clean(page)
    for name in ("role", "role_end"):
        page.goto(reverse(f"portal:{name}", args=[bakery.pk, role.pk]))
        page_is_clean(page)
    for name in ("site", "site_delete"):
        page.goto(reverse(f"portal:{name}", args=[bakehouse.pk]))
        if name == "site":
            page.click("summary")
        page_is_clean(page)
    page.goto(reverse("invitations:accept", args=["unknown"]))
    page_is_clean(page, status=404)


@pytest.mark.parametrize("look", [GERMAN_PHONE], ids=str)
def test_two_people_at_once_see_both_versions(
    page: Page, bruno: Person, bakery: Organisation, bakehouse: Site
) -> None:
    sign_in(page, bruno)
    page.goto(reverse("portal:site", args=[bakehouse.pk]))
    page.fill("input[name=address]", "Am Markt 1")
    Site.objects.update(address="Hafenstraße 12", revision=2)
    page.press("input[name=address]", "Enter")
    page.wait_for_selector("text=Jemand anderes hat das inzwischen geändert")
    page_is_clean(page, status=409)
    assert "Hafenstraße 12" in page.inner_text("main")
    assert page.input_value("input[name=address]") == "Am Markt 1"
    page.press("input[name=address]", "Enter")
    page.wait_for_url("**/organisations/**")
    assert Site.objects.get().address == "Am Markt 1"


@pytest.mark.parametrize("look", [GERMAN_PHONE, ENGLISH_DESK], ids=str)
def test_a_code_by_mail_opens_the_door_by_keyboard(page: Page, bruno: Person) -> None:
    page.goto("/accounts/login/")
    page.focus("input[name=login]")
    page.keyboard.type(bruno.email)
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "code"
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirm/")
    code = re.search(r"^[A-Z0-9]+-?[A-Z0-9]+$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    page.focus("input[name=code]")
    page.keyboard.type(code.group())
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/")


@pytest.mark.parametrize("look", [GERMAN_PHONE, ENGLISH_DESK], ids=str)
def test_an_app_for_codes_is_set_up_and_asked_for(page: Page, bruno: Person) -> None:
    sign_in(page, bruno)
    page.goto("/accounts/2fa/totp/activate/")
    prove(page)
    page.click("summary")
    secret = page.inner_text(".secret").strip()
    page.fill("input[name=code]", now_shown(secret))
    page.press("input[name=code]", "Enter")
    page.wait_for_url("**/recovery-codes/")
    page_is_clean(page)
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", bruno.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/2fa/authenticate/")
    page_is_clean(page)
    page.fill("input[name=code]", codes[0])
    page.press("input[name=code]", "Enter")
    page.wait_for_url("**/portal/")


@pytest.mark.parametrize("look", [GERMAN_PHONE, ENGLISH_DESK], ids=str)
def test_a_passkey_is_set_up_and_opens_the_door_alone(page: Page, bruno: Person, live_server: object) -> None:
    at_name = str(live_server).replace("127.0.0.1", "localhost")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{at_name}/accounts/login/")
    page.fill("input[name=login]", bruno.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/portal/")
    page.goto(f"{at_name}/accounts/2fa/webauthn/add/")
    prove(page)
    page.fill("input[name=name]", "Laptop")
    page.click("main form[data-passkey] button[type=submit]")
    page.wait_for_url("**/recovery-codes/")
    page.goto(f"{at_name}/accounts/2fa/webauthn/")
    page_is_clean(page)
    assert "Laptop" in page.inner_text("main")
    assert Authenticator.objects.filter(user_id=bruno.pk, type="webauthn").count() == 1
    page.context.clear_cookies()
    page.goto(f"{at_name}/accounts/login/")
    page.click("form[data-passkey] button[type=submit]")
    page.wait_for_url("**/portal/")
    assert bruno.name in page.inner_text("main")


@pytest.mark.parametrize("look", [GERMAN_PHONE], ids=str)
def test_where_passkeys_cannot_work_a_sentence_says_so(page: Page, live_server: object) -> None:
    at_number = str(live_server).replace("localhost", "127.0.0.1")
    page.goto(f"{at_number}/accounts/login/")
    page.click("form[data-passkey] button[type=submit]")
    page.locator("[data-passkey-trouble]").wait_for(state="visible")
    assert "https" in page.inner_text("[data-passkey-trouble]")
    page_is_clean(page)


def test_without_javascript_an_invitation_leads_to_an_account(
    page_without_javascript: Page, bruno: Person, bakery: Organisation
) -> None:
    page = page_without_javascript
    page.goto("/accounts/login/")
    page.fill("input[name=login]", bruno.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.goto(reverse("portal:invite", args=[bakery.pk]))
    page.fill("input[name=email]", "mina@bakery.example.org")
    page.check("input[name=kind][value=data_entry]")
    page.check("input[name=language][value=de]")
    page.click("main button[type=submit]")
    page.wait_for_url("**/people/")
    assert "mina@bakery.example.org" in page.inner_text("main")
    page.context.clear_cookies()
    page.goto(reverse("invitations:accept", args=[sent_token()]))
    page.fill("input[name=name]", "Mina Hoffmann")
    page.fill("input[name=password]", NEW)
    page.click("main button[type=submit]")
    page.wait_for_url("**/portal/")
    assert Role.objects.filter(organisation=bakery, person__email="mina@bakery.example.org").exists()
    assert Invitation.objects.get().accepted_at is not None


def test_without_javascript_the_other_ways_to_sign_in_are_named(page_without_javascript: Page) -> None:
    page_without_javascript.goto("/accounts/login/")
    assert "Passkeys" in page_without_javascript.inner_text("main")
    assert page_without_javascript.locator("form[data-passkey] button:visible").count() == 0
