"""What roles and invitations ask of one another inside an action; the organisation is locked by then."""

from django.db.models import Q
from django.utils import timezone

from klimapakt.organisations import rules
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation, Organisation, Role
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person


def kind_of(person: Person, organisation: Organisation) -> str | None:
    """Return what this person does for the organisation now."""
    found = Role.objects.filter(person=person, organisation=organisation, person__is_active=True)
    return found.values_list("kind", flat=True).first()


def inviting_as(person: Person, organisation: Organisation) -> str | None:
    """Return as what this person invites: whoever looks after members for the pact does as management."""
    if is_allowed(person, Permission.CHANGE_MEMBERS, organisation.pact):
        return RoleKind.MANAGEMENT
    return kind_of(person, organisation)


def other_management_exists(role: Role) -> bool:
    """Tell whether somebody else who can sign in is management there."""
    others = Role.objects.filter(
        organisation_id=role.organisation_id, kind=RoleKind.MANAGEMENT, person__is_active=True
    )
    return others.exclude(pk=role.pk).exists()


def settle_invitations_to(organisation: Organisation, person: Person) -> None:
    """Withdraw what waits for a person whose role was just decided: an old link must not change it again."""
    _withdraw(organisation, Q(email=person.email))


def drop_invitations_beyond_right(organisation: Organisation, inviter: Person, kind: str | None) -> None:
    """Withdraw the invitations that somebody sent and could not send with the role they have now."""
    beyond = [one for one in RoleKind.values if not rules.may_invite(kind, one)]
    _withdraw(organisation, Q(invited_by=inviter, kind__in=beyond))


def _withdraw(organisation: Organisation, which: Q) -> None:
    waiting = Invitation.objects.filter(
        which, organisation=organisation, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    waiting.update(withdrawn_at=timezone.now())
