"""Meetings as a calendar file (RFC 5545), as programs and telephones open it."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Event

from klimapakt.foundation.calendars import as_file, published, started_event
from klimapakt.network.enums import MeetingState
from klimapakt.network.models import Meeting


def calendar_of(meetings: Iterable[Meeting], *, host: str, at: datetime) -> bytes:
    """Return the calendar in the language at hand; a cancelled meeting says so."""
    return as_file(published(_event(one, host, at) for one in meetings))


def _event(one: Meeting, host: str, at: datetime) -> Event:
    event = started_event(one.pk, host=host, at=at)
    event.add("sequence", one.revision)
    event.add("dtstart", one.begins_at.astimezone(UTC))
    event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("summary", one.title)
    event.add("location", one.venue)
    event.add("description", one.programme)
    event.add("status", "CANCELLED" if one.state == MeetingState.CANCELLED else "CONFIRMED")
    return event
