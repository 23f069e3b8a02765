"""Asking to be erased, and what the office makes of it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person
from klimapakt.privacy import letters, queries, rules
from klimapakt.privacy.actions.erasing import Erased, erase
from klimapakt.privacy.enums import ErasureState
from klimapakt.privacy.models import ErasureRequest


@transaction.atomic
def ask(*, by: Person) -> ErasureRequest:
    """Ask the office to erase oneself; asking twice is asking once."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    waiting = ErasureRequest.objects.filter(person=person, state=ErasureState.OPEN).first()
    if waiting is not None:
        return waiting
    request = ErasureRequest(pact=pact_at_hand(), person=person, asked_at=timezone.now())
    request.save()
    audit.record(what="erasure.asked", subject=request, by=by)
    letters.asked(request)
    return request


@transaction.atomic
def take_back(*, by: Person) -> None:
    """Take one's own request back."""
    for request in ErasureRequest.objects.select_for_update(of=("self",)).filter(
        person=by, state=ErasureState.OPEN
    ):
        _decide(request, ErasureState.WITHDRAWN, by)
        audit.record(what="erasure.taken_back", subject=request, by=by)


@transaction.atomic
def decline(*, request: ErasureRequest, reason: str, by: Person) -> ErasureRequest:
    """Erase nothing, and tell the person why. Raises ReasonMissing, AlreadyDecided."""
    said = " ".join(reason.split())
    if not said:
        raise rules.ReasonMissing
    request = _still_open(request)
    request.reason = said
    _decide(request, ErasureState.DECLINED, by)
    audit.record(what="erasure.declined", subject=request, by=by, details={"reason": audit.sealed(said)})
    letters.declined(request)
    return request


@transaction.atomic
def carry_out(*, request: ErasureRequest, successors: Mapping[UUID, Person | None], by: Person) -> Erased:
    """Erase who asked; a successor for each organisation without management, None confirms there is none.

    Raises NobodyWouldDecide for an organisation that is not named, ActsElsewhere for an account that
    another pact uses too, AlreadyDecided.
    """
    request = _still_open(request)
    person = request.person
    if person is None:
        raise rules.AlreadyDecided
    if queries.acts_elsewhere(person, request.pact):
        raise rules.ActsElsewhere
    for organisation in Organisation.objects.filter(pk__in=successors).order_by("pk"):
        successor = successors[organisation.pk]
        if successor is not None:
            give_role(organisation=organisation, person=successor, kind=RoleKind.MANAGEMENT, by=by)
    confirmed = [pk for pk, successor in successors.items() if successor is None]
    _decide(request, ErasureState.DONE, by)
    audit.record(what="erasure.carried_out", subject=request, by=by)
    return erase(person=person, without_successor=confirmed, by=by)


def _still_open(request: ErasureRequest) -> ErasureRequest:
    found = ErasureRequest.objects.select_for_update(of=("self",)).filter(
        pk=request.pk, state=ErasureState.OPEN
    )
    waiting = found.first()
    if waiting is None:
        raise rules.AlreadyDecided
    return waiting


def _decide(request: ErasureRequest, state: ErasureState, by: Person) -> None:
    request.state, request.decided_at, request.decided_by = state, timezone.now(), by
    request.save(update_fields=["state", "decided_at", "decided_by", "reason"])
