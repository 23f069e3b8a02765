"""The public form: nothing counts without the click on the link, and no link counts twice."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from klimapakt.memberships import actions, queries, rules
from klimapakt.memberships.enums import Decision, Stage
from klimapakt.memberships.models import JoinRequest, Membership
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import PactFacts, create_pact, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn

pytestmark = pytest.mark.django_db(transaction=True)
FILLED = {
    "name": "Schreinerei Ahorn",
    "city": "Musterstadt",
    "kind": "craft",
    "staff_band": "0-9",
    "person_name": "Tom Ahorn",
    "email": "tom@ahorn.example.org",
    "message": "Wir bauen gerade um.",
}


def sent_link(mails: list[EmailMessage], to: str = FILLED["email"]) -> str:
    """Return the path of the link in the newest mail to somebody."""
    body = next(one.body for one in reversed(mails) if to in one.to)
    found = re.search(r"/join/confirm/[\w-]+/", str(body))
    assert found
    return found[0]


def asked(client: Client, mails: list[EmailMessage], **changed: str) -> str:
    response = client.post("/join/", {**FILLED, **changed})
    assert response.status_code == 302
    return sent_link(mails, {**FILLED, **changed}["email"])


def test_only_the_click_makes_a_request_count(client: Client, mailoutbox: list[EmailMessage]) -> None:
    path = asked(client, mailoutbox)
    assert not Organisation.objects.exists()
    assert client.get(path).status_code == 200, "a program that opens links confirms nothing"
    assert not Organisation.objects.exists()
    assert client.post(path).status_code == 200
    (one,) = Membership.objects.all()
    assert (one.organisation.name, one.stage, one.source) == ("Schreinerei Ahorn", Stage.INTEREST, "form")
    assert JoinRequest.objects.get().decision == Decision.NEW


def test_the_office_and_the_applicant_are_told(
    client: Client, mailoutbox: list[EmailMessage], ada: Person
) -> None:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    client.post(asked(client, mailoutbox))
    assert {tuple(one.to) for one in mailoutbox[-2:]} == {(FILLED["email"],), (ada.email,)}


def test_a_link_counts_once_and_for_seven_days(client: Client, mailoutbox: list[EmailMessage]) -> None:
    path = asked(client, mailoutbox)
    client.post(path)
    assert client.post(path).status_code == 410
    late = asked(client, mailoutbox, email="spaet@ahorn.example.org", name="Andere")
    JoinRequest.objects.filter(confirmed_at=None).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(late).status_code == 410
    assert client.post(late).status_code == 410
    assert client.get("/join/confirm/nonsense/").status_code == 404
    assert Membership.objects.count() == 1


def test_who_sends_the_form_again_gets_a_new_link_only(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    first = asked(client, mailoutbox)
    second = asked(client, mailoutbox, name="  schreinerei AHORN ")
    assert JoinRequest.objects.count() == 1
    assert client.post(first).status_code == 404
    assert client.post(second).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [{"name": "Bakery e. K."}, {"name": "Etwas ganz anderes", "email": "lea@bakery.example.org"}],
)
def test_what_may_be_known_waits_for_the_office(
    changed: dict[str, str],
    client: Client,
    mailoutbox: list[EmailMessage],
    bakery: Organisation,
    bruno: Person,
) -> None:
    Person.objects.filter(pk=bruno.pk).update(email="bruno@bakery.example.org")
    client.post(asked(client, mailoutbox, **changed))
    assert not Membership.objects.exists()
    assert [one.name for one in queries.waiting_requests()] == [changed["name"]]


def test_the_office_decides_what_a_request_means(
    client: Client,
    mailoutbox: list[EmailMessage],
    bakery: Organisation,
    ada: Person,
    sign_in: SignIn,
) -> None:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    client.post(asked(client, mailoutbox, name="Bakery GmbH"))
    (waiting,) = queries.waiting_requests()
    adas = sign_in(ada)
    page = adas.get(f"/office/requests/{waiting.pk}/").content.decode()
    assert bakery.name in page
    response = adas.post(f"/office/requests/{waiting.pk}/", {"organisation": str(bakery.pk)})
    membership = queries.open_membership_of(bakery)
    assert membership is not None
    assert response["location"] == f"/office/members/{membership.pk}/"
    with pytest.raises(rules.Decided):
        actions.take_in(request=waiting, organisation=None, by=ada)


def test_a_program_that_fills_in_everything_leaves_nothing(client: Client, mailoutbox: list[Any]) -> None:
    assert client.post("/join/", {**FILLED, "website": "https://spam.example"}).status_code == 302
    assert not JoinRequest.objects.exists()
    assert not mailoutbox


def test_what_is_missing_is_said_and_nothing_is_lost(client: Client) -> None:
    page = client.post("/join/", {**FILLED, "email": "tom"}).content.decode()
    assert "Schreinerei Ahorn" in page
    assert "id_email_error" in page or "E-Mail" in page
    assert not JoinRequest.objects.exists()


def test_unconfirmed_requests_are_forgotten(client: Client, mailoutbox: list[EmailMessage]) -> None:
    asked(client, mailoutbox)
    JoinRequest.objects.update(expires_at=timezone.now() - timedelta(days=1))
    asked(client, mailoutbox, email="andere@example.org", name="Andere")
    assert [one.name for one in JoinRequest.objects.all()] == ["Andere"]


def test_too_many_requests_from_one_place_have_to_wait(client: Client, mailoutbox: list[Any]) -> None:
    for number in range(20):
        client.post("/join/", {**FILLED, "email": f"x{number}@example.org"})
    response = client.post("/join/", FILLED)
    assert response.status_code == 429
    assert "Schreinerei Ahorn" in response.content.decode()


def test_what_is_sent_to_one_city_closes_the_form_of_no_other(
    client: Client, mailoutbox: list[Any], settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "neu.localhost"]
    facts = PactFacts(name="Klimapakt Neustadt", city="Neustadt", host="neu.localhost")
    create_pact(facts=facts, preset="krefeld", by=None)
    for number in range(21):
        client.post("/join/", {**FILLED, "email": f"x{number}@example.org"})
    assert client.post("/join/", FILLED).status_code == 429
    assert client.post("/join/", FILLED, headers={"host": "neu.localhost"}).status_code == 302
