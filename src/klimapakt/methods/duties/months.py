"""Calendar months: the day is kept, or cut to the last day of a shorter month."""

from calendar import monthrange
from datetime import date
from typing import Final

_SHORTEST: Final = 28
"""Every month has this day."""


def months_after(day: date, months: int) -> date:
    """Return the same day that many months later, or earlier for a negative number.

    Always count from the original day: twice one month after 31 January is not two months after it.

    >>> months_after(date(2024, 1, 31), 1).isoformat(), months_after(date(2024, 1, 31), 2).isoformat()
    ('2024-02-29', '2024-03-31')
    >>> months_after(date(2024, 2, 29), 12).isoformat(), months_after(date(2024, 2, 29), 48).isoformat()
    ('2025-02-28', '2028-02-29')
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= _SHORTEST:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
