"""Pure decisions about sessions: how long a browser stays signed in."""

from datetime import datetime, timedelta
from enum import Enum

LONGEST_SESSION = timedelta(hours=12)
"""Nobody stays signed in for longer, however busy."""

IDLE_IN_OFFICE = timedelta(minutes=60)
"""Who sees the figures of many members is signed out after this time without a click."""


class Ended(Enum):
    """Why a session is over."""

    TOO_LONG = "too_long"
    IDLE = "idle"


def ended(*, began_at: datetime, seen_at: datetime, now: datetime, in_office: bool) -> Ended | None:
    """Return why a session is over now; None while it goes on.

    >>> nine = datetime(2026, 3, 2, 9)
    >>> ended(began_at=nine, seen_at=nine, now=nine + timedelta(minutes=61), in_office=True)
    <Ended.IDLE: 'idle'>
    >>> ended(began_at=nine, seen_at=nine, now=nine + timedelta(minutes=61), in_office=False) is None
    True
    """
    if now - began_at > LONGEST_SESSION:
        return Ended.TOO_LONG
    if in_office and now - seen_at > IDLE_IN_OFFICE:
        return Ended.IDLE
    return None
