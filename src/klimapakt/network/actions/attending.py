"""Who came: noted by the office, taken back where it was a slip."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.methods.messages import gettext_noop
from klimapakt.network import queries, rules
from klimapakt.network.actions import queueing
from klimapakt.network.models import Meeting
from klimapakt.people.models import Person


@transaction.atomic
def note_attendance(*, meeting: Meeting, came: Collection[int], by: Person) -> int:
    """Note by the numbers of confirmed seats who came, and that all others did not; return how many came.

    Raises MeetingRefused before the meeting begins; half an hour before counts as its beginning.
    """
    one, now = queueing.locked(meeting), timezone.now()
    if now < one.begins_at - rules.DOORS_OPEN:
        raise rules.MeetingRefused("too_early", gettext_noop("The meeting has not begun yet."))
    count = 0
    for seat in queries.seats_of(one):
        is_here = seat.pk in came
        count += is_here
        if is_here != (seat.came_at is not None):
            seat.came_at, seat.came_noted_by = (now, by) if is_here else (None, None)
            seat.save(update_fields=["came_at", "came_noted_by"])
    audit.record(what="meeting.attendance", subject=one, by=by, details={"came": count})
    return count
