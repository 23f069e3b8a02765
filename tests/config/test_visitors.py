"""What every visitor's browser gets: headers on every answer, and no cookie that nobody asked for."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from klimapakt import demo

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
PAGES = [
    "/",
    "/sources/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/does-not-exist/",
    "/static/css/none.css",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_protecting_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/sources/", "/does-not-exist/"])
def test_public_pages_set_no_cookie(client: Client, path: str) -> None:
    client.get(path)
    assert not client.cookies


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/"])
def test_pages_with_a_form_set_the_forgery_cookie_and_no_other(client: Client, path: str) -> None:
    client.get(path)
    assert list(client.cookies) == [settings.CSRF_COOKIE_NAME]


def test_visiting_writes_no_session(client: Client) -> None:
    for path in PAGES:
        client.get(path)
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_the_page_speaks_german_where_nothing_else_is_asked_for(client: Client) -> None:
    assert client.get("/").headers["Content-Language"] == "de"


def test_the_page_speaks_the_language_the_browser_asks_for(client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "en-GB,en;q=0.9,de;q=0.5"})
    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_language_we_do_not_speak_becomes_german(client: Client) -> None:
    assert client.get("/", headers={"accept-language": "fr"}).headers["Content-Language"] == "de"


def test_a_chosen_language_is_kept_in_a_cookie_and_beats_the_browser(client: Client) -> None:
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/sources/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sources/")
    assert list(client.cookies) == [settings.LANGUAGE_COOKIE_NAME]
    assert client.get("/", headers={"accept-language": "de"}).headers["Content-Language"] == "en"


def test_the_language_switch_works_without_any_cookie() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("set_language"), {"language": "en", "next": "/"}).status_code == 302


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "tlh", "next": "/"})
    assert not client.cookies


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_language_switch_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    answer = client.post(reverse("set_language"), {"language": "en", "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_asking_for_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_every_page_frame_knows_the_pact_and_the_languages(client: Client) -> None:
    context = client.get("/accounts/login/").context
    assert context["pact_name"] == "Klimapakt"
    assert context["is_demo"] is False
    assert list(context["demo_accounts"]) == []
    assert [(one.code, one.name, one.is_current) for one in context["languages"]] == [
        ("de", "Deutsch", True),
        ("en", "English", False),
    ]
    assert context["current_language"].code == "de"


def test_the_demo_shows_its_accounts_and_nobody_else_does(client: Client, settings: Settings) -> None:
    settings.KLIMA_DEMO = True
    shown = client.get("/accounts/login/", headers={"accept-language": "en"}).context["demo_accounts"]
    assert [(one.email, one.password, one.who) for one in shown] == [
        (one.email, one.password, one.who) for one in demo.ACCOUNTS if not one.host
    ]
    settings.KLIMA_DEMO = False
    assert not client.get("/accounts/login/").context["demo_accounts"]
