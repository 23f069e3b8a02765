"""Which pact answers under which host, what stands there where none does, and sessions that stay at home."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from klimapakt.pacts import hosts
from klimapakt.pacts.actions import PactFacts, change_pact, create_pact, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.pacts.permissions import Permission, may, needs_second_factor
from klimapakt.people.models import Person
from tests.cast import PASSWORD, SignIn
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db
HERE, THERE, NOWHERE = "here.localhost", "there.localhost", "void.localhost"


@pytest.fixture(autouse=True)
def _three_names(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", HERE, THERE, NOWHERE]


@pytest.fixture
def there(pact: Pact) -> Pact:
    """A second pact with looks of its own, in German only."""
    facts = PactFacts(
        name="Klimapakt Dort",
        city="Dort",
        host=THERE,
        languages=("de",),
        contact_email="office@dort.example.org",
        accent="#7A1F3D",
    )
    return create_pact(facts=facts, preset="krefeld", by=None)


def get(host: str, path: str = "/", language: str = "en") -> str:
    answer = Client(headers={"host": host, "accept-language": language}).get(path)
    return answer.content.decode()


@pytest.mark.parametrize("host", [THERE, "THERE.localhost", f"{THERE}:8000", f"{THERE}."])
def test_a_pact_answers_under_its_host_however_it_is_written(there: Pact, host: str) -> None:
    page = get(host)
    assert "Klimapakt Dort" in page
    assert "mailto:office@dort.example.org" in page


@pytest.mark.parametrize("host", [HERE, NOWHERE, "testserver"])
def test_the_pact_without_host_answers_under_every_other(there: Pact, host: str) -> None:
    assert "Dort" not in get(host)


def test_a_host_without_pact_gets_a_page_that_names_no_other(
    pact: Pact, there: Pact, query_count: QueryCount
) -> None:
    change_pact(pact=pact, facts=PactFacts(name="Klimapakt Hier", city="Hier", host=HERE), by=None)
    client = Client(headers={"host": NOWHERE, "accept-language": "en"})
    for path in ("/", "/portal/", "/accounts/login/", "/does-not-exist/"):
        answer = client.get(path)
        page = answer.content.decode()
        assert answer.status_code == 404
        assert "There is no climate pact at this address" in page
        assert NOWHERE in page
        for name in ("Hier", "Dort", HERE, THERE):
            assert name not in page
        assert answer.headers["Content-Language"] == "en"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not client.cookies
    assert query_count(lambda: client.get("/")) == 0


def test_a_session_is_not_even_read_under_a_host_without_pact(
    pact: Pact, bruno: Person, sign_in: SignIn, query_count: QueryCount
) -> None:
    client = sign_in(bruno)
    change_pact(pact=pact, facts=PactFacts(name="Hier", city="Hier", host=HERE), by=None)
    client.get("/portal/", headers={"host": NOWHERE})
    assert query_count(lambda: client.get("/portal/", headers={"host": NOWHERE})) == 0


def test_an_installation_without_pact_names_the_command(pact: Pact) -> None:
    pact.delete()
    hosts.forget()
    answer = Client(headers={"accept-language": "en"}).get("/")
    assert answer.status_code == 503
    assert "klimapakt pact create --preset" in answer.content.decode()
    assert "Hier gibt es noch keinen Klimapakt" in get("testserver", language="de")


def test_a_host_that_is_not_allowed_is_refused_before_anything(pact: Pact) -> None:
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


def test_finding_the_pact_costs_nothing_the_second_time(there: Pact, query_count: QueryCount) -> None:
    get(THERE)
    assert query_count(lambda: get(THERE)) == 0


def test_a_change_is_seen_by_the_next_page(there: Pact) -> None:
    get(THERE)
    change_pact(pact=there, facts=PactFacts(name="Klimapakt Neu", city="Dort", host=THERE), by=None)
    assert "Klimapakt Neu" in get(THERE)


def test_another_process_sees_a_change_within_seconds(there: Pact, monkeypatch: pytest.MonkeyPatch) -> None:
    get(THERE)
    Pact.objects.filter(pk=there.pk).update(name="Klimapakt Neu")
    assert "Klimapakt Dort" in get(THERE)
    later = time.monotonic() + hosts.KEPT_SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert "Klimapakt Neu" in get(THERE)


def test_the_pages_speak_the_languages_of_the_pact_only(there: Pact) -> None:
    assert '<html lang="de">' in get(THERE)
    assert 'name="language"' not in get(THERE)
    assert '<html lang="en">' in get(HERE)
    assert 'name="language"' in get(HERE)


def test_the_accent_is_a_style_sheet_of_its_own_pact_only(there: Pact) -> None:
    path = "/accent-7a1f3d.css"
    assert f'href="{path}"' in get(THERE)
    assert "accent-" not in get(HERE)
    answer = Client(headers={"host": THERE}).get(path)
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "--pact-accent: light-dark(#7a1f3d, " in answer.content.decode()
    assert Client(headers={"host": HERE}).get(path).status_code == 404
    assert Client(headers={"host": THERE}).get("/accent-000000.css").status_code == 404


def test_two_pacts_do_not_share_a_host(there: Pact) -> None:
    for host in (THERE, ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pact.objects.create(slug="third", name="Third", city="Third", host=host)


# -- sessions ----------------------------------------------------------------------------------


def test_who_is_signed_in_here_is_not_signed_in_there(there: Pact, bruno: Person, sign_in: SignIn) -> None:
    """Browsers keep the cookie with its host; this one carries it over, as a thief would."""
    client = sign_in(bruno)
    assert client.get("/portal/").status_code == 200
    answer = client.get("/portal/", headers={"host": THERE})
    assert answer.headers["location"] == "/accounts/login/?next=/portal/"
    assert not Session.objects.exists()
    assert client.get("/portal/").status_code == 302


def test_the_same_account_signs_in_at_each_pact(there: Pact, bruno: Person) -> None:
    client = Client(headers={"host": THERE, "accept-language": "de"})
    client.post("/accounts/login/", {"login": bruno.email, "password": PASSWORD})
    assert client.get("/portal/").status_code == 200


def test_a_session_from_before_it_was_bound_to_a_pact_is_over(bruno: Person, sign_in: SignIn) -> None:
    client = sign_in(bruno)
    session = client.session
    del session["klimapakt_pact"]
    session.save()
    assert client.get("/portal/").status_code == 302


@pytest.mark.parametrize("kind", OfficeKind)
def test_roles_that_act_get_in_with_a_second_factor_only(kind: OfficeKind, ada: Person) -> None:
    give_office_role(person=ada, kind=kind, by=None)
    client = Client(headers={"accept-language": "en"})
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    answer = client.get("/portal/")
    wanted = (302, "/accounts/2fa/") if needs_second_factor(kind) else (200, None)
    assert (answer.status_code, answer.headers.get("location")) == wanted


@pytest.mark.parametrize("kind", OfficeKind)
def test_the_office_begins_with_what_a_role_may_see(kind: OfficeKind, ada: Person, sign_in: SignIn) -> None:
    """With what waits for who sees members; for others there is no office."""
    give_office_role(person=ada, kind=kind, by=None)
    client = sign_in(ada)
    first: tuple[int, str | None] = (404, None)
    if may(kind, Permission.SEE_MEMBERS):
        first = (200, None)
    answer = client.get("/office/")
    assert (answer.status_code, answer.headers.get("location")) == first
    assert ('href="/office/"' in client.get("/portal/").content.decode()) == (first[0] != 404)


def test_a_role_in_the_office_of_one_pact_is_none_in_another(there: Pact, ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    client = Client(headers={"host": THERE, "accept-language": "de"})
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert client.get("/portal/").status_code == 200
    assert client.get("/office/").status_code == 404
    assert 'href="/office/"' not in client.get("/portal/").content.decode()
