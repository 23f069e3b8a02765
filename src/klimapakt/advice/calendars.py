"""An appointment as a calendar file (RFC 5545)."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from klimapakt.advice.models import Appointment


def calendar_of(appointment: Appointment, *, title: str, host: str, at: datetime) -> bytes:
    """Return the file: one event in UTC, with its place; neither question nor data."""
    event = Event()
    event.add("uid", f"{appointment.pk}@{host}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", appointment.begins_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("summary", title)
    event.add("location", appointment.place)
    calendar = Calendar()
    calendar.add("prodid", "-//Klimapakt//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
