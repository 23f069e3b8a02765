"""What somebody's organisations owe, as they read it: the next step first, and who helps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from klimapakt.duties import days, queries
from klimapakt.duties.enums import AT_HAND
from klimapakt.duties.models import Duty
from klimapakt.duties.presenting import Shown, shown, what_of
from klimapakt.people.models import Person

AHEAD: Final = 2
"""So many duties that are not open yet are shown."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty with what it asks and who of the office helps with it."""

    shown: Shown
    what: str
    helper: Person | None


@dataclass(frozen=True, slots=True)
class AllOwed:
    """What is to be done now, and what comes next."""

    now: Sequence[Owed]
    later: Sequence[Owed]
    helper: Person | None


def owed_by(person: Person) -> AllOwed:
    """Return what the organisations of a person owe, by due day."""
    return _all_owed(queries.open_for(person))


def of_advised(found: Iterable[Duty]) -> AllOwed:
    """Return what an organisation owes that somebody advises."""
    return _all_owed(found)


def _all_owed(duties: Iterable[Duty]) -> AllOwed:
    today = days.today()
    found = list(duties)
    now = [_owed(one, today) for one in found if one.state in AT_HAND]
    later = [_owed(one, today) for one in found if one.state not in AT_HAND]
    helper = next((one.helper for one in (*now, *later) if one.helper), None)
    return AllOwed(now, later[:AHEAD], helper)


def _owed(one: Duty, today: date) -> Owed:
    return Owed(shown(one, today), what_of(one), one.responsible or one.membership.owner)
