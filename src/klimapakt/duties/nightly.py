"""The nightly run of a pact: every member recomputed and reminded, in parts that stand each for itself.

Members are told as well which mandates of advisers end soon.

A run belongs to a day and happens once. Whoever kills it undoes the part at hand; the next one goes on where
the last finished part ended. A member that cannot be computed is passed over, named in the run, and stops
nobody else.
"""

from datetime import date, datetime, time
from typing import Final

from django.utils import timezone

from klimapakt.duties import rules
from klimapakt.duties.actions.reminding import Night
from klimapakt.duties.actions.running import begin, part
from klimapakt.duties.models import NightlyRun
from klimapakt.organisations.actions import remind_of_ends
from klimapakt.pacts.queries import rulebook_in_force

_WEEKDAYS: Final = "weekdays"


def run(day: date, *, in_earnest: bool = True) -> NightlyRun:
    """Do what a day asks for in the pact at hand, as far as it has not been done; return how far it came.

    Mail waits for the hours in which it may leave; ``in_earnest`` is False where time is only played.
    """
    one = begin(day=day)
    night = _night(day, in_earnest=in_earnest)
    while part(one=one, night=night):
        pass
    remind_of_ends(today=day, not_before=night.not_before)
    one.refresh_from_db()
    return one


def _night(day: date, *, in_earnest: bool) -> Night:
    rulebook = rulebook_in_force()
    calendar = rulebook.working_days.value if rulebook else _WEEKDAYS
    now = timezone.localtime()
    if in_earnest:
        return Night(day, now, rules.leaves_at(now, calendar), calendar)
    played = timezone.make_aware(datetime.combine(day, time(12)))
    return Night(day, played, None, calendar)
