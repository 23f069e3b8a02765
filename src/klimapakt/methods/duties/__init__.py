"""What a member owes when: duties from a rulebook, the dates of the membership and what has happened.

Described in ``docs/methods/duties.md``.
"""

from klimapakt.methods.duties.engine import duties, duties_of
from klimapakt.methods.duties.model import Case, Duty, Event, Membership
from klimapakt.methods.duties.parse import read_case
from klimapakt.methods.duties.schedule import Planned, last_day, schedule
from klimapakt.methods.duties.simulation import Change, Member, simulate

__all__ = [
    "Case",
    "Change",
    "Duty",
    "Event",
    "Member",
    "Membership",
    "Planned",
    "duties",
    "duties_of",
    "last_day",
    "read_case",
    "schedule",
    "simulate",
]
