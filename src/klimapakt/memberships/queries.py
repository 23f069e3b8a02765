"""Reads about memberships and requests to join."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import JoinRequest, Membership, Step, TierChange
from klimapakt.memberships.rules import BEFORE, MEMBERS, RequestOver, alike_key, domain_of
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import hash_of

_PUBLIC_DOMAINS = frozenset(
    {"gmail.com", "gmx.de", "web.de", "t-online.de", "outlook.com", "hotmail.com", "icloud.com", "posteo.de"}
)


def listed(stage: str = "", search: str = "", owner: int | None = None) -> QuerySet[Membership]:
    """Return the memberships of the pact at hand: of one stage, else all that have not ended."""
    found = Membership.objects.select_related("organisation", "owner")
    if stage:
        found = found.filter(stage=stage)
    elif not search:
        found = found.exclude(stage=Stage.ENDED)
    if search:
        found = found.filter(organisation__name__icontains=search)
    if owner is not None:
        found = found.filter(owner=owner)
    return found.order_by("organisation__name", "created_at", "pk")


def counted() -> Mapping[str, int]:
    """Return how many memberships are in each stage, in the order of the stages."""
    found = dict(Membership.objects.order_by().values_list("stage").annotate(Count("pk")))
    return {stage: found.get(stage, 0) for stage in Stage.values}


def due_steps(today: date) -> QuerySet[Membership]:
    """Return the memberships whose next step is due, the oldest first."""
    found = Membership.objects.exclude(stage=Stage.ENDED).filter(next_step_on__lte=today)
    return found.select_related("organisation", "owner").order_by("next_step_on", "organisation__name")


def membership(pk: UUID) -> Membership | None:
    """Return a membership of the pact at hand."""
    found = Membership.objects.select_related("organisation", "owner")
    return found.filter(pk=pk).first()


def open_membership_of(organisation: Organisation) -> Membership | None:
    """Return the membership of an organisation that has not ended; None where there is none."""
    return Membership.objects.filter(organisation=organisation).exclude(stage=Stage.ENDED).first()


def memberships_of(organisation: Organisation) -> QuerySet[Membership]:
    """Return every membership an organisation ever had, the newest first."""
    return Membership.objects.filter(organisation=organisation).order_by("-created_at", "pk")


def members() -> QuerySet[Membership]:
    """Return the memberships of those who are members now."""
    return Membership.objects.filter(stage__in=MEMBERS).select_related("organisation")


def on_the_way() -> QuerySet[Membership]:
    """Return the memberships of those who are not members yet."""
    return Membership.objects.filter(stage__in=BEFORE).select_related("organisation")


def steps_of(one: Membership) -> QuerySet[Step]:
    """Return every step of a membership in the order in which it was taken."""
    return Step.objects.filter(membership=one).select_related("by").order_by("at", "pk")


def tier_changes_of(one: Membership) -> QuerySet[TierChange]:
    """Return how a membership came to its kind, in the order in which it was entered."""
    return TierChange.objects.filter(membership=one).select_related("by")


def predecessors_of(one: Membership) -> list[Membership]:
    """Return the memberships this one carries on, and those they carried on; a query a generation."""
    found: list[Membership] = []
    generation = [one]
    while generation:
        earlier = Membership.objects.filter(carried_on_by__in=generation).select_related("organisation")
        generation = list(earlier.order_by("-ended_on", "-since_at", "pk"))
        found += generation
    return found


def request_of(token: str) -> JoinRequest | None:
    """Return the request this link belongs to in the pact at hand."""
    return JoinRequest.objects.filter(token_hash=hash_of(token)).first()


def why_over(request: JoinRequest | None) -> RequestOver | None:
    """Return why a link confirms nothing any more; None while it does."""
    if request is None:
        return RequestOver("unknown")
    if request.confirmed_at is not None:
        return RequestOver("used")
    return RequestOver("expired") if timezone.now() >= request.expires_at else None


def waiting_requests() -> QuerySet[JoinRequest]:
    """Return confirmed requests nobody has decided about, the oldest first."""
    return JoinRequest.objects.filter(confirmed_at__isnull=False, decision="")


def waiting_request(pk: UUID) -> JoinRequest | None:
    """Return one of them."""
    return waiting_requests().filter(pk=pk).first()


def requests_for(organisation: Organisation) -> QuerySet[JoinRequest]:
    """Return the requests that led to an organisation, the newest first."""
    return JoinRequest.objects.filter(organisation=organisation).order_by("-requested_at")


def requests_of(organisations: Collection[UUID]) -> QuerySet[JoinRequest]:
    """Return the requests that led to any of these organisations."""
    return JoinRequest.objects.filter(organisation__in=organisations)


def alike(name: str, email: str = "") -> list[Organisation]:
    """Return organisations of the pact at hand somebody could mean: by name, or by the domain of its people.

    Names are compared without legal form, signs and case; mail services for everybody say nothing.
    """
    key, domain = alike_key(name), domain_of(email)
    found = {one.pk: one for one in Organisation.objects.all() if alike_key(one.name) == key}
    if domain and domain not in _PUBLIC_DOMAINS:
        same = Organisation.objects.filter(
            Q(roles__person__email__iendswith=f"@{domain}")
            | Q(join_requests__email__iendswith=f"@{domain}", join_requests__confirmed_at__isnull=False)
        )
        found |= {one.pk: one for one in same.distinct()}
    return sorted(found.values(), key=lambda one: one.name)
