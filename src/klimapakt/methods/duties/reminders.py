"""When a member is reminded: six and three months, 30 and 7 days before a duty is due, on working days."""

from datetime import date, timedelta
from functools import lru_cache

from klimapakt.methods.duties.months import months_after
from klimapakt.methods.working_days import working_day_after, working_day_before

MONTHS_BEFORE = (6, 3)
DAYS_BEFORE = (30, 7)


@lru_cache(maxsize=20_000)
def reminders(due_on: date, joined_on: date, calendar: str) -> tuple[date, ...]:
    """Return the days of the reminders, none before joining.

    Who would be reminded on a day without work is reminded on the working day before; where that lies before
    joining, on the next one.

    >>> days = reminders(date(2025, 10, 1), date(2024, 10, 1), "DE-NW")
    >>> [day.isoformat() for day in days]
    ['2025-04-01', '2025-07-01', '2025-09-01', '2025-09-24']
    """
    planned = [months_after(due_on, -months) for months in MONTHS_BEFORE]
    planned += [due_on - timedelta(days=days) for days in DAYS_BEFORE]
    moved = (_on_a_working_day(day, joined_on, calendar) for day in planned if day >= joined_on)
    return tuple(sorted({day for day in moved if day <= due_on}))


def _on_a_working_day(day: date, joined_on: date, calendar: str) -> date:
    before = working_day_before(day, calendar)
    return before if before >= joined_on else working_day_after(day, calendar)
