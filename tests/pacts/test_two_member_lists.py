"""Who is a member of one city, or wants to be, is unknown in the other: also where names are compared."""

from uuid import uuid4

import pytest
from django.core import mail as django_mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klimapakt.foundation.models import OutgoingMail
from klimapakt.memberships import actions, queries
from klimapakt.memberships.enums import Source
from klimapakt.memberships.models import JoinRequest, Membership
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person
from tests.pacts.two_cities import CANARY, HOST, OtherCity, asks_to_join, word

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out")]
FORM = {"name": word("Organisation"), "city": "Musterstadt", "kind": "company", "person_name": "Mina"}


@pytest.fixture
def member(bakery: Organisation, ada: Person) -> Membership:
    """The bakery on its way into the pact here."""
    return actions.begin(organisation=bakery, source=Source.OFFICE, by=ada)


def test_a_name_of_the_other_city_is_new_here(head_of_both: Client) -> None:
    """Neither "we know it already" nor "the name is taken": nothing tells that it is there."""
    response = head_of_both.post(
        "/office/members/new/", {"name": word("Organisation"), "city": "Musterstadt"}
    )
    assert response.status_code == 302
    assert queries.listed().get().organisation.city == "Musterstadt"


def test_a_row_of_a_list_meets_nothing_of_the_other_city(head_of_both: Client, pact: Pact) -> None:
    rows = f"Name;Ort;Stand\r\n{word('Organisation')};{word('City')};Interesse\r\n".encode()
    response = head_of_both.post("/office/members/import/", {"file": SimpleUploadedFile("members.csv", rows)})
    assert response.context["refused"] == []
    assert [one.organisation.pact for one in queries.listed()] == [pact]


def test_no_organisation_of_the_other_city_carries_a_membership_on(
    neighbour: OtherCity, head_of_both: Client, member: Membership
) -> None:
    """What the form does not offer it does not take either, and says the same as to what does not exist."""
    sent = {"seen_revision": member.revision, "end_reason": "merger", "reason": "x", "on": "2026-01-15"}
    path = f"/office/members/{member.pk}/end/"
    told = set()
    for successor in (neighbour.things.organisation.pk, uuid4()):
        response = head_of_both.post(path, {**sent, "successor": str(successor)})
        assert response.status_code == 200
        told.add(tuple(response.context["end_form"].errors["successor"]))
    assert len(told) == 1
    member.refresh_from_db()
    assert member.ended_on is None


def test_nobody_of_the_other_office_looks_after_a_member(
    neighbour: OtherCity, head_of_both: Client, member: Membership
) -> None:
    sent = {
        "seen_revision": member.revision,
        "owner": neighbour.office.pk,
        "next_step": "",
        "next_step_on": "",
    }
    response = head_of_both.post(f"/office/members/{member.pk}/plan/", sent)
    assert response.status_code == 200
    assert "owner" in response.context["plan_form"].errors
    member.refresh_from_db()
    assert member.owner is None


def test_a_request_waits_in_the_city_it_was_sent_to(neighbour: OtherCity, dora: Client) -> None:
    """The same applicant may ask in both; neither city hears of the other one."""
    email = neighbour.request.email
    assert dora.post("/join/", {**FORM, "email": email}).status_code == 302
    here = JoinRequest.objects.get()
    assert (here.email, here.confirmed_at) == (email, None)
    assert not queries.waiting_requests().exists()
    with within(neighbour.pact):
        assert [one.pk for one in queries.waiting_requests()] == [neighbour.request.pk]


def test_a_request_with_a_name_of_the_other_city_is_taken_in_as_new(neighbour: OtherCity) -> None:
    """There the same name waits for a decision, because it is known."""
    assert asks_to_join(word("Organisation"), "mina@elsewhere.example.org").decision == "new"
    assert neighbour.request.decision == ""


def test_a_confirmation_counts_under_the_host_it_was_asked_under(neighbour: OtherCity, dora: Client) -> None:
    email = "mina@elsewhere.example.org"
    asked = dora.post("/join/", {**FORM, "name": "Mill", "email": email}, headers={"host": HOST})
    assert asked.status_code == 302
    mail = OutgoingMail.objects.get(recipient=email)
    assert (mail.sender, mail.sender_name) == (neighbour.pact.pk, neighbour.pact.name)
    token = _token_of(mail)
    for answer in (dora.get(f"/join/confirm/{token}/"), dora.post(f"/join/confirm/{token}/")):
        assert answer.status_code == 404
        assert CANARY not in answer.content.decode()
    there = dora.post(f"/join/confirm/{token}/", headers={"host": HOST})
    assert there.status_code == 200
    assert not Organisation.objects.filter(name="Mill").exists()
    with within(neighbour.pact):
        assert Organisation.objects.filter(name="Mill").exists()


def _token_of(mail: OutgoingMail) -> str:
    """Return what the link in a mail ends with, as its reader sees it."""
    sent = next(one for one in django_mail.outbox if one.to == [mail.recipient])
    line = next(line for line in str(sent.body).splitlines() if "/join/confirm/" in line)
    return line.strip().rstrip("/").rsplit("/", 1)[-1]
