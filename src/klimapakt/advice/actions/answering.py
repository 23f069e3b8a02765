"""What the adviser does: answer, propose an appointment, close with an outcome, promise days."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from klimapakt.advice import letters, rules
from klimapakt.advice.actions.writing import locked, noted
from klimapakt.advice.enums import AppointmentState, EntryKind, RequestState
from klimapakt.advice.models import AdvicePromise, AdviceRequest, Appointment
from klimapakt.foundation import audit
from klimapakt.measures.models import Measure
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of the advice."""

    outcome: str
    text: str
    measure: Measure | None = None


@transaction.atomic
def answer(*, request: AdviceRequest, text: str, by: Person) -> AdviceRequest:
    """Answer the member. The first answer keeps the promise. Raises RequestOver."""
    one = locked(request)
    rules.ensure_going_on(one.state)
    one.state = rules.state_after_answer(one.state)
    one.answered_at = one.answered_at or timezone.now()
    one.save(update_fields=["state", "answered_at"])
    letters.to_member(noted(one, EntryKind.ANSWERED, by, text))
    return one


@transaction.atomic
def propose(
    *, request: AdviceRequest, begins_at: datetime, minutes: int, place: str, by: Person | None
) -> Appointment:
    """Propose an appointment, which takes the place of the one before and counts as an answer.

    Raises RequestOver, TooLate.
    """
    one = locked(request)
    rules.ensure_going_on(one.state)
    now = timezone.now()
    rules.ensure_to_come(begins_at, now)
    one.appointments.exclude(state=AppointmentState.DECLINED).update(
        state=AppointmentState.DECLINED, decided_at=now
    )
    found = Appointment.objects.create(
        request=one,
        begins_at=begins_at,
        minutes=minutes,
        place=place.strip(),
        proposed_at=now,
        proposed_by=by,
    )
    one.state, one.answered_at = RequestState.ANSWERED, one.answered_at or now
    one.save(update_fields=["state", "answered_at"])
    letters.to_member(noted(one, EntryKind.PROPOSED, by))
    return found


@transaction.atomic
def close(*, request: AdviceRequest, ended: Ended, by: Person) -> AdviceRequest:
    """Close a request with what came of it. Raises RequestOver."""
    one = locked(request)
    rules.ensure_going_on(one.state)
    now = timezone.now()
    one.state, one.closed_at, one.answered_at = RequestState.CLOSED, now, one.answered_at or now
    one.outcome, one.outcome_text, one.outcome_measure = ended.outcome, ended.text.strip(), ended.measure
    one.save()
    letters.to_member(noted(one, EntryKind.CLOSED, by))
    return one


@transaction.atomic
def promise(*, working_days: int, by: Person) -> AdvicePromise:
    """Say within how many working days requests are answered from now on; older promises stay."""
    found, _ = AdvicePromise.objects.update_or_create(
        pact=pact_at_hand(), defaults={"working_days": working_days}
    )
    audit.record(what="advice.promised", subject=found, by=by, details={"working_days": working_days})
    return found
