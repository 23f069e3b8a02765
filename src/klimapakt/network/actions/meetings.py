"""What the office writes about meetings: create, change, announce, hold, cancel."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.methods.messages import gettext_noop
from klimapakt.network import letters, mail_kinds, queries, rules
from klimapakt.network.actions import queueing
from klimapakt.network.enums import MeetingState
from klimapakt.network.models import Meeting
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """Everything the office says about a meeting."""

    title_de: str
    venue: str
    begins_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime
    capacity: int
    seats_each: int = 2
    offer_hours: int = 48
    needs_approval: bool = False
    is_public: bool = False
    title_en: str = ""
    programme_de: str = ""
    programme_en: str = ""
    question_de: str = ""
    question_en: str = ""
    host: Organisation | None = None


@transaction.atomic
def create(*, facts: MeetingFacts, by: Person) -> Meeting:
    """Plan a meeting; nobody outside the office sees it before it is announced. Raises MeetingRefused."""
    _ensure_times(facts)
    one = Meeting(pact=pact_at_hand(), created_at=timezone.now(), created_by=by)
    _fill(one, facts)
    one.save()
    audit.record(what="meeting.planned", subject=one, by=by)
    return one


@transaction.atomic
def change(*, meeting: Meeting, facts: MeetingFacts, seen_revision: int, by: Person) -> Meeting:
    """Change a meeting; seats that are added go to who waits.

    Raises MeetingChanged when somebody else changed it since, MeetingRefused for fewer seats than are taken
    and for times that do not follow each other.
    """
    one, now = queueing.locked(meeting), timezone.now()
    if one.revision != seen_revision:
        raise rules.MeetingChanged
    _ensure_times(facts)
    taken = one.capacity - queries.free_seats(one)
    if facts.capacity < taken:
        raise rules.MeetingRefused(
            "taken", gettext_noop("%(taken)s seats are taken or offered already."), taken=taken
        )
    _fill(one, facts)
    one.revision += 1
    one.save()
    audit.record(what="meeting.changed", subject=one, by=by)
    queueing.offer_next(one, now)
    return one


@transaction.atomic
def move(*, meeting: Meeting, to: MeetingState, by: Person) -> Meeting:
    """Announce, close, document or cancel a meeting; who is cancelled is told. Raises MeetingRefused."""
    one, now = queueing.locked(meeting), timezone.now()
    rules.ensure_step(one.state, to)
    if to == MeetingState.HELD and now < one.begins_at:
        raise rules.MeetingRefused("too_early", gettext_noop("The meeting has not begun yet."))
    one.state = MeetingState.OPEN if to == MeetingState.INVITED and one.opens_at <= now else to
    one.revision += 1
    one.save(update_fields=["state", "revision"])
    audit.record(what=f"meeting.{one.state}", subject=one, by=by)
    if to == MeetingState.CANCELLED:
        for registration in queries.registrations_of(one).filter(state__in=rules.LIVE):
            letters.tell(registration, mail_kinds.CANCELLED, now)
    return one


def _ensure_times(facts: MeetingFacts) -> None:
    if not facts.begins_at < facts.ends_at:
        raise rules.MeetingRefused("ends", gettext_noop("The meeting has to end after it begins."))
    if not facts.opens_at < facts.closes_at <= facts.begins_at:
        raise rules.MeetingRefused(
            "closes",
            gettext_noop("Registration has to close after it opens, and not after the meeting begins."),
        )


def _fill(one: Meeting, facts: MeetingFacts) -> None:
    for field in fields(facts):
        value = getattr(facts, field.name)
        setattr(one, field.name, value.strip() if isinstance(value, str) else value)
