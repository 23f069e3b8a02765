"""What time itself does: registration opens, offers end and move the list on, reminders leave."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from klimapakt.foundation import audit
from klimapakt.network import letters, mail_kinds, queries
from klimapakt.network.actions import queueing
from klimapakt.network.enums import MeetingState, RegistrationState
from klimapakt.network.models import Meeting

REMIND_BEFORE: Final = timedelta(days=2)


def open_due(*, now: datetime) -> int:
    """Open registration where its time has come; return for how many meetings."""
    return sum(_open(one) for one in list(queries.to_open(now)))


def move_on(*, now: datetime) -> int:
    """End offers that were not accepted in time and go on with who is next; return how many ended."""
    meetings = Meeting.objects.filter(pk__in=queries.offers_over(now).order_by().values("meeting"))
    return sum(_move_on(one, now) for one in list(meetings))


def remind_due(*, now: datetime) -> int:
    """Remind everybody with confirmed seats once, two days before; return how many."""
    return sum(
        _remind(pk, now) for pk in queries.to_remind(now, now + REMIND_BEFORE).values_list("pk", flat=True)
    )


@transaction.atomic
def _open(meeting: Meeting) -> bool:
    one = queueing.locked(meeting)
    if one.state != MeetingState.INVITED:
        return False
    one.state = MeetingState.OPEN
    one.save(update_fields=["state"])
    audit.record(what="meeting.open", subject=one, by=None)
    return True


@transaction.atomic
def _move_on(meeting: Meeting, now: datetime) -> int:
    one = queueing.locked(meeting)
    over = list(queries.offers_over(now).filter(meeting=one).select_related("organisation", "person"))
    for registration in over:
        registration.meeting = one
        queueing.put(registration, RegistrationState.WITHDRAWN, now, None)
        letters.tell(registration, mail_kinds.LAPSED, now)
    queueing.offer_next(one, now)
    return len(over)


@transaction.atomic
def _remind(pk: UUID, now: datetime) -> bool:
    one = queries.to_remind(now, now + REMIND_BEFORE).select_for_update(of=("self",)).filter(pk=pk).first()
    if one is None:
        return False
    one.reminded_at = now
    one.save(update_fields=["reminded_at"])
    letters.tell(one, mail_kinds.REMINDER, now)
    return True
