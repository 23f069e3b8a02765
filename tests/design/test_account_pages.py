"""The pages around signing in: all of them, as strangers and members meet them."""

import pytest
from django.conf import LazySettings, settings
from django.contrib import auth
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse

from klimapakt import demo
from klimapakt.demo import DemoAccount
from klimapakt.pacts import sessions
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people import actions
from klimapakt.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out")]
PASSWORD = "Roggenbrot-um-fuenf"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def bruno() -> Person:
    return actions.create_person(
        email="bruno@baeckerei.example", name="Bruno Back", password=PASSWORD, by=None
    )


def enter(client: Client, person: Person) -> None:
    """Sign a person in without the form; the client's own way leaves out the address that axes asks for."""
    request = RequestFactory().get("/")
    request.session = client.session
    auth.login(request, person, backend=settings.AUTHENTICATION_BACKENDS[1])
    request.session[sessions.PACT] = str(pact_at_hand().pk)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(request.session.session_key)


def prove(client: Client) -> None:
    """Enter the password once more, as every change of the account asks for."""
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def page(client: Client, address: str) -> str:
    answer = client.get(address, headers=ENGLISH, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_login", "Sign in"),
        ("account_signup", "Accounts come from the office of the climate pact"),
        ("account_request_login_code", "Sign in with a code"),
        ("account_reset_password", "Set a new password"),
        ("account_reset_password_done", "Look into your e-mail"),
        ("account_reset_password_from_key_done", "Your new password is saved"),
        ("account_email_verification_sent", "Look into your e-mail"),
        ("account_inactive", "This account is closed"),
    ],
)
def test_a_stranger_meets_a_page_in_our_words(client: Client, name: str, heading: str) -> None:
    assert f"<h1>{heading}</h1>" in page(client, reverse(name))


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_change_password", "Change your password"),
        ("account_email", "Change your e-mail address"),
        ("devices", "Sessions and devices"),
        ("mfa_index", "Protect your account twice"),
        ("mfa_list_webauthn", "Your passkeys"),
        ("account_logout", "Sign out of this browser?"),
        ("account_reauthenticate", "Prove once more that it is you"),
    ],
)
def test_a_member_meets_a_page_in_our_words(client: Client, bruno: Person, name: str, heading: str) -> None:
    enter(client, bruno)
    assert f"<h1>{heading}</h1>" in page(client, reverse(name))


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("mfa_activate_totp", "Set up an app for codes"),
        ("mfa_add_webauthn", "Set up a passkey"),
        ("mfa_generate_recovery_codes", "Make new recovery codes?"),
    ],
)
def test_what_concerns_the_account_asks_for_the_password_once_more(
    client: Client, bruno: Person, name: str, heading: str
) -> None:
    enter(client, bruno)
    assert "<h1>Prove once more that it is you</h1>" in page(client, reverse(name))
    prove(client)
    assert f"<h1>{heading}</h1>" in page(client, reverse(name))


def test_an_account_without_a_password_can_be_given_one(client: Client) -> None:
    carla = actions.create_person(email="carla@example.org", name="Carla", by=None)
    enter(client, carla)
    assert "<h1>Choose a password</h1>" in page(client, reverse("account_change_password"))


@pytest.mark.parametrize(
    "address",
    [
        reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "x-y"}),
        reverse("account_confirm_email", args=["xyz"]),
    ],
)
def test_a_link_that_is_too_old_says_so(client: Client, address: str) -> None:
    assert "<h1>This link no longer works</h1>" in page(client, address)


def test_a_forgotten_password_is_replaced_through_the_mail(client: Client, bruno: Person) -> None:
    client.post(reverse("account_reset_password"), {"email": bruno.email}, headers=ENGLISH)
    (message,) = mail.outbox
    assert message.subject == "Set a new password"
    link = next(line for line in str(message.body).splitlines() if line.startswith("http"))
    choose = client.get(link, headers=ENGLISH, follow=True)
    assert "<h1>Choose a new password</h1>" in choose.content.decode()
    new = {"password1": "Vollkornbrot-um-sechs", "password2": "Vollkornbrot-um-sechs"}
    saved = client.post(choose.redirect_chain[-1][0], new, headers=ENGLISH, follow=True)
    assert "<h1>Your new password is saved</h1>" in saved.content.decode()
    assert mail.outbox[-1].subject == "Your password was changed"


def test_a_new_address_is_confirmed_through_the_mail(client: Client, bruno: Person) -> None:
    enter(client, bruno)
    prove(client)
    client.post(reverse("account_email"), {"email": "neu@example.org", "action_add": ""}, headers=ENGLISH)
    assert "neu@example.org waits for your confirmation" in page(client, reverse("account_email"))
    asking = next(message for message in mail.outbox if message.to == ["neu@example.org"])
    link = next(line for line in str(asking.body).splitlines() if line.startswith("http"))
    assert "<h1>Confirm your e-mail address</h1>" in page(client, link)


def test_signing_out_is_a_button_and_never_a_link(client: Client, bruno: Person) -> None:
    enter(client, bruno)
    html = page(client, reverse("account_change_password"))
    assert f'<form method="post" action="{reverse("account_logout")}">' in html
    assert f'href="{reverse("account_logout")}"' not in html


def test_demo_accounts_stay_hidden_where_people_have_their_own(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "ACCOUNTS", (account(),))
    assert "dora@example.org" not in page(client, reverse("account_login"))


def test_a_demo_account_signs_in_with_one_button(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.KLIMA_DEMO = True
    monkeypatch.setattr(demo, "ACCOUNTS", (account(),))
    actions.create_person(email="dora@example.org", name="Dora", password=PASSWORD, by=None)
    assert "Sign in as Dora" in page(client, reverse("account_login"))
    form = {"login": "dora@example.org", "password": PASSWORD}
    assert client.post(reverse("account_login"), form).status_code == 302


def account() -> DemoAccount:
    return DemoAccount("dora@example.org", "Dora", PASSWORD, "Public", "Sees what everybody sees.")
