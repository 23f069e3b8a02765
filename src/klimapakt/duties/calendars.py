"""A person's duties as a calendar that other programs subscribe to; days only, no figures."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from klimapakt.duties.models import Duty
from klimapakt.duties.presenting import title_of, what_of

_REFRESH = timedelta(hours=12)


def calendar_of(duties: Iterable[Duty], *, name: str, host: str, at: datetime) -> bytes:
    """Return the calendar (RFC 5545): each duty a whole day, with an alarm a week before."""
    calendar = Calendar()
    calendar.add("prodid", "-//Klimapakt//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    for duty in duties:
        calendar.add_component(_event(duty, host, at))
    content: bytes = calendar.to_ical()
    return content


def _event(duty: Duty, host: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{duty.pk}@{host}")
    event.add("dtstamp", at.astimezone(UTC))
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
