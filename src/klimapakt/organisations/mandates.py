"""Reads about mandates of advisers, and the one place that says which of them count now.

A mandate counts when it was accepted, nobody has ended it, its last day has not passed, and the person has no
role in the organisation: whoever acts for it acts by the role alone.
"""

from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from klimapakt.organisations import mandate_rules as rules
from klimapakt.organisations.enums import MandatePart, MandateState
from klimapakt.organisations.models import Mandate, MandateAccess, Organisation, Role
from klimapakt.organisations.rules import hash_of
from klimapakt.people.models import Person


def in_force_for(person: Person) -> QuerySet[Mandate]:
    """Return the mandates of this person that count now."""
    if not person.is_active:
        return Mandate.objects.none()
    acting = Role.objects.filter(person=OuterRef("adviser"), organisation=OuterRef("organisation"))
    found = Mandate.objects.filter(_COUNTS, adviser=person, ends_on__gte=timezone.localdate())
    return found.exclude(Exists(acting)).select_related("organisation")


def opened_by_mandate(person: Person, part: MandatePart) -> QuerySet[Mandate]:
    """Return those of them that open this part."""
    return in_force_for(person).filter(**{rules.FIELDS[part]: True})


def mandates_held_by(person: Person) -> QuerySet[Mandate]:
    """Return what this person has advised on, the latest end first; what ended long ago is left out."""
    since = timezone.localdate() - rules.SHOWN_AFTER
    found = Mandate.objects.filter(adviser=person, accepted_at__isnull=False, ends_on__gte=since)
    return found.select_related("organisation", "ended_by").order_by("-ends_on", "organisation__name", "pk")


def mandates_of(organisation: Organisation) -> QuerySet[Mandate]:
    """Return every mandate of an organisation, the newest first, with the number of accesses and the last."""
    found = Mandate.objects.filter(organisation=organisation)
    found = found.select_related("adviser", "offered_by", "ended_by")
    return found.annotate(access_count=Count("accesses"), last_access_at=Max("accesses__first_at"))


def mandate_of(token: str) -> Mandate | None:
    """Return the mandate this link belongs to, whatever has become of it; None when it is unknown."""
    found = Mandate.objects.filter(token_hash=hash_of(token))
    return found.select_related("organisation", "offered_by").first()


def mandate_seen_by(person: Person, pk: UUID) -> Mandate | None:
    """Return a mandate for the adviser whose it is, or for whoever acts for the organisation."""
    mine = Q(adviser=person, accepted_at__isnull=False)
    acting = Role.objects.filter(person=person, organisation=OuterRef("organisation"))
    found = Mandate.objects.filter(mine | Exists(acting), pk=pk)
    return found.select_related("organisation", "adviser", "offered_by", "ended_by").first()


def accesses_of(mandate: Mandate) -> QuerySet[MandateAccess]:
    """Return what was looked at and changed under a mandate, the latest first."""
    return MandateAccess.objects.filter(mandate=mandate)


def parts_of(mandate: Mandate) -> tuple[MandatePart, ...]:
    """Return what a mandate opens, in the order of the parts."""
    return tuple(part for part in MandatePart if getattr(mandate, rules.FIELDS[part]))


def state_of(mandate: Mandate) -> MandateState:
    """Return how a mandate stands now."""
    ended_on = timezone.localdate(mandate.ended_at) if mandate.ended_at else None
    days = rules.Days(mandate.ends_on, mandate.expires_at, mandate.accepted_at, ended_on)
    return rules.state_of(days, now=timezone.now(), today=timezone.localdate())


_COUNTS = Q(accepted_at__isnull=False, ended_at__isnull=True)
