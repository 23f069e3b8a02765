"""Signing in by a code, with a second proof, and the end of sessions."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import cast

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klimapakt.foundation.models import AuditEvent
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people import actions
from klimapakt.people.models import Person
from klimapakt.people.sessions import BEGAN, SEEN
from tests.cast import PASSWORD, SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out")]
SIGN_IN = "/accounts/login/"
CODE = "/accounts/login/code/confirm/"


def ask(client: Client, email: str) -> HttpResponse:
    answer = client.post(SIGN_IN, {"login": email, "password": "", "way": "code"}, follow=True)
    return cast("HttpResponse", answer)


def sent_code() -> str:
    body = str(mail.outbox[-1].body)
    return next(line for line in body.splitlines() if re.fullmatch(r"[A-Z0-9-]{6,12}", line))


def is_in(client: Client) -> bool:
    return client.get("/portal/").status_code == HTTPStatus.OK


def plain(response: HttpResponse, address: str) -> str:
    """Return a page without what differs by the address that was typed in."""
    text = response.content.decode().replace(address, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def code_of(secret: str) -> str:
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


def test_a_code_by_mail_signs_in(dora: Client, bruno: Person) -> None:
    page = ask(dora, bruno.email)
    assert "Enter the code" in page.content.decode()
    assert mail.outbox[-1].subject == "Your code to sign in"
    dora.post(CODE, {"code": sent_code()})
    assert is_in(dora)


def test_a_code_works_once(dora: Client, bruno: Person) -> None:
    ask(dora, bruno.email)
    code = sent_code()
    dora.post(CODE, {"code": code})
    dora.post("/accounts/logout/")
    dora.post(CODE, {"code": code})
    assert not is_in(dora)


def test_who_asked_for_a_code_may_still_choose_another_way(dora: Client, bruno: Person) -> None:
    ask(dora, bruno.email)
    back = dora.post("/accounts/logout/", {"next": SIGN_IN}, follow=True)
    assert back.request["PATH_INFO"] == SIGN_IN
    dora.post(SIGN_IN, {"login": bruno.email, "password": PASSWORD})
    assert is_in(dora)


def test_an_empty_password_asks_for_a_code(dora: Client, bruno: Person) -> None:
    dora.post(SIGN_IN, {"login": bruno.email, "password": ""})
    assert mail.outbox[-1].to == [bruno.email]


def test_the_button_for_a_code_ignores_what_stands_in_the_password(dora: Client, bruno: Person) -> None:
    dora.post(SIGN_IN, {"login": bruno.email, "password": "something", "way": "code"})
    assert mail.outbox[-1].to == [bruno.email]


def test_asking_for_a_code_tells_nobody_who_has_an_account(bruno: Person) -> None:
    known, unknown = ask(Client(), bruno.email), ask(Client(), "nobody@bakery.example.org")
    assert plain(known, bruno.email) == plain(unknown, "nobody@bakery.example.org")
    assert known.status_code == unknown.status_code == HTTPStatus.OK
    assert [letter.to for letter in mail.outbox] == [[bruno.email]]


def test_a_wrong_code_tells_nobody_who_has_an_account(bruno: Person) -> None:
    answers = []
    for address in (bruno.email, "nobody@bakery.example.org"):
        client = Client(headers={"accept-language": "en"})
        ask(client, address)
        answers.append(plain(cast("HttpResponse", client.post(CODE, {"code": "WRONG1"})), address))
    assert answers[0] == answers[1]
    assert "This is not the code we sent last" in answers[0]


def test_a_closed_account_gets_no_code_and_looks_like_none(bruno: Person) -> None:
    actions.deactivate(person=bruno, by=None)
    ask(Client(), bruno.email)
    assert mail.outbox == []


def test_codes_of_one_address_are_guessed_at_nine_times_at_most(bruno: Person) -> None:
    for _ in range(5):
        client = Client()
        ask(client, bruno.email)
        for _ in range(3):
            client.post(CODE, {"code": "WRONG1"})
        assert not client.session.get("account_login")
    assert len(mail.outbox) == 3
    client = Client()
    assert "wait fifteen minutes" in ask_in_english(client, bruno.email)


def ask_in_english(client: Client, email: str) -> str:
    form = {"login": email, "password": "", "way": "code"}
    return client.post(SIGN_IN, form, headers={"accept-language": "en"}).content.decode()


def test_an_app_for_codes_is_set_up_with_its_first_code(bruno: Person, sign_in: SignIn) -> None:
    client = sign_in(bruno)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert '<svg class="qr"' in page.content.decode()
    assert "data:image" not in page.content.decode()
    codes = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}, follow=True)
    assert "Your recovery codes" in codes.content.decode()
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_who_has_an_app_is_asked_for_its_code(bruno: Person, dora: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(bruno, secret)
    answer = dora.post(SIGN_IN, {"login": bruno.email, "password": PASSWORD}, follow=True)
    assert "The second proof" in answer.content.decode()
    assert not is_in(dora)
    dora.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert is_in(dora)


def test_a_code_by_mail_does_not_replace_the_second_proof(bruno: Person, dora: Client) -> None:
    TOTP.activate(bruno, generate_totp_secret())
    ask(dora, bruno.email)
    dora.post(CODE, {"code": sent_code()})
    assert not is_in(dora)


def test_second_proofs_are_guessed_at_ten_times_at_most(bruno: Person, dora: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(bruno, secret)
    dora.post(SIGN_IN, {"login": bruno.email, "password": PASSWORD})
    for _ in range(10):
        dora.post("/accounts/2fa/authenticate/", {"code": "000000"})
    answer = dora.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert "wait fifteen minutes" in answer.content.decode()
    assert not is_in(dora)


def test_the_pact_office_sees_nothing_before_the_second_proof_is_set_up(ada: Person, dora: Client) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    dora.post(SIGN_IN, {"login": ada.email, "password": PASSWORD})
    for address in ("/portal/", "/office/"):
        answer = dora.get(address, follow=True)
        assert answer.redirect_chain == [("/accounts/2fa/", HTTPStatus.FOUND)]
        assert "Set up a second proof to go on" in answer.content.decode()
    TOTP.activate(ada, generate_totp_secret())
    assert dora.get("/office/").status_code == HTTPStatus.OK


def test_the_demo_lets_the_office_in_and_says_so(ada: Person, dora: Client, settings: LazySettings) -> None:
    settings.KLIMA_DEMO = True
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    dora.post(SIGN_IN, {"login": ada.email, "password": PASSWORD})
    assert dora.get("/office/").status_code == HTTPStatus.OK
    assert "gets in without a second proof" in dora.get("/accounts/2fa/").content.decode()


def move_back(client: Client, name: str, by: timedelta) -> None:
    session = client.session
    session[name] = session[name] - by.total_seconds()
    session.save()


def test_nobody_stays_signed_in_for_longer_than_twelve_hours(bruno: Person, sign_in: SignIn) -> None:
    client = sign_in(bruno)
    move_back(client, BEGAN, timedelta(hours=12, minutes=1))
    answer = client.get("/portal/", follow=True)
    assert answer.redirect_chain == [("/accounts/login/?next=/portal/", HTTPStatus.FOUND)]
    assert "longer than twelve hours" in answer.content.decode()


def test_an_hour_without_a_click_ends_the_session_of_the_office_only(
    ada: Person, bruno: Person, sign_in: SignIn
) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    office, member = sign_in(ada), sign_in(bruno)
    for client in (office, member):
        move_back(client, SEEN, timedelta(minutes=61))
    assert office.get("/office/").headers["location"] == "/accounts/login/?next=/office/"
    assert is_in(member)


def test_clicks_keep_the_session_of_the_office_alive(ada: Person, sign_in: SignIn) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    client = sign_in(ada)
    for _ in range(3):
        move_back(client, SEEN, timedelta(minutes=40))
        assert client.get("/office/").status_code == HTTPStatus.OK


def test_a_deactivated_person_is_out_with_the_next_request(bruno: Person, sign_in: SignIn) -> None:
    client = sign_in(bruno)
    actions.deactivate(person=bruno, by=None)
    assert not is_in(client)


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(bruno: Person, sign_in: SignIn) -> None:
    client = sign_in(bruno)
    kept = dict(client.cookies)
    client.post("/accounts/logout/")
    client.cookies.update(kept)
    assert not is_in(client)


def test_devices_are_named_in_plain_words(bruno: Person, sign_in: SignIn) -> None:
    client = sign_in(bruno)
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"
    UserSession.objects.update(user_agent=phone)
    page = client.get(reverse("devices")).content.decode()
    assert "Safari · iPhone" in page
    assert "This device" in page


def test_another_device_is_signed_out_from_here(bruno: Person, sign_in: SignIn) -> None:
    here, there = sign_in(bruno), sign_in(bruno)
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(reverse("device_end", args=[other.pk]))
    assert (is_in(here), is_in(there)) == (True, False)
    assert AuditEvent.objects.filter(what="person.session_ended").count() == 1


def test_all_other_devices_are_signed_out_at_once(bruno: Person, sign_in: SignIn) -> None:
    here, others = sign_in(bruno), [sign_in(bruno), sign_in(bruno)]
    here.post(reverse("devices_end_others"))
    assert is_in(here)
    assert [is_in(one) for one in others] == [False, False]


def test_a_device_of_somebody_else_looks_like_none(bruno: Person, carla: Person, sign_in: SignIn) -> None:
    brunos, carlas = sign_in(bruno), sign_in(carla)
    session = UserSession.objects.get(session_key=brunos.session.session_key)
    assert carlas.post(reverse("device_end", args=[session.pk])).status_code == HTTPStatus.NOT_FOUND
    assert is_in(brunos)


def test_when_a_device_was_last_seen_is_noted_once_a_minute(bruno: Person, sign_in: SignIn) -> None:
    client = sign_in(bruno)
    long_ago = timezone.now() - timedelta(hours=2)
    UserSession.objects.update(last_seen_at=long_ago)
    client.get("/portal/")
    assert UserSession.objects.get().last_seen_at == long_ago
    move_back(client, SEEN, timedelta(minutes=2))
    client.get("/portal/")
    assert UserSession.objects.get().last_seen_at > long_ago
