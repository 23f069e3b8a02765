"""Meetings as a calendar file (RFC 5545), as programs and telephones open it."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event

from klimapakt.network.enums import MeetingState
from klimapakt.network.models import Meeting


def calendar_of(meetings: Iterable[Meeting], *, host: str, at: datetime) -> bytes:
    """Return the calendar in the language at hand; a cancelled meeting says so."""
    calendar = Calendar()
    calendar.add("prodid", "-//Klimapakt//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in meetings:
        calendar.add_component(_event(one, host, at))
    content: bytes = calendar.to_ical()
    return content


def _event(one: Meeting, host: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.pk}@{host}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("sequence", one.revision)
    event.add("dtstart", one.begins_at.astimezone(UTC))
    event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("summary", one.title)
    event.add("location", one.venue)
    event.add("description", one.programme)
    event.add("status", "CANCELLED" if one.state == MeetingState.CANCELLED else "CONFIRMED")
    return event
