"""Reads of the organisations room; every list starts from who is asking."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from klimapakt.organisations.models import Invitation, Organisation, Role, Site
from klimapakt.organisations.rules import EDITING, GRANTING, READING
from klimapakt.organisations.tokens import hash_of
from klimapakt.people.models import Person

Asking = Person | AnonymousUser


def visible_to(person: Asking) -> QuerySet[Organisation]:
    """Return the organisations this person has any role in; nobody else's, and none without signing in."""
    return _with_role(person, None)


def readable_by(person: Asking) -> QuerySet[Organisation]:
    """Return the organisations whose consumption and results this person may see."""
    return _with_role(person, frozenset(READING))


def editable_by(person: Asking) -> QuerySet[Organisation]:
    """Return the organisations whose consumption and sites this person may change."""
    return _with_role(person, frozenset(EDITING))


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


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Return the invitations neither accepted nor taken back, expired ones included, the newest first."""
    waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.filter(organisation=organisation).select_related("invited_by")


def invitations_visible_to(person: Asking) -> QuerySet[Invitation]:
    """Return the invitations of the organisations this person has any role in."""
    return Invitation.objects.filter(organisation__in=visible_to(person)).select_related("organisation")


def invitation_by_token(token: str) -> Invitation | None:
    """Return the invitation a link belongs to, whatever has become of it."""
    found = Invitation.objects.filter(token_hash=hash_of(token))
    return found.select_related("organisation", "invited_by").first()


def _with_role(person: Asking, kinds: frozenset[str] | None) -> QuerySet[Organisation]:
    if isinstance(person, AnonymousUser) or not person.is_active:
        return Organisation.objects.none()
    if kinds is None:
        return Organisation.objects.filter(roles__person=person)
    return Organisation.objects.filter(roles__person=person, roles__kind__in=kinds)
