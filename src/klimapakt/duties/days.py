"""Which day it is for the duties of a pact: that of the calendar, or in the demo the one it was played to."""

from datetime import date

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from klimapakt.duties.models import NightlyRun


def today(clock: date | None = None) -> date:
    """Return the day of the pact at hand; ``clock`` is that of the calendar, today unless it is given.

    Where the demo has played time forward, its pages and jobs stay on that day; everywhere else the clock
    alone counts, also after it was wrong.
    """
    day = clock or timezone.localdate()
    if not settings.KLIMA_DEMO:
        return day
    played: date | None = NightlyRun.objects.aggregate(day=Max("day"))["day"]
    return max(day, played or day)
