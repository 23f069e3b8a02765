"""Inviting somebody into an organisation, taking that back, and accepting it once."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.organisations import letters, rules
from klimapakt.organisations.actions.roles import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation, Organisation, Role
from klimapakt.organisations.tokens import hash_of, new_token
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person

VALID_DAYS = 14
Link = Callable[[str], str]
"""Turns the token into the address that the mail shows."""


@transaction.atomic
def invite(
    *, organisation: Organisation, email: str, kind: RoleKind, link: Link, by: Person | None
) -> Invitation:
    """Invite an address into a role and write to it; an open invitation is renewed and its old link ends.

    Raises NotGranted, AlreadyIn. ``by`` None is the system.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if by is not None:
        own = Role.objects.filter(person=by, organisation=organisation)
        rules.ensure_may_grant(own.values_list("kind", flat=True).first(), kind)
    address = email.strip().lower()
    person = Person.objects.filter(email=address).first()
    rules.ensure_not_in(organisation.roles.filter(person__email=address).exists(), address)
    token = new_token()
    invitation = _open(organisation, address) or Invitation(organisation=organisation, email=address)
    invitation.kind = kind
    invitation.language = person.language if person else by.language if by else "de"
    invitation.token_hash = hash_of(token)
    invitation.invited_by = by
    invitation.expires_at = timezone.now() + timedelta(days=VALID_DAYS)
    invitation.save()
    audit.record(what="invitation.sent", subject=invitation, by=by, details={"kind": str(kind)})
    letters.invite(invitation, link(token))
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Person) -> None:
    """Take an invitation back; its link ends. Doing so twice is the same as once."""
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    own = Role.objects.filter(person=by, organisation=found.organisation_id)
    rules.ensure_may_grant(own.values_list("kind", flat=True).first(), found.kind)
    if found.accepted_at or found.withdrawn_at:
        return
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at"])
    audit.record(what="invitation.withdrawn", subject=found, by=by)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: Person) -> Role:
    """Take up the role of an invitation, once. Raises InvitationRefused with the sentence to show."""
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    organisation = Organisation.objects.select_for_update().get(pk=found.organisation_id)
    has_role = Role.objects.filter(organisation=organisation, person=by).exists()
    rules.ensure_can_accept(found, by, timezone.now(), has_role=has_role)
    found.accepted_at = timezone.now()
    found.accepted_by = by
    found.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(what="invitation.accepted", subject=found, by=by, details={"kind": found.kind})
    return give_role(organisation=organisation, person=by, kind=RoleKind(found.kind), by=by)


@transaction.atomic
def accept_with_new_account(*, invitation: Invitation, name: str, password: str) -> Person:
    """Create the account of somebody invited and take up the role; the link proves the address.

    Raises ValidationError and AddressTaken as ``create_person`` does, InvitationRefused as accepting does.
    """
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    rules.ensure_is_open(found, timezone.now())
    person = create_person(email=found.email, name=name, language=found.language, password=password, by=None)
    accept_invitation(invitation=found, by=person)
    return person


def _open(organisation: Organisation, address: str) -> Invitation | None:
    waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.filter(organisation=organisation, email=address).first()
