"""Inviting people into an organisation, and accepting; a link works once and rests as a hash only."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.organisations import letters, rules
from klimapakt.organisations.actions.standing import inviting_as, kind_of
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation, Organisation, Role
from klimapakt.people import actions as people
from klimapakt.people.models import Person
from klimapakt.people.queries import has_address

_TOKEN_BYTES: Final = 32
_KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited as what, and the language of the mail."""

    email: str
    kind: RoleKind
    language: str


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody without an account enters; without a password codes come by mail."""

    name: str
    password: str | None
    language: str


@transaction.atomic
def invite(
    *, organisation: Organisation, invited: Invited, link: Callable[[str], str], by: Person
) -> Invitation:
    """Invite somebody by mail; who waits already gets a new link, and the former one stops working.

    ``link`` makes the address of a token. The pact office invites as the management does: without it nobody
    would ever get in first. Raises NotPermitted, OwnAddress, AlreadyIn or TooManyInvitations.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    address = invited.email.strip().lower()
    validate_email(address)
    rules.ensure_may_invite(inviting_as(by, organisation), invited.kind)
    if address == by.email:
        raise rules.OwnAddress
    _ensure_not_in(organisation, address)
    now = timezone.now()
    _forget_old(organisation, now)
    waiting = Invitation.objects.filter(
        organisation=organisation, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    known = waiting.filter(email=address).first()
    if known is not None:
        rules.ensure_may_invite(inviting_as(by, organisation), known.kind)
    elif waiting.count() >= rules.MOST_WAITING:
        raise rules.TooManyInvitations
    invitation = known or Invitation(organisation=organisation, email=address)
    invitation.kind, invitation.language, invitation.invited_by = invited.kind, invited.language, by
    return _send(invitation, link, now, by)


@transaction.atomic
def renew(*, invitation: Invitation, link: Callable[[str], str], by: Person) -> Invitation:
    """Send a new link that counts from today; the former one stops working.

    Raises NotPermitted, or InvitationOver when it was accepted or withdrawn in the meantime.
    """
    invitation = _locked(invitation)
    rules.ensure_may_invite(kind_of(by, invitation.organisation), invitation.kind)
    now = timezone.now()
    state = state_of(invitation, now)
    if state not in {rules.InvitationState.OPEN, rules.InvitationState.EXPIRED}:
        raise rules.InvitationOver(state)
    _ensure_not_in(invitation.organisation, invitation.email)
    invitation.invited_by = by
    return _send(invitation, link, now, by)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Person) -> Invitation:
    """Take an invitation back; its link stops working at once. Withdrawing twice changes nothing."""
    invitation = _locked(invitation)
    rules.ensure_may_invite(kind_of(by, invitation.organisation), invitation.kind)
    if invitation.accepted_at is not None:
        raise rules.InvitationOver(rules.InvitationState.ACCEPTED)
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        audit.record(what="invitation.withdrawn", subject=invitation, by=by)
    return invitation


@transaction.atomic
def accept(*, token: str, account: NewAccount | None = None, by: Person | None) -> Role:
    """Let the invited person act for the organisation, once; without a person an account is created.

    Who has a role there already keeps it: an old invitation neither raises nor lowers it. Raises
    UnknownToken, InvitationOver, NotInvited for another person's invitation, AddressTaken, ValidationError.
    """
    found = Invitation.objects.filter(token_hash=rules.hash_of(token)).first()
    if found is None:
        raise rules.UnknownToken
    invitation = _locked(found)
    now = timezone.now()
    state = state_of(invitation, now)
    if state is not rules.InvitationState.OPEN or invitation.token_hash != rules.hash_of(token):
        raise rules.InvitationOver(state)
    person = by or _create(invitation, account)
    if not (person.is_active and has_address(person, invitation.email)):
        raise rules.NotInvited
    invitation.accepted_at, invitation.accepted_by = now, person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    role = Role.objects.filter(person=person, organisation=invitation.organisation).first()
    if role is None:
        role = Role.objects.create(person=person, organisation=invitation.organisation, kind=invitation.kind)
        audit.record(what="role.given", subject=role, by=person, details={"kind": str(role.kind)})
    audit.record(what="invitation.accepted", subject=invitation, by=person)
    return role


def state_of(invitation: Invitation, now: datetime) -> rules.InvitationState:
    """Return how an invitation stands now."""
    return rules.invitation_state(
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
        expires_at=invitation.expires_at,
        now=now,
    )


def _send(invitation: Invitation, link: Callable[[str], str], now: datetime, by: Person) -> Invitation:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation.token_hash = rules.hash_of(token)
    invitation.invited_at = now
    invitation.expires_at = now + rules.INVITATION_COUNTS
    invitation.save()
    audit.record(what="invitation.sent", subject=invitation, by=by, details={"kind": str(invitation.kind)})
    letters.invite(invitation, link(token), by=by)
    return invitation


def _locked(invitation: Invitation) -> Invitation:
    """Lock the organisation and return the invitation as it is then."""
    Organisation.objects.select_for_update().get(pk=invitation.organisation_id)
    found = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    return found.get(pk=invitation.pk)


def _ensure_not_in(organisation: Organisation, address: str) -> None:
    role = Role.objects.filter(organisation=organisation, person__email=address).first()
    if role is not None:
        raise rules.AlreadyIn(role.person.name, role.get_kind_display())


def _create(invitation: Invitation, account: NewAccount | None) -> Person:
    if account is None:
        raise rules.NotInvited
    return people.create_person(
        email=invitation.email,
        name=account.name,
        language=account.language,
        password=account.password or None,
        by=None,
    )


def _forget_old(organisation: Organisation, now: datetime) -> None:
    """Delete invitations that have been over for a month: the address is no longer needed."""
    before = now - _KEPT
    mine = Invitation.objects.filter(organisation=organisation)
    mine.filter(accepted_at__lt=before).delete()
    mine.filter(withdrawn_at__lt=before).delete()
    mine.filter(expires_at__lt=before, accepted_at__isnull=True).delete()
