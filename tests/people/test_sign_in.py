"""Signing in, and guessing passwords."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, cast

import pytest
from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.conf import settings
from django.core import mail
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from klimapakt.foundation import audit
from klimapakt.foundation.models import AuditEvent
from klimapakt.people import actions
from klimapakt.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out")]
PASSWORD = "Roggenbrot-um-fuenf"
ADDRESS = "bruno@baeckerei.example"


@pytest.fixture
def bruno() -> Person:
    return actions.create_person(email=ADDRESS, name="Bruno Back", password=PASSWORD, by=None)


def sign_in(client: Client, password: str = PASSWORD, email: str = ADDRESS, **headers: str) -> HttpResponse:
    return post(client, "account_login", headers, login=email, password=password, next="/")


def post(client: Client, name: str, headers: Mapping[str, str] | None = None, **form: str) -> HttpResponse:
    """Send a form; the client's answer is a response with a few things more."""
    return cast("HttpResponse", client.post(reverse(name), form, headers=dict(headers or {})))


def complaints(answer: HttpResponse) -> list[str]:
    """Return what the page says against the form as a whole."""
    return list(cast(Any, answer).context["form"].non_field_errors())


def is_signed_in(client: Client) -> bool:
    return settings.SESSION_COOKIE_NAME in client.cookies and "_auth_user_id" in client.session


def test_address_and_password_open_the_door_to_the_members_pages(client: Client, bruno: Person) -> None:
    answer = post(client, "account_login", login=ADDRESS, password=PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, reverse("portal:start"))
    assert is_signed_in(client)


def test_the_address_may_be_written_in_any_letters(client: Client, bruno: Person) -> None:
    sign_in(client, email="BRUNO@Baeckerei.Example")
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client, bruno: Person) -> None:
    wrong = sign_in(client, password="wrong")
    unknown = sign_in(client, email="nobody@baeckerei.example", password="wrong")
    assert wrong.status_code == unknown.status_code == HTTPStatus.OK
    assert complaints(wrong) == complaints(unknown) != []


def test_a_person_who_may_not_sign_in_any_more_does_not(client: Client, bruno: Person) -> None:
    Person.objects.filter(pk=bruno.pk).update(is_active=False)
    sign_in(client)
    assert not is_signed_in(client)


def test_an_open_session_ends_when_the_person_may_not_sign_in_any_more(client: Client, bruno: Person) -> None:
    sign_in(client)
    Person.objects.filter(pk=bruno.pk).update(is_active=False)
    assert not client.get("/accounts/login/").wsgi_request.user.is_authenticated


def test_the_session_gets_a_new_key_at_sign_in(client: Client, bruno: Person) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "chosen-by-a-stranger"
    sign_in(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "chosen-by-a-stranger"


def test_the_session_ends_with_the_browser_and_after_twelve_hours_at_the_latest(
    client: Client, bruno: Person
) -> None:
    sign_in(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == ""
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert client.session.get_expiry_age() <= timedelta(hours=12).total_seconds()


def test_signing_in_brings_the_language_of_the_person(client: Client, bruno: Person) -> None:
    actions.change_language(person=bruno, language="en", by=bruno)
    sign_in(client)
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_language_chosen_on_this_device_stays(client: Client, bruno: Person) -> None:
    post(client, "set_language", language="en", next="/")
    sign_in(client)
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_language_chosen_while_signed_in_is_kept_with_the_account(client: Client, bruno: Person) -> None:
    sign_in(client)
    post(client, "set_language", language="en", next="/")
    bruno.refresh_from_db()
    assert bruno.language == "en"


def test_nobody_can_sign_up(client: Client) -> None:
    post(client, "account_signup", email="eve@example.org", password1=PASSWORD, password2=PASSWORD)
    assert not Person.objects.exists()


def test_the_eleventh_guess_is_refused_even_with_the_right_password(client: Client, bruno: Person) -> None:
    for _ in range(10):
        sign_in(client, password="guess")
    answer = sign_in(client)
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert not is_signed_in(client)


def test_guessing_at_one_account_leaves_another_alone(client: Client, bruno: Person) -> None:
    actions.create_person(email="carla@other.example", name="Carla", password=PASSWORD, by=None)
    for _ in range(12):
        sign_in(client, password="guess")
    sign_in(client, email="carla@other.example")
    assert is_signed_in(client)


def test_other_letters_other_browsers_and_invented_addresses_do_not_help_a_guesser(bruno: Person) -> None:
    spellings = [ADDRESS, ADDRESS.upper(), ADDRESS.title(), f" {ADDRESS} "]
    for number in range(10):
        sign_in(
            Client(),
            email=spellings[number % 4],
            password="guess",
            **{"x-forwarded-for": f"203.0.113.{number}", "user-agent": f"browser {number}"},
        )
    assert sign_in(Client()).status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_an_account_that_does_not_exist_is_closed_just_the_same(client: Client) -> None:
    for _ in range(10):
        sign_in(client, email="nobody@baeckerei.example", password="guess")
    assert sign_in(client, email="nobody@baeckerei.example").status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_after_fifteen_minutes_the_door_opens_again(client: Client, bruno: Person) -> None:
    for _ in range(11):
        sign_in(client, password="guess")
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=15, seconds=1))
    sign_in(client)
    assert is_signed_in(client)


def test_going_on_guessing_does_not_keep_the_owner_out_for_longer(client: Client, bruno: Person) -> None:
    for _ in range(10):
        sign_in(client, password="guess")
    before = AccessAttempt.objects.values_list("attempt_time", flat=True)[0]
    sign_in(client, password="guess")
    assert AccessAttempt.objects.values_list("attempt_time", flat=True)[0] == before


def test_signing_in_forgets_the_failures_before(client: Client, bruno: Person) -> None:
    for _ in range(9):
        sign_in(client, password="guess")
    sign_in(client)
    assert not AccessAttempt.objects.exists()


def test_the_list_of_failures_holds_neither_address_nor_password(client: Client, bruno: Person) -> None:
    sign_in(client, password="a-guess-to-be-forgotten")
    row = "|".join(str(value) for value in AccessAttempt.objects.values_list().get())
    assert "bruno" not in row.lower()
    assert "a-guess-to-be-forgotten" not in row


def test_one_place_cannot_try_a_hundred_accounts(client: Client) -> None:
    for number in range(100):
        sign_in(client, email=f"person{number}@example.org", password="guess")
    bruno = actions.create_person(email=ADDRESS, name="Bruno Back", password=PASSWORD, by=None)
    sign_in(client, email=bruno.email)
    assert not is_signed_in(client)


def test_a_forgotten_password_sends_a_link_that_works_once(client: Client, bruno: Person) -> None:
    post(client, "account_reset_password", email=ADDRESS)
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    link = next(word for word in str(letter.body).split() if "/accounts/password/reset/key/" in word)
    page = client.get(link, follow=True)
    new = "Sauerteig-ueber-Nacht"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    sign_in(client, password=new)
    assert is_signed_in(client)
    again = Client().get(link, follow=True)
    assert "form" not in again.context or again.context.get("token_fail")


def test_a_forgotten_password_of_a_stranger_sends_nothing_and_looks_the_same(
    client: Client, bruno: Person
) -> None:
    known = post(client, "account_reset_password", email=ADDRESS)
    unknown = post(client, "account_reset_password", email="nobody@example.org")
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )


def test_a_changed_password_ends_other_sessions(client: Client, bruno: Person) -> None:
    sign_in(client)
    bruno.set_password("Sauerteig-ueber-Nacht")
    bruno.save(update_fields=["password"])
    assert not client.get("/accounts/login/").wsgi_request.user.is_authenticated


def test_a_changed_password_is_recorded(client: Client, bruno: Person) -> None:
    sign_in(client)
    new = "Sauerteig-ueber-Nacht"
    post(client, "account_change_password", oldpassword=PASSWORD, password1=new, password2=new)
    bruno.refresh_from_db()
    assert bruno.check_password(new)
    event = AuditEvent.objects.get(what="person.password_set")
    assert event.actor == event.subject_id == audit.commitment_of(bruno)
    assert is_signed_in(client)


def test_a_new_address_counts_once_the_mail_to_it_was_answered(client: Client, bruno: Person) -> None:
    sign_in(client)
    post(client, "account_reauthenticate", password=PASSWORD)
    post(client, "account_email", action_add="", email="Bruno@Brot.Example")
    bruno.refresh_from_db()
    assert bruno.email == ADDRESS
    letter = next(one for one in mail.outbox if one.to == ["bruno@brot.example"])
    link = next(word for word in str(letter.body).split() if "/accounts/confirm-email/" in word)
    client.post(link)
    bruno.refresh_from_db()
    assert bruno.email == "bruno@brot.example"
    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [
        (bruno.email, True, True)
    ]
    assert AuditEvent.objects.filter(what="person.address_confirmed").count() == 1
