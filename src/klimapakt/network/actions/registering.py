"""What members do: register with names, withdraw, accept seats that were offered."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.methods.messages import gettext_noop
from klimapakt.network import queries, rules
from klimapakt.network.actions import queueing
from klimapakt.network.enums import RegistrationState
from klimapakt.network.models import Meeting, Registration, Seat
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person


@transaction.atomic
def register(
    *, meeting: Meeting, organisation: Organisation, names: Sequence[str], answer: str, by: Person
) -> Registration:
    """Register people of an organisation: confirmed while there is room, else on the waiting list.

    Raises MeetingRefused outside the time of registration, for a second registration of the organisation,
    and for no or too many names.
    """
    one, now = queueing.locked(meeting), timezone.now()
    if not rules.takes_registrations(one.state, one.opens_at, one.closes_at, now):
        raise rules.MeetingRefused(
            "closed", gettext_noop("Registration for this meeting is not open at the moment.")
        )
    kept = rules.ensure_names(names, min(one.seats_each, rules.MOST_SEATS))
    if Registration.objects.filter(meeting=one, organisation=organisation, state__in=rules.LIVE).exists():
        raise rules.MeetingRefused("twice", gettext_noop("Your organisation is registered already."))
    state = rules.state_of_new(
        count=len(kept),
        free=queries.free_seats(one),
        is_queue=queries.queue(one).exists(),
        needs_approval=one.needs_approval,
    )
    found = Registration.objects.create(
        meeting=one,
        organisation=organisation,
        person=by,
        count=len(kept),
        answer=answer.strip(),
        state=state,
        requested_at=now,
        changed_at=now,
    )
    Seat.objects.bulk_create(Seat(registration=found, name=name) for name in kept)
    audit.record(what="registration.made", subject=found, by=by, details={"seats": found.count})
    queueing.tell_state(found, now)
    return found


@transaction.atomic
def withdraw(*, registration: Registration, by: Person) -> Registration:
    """Withdraw a registration before the meeting begins; its seats go to who is next.

    Raises MeetingRefused when it has ended already or the meeting has begun.
    """
    one, now = queueing.registration_now(registration), timezone.now()
    if one.state not in rules.LIVE or now >= one.meeting.begins_at:
        raise rules.MeetingRefused("over", gettext_noop("This registration cannot be withdrawn any more."))
    queueing.put(one, RegistrationState.WITHDRAWN, now, by)
    queueing.tell_state(one, now)
    queueing.offer_next(one.meeting, now)
    return one


@transaction.atomic
def accept_offer(*, registration: Registration, by: Person) -> Registration:
    """Accept seats that are offered; raises MeetingRefused when the time for it has passed."""
    one, now = queueing.registration_now(registration), timezone.now()
    if one.offered_until is None or one.offered_until <= now:
        raise rules.MeetingRefused("no_offer", gettext_noop("The offer has ended. No seats were taken."))
    queueing.put(one, RegistrationState.CONFIRMED, now, by)
    queueing.tell_state(one, now)
    return one
