"""A day of the past for the demo's history: what actions do inside bears that day, the audit chain included.

Only the making of the demo uses it, before anybody is served; everything else asks the clock of the machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

_NOON: Final = time(12)


@contextmanager
def as_of(day: date) -> Iterator[None]:
    """Let it be noon of a day inside, and go on from there."""
    real = timezone.now
    ahead = timezone.make_aware(datetime.combine(day, _NOON)) - real()

    def then() -> datetime:
        return real() + ahead

    timezone.now = then
    try:
        yield
    finally:
        timezone.now = real


def workdays_after(day: date, count: int) -> date:
    """Return a day so many weekdays later."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
