"""What all writes about seats share: the meeting is locked first, and freed seats go to who is next."""

from datetime import datetime

from klimapakt.foundation import audit
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.network import letters, mail_kinds, queries, rules
from klimapakt.network.enums import MeetingState, RegistrationState
from klimapakt.network.models import Meeting, Registration
from klimapakt.people.models import Person


def locked(one: Meeting) -> Meeting:
    """Return the meeting as it is now, locked: whoever wants seats at the same moment waits."""
    return Meeting.objects.select_for_update(of=("self",)).get(pk=one.pk)


def registration_now(one: Registration) -> Registration:
    """Return a registration as it is now, its meeting locked."""
    meeting = locked(one.meeting)
    found = Registration.objects.select_related("organisation", "person").get(pk=one.pk)
    found.meeting = meeting
    return found


def put(one: Registration, state: RegistrationState, at: datetime, by: Person | None) -> None:
    """Write the state of a registration, record it and tell whoever registered."""
    one.state, one.changed_at = state, at
    if state != RegistrationState.OFFERED:
        one.offered_until = None
    one.save(update_fields=["state", "changed_at", "offered_until"])
    audit.record(what=f"registration.{state.value}", subject=one, by=by)


def tell_state(one: Registration, at: datetime) -> None:
    """Tell whoever registered how the registration stands."""
    place = queries.place_of(one)
    letters.tell(one, _KIND[RegistrationState(one.state)], at, {"place": str(place or "")})


def offer_next(meeting: Meeting, at: datetime) -> int:
    """Offer free seats of a locked meeting to who is next, as long as it makes sense; return to how many."""
    until = rules.offer_ends(at, meeting.offer_hours, meeting.closes_at)
    if until is None or meeting.state not in {MeetingState.INVITED, MeetingState.OPEN}:
        return 0
    waiting = {str(one.pk): one for one in queries.queue(meeting)}
    wanted = [rules.Wanted(key, one.count) for key, one in waiting.items()]
    chosen = rules.next_offered(queries.free_seats(meeting), wanted)
    for key in chosen:
        one = waiting[key]
        one.offered_until = until
        put(one, RegistrationState.OFFERED, at, None)
        tell_state(one, at)
    return len(chosen)


_KIND: dict[RegistrationState, Kind] = {
    RegistrationState.REQUESTED: mail_kinds.REQUESTED,
    RegistrationState.CONFIRMED: mail_kinds.CONFIRMED,
    RegistrationState.WAITING: mail_kinds.WAITING,
    RegistrationState.OFFERED: mail_kinds.OFFERED,
    RegistrationState.WITHDRAWN: mail_kinds.WITHDRAWN,
    RegistrationState.DECLINED: mail_kinds.DECLINED,
}
