"""What the office decides about registrations: approve, decline, give a seat out of order."""

from django.db import transaction
from django.utils import timezone

from klimapakt.methods.messages import gettext_noop
from klimapakt.network import queries, rules
from klimapakt.network.actions import queueing
from klimapakt.network.enums import RegistrationState
from klimapakt.network.models import Registration
from klimapakt.people.models import Person


@transaction.atomic
def approve(*, registration: Registration, by: Person) -> Registration:
    """Approve what waits for the office: confirmed where there is room, else it waits in line."""
    one, now = queueing.registration_now(registration), timezone.now()
    if one.state != RegistrationState.REQUESTED:
        raise _decided()
    state = rules.state_of_new(
        count=one.count,
        free=queries.free_seats(one.meeting),
        is_queue=queries.queue(one.meeting).exists(),
        needs_approval=False,
    )
    queueing.put(one, state, now, by)
    queueing.tell_state(one, now)
    return one


@transaction.atomic
def prefer(*, registration: Registration, by: Person) -> Registration:
    """Give seats to somebody who waits, past those before; raises MeetingRefused where there are too few."""
    one, now = queueing.registration_now(registration), timezone.now()
    if one.state != RegistrationState.WAITING:
        raise _decided()
    if one.count > queries.free_seats(one.meeting):
        raise rules.MeetingRefused(
            "full", gettext_noop("There are not enough free seats. Raise the number of seats first.")
        )
    queueing.put(one, RegistrationState.CONFIRMED, now, by)
    queueing.tell_state(one, now)
    return one


@transaction.atomic
def decline(*, registration: Registration, by: Person) -> Registration:
    """Give no seat, or take it back; seats that become free go to who is next."""
    one, now = queueing.registration_now(registration), timezone.now()
    if one.state not in rules.LIVE or now >= one.meeting.begins_at:
        raise _decided()
    queueing.put(one, RegistrationState.DECLINED, now, by)
    queueing.tell_state(one, now)
    queueing.offer_next(one.meeting, now)
    return one


def _decided() -> rules.MeetingRefused:
    return rules.MeetingRefused(
        "decided", gettext_noop("This registration has changed meanwhile. Look at it and decide again.")
    )
