"""Reads of the organisations room; every list starts from who is asking."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from klimapakt.organisations.enums import MandatePart, RoleKind
from klimapakt.organisations.mandates import opened_by_mandate
from klimapakt.organisations.models import Invitation, Mandate, Organisation, Role, Site
from klimapakt.organisations.rules import EDITING, GRANTING, READING, hash_of
from klimapakt.people.models import Person

Asking = Person | AnonymousUser


def visible_to(person: Asking) -> QuerySet[Organisation]:
    """Return the organisations this person has any role in; nobody else's, and none without signing in."""
    return _with_role(person, None)


def readable_by(person: Asking, part: MandatePart) -> QuerySet[Organisation]:
    """Return the organisations whose figures this person may see, by a role or a mandate for this part."""
    return _with_role(person, frozenset(READING)) | _with_mandate(person, part)


def editable_by(person: Asking, part: MandatePart) -> QuerySet[Organisation]:
    """Return the organisations whose figures this person may change, by a role or a mandate for this part."""
    return _with_role(person, frozenset(EDITING)) | _with_mandate(person, part)


def opened_to(person: Asking, part: MandatePart) -> QuerySet[Organisation]:
    """Return the organisations this person has any role in, or a mandate for this part."""
    return _with_role(person, None) | _with_mandate(person, part)


def stands_with(person: Asking, organisation: Organisation) -> bool:
    """Tell whether this person acts for the organisation or ever advised it: no judge in its matters."""
    if isinstance(person, AnonymousUser):
        return False
    advised = Mandate.objects.filter(adviser=person, organisation=organisation)
    return role_in(person, organisation) is not None or advised.exists()


def role_in(person: Asking, organisation: Organisation) -> str | None:
    """Return the kind of role this person has there, or None."""
    if isinstance(person, AnonymousUser):
        return None
    return (
        Role.objects.filter(person=person, organisation=organisation).values_list("kind", flat=True).first()
    )


def roles_held_by(person: Asking) -> QuerySet[Role]:
    """Return what this person does for which organisation, by the organisation's name."""
    visible = visible_to(person)
    held = Role.objects.filter(organisation__in=visible, person=person.pk).select_related("organisation")
    return held.order_by("organisation__name", "pk")


def people_to_ask(organisation: Organisation) -> QuerySet[Role]:
    """Return the roles of those who can give a colleague more rights, management first."""
    granting = Role.objects.filter(organisation=organisation, kind__in=GRANTING)
    return granting.select_related("person").order_by("-kind", "person__name")


def management_of(organisation: Organisation) -> QuerySet[Role]:
    """Return the roles of those who decide who acts for the organisation."""
    return people_to_ask(organisation).filter(kind=RoleKind.MANAGEMENT)


def waiting_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Return the invitations that were neither accepted nor withdrawn, the newest first."""
    found = Invitation.objects.filter(
        organisation=organisation, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    return found.select_related("invited_by").order_by("-invited_at", "pk")


def invitations_visible_to(person: Asking) -> QuerySet[Invitation]:
    """Return the invitations of the organisations this person has any role in."""
    return Invitation.objects.filter(organisation__in=visible_to(person)).select_related("organisation")


def roles_of(organisation: Organisation) -> QuerySet[Role]:
    """Return everybody who acts for the organisation, by name."""
    return (
        Role.objects.filter(organisation=organisation).select_related("person").order_by("person__name", "pk")
    )


def sites_of(organisation: Organisation) -> QuerySet[Site]:
    """Return the sites of an organisation by name."""
    return Site.objects.filter(organisation=organisation)


def sites_visible_to(person: Asking) -> QuerySet[Site]:
    """Return the sites of the organisations this person has any role in."""
    return Site.objects.filter(organisation__in=visible_to(person)).select_related("organisation")


def _with_role(person: Asking, kinds: frozenset[str] | None) -> QuerySet[Organisation]:
    if isinstance(person, AnonymousUser) or not person.is_active:
        return Organisation.objects.none()
    held = Role.objects.filter(person=person)
    if kinds is not None:
        held = held.filter(kind__in=kinds)
    return Organisation.objects.filter(Q(pk__in=held.values("organisation")))


def _with_mandate(person: Asking, part: MandatePart) -> QuerySet[Organisation]:
    if isinstance(person, AnonymousUser) or not person.is_active:
        return Organisation.objects.none()
    return Organisation.objects.filter(Q(pk__in=opened_by_mandate(person, part).values("organisation")))


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation this link belongs to, whatever has become of it; None when it is unknown."""
    found = Invitation.objects.filter(token_hash=hash_of(token))
    return found.select_related("organisation", "invited_by").first()
