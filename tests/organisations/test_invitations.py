"""Invitations: a link that works once, for the right person, and never raises a role."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from klimapakt.foundation.models import AuditEvent
from klimapakt.organisations import actions, queries
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation, Organisation, Role
from klimapakt.organisations.rules import AlreadyIn, InvitationRefused, LastManagement, NotGranted
from klimapakt.people.models import Person
from tests.cast import PASSWORD, SignIn

pytestmark = pytest.mark.django_db
NEW = "new@bakery.example.org"


def link(token: str) -> str:
    return f"https://pact.example.org/invitation/{token}/"


def token_of(message: mail.EmailMessage) -> str:
    found = re.search(r"/invitation/([\w-]+)/", str(message.body))
    assert found is not None
    return found.group(1)


@pytest.fixture
def token(
    bakery: Organisation, bruno: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> str:
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(organisation=bakery, email=NEW, kind=RoleKind.DATA_ENTRY, link=link, by=bruno)
    return token_of(mail.outbox[-1])


def address(token: str) -> str:
    return f"/invitation/{token}/"


def test_the_database_holds_no_token(token: str) -> None:
    invitation = Invitation.objects.get()
    assert token not in invitation.token_hash
    assert queries.invitation_by_token(token) == invitation
    assert len(token) >= 43


def test_somebody_new_chooses_a_password_and_is_in(token: str, dora: Client, bakery: Organisation) -> None:
    assert "Bakery" in dora.get(address(token)).content.decode()
    answer = dora.post(address(token), {"name": "Nora Neu", "password": "Dreikornbrot-um-acht"})
    assert answer.status_code == 302
    role = Role.objects.get(person__email=NEW)
    assert (role.organisation, role.kind) == (bakery, RoleKind.DATA_ENTRY)
    assert dora.get("/portal/").status_code == 200
    assert AuditEvent.objects.filter(what="invitation.accepted").count() == 1


@pytest.mark.parametrize("password", ["short", "new@bakery.example", ""])
def test_a_weak_password_is_refused_and_the_link_stays_good(token: str, dora: Client, password: str) -> None:
    answer = dora.post(address(token), {"name": "Nora Neu", "password": password})
    assert answer.status_code == 200
    assert answer.context["form"].errors["password"]
    assert not Person.objects.filter(email=NEW).exists()
    assert Invitation.objects.get().accepted_at is None


def test_a_link_works_once(token: str, dora: Client, client: Client) -> None:
    dora.post(address(token), {"name": "Nora Neu", "password": "Dreikornbrot-um-acht"})
    again = client.get(address(token), headers={"accept-language": "en"})
    assert again.status_code == 410
    assert "used already" in again.content.decode()


def test_an_expired_link_says_what_to_do_and_no_way_around_it_helps(token: str, dora: Client) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = dora.post(address(token), {"name": "Nora Neu", "password": "Dreikornbrot-um-acht"})
    assert answer.status_code == 410
    assert "has expired" in answer.content.decode()
    dora.post("/accounts/password/reset/", {"email": NEW})
    assert not Person.objects.filter(email=NEW).exists()


def test_a_withdrawn_link_is_dead(token: str, dora: Client, bruno: Person) -> None:
    actions.withdraw_invitation(invitation=Invitation.objects.get(), by=bruno)
    assert "taken back" in dora.get(address(token)).content.decode()


def test_a_made_up_link_is_not_found(dora: Client, db: None) -> None:
    assert dora.get(address("x" * 43)).status_code == 404


def test_inviting_again_renews_the_mail_and_ends_the_old_link(
    token: str, bakery: Organisation, bruno: Person, dora: Client
) -> None:
    actions.invite(organisation=bakery, email=NEW.upper(), kind=RoleKind.PRESS, link=link, by=bruno)
    assert Invitation.objects.count() == 1
    assert dora.get(address(token)).status_code == 404


def test_somebody_already_in_cannot_be_invited(bakery: Organisation, bruno: Person) -> None:
    with pytest.raises(AlreadyIn):
        actions.invite(organisation=bakery, email=bruno.email, kind=RoleKind.PRESS, link=link, by=bruno)
    assert not Invitation.objects.exists()


def test_an_old_invitation_never_raises_a_role(bakery: Organisation, bruno: Person, carla: Person) -> None:
    actions.invite(organisation=bakery, email=carla.email, kind=RoleKind.MANAGEMENT, link=link, by=bruno)
    actions.give_role(organisation=bakery, person=carla, kind=RoleKind.READ_ONLY, by=bruno)
    with pytest.raises(InvitationRefused, match="already"):
        actions.accept_invitation(invitation=Invitation.objects.get(), by=carla)
    assert Role.objects.get(person=carla, organisation=bakery).kind == RoleKind.READ_ONLY


def test_another_person_cannot_take_it(token: str, carla: Person, sign_in: SignIn) -> None:
    client = sign_in(carla)
    assert client.get(address(token)).status_code == 403
    assert client.post(address(token)).status_code == 403
    assert Invitation.objects.get().accepted_at is None


def test_a_closed_account_cannot_take_it(bakery: Organisation, bruno: Person, carla: Person) -> None:
    invitation = actions.invite(
        organisation=bakery, email=carla.email, kind=RoleKind.PRESS, link=link, by=bruno
    )
    Person.objects.filter(pk=carla.pk).update(is_active=False)
    carla.refresh_from_db()
    with pytest.raises(InvitationRefused, match="closed"):
        actions.accept_invitation(invitation=invitation, by=carla)


def test_somebody_with_an_account_signs_in_and_confirms(
    bakery: Organisation,
    bruno: Person,
    carla: Person,
    sign_in: SignIn,
    dora: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(organisation=bakery, email=carla.email, kind=RoleKind.PRESS, link=link, by=bruno)
    token = token_of(mail.outbox[-1])
    assert "Sign in as" in dora.get(address(token)).content.decode()
    client = sign_in(carla)
    assert client.post(address(token)).status_code == 302
    assert Role.objects.filter(person=carla, organisation=bakery, kind=RoleKind.PRESS).exists()


def test_the_last_management_stays(bakery: Organisation, bruno: Person) -> None:
    role = bakery.roles.get()
    with pytest.raises(LastManagement):
        actions.end_role(role=role, by=bruno)
    with pytest.raises(LastManagement):
        actions.change_role(role=role, kind=RoleKind.PRESS, by=bruno)
    assert bakery.roles.get().kind == RoleKind.MANAGEMENT


def test_a_climate_contact_cannot_make_a_management(metalworks: Organisation, carla: Person) -> None:
    with pytest.raises(NotGranted):
        actions.invite(organisation=metalworks, email=NEW, kind=RoleKind.MANAGEMENT, link=link, by=carla)
    role = metalworks.roles.get()
    with pytest.raises(NotGranted):
        actions.change_role(role=role, kind=RoleKind.MANAGEMENT, by=carla)


def test_everybody_may_leave_and_is_out_at_once(
    bakery: Organisation, bruno: Person, carla: Person, sign_in: SignIn
) -> None:
    role = actions.give_role(organisation=bakery, person=carla, kind=RoleKind.READ_ONLY, by=bruno)
    client = sign_in(carla)
    assert client.post(f"/portal/organisations/{bakery.pk}/people/{role.pk}/end/").status_code == 302
    assert client.get(f"/portal/organisations/{bakery.pk}/").status_code == 404


def test_a_changed_role_is_told_to_the_person(
    bakery: Organisation,
    bruno: Person,
    carla: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    role = actions.give_role(organisation=bakery, person=carla, kind=RoleKind.READ_ONLY, by=bruno)
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_role(role=role, kind=RoleKind.DATA_ENTRY, by=bruno)
    assert mail.outbox[-1].to == [carla.email]
    assert "Data entry" in str(mail.outbox[-1].body)


def test_the_people_page_invites_and_lists(bakery: Organisation, bruno: Person, sign_in: SignIn) -> None:
    client = sign_in(bruno)
    base = f"/portal/organisations/{bakery.pk}/people/"
    answer = client.post(f"{base}invite/", {"email": NEW, "kind": "press"})
    assert answer.status_code == 302
    assert NEW in client.get(base).content.decode()
    assert (
        "already acts"
        in client.post(f"{base}invite/", {"email": bruno.email, "kind": "press"}).content.decode()
    )


def test_the_password_of_the_tests_is_good_enough() -> None:
    assert len(PASSWORD) >= 12
