"""When a member is reminded: six and three months, 30 and 7 days before a duty is due, on working days."""

from datetime import date
from functools import lru_cache

from klimapakt.methods.duties.ladder import DAYS_LATE, ladder


@lru_cache(maxsize=20_000)
def reminders(due_on: date, joined_on: date, calendar: str) -> tuple[date, ...]:
    """Return the days of the reminders, none before joining.

    Who would be reminded on a day without work is reminded on the working day before; where that lies before
    joining, on the next one.

    >>> days = reminders(date(2025, 10, 1), date(2024, 10, 1), "DE-NW")
    >>> [day.isoformat() for day in days]
    ['2025-04-01', '2025-07-01', '2025-09-01', '2025-09-24']
    """
    steps = ladder(joined_on, due_on, calendar)
    return tuple(sorted({step.on for step in steps if step.name not in DAYS_LATE}))
