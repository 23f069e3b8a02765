"""A person's duties as a calendar that other programs subscribe to; days only, no figures."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Event

from klimapakt.duties.models import Duty
from klimapakt.duties.presenting import title_of, what_of
from klimapakt.foundation.calendars import as_file, published, started_event

_REFRESH = timedelta(hours=12)


def calendar_of(duties: Iterable[Duty], *, name: str, host: str, at: datetime) -> bytes:
    """Return the calendar (RFC 5545): each duty a whole day, with an alarm a week before."""
    calendar = published((_event(duty, host, at) for duty in duties), x_wr_calname=name)
    calendar.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    return as_file(calendar)


def _event(duty: Duty, host: str, at: datetime) -> Event:
    event = started_event(duty.pk, host=host, at=at)
    event.add("dtstart", duty.due_on)
    event.add("dtend", duty.due_on + timedelta(days=1))
    event.add("summary", f"{title_of(duty)}: {duty.membership.organisation.name}")
    event.add("description", what_of(duty))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title_of(duty))
    alarm.add("trigger", timedelta(days=-7))
    event.add_component(alarm)
    return event
