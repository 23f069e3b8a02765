"""The public form: a request, its confirmation by a link, and what the office makes of it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.memberships import letters, queries, rules
from klimapakt.memberships.actions.stages import begin
from klimapakt.memberships.enums import Decision, Source
from klimapakt.memberships.models import JoinRequest, Membership
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import clean_name, hash_of, name_key
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person

_TOKEN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Interest:
    """What somebody writes in the public form."""

    name: str
    city: str
    kind: str
    person_name: str
    email: str
    staff_band: str = ""
    phone: str = ""
    message: str = ""
    language: str = "de"


@transaction.atomic
def request_to_join(*, interest: Interest, link: Callable[[str], str]) -> JoinRequest:
    """Keep a request and send the link that confirms it; ``link`` makes an address of a token.

    Who sends the form again before confirming gets a new link, and the former one stops working.
    """
    validate_email(interest.email)
    now, token = timezone.now(), secrets.token_urlsafe(_TOKEN_BYTES)
    _forget_old()
    email = interest.email.strip()
    waiting = JoinRequest.objects.select_for_update(of=("self",)).filter(
        email__iexact=email, confirmed_at__isnull=True
    )
    same = next((one for one in waiting if name_key(one.name) == name_key(interest.name)), None)
    request = same or JoinRequest(pact=pact_at_hand(), email=email)
    request.name, request.city = clean_name(interest.name), clean_name(interest.city)
    request.kind, request.staff_band = interest.kind, interest.staff_band
    request.person_name, request.phone = clean_name(interest.person_name), interest.phone.strip()
    request.message, request.language = interest.message.strip(), interest.language
    request.token_hash, request.requested_at = hash_of(token), now
    request.expires_at = now + rules.CONFIRM_WITHIN
    request.save()
    letters.confirm(request, link(token))
    return request


@transaction.atomic
def confirm_request(*, token: str) -> JoinRequest:
    """Let a request count; without a similar organisation it is taken in at once as interest.

    Raises RequestOver when the link is unknown, used or expired.
    """
    found = JoinRequest.objects.select_for_update(of=("self",)).filter(token_hash=hash_of(token)).first()
    over = queries.why_over(found)
    if found is None or over is not None:
        raise over or rules.RequestOver("unknown")
    found.confirmed_at = timezone.now()
    found.save(update_fields=["confirmed_at"])
    similar = queries.alike(found.name, found.email)
    audit.record(what="join_request.confirmed", subject=found, by=None)
    if not similar:
        _take_in_new(found, None)
    letters.confirmed(found, is_similar=bool(similar))
    return found


@transaction.atomic
def take_in(*, request: JoinRequest, organisation: Organisation | None, by: Person) -> Membership:
    """Decide that a request means a known organisation, or a new one; return the membership that counts.

    Raises Decided when somebody else was faster, NameTaken when a new one would have the name of another.
    """
    found = _undecided(request)
    if organisation is None:
        return _take_in_new(found, by)
    held = queries.open_membership_of(organisation)
    membership = held or begin(organisation=organisation, source=Source.FORM, by=by)
    _decide(found, Decision.SAME, organisation, by)
    return membership


@transaction.atomic
def decline_request(*, request: JoinRequest, by: Person) -> JoinRequest:
    """Decide that a request leads to nothing, such as one that makes fun."""
    return _decide(_undecided(request), Decision.DECLINED, None, by)


def _take_in_new(found: JoinRequest, by: Person | None) -> Membership:
    facts = OrganisationFacts(found.name, found.city, kind=found.kind, staff_band=found.staff_band)
    organisation = create_organisation(facts=facts, by=by)
    membership = begin(organisation=organisation, source=Source.FORM, by=by)
    _decide(found, Decision.NEW, organisation, by)
    return membership


def _undecided(request: JoinRequest) -> JoinRequest:
    found = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if found.decision or found.confirmed_at is None:
        raise rules.Decided
    return found


def _decide(
    found: JoinRequest, decision: Decision, organisation: Organisation | None, by: Person | None
) -> JoinRequest:
    found.decision, found.organisation = decision, organisation
    found.decided_at, found.decided_by = timezone.now(), by
    found.save(update_fields=["decision", "organisation", "decided_at", "decided_by"])
    audit.record(what=f"join_request.{decision}", subject=found, by=by)
    return found


def _forget_old() -> None:
    """Delete what was never confirmed, and the contact of what was decided long ago."""
    now = timezone.now()
    JoinRequest.objects.filter(confirmed_at__isnull=True, expires_at__lt=now).delete()
    JoinRequest.objects.filter(decided_at__lt=now - rules.KEPT_AFTER_DECISION).delete()
