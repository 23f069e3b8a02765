"""When a mail is tried again, given up, of no more use, and forgotten. No clock, no database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

_MINUTE: Final = timedelta(minutes=1)
PAUSES: Final[Sequence[timedelta]] = (_MINUTE, 5 * _MINUTE, 30 * _MINUTE, 120 * _MINUTE, 480 * _MINUTE)
"""After the first failure, the second and so on; the last one also after every further one."""

GIVEN_UP_AFTER: Final = timedelta(hours=24)
LEASE: Final = timedelta(minutes=5)
"""How long a sender may take for one mail; after that it counts as killed, and another one may send it."""

KEPT: Final = timedelta(days=30)
"""How long address, subject and text stay after the mail has left or was given up."""

LISTED: Final = timedelta(days=90)
"""How long it can be seen that there was a mail, of which kind, and what became of it."""


class NotPossible(Exception):
    """The mail is not in a state in which this can be done."""


def next_attempt_at(*, attempts: int, queued_at: datetime, now: datetime) -> datetime | None:
    """Return when a mail is tried again that has failed so often; None when a day of trying is over.

    The last attempt falls on the end of the day, so that a mail is delivered or given up within 24 hours.

    >>> noon = datetime(2026, 11, 2, 12)
    >>> next_attempt_at(attempts=2, queued_at=noon, now=noon)
    datetime.datetime(2026, 11, 2, 12, 5)
    >>> next_attempt_at(attempts=7, queued_at=noon, now=noon + timedelta(hours=20))
    datetime.datetime(2026, 11, 3, 12, 0)
    >>> next_attempt_at(attempts=8, queued_at=noon, now=noon + timedelta(hours=24)) is None
    True
    """
    end = queued_at + GIVEN_UP_AFTER
    if now >= end:
        return None
    pause = PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]
    return min(now + pause, end)


def is_too_late(*, counts_for: timedelta | None, created_at: datetime, now: datetime) -> bool:
    """Tell whether what the mail says no longer counts: an old code only confuses whoever gets it."""
    return counts_for is not None and now >= created_at + counts_for
