"""Who may decide about roles and invitations, and what happens to links, letters and the last management."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from klimapakt.foundation.models import AuditEvent
from klimapakt.organisations import queries
from klimapakt.organisations.actions import accept, change_role, end_role, give_role, renew, withdraw
from klimapakt.organisations.actions.invitations import NewAccount
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation, Organisation, Role
from klimapakt.organisations.rules import (
    MOST_WAITING,
    AlreadyIn,
    InvitationOver,
    InvitationState,
    LastManagement,
    NotInvited,
    NotPermitted,
    OwnAddress,
    RoleGone,
    TooManyInvitations,
    UnknownToken,
    hash_of,
    invitable_by,
    invitation_state,
    may_change_roles,
)
from klimapakt.people import actions as people
from klimapakt.people.models import Person
from tests.organisations.invitations import invited, sent_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out")]
MINA = "mina@bakery.example.org"
MINAS = NewAccount("Mina Hoffmann", "Sauerteig-ueber-Nacht", "en")


def role_of(person: Person, organisation: Organisation) -> Role:
    return Role.objects.get(person=person, organisation=organisation)


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        (RoleKind.MANAGEMENT, set(RoleKind)),
        (RoleKind.CLIMATE_CONTACT, {RoleKind.DATA_ENTRY, RoleKind.PRESS, RoleKind.READ_ONLY}),
        (RoleKind.DATA_ENTRY, set()),
        (RoleKind.READ_ONLY, set()),
        (RoleKind.PRESS, set()),
        (None, set()),
    ],
)
def test_each_role_invites_into_the_roles_it_should(kind: RoleKind | None, roles: set[RoleKind]) -> None:
    assert set(invitable_by(kind)) == roles


def test_only_the_management_changes_roles() -> None:
    assert [kind for kind in RoleKind if may_change_roles(kind)] == [RoleKind.MANAGEMENT]


def test_what_was_decided_about_an_invitation_counts_for_more_than_the_time() -> None:
    now = timezone.now()
    past, future = now - timedelta(days=1), now + timedelta(days=1)
    states = [
        invitation_state(accepted_at=past, withdrawn_at=None, expires_at=past, now=now),
        invitation_state(accepted_at=None, withdrawn_at=past, expires_at=future, now=now),
        invitation_state(accepted_at=None, withdrawn_at=None, expires_at=now, now=now),
        invitation_state(accepted_at=None, withdrawn_at=None, expires_at=future, now=now),
    ]
    expected = (InvitationState.ACCEPTED, InvitationState.WITHDRAWN, InvitationState.EXPIRED)
    assert states == [*expected, InvitationState.OPEN]


def test_only_the_hash_of_a_link_rests_in_the_database(bakery: Organisation, bruno: Person) -> None:
    invitation = invited(bakery, MINA, by=bruno)
    token = sent_token()
    assert len(token) >= 43
    assert invitation.token_hash == hash_of(token)
    assert token not in "|".join(str(value) for value in Invitation.objects.values_list().get())


def test_the_letter_is_written_in_the_language_chosen_for_it(bakery: Organisation, bruno: Person) -> None:
    invited(bakery, MINA, by=bruno)
    letter = mail.outbox[-1]
    assert letter.to == [MINA]
    assert letter.subject == "Invitation to Bakery"
    assert "Bruno Keller invites you" in str(letter.body)


def test_accepting_creates_an_account_with_the_role_once(bakery: Organisation, bruno: Person) -> None:
    invited(bakery, MINA, by=bruno)
    role = accept(token=sent_token(), account=MINAS, by=None)
    assert (role.person.email, role.kind) == (MINA, RoleKind.DATA_ENTRY)
    assert role.person.check_password("Sauerteig-ueber-Nacht")
    with pytest.raises(InvitationOver, match="invitation_over") as refused:
        accept(token=sent_token(), by=role.person)
    assert refused.value.state is InvitationState.ACCEPTED


def test_a_weak_password_creates_neither_account_nor_role(bakery: Organisation, bruno: Person) -> None:
    invited(bakery, MINA, by=bruno)
    with pytest.raises(ValidationError):
        accept(token=sent_token(), account=NewAccount("Mina", "short", "en"), by=None)
    assert not Person.objects.filter(email=MINA).exists()
    assert Invitation.objects.get().accepted_at is None


def test_an_expired_invitation_opens_nothing(bakery: Organisation, bruno: Person) -> None:
    invited(bakery, MINA, by=bruno)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InvitationOver) as refused:
        accept(token=sent_token(), account=MINAS, by=None)
    assert refused.value.state is InvitationState.EXPIRED
    assert not Person.objects.filter(email=MINA).exists()


def test_a_withdrawn_invitation_opens_nothing(bakery: Organisation, bruno: Person) -> None:
    withdraw(invitation=invited(bakery, MINA, by=bruno), by=bruno)
    with pytest.raises(InvitationOver) as refused:
        accept(token=sent_token(), account=MINAS, by=None)
    assert refused.value.state is InvitationState.WITHDRAWN


def test_an_invented_link_opens_nothing(db: None) -> None:
    with pytest.raises(UnknownToken):
        accept(token="a" * 43, account=MINAS, by=None)


def test_inviting_again_sends_a_new_link_and_closes_the_old_one(bakery: Organisation, bruno: Person) -> None:
    invited(bakery, MINA, by=bruno)
    first = sent_token()
    invited(bakery, " MINA@bakery.example.org", kind=RoleKind.READ_ONLY, by=bruno)
    assert Invitation.objects.count() == 1
    with pytest.raises(UnknownToken):
        accept(token=first, account=MINAS, by=None)
    assert accept(token=sent_token(), account=MINAS, by=None).kind == RoleKind.READ_ONLY


def test_an_expired_invitation_is_renewed(bakery: Organisation, bruno: Person) -> None:
    invitation = invited(bakery, MINA, by=bruno)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    renew(invitation=invitation, link=lambda token: f"http://testserver/invitations/{token}/", by=bruno)
    assert accept(token=sent_token(), account=MINAS, by=None).person.email == MINA


def test_an_accepted_invitation_is_not_renewed(bakery: Organisation, bruno: Person) -> None:
    invitation = invited(bakery, MINA, by=bruno)
    accept(token=sent_token(), account=MINAS, by=None)
    with pytest.raises(InvitationOver):
        renew(invitation=invitation, link=str, by=bruno)


def test_nobody_invites_themselves(bakery: Organisation, bruno: Person) -> None:
    with pytest.raises(OwnAddress):
        invited(bakery, "BRUNO@bakery.example.org", by=bruno)


def test_who_is_in_already_is_not_invited(bakery: Organisation, bruno: Person, ada: Person) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    with pytest.raises(AlreadyIn):
        invited(bakery, ada.email, by=bruno)


def test_an_old_invitation_neither_raises_nor_lowers_a_role(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    invited(bakery, ada.email, kind=RoleKind.MANAGEMENT, by=bruno)
    token = sent_token()
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=bruno)
    with pytest.raises(InvitationOver):
        accept(token=token, by=ada)
    assert role_of(ada, bakery).kind == RoleKind.READ_ONLY


def test_an_old_invitation_does_not_bring_back_who_was_removed(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    role = give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    Invitation.objects.create(
        organisation=bakery,
        email=ada.email,
        kind=RoleKind.MANAGEMENT,
        token_hash=hash_of("old"),
        expires_at=timezone.now() + timedelta(days=1),
    )
    end_role(role=role, by=bruno)
    with pytest.raises(InvitationOver):
        accept(token="old", by=ada)


def test_invitations_of_somebody_who_may_no_longer_invite_are_withdrawn(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    role = give_role(organisation=bakery, person=ada, kind=RoleKind.MANAGEMENT, by=None)
    invited(bakery, MINA, kind=RoleKind.MANAGEMENT, by=ada)
    change_role(role=role, kind=RoleKind.CLIMATE_CONTACT, by=bruno)
    assert not queries.waiting_invitations(bakery).exists()


def test_the_invitation_of_somebody_else_is_not_accepted(
    bakery: Organisation, bruno: Person, carla: Person
) -> None:
    invited(bakery, MINA, by=bruno)
    with pytest.raises(NotInvited):
        accept(token=sent_token(), by=carla)
    assert not queries.visible_to(carla).filter(pk=bakery.pk).exists()


def test_a_closed_account_accepts_nothing(bakery: Organisation, bruno: Person, carla: Person) -> None:
    invited(bakery, carla.email, by=bruno)
    closed = people.deactivate(person=carla, by=None)
    with pytest.raises(NotInvited):
        accept(token=sent_token(), by=closed)


def test_a_climate_contact_does_not_invite_into_the_management(
    metalworks: Organisation, carla: Person
) -> None:
    with pytest.raises(NotPermitted):
        invited(metalworks, MINA, kind=RoleKind.MANAGEMENT, by=carla)
    assert mail.outbox == []


def test_a_climate_contact_does_not_replace_an_invitation_of_the_management(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.CLIMATE_CONTACT, by=None)
    invited(bakery, MINA, kind=RoleKind.MANAGEMENT, by=bruno)
    with pytest.raises(NotPermitted):
        invited(bakery, MINA, kind=RoleKind.READ_ONLY, by=ada)


def test_a_stranger_invites_nobody(bakery: Organisation, carla: Person) -> None:
    with pytest.raises(NotPermitted):
        invited(bakery, MINA, by=carla)


def test_mail_is_not_sent_in_masses(bakery: Organisation, bruno: Person) -> None:
    for number in range(MOST_WAITING):
        invited(bakery, f"person{number}@bakery.example.org", by=bruno)
    with pytest.raises(TooManyInvitations):
        invited(bakery, MINA, by=bruno)


def test_addresses_of_invitations_long_over_are_forgotten(bakery: Organisation, bruno: Person) -> None:
    withdraw(invitation=invited(bakery, MINA, by=bruno), by=bruno)
    Invitation.objects.update(withdrawn_at=timezone.now() - timedelta(days=31))
    invited(bakery, "other@bakery.example.org", by=bruno)
    assert [one.email for one in Invitation.objects.all()] == ["other@bakery.example.org"]


def test_the_last_management_is_neither_removed_nor_made_less(bakery: Organisation, bruno: Person) -> None:
    role = role_of(bruno, bakery)
    with pytest.raises(LastManagement):
        change_role(role=role, kind=RoleKind.READ_ONLY, by=bruno)
    with pytest.raises(LastManagement):
        end_role(role=role, by=bruno)


def test_a_closed_account_does_not_count_as_management(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.MANAGEMENT, by=None)
    people.deactivate(person=ada, by=None)
    with pytest.raises(LastManagement):
        end_role(role=role_of(bruno, bakery), by=bruno)


def test_with_a_second_management_the_first_may_leave(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.MANAGEMENT, by=None)
    end_role(role=role_of(bruno, bakery), by=bruno)
    assert not queries.visible_to(bruno).exists()
    assert AuditEvent.objects.filter(what="role.ended").count() == 1


def test_everybody_may_leave_but_not_send_others_away(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    role = give_role(organisation=bakery, person=ada, kind=RoleKind.DATA_ENTRY, by=None)
    with pytest.raises(NotPermitted):
        end_role(role=role_of(bruno, bakery), by=ada)
    end_role(role=role, by=ada)
    assert queries.role_in(ada, bakery) is None


def test_a_role_that_ended_meanwhile_is_not_changed(bakery: Organisation, bruno: Person, ada: Person) -> None:
    role = give_role(organisation=bakery, person=ada, kind=RoleKind.DATA_ENTRY, by=None)
    end_role(role=role, by=bruno)
    with pytest.raises(RoleGone):
        change_role(role=role, kind=RoleKind.PRESS, by=bruno)


def test_the_person_concerned_is_told_by_mail(bakery: Organisation, bruno: Person, ada: Person) -> None:
    role = give_role(organisation=bakery, person=ada, kind=RoleKind.DATA_ENTRY, by=bruno)
    change_role(role=role, kind=RoleKind.PRESS, by=bruno)
    end_role(role=role, by=bruno)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([ada.email], "You act for Bakery now"),
        ([ada.email], "Your role at Bakery has changed"),
        ([ada.email], "Your role at Bakery has ended"),
    ]


def test_who_decides_about_the_own_role_gets_no_mail(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    role = give_role(organisation=bakery, person=ada, kind=RoleKind.DATA_ENTRY, by=None)
    end_role(role=role, by=ada)
    assert mail.outbox == []
