"""Inviting, accepting and deciding about roles in the browser, each case with its sentence."""

from datetime import timedelta
from http import HTTPStatus
from typing import Protocol

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klimapakt.organisations import queries
from klimapakt.organisations.actions import give_role, withdraw
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation, Organisation, Role
from klimapakt.people import actions as people
from klimapakt.people.models import Person
from tests.cast import PASSWORD, SignIn
from tests.organisations.invitations import invited, sent_token
from tests.strictness.rows import QueryCount

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out")]
MINA = "mina@bakery.example.org"
NEW = "Sauerteig-ueber-Nacht"


class Answered(Protocol):
    """A response, of Django or of its test client."""

    @property
    def content(self) -> bytes:
        """Return the page."""
        ...


def text(response: Answered) -> str:
    return response.content.decode()


def accept_url(token: str) -> str:
    return reverse("invitations:accept", args=[token])


def people_url(organisation: Organisation) -> str:
    return reverse("portal:people", args=[organisation.pk])


def test_an_invitation_goes_from_the_page_to_the_account(
    bakery: Organisation, bruno: Person, sign_in: SignIn, dora: Client
) -> None:
    form = {"email": MINA, "kind": "data_entry", "language": "en"}
    address = reverse("portal:invite", args=[bakery.pk])
    told = sign_in(bruno).post(address, form, follow=True)
    assert f"The invitation is on its way to {MINA}." in text(told)
    link = accept_url(sent_token())
    assert "Set up your account" in text(dora.get(link))
    welcome = dora.post(link, {"name": "Mina Hoffmann", "password": NEW}, follow=True)
    assert "You act for Bakery now. Your role: Data entry." in text(welcome)
    assert welcome.request["PATH_INFO"] == "/portal/"


def test_a_password_is_voluntary(bakery: Organisation, bruno: Person, dora: Client) -> None:
    invited(bakery, MINA, by=bruno)
    dora.post(accept_url(sent_token()), {"name": "Mina Hoffmann", "password": ""})
    assert not Person.objects.get(email=MINA).has_usable_password()
    assert dora.get("/portal/").status_code == HTTPStatus.OK


def test_a_weak_password_keeps_what_was_entered(bakery: Organisation, bruno: Person, dora: Client) -> None:
    invited(bakery, MINA, by=bruno)
    page = text(dora.post(accept_url(sent_token()), {"name": "Mina Hoffmann", "password": "short"}))
    assert "too short" in page
    assert 'value="Mina Hoffmann"' in page
    assert not Person.objects.filter(email=MINA).exists()


def test_who_has_an_account_signs_in_and_confirms(
    bakery: Organisation, bruno: Person, ada: Person, dora: Client
) -> None:
    invited(bakery, ada.email, by=bruno)
    link = accept_url(sent_token())
    assert "Sign in with it; then you can accept." in text(dora.get(link))
    dora.post("/accounts/login/", {"login": ada.email, "password": PASSWORD, "next": link})
    assert "Accept the invitation" in text(dora.get(link))
    dora.post(link)
    assert queries.role_in(ada, bakery) == RoleKind.DATA_ENTRY


def test_looking_at_an_invitation_accepts_nothing(
    bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    invited(bakery, ada.email, by=bruno)
    sign_in(ada).get(accept_url(sent_token()))
    assert queries.role_in(ada, bakery) is None


def test_the_wrong_account_is_told_so(
    bakery: Organisation, bruno: Person, carla: Person, sign_in: SignIn
) -> None:
    invited(bakery, MINA, by=bruno)
    client, link = sign_in(carla), accept_url(sent_token())
    assert f"You are signed in as {carla.email}" in text(client.get(link))
    assert "The invitation is for another address." in text(client.post(link))
    assert queries.role_in(carla, bakery) is None


def test_a_closed_account_is_told_so(bakery: Organisation, bruno: Person, ada: Person, dora: Client) -> None:
    invited(bakery, ada.email, by=bruno)
    people.deactivate(person=ada, by=None)
    link = accept_url(sent_token())
    assert "The account of this address is closed" in text(dora.get(link))
    dora.post(link, {"name": "Ada", "password": NEW})
    assert queries.role_in(ada, bakery) is None


def test_an_unknown_link_says_so(dora: Client) -> None:
    answer = dora.get(accept_url("a" * 43))
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "This link belongs to no invitation." in text(answer)


def test_an_expired_invitation_says_so_and_opens_no_door_by_way_of_the_password(
    bakery: Organisation, bruno: Person, dora: Client
) -> None:
    invited(bakery, MINA, by=bruno)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    link = accept_url(sent_token())
    for answer in (dora.get(link), dora.post(link, {"name": "Mina", "password": NEW})):
        assert answer.status_code == HTTPStatus.GONE
        assert "This invitation has expired." in text(answer)
    sent = len(mail.outbox)
    dora.post("/accounts/password/reset/", {"email": MINA})
    assert len(mail.outbox) == sent
    assert not Person.objects.filter(email=MINA).exists()


def test_a_used_invitation_says_so(bakery: Organisation, bruno: Person, dora: Client) -> None:
    invited(bakery, MINA, by=bruno)
    link = accept_url(sent_token())
    dora.post(link, {"name": "Mina", "password": NEW})
    assert "has been accepted already" in text(Client(headers={"accept-language": "en"}).get(link))


def test_a_withdrawn_invitation_says_so(bakery: Organisation, bruno: Person, dora: Client) -> None:
    withdraw(invitation=invited(bakery, MINA, by=bruno), by=bruno)
    assert "has been withdrawn" in text(dora.get(accept_url(sent_token())))


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("bruno@bakery.example.org", "This is your own address."),
        ("ada@city.example.org", "acts for the organisation already"),
        ("no address", "Enter a valid email address."),
    ],
)
def test_an_address_that_cannot_be_invited_says_why_and_stays(
    email: str, sentence: str, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    form = {"email": email, "kind": "press", "language": "de"}
    page = text(sign_in(bruno).post(reverse("portal:invite", args=[bakery.pk]), form))
    assert sentence in page
    assert f'value="{email}"' in page
    assert mail.outbox == []


def test_a_climate_contact_is_offered_the_roles_it_may_give(
    metalworks: Organisation, carla: Person, sign_in: SignIn
) -> None:
    client = sign_in(carla)
    address = reverse("portal:invite", args=[metalworks.pk])
    assert 'value="management"' not in text(client.get(address))
    client.post(address, {"email": MINA, "kind": "management", "language": "de"})
    assert not Invitation.objects.exists()


def test_invitations_are_renewed_and_withdrawn_from_the_list(
    bakery: Organisation, bruno: Person, sign_in: SignIn
) -> None:
    invitation, client = invited(bakery, MINA, by=bruno), sign_in(bruno)
    assert MINA in text(client.get(people_url(bakery)))
    renewed = client.post(reverse("portal:invitation_renew", args=[invitation.pk]), follow=True)
    assert "A new link is on its way" in text(renewed)
    gone = client.post(reverse("portal:invitation_withdraw", args=[invitation.pk]), follow=True)
    assert "Nobody is invited at the moment." in text(gone)


def test_who_may_not_invite_sees_no_addresses_that_wait(
    bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    invited(bakery, MINA, by=bruno)
    give_role(organisation=bakery, person=ada, kind=RoleKind.DATA_ENTRY, by=None)
    assert MINA not in text(sign_in(ada).get(people_url(bakery)))


def test_the_last_management_is_told_what_to_do_first(
    bakery: Organisation, bruno: Person, sign_in: SignIn
) -> None:
    role, client = Role.objects.get(person=bruno), sign_in(bruno)
    for name, form in (("role", {"kind": "press"}), ("role_end", {})):
        address = reverse(f"portal:{name}", args=[bakery.pk, role.pk])
        told = client.post(address, form, follow=True)
        assert "Give somebody else this role first." in text(told), name
    assert Role.objects.get(person=bruno).kind == RoleKind.MANAGEMENT


def test_a_changed_role_takes_effect_on_the_next_click(
    bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    role = give_role(organisation=bakery, person=ada, kind=RoleKind.DATA_ENTRY, by=None)
    adas, site = sign_in(ada), reverse("portal:site_new", args=[bakery.pk])
    assert adas.get(site).status_code == HTTPStatus.OK
    sign_in(bruno).post(reverse("portal:role", args=[bakery.pk, role.pk]), {"kind": "read_only"})
    assert adas.get(site).status_code == HTTPStatus.FORBIDDEN


def test_leaving_leads_back_to_the_start(
    bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    role = give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    client = sign_in(ada)
    address = reverse("portal:role_end", args=[bakery.pk, role.pk])
    assert "Leave Bakery?" in text(client.get(address))
    assert "You no longer act for Bakery." in text(client.post(address, follow=True))
    assert client.get(people_url(bakery)).status_code == HTTPStatus.NOT_FOUND


def test_who_may_not_decide_about_roles_is_told_whom_to_ask(
    bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.CLIMATE_CONTACT, by=None)
    role = Role.objects.get(person=bruno)
    answer = sign_in(ada).post(reverse("portal:role_end", args=[bakery.pk, role.pk]))
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert bruno.email in text(answer)


def test_the_list_asks_the_database_as_often_for_thirty_people_as_for_one(
    bakery: Organisation, bruno: Person, sign_in: SignIn, query_count: QueryCount
) -> None:
    client = sign_in(bruno)
    client.get("/portal/")
    invited(bakery, MINA, by=bruno)
    few = query_count(lambda: client.get(people_url(bakery)))
    for number in range(30):
        person = people.create_person(email=f"p{number}@bakery.example.org", name=f"P {number}", by=None)
        give_role(organisation=bakery, person=person, kind=RoleKind.READ_ONLY, by=None)
        if number < 10:
            invited(bakery, f"q{number}@bakery.example.org", by=bruno)
    assert query_count(lambda: client.get(people_url(bakery))) == few
