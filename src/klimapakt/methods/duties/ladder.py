"""The ladder of a duty: when a member is reminded before it is due, and what follows once it is overdue.

Before the due day the days are those of ``reminders``; the steps after it are a decision of ours
(``docs/duties.md``): the day after, then 14, 30 and 60 days late.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from klimapakt.methods.duties.months import months_after
from klimapakt.methods.working_days import working_day_after, working_day_before

MONTHS_BEFORE: Final = {"six_months": 6, "three_months": 3}
DAYS_BEFORE: Final = {"thirty_days": 30, "seven_days": 7}
DAYS_LATE: Final = {"day_after": 1, "late_14": 14, "late_30": 30, "late_60": 60}
STEPS: Final = (*MONTHS_BEFORE, *DAYS_BEFORE, *DAYS_LATE)
"""Every step in the order in which they come."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step with the working day on which it is taken."""

    name: str
    on: date


def ladder(opens_on: date, due_on: date, calendar: str) -> tuple[Step, ...]:
    """Return the steps of a duty in order; none before it opens, and each on a working day.

    Steps before the due day move to the working day before, where that is not before the opening; steps after
    it move to the next one.

    >>> [f"{one.name} {one.on.isoformat()}" for one in ladder(date(2027, 2, 1), date(2027, 3, 1), "DE-NW")]
    ['seven_days 2027-02-22', 'day_after 2027-03-02', 'late_14 2027-03-15', 'late_30 2027-03-31', \
'late_60 2027-04-30']
    """
    before = [(name, months_after(due_on, -months)) for name, months in MONTHS_BEFORE.items()]
    before += [(name, due_on - timedelta(days=days)) for name, days in DAYS_BEFORE.items()]
    asked = [
        Step(name, working_day_of_reminder(day, opens_on, calendar))
        for name, day in before
        if day >= opens_on
    ]
    late = [
        Step(name, working_day_after(due_on + timedelta(days=days), calendar))
        for name, days in DAYS_LATE.items()
    ]
    return (*(step for step in asked if step.on <= due_on), *late)


def working_day_of_reminder(day: date, earliest: date, calendar: str) -> date:
    """Return the working day before a day, or the next one where that would be too early."""
    before = working_day_before(day, calendar)
    return before if before >= earliest else working_day_after(day, calendar)
