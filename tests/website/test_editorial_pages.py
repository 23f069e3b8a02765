"""Pages the office writes itself: whose they are, who edits them, and what readers get of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings
from wagtail.models import Page

from klimapakt.pacts import hosts
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.people.models import Person
from klimapakt.website.editorial.blocks import SAFE_FEATURES, Body, safe_link
from klimapakt.website.editorial.trees import plant
from klimapakt.website.models import NewsPage, StandardPage, StartPage
from tests.strictness.rows import QueryCount

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SignIn = Callable[[Person], Client]
OTHER = "other.localhost"


def start_of(pact: Pact, language: str) -> StartPage:
    found: StartPage = StartPage.objects.child_of(plant(pact)).get(slug=language)
    return found


def written(pact: Pact, language: str = "en", **more: Any) -> StandardPage:  # noqa: ANN401  # any field
    facts = {"title": "About us", "slug": "about-us", "lead": "Who we are", **more}
    page: StandardPage = start_of(pact, language).add_child(instance=StandardPage(**facts))
    return page


@pytest.fixture
def other(pact: Pact, settings: Settings) -> Pact:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, OTHER]
    found = Pact.objects.create(slug="other", name="Other", city="Elsewhere", host=OTHER)
    hosts.forget()
    return found


def test_a_page_is_shown_in_its_language_only(client: Client, pact: Pact) -> None:
    written(pact)
    assert b"Who we are" in client.get("/en/about-us/").content
    assert client.get("/de/about-us/").status_code == 404


def test_the_address_of_a_page_is_where_it_is_shown(client: Client, pact: Pact) -> None:
    page = written(pact)
    assert page.url == "/en/about-us/"
    assert b'href="/en/about-us/"' in client.get("/en/").content


def test_another_pacts_page_is_not_there(client: Client, pact: Pact, other: Pact) -> None:
    written(other)
    plant(pact)
    assert client.get("/en/about-us/").status_code == 404
    assert client.get("/en/about-us/", headers={"host": OTHER}).status_code == 200
    assert client.get("/other/en/about-us/").status_code == 404


def test_a_draft_is_not_shown(client: Client, pact: Pact) -> None:
    written(pact, live=False)
    assert client.get("/en/about-us/").status_code == 404


def test_a_page_sets_no_cookie_and_keeps_the_policy(client: Client, pact: Pact) -> None:
    written(pact)
    answer = client.get("/en/about-us/")
    assert not answer.cookies
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_a_page_asks_the_database_little(client: Client, pact: Pact, query_count: QueryCount) -> None:
    for number in range(12):
        written(pact, slug=f"page-{number}", title=f"Page {number}", show_in_menus=True)
    client.get("/en/")
    assert query_count(lambda: client.get("/en/")) < 10


def test_planting_twice_makes_nothing_twice(pact: Pact) -> None:
    plant(pact)
    before = Page.objects.count()
    plant(pact)
    assert Page.objects.count() == before


def test_what_is_written_stays_text(client: Client, pact: Pact) -> None:
    body = [
        ("heading", "<script>alert(1)</script>"),
        ("quote", {"words": "{{ secret }}", "source": "{% now %}"}),
    ]
    start_of(pact, "en").add_child(
        instance=NewsPage(title="<b>x</b>", slug="news", day=date(2026, 11, 27), body=body)
    )
    html = client.get("/en/news/").content.decode()
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert "{{ secret }}" in html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "http://x.example", "data:x"]
)
def test_a_link_that_leads_somewhere_else_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        safe_link(address)


def test_no_feature_lets_code_or_pictures_in() -> None:
    assert set(SAFE_FEATURES) == {"bold", "italic", "ol", "ul", "link"}
    assert "raw" not in Body().child_blocks


@pytest.mark.parametrize("path", ["", "pages/", "reports/site-history/"])
def test_who_is_not_signed_in_is_led_to_our_own_sign_in(client: Client, path: str) -> None:
    answer = client.get(f"/editorial/{path}")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_a_member_finds_no_editor(bruno: Person, sign_in: SignIn) -> None:
    assert sign_in(bruno).get("/editorial/").status_code == 404


@pytest.mark.parametrize("kind", [OfficeKind.REVIEWER, OfficeKind.CHAMBER_PARTNER, OfficeKind.LEADERSHIP])
def test_a_role_without_texts_finds_no_editor(ada: Person, sign_in: SignIn, kind: OfficeKind) -> None:
    give_office_role(person=ada, kind=kind, by=None)
    assert sign_in(ada).get("/editorial/").status_code == 404


@pytest.mark.parametrize("path", ["account/", "users/", "groups/", "password_reset/"])
def test_the_editor_is_no_second_way_to_accounts(ada: Person, sign_in: SignIn, path: str) -> None:
    give_office_role(person=ada, kind=OfficeKind.EDITOR, by=None)
    assert sign_in(ada).get(f"/editorial/{path}").status_code == 404


def test_an_editor_sees_the_pages_of_the_own_pact_only(
    ada: Person, sign_in: SignIn, pact: Pact, other: Pact
) -> None:
    give_office_role(person=ada, kind=OfficeKind.EDITOR, by=None)
    mine, foreign = written(pact), written(other)
    browser = sign_in(ada)
    answer = browser.get("/editorial/")
    assert answer.status_code == 200
    assert "script-src" in answer.headers["Content-Security-Policy"]
    assert browser.get(f"/editorial/pages/{mine.pk}/edit/").status_code == 200
    assert browser.get(f"/editorial/pages/{foreign.pk}/edit/").status_code == 302
    assert not ada.has_perm("wagtailimages.add_image")


def test_an_editor_without_second_factor_sets_one_up_first(ada: Person, sign_in: SignIn) -> None:
    browser = sign_in(ada)
    give_office_role(person=ada, kind=OfficeKind.EDITOR, by=None)
    answer = browser.get("/editorial/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/2fa/")
