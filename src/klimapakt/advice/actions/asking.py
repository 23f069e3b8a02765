"""What the member does: ask, write again, withdraw."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from klimapakt.advice import bundles, letters, queries, rules
from klimapakt.advice.actions.writing import locked, noted
from klimapakt.advice.bundles import Consented
from klimapakt.advice.enums import EntryKind, RequestState
from klimapakt.advice.models import AdviceEntry, AdviceRequest
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, whom, and with which data; ``seen`` is the hash of the data as it was shown."""

    addressee: str
    topic: str
    text: str
    consented: Consented
    seen: str


@transaction.atomic
def ask(*, organisation: Organisation, question: Question, by: Person) -> AdviceRequest:
    """Send a question with the data that was shown. Raises NobodyThere, BundleChanged."""
    rules.ensure_staffed(question.addressee, queries.staffed(organisation.pact))
    bundle = bundles.bundle_of(organisation, question.consented, by)
    sha256 = bundles.sha256_of(bundle)
    rules.ensure_same(question.seen, sha256)
    now = timezone.now()
    found = AdviceRequest.objects.create(
        organisation=organisation,
        addressee=question.addressee,
        topic=question.topic,
        question=question.text.strip(),
        parts=question.consented.parts,
        bundle=bundle,
        bundle_sha256=sha256,
        measure=question.consented.measure,
        asked_at=now,
        asked_by=by,
        promised_by=rules.promised(timezone.localdate(now), queries.promised_days(), queries.calendar()),
    )
    letters.to_adviser(noted(found, EntryKind.ASKED, by))
    return found


@transaction.atomic
def write(*, request: AdviceRequest, text: str, by: Person) -> AdviceEntry:
    """Add something to a request that goes on. Raises RequestOver."""
    one = locked(request)
    rules.ensure_going_on(one.state)
    entry = noted(one, EntryKind.WROTE, by, text)
    letters.to_adviser(entry)
    return entry


@transaction.atomic
def withdraw(*, request: AdviceRequest, by: Person) -> AdviceRequest:
    """Withdraw the consent: the adviser sees question, data and log no more. Raises RequestOver.

    What goes on ends with it; what was closed keeps its outcome.
    """
    one = locked(request)
    if one.withdrawn_at is not None:
        raise rules.RequestOver
    one.withdrawn_at = timezone.now()
    if one.is_going_on:
        one.state = RequestState.WITHDRAWN
    one.save(update_fields=["withdrawn_at", "state"])
    one.appointments.exclude(state="declined").update(state="declined", decided_at=one.withdrawn_at)
    letters.to_adviser(noted(one, EntryKind.WITHDRAWN, by))
    return one
