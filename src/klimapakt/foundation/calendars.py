"""Calendar files (RFC 5545), as programs and telephones open them; what an event says, its room knows."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from icalendar import Calendar, Event


def started_event(thing: UUID, *, host: str, at: datetime) -> Event:
    """Return an event that is recognised by what it is about when it is loaded again; written at ``at``."""
    event = Event()
    event.add("uid", f"{thing}@{host}")
    event.add("dtstamp", at.astimezone(UTC))
    return event


def published(events: Iterable[Event], **properties: str) -> Calendar:
    """Return a calendar that tells and asks for no answer; ``properties`` are added under their names."""
    calendar = Calendar()
    calendar.add("prodid", "-//Klimapakt//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for name, value in properties.items():
        calendar.add(name.replace("_", "-"), value)
    for event in events:
        calendar.add_component(event)
    return calendar


def as_file(calendar: Calendar) -> bytes:
    """Return the file, UTF-8."""
    content: bytes = calendar.to_ical()
    return content
