"""An appointment as a calendar file (RFC 5545)."""

from datetime import UTC, datetime

from klimapakt.advice.models import Appointment
from klimapakt.foundation.calendars import as_file, published, started_event


def calendar_of(appointment: Appointment, *, title: str, host: str, at: datetime) -> bytes:
    """Return the file: one event in UTC, with its place; neither question nor data."""
    event = started_event(appointment.pk, host=host, at=at)
    event.add("dtstart", appointment.begins_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("summary", title)
    event.add("location", appointment.place)
    return as_file(published([event]))
