"""The duties of a membership on a day: a function of rulebook, dates and events, and of nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from klimapakt.methods.duties.history import History, history
from klimapakt.methods.duties.model import Case, Duty, Event, Membership
from klimapakt.methods.duties.months import months_after
from klimapakt.methods.duties.reminders import reminders
from klimapakt.methods.duties.schedule import Planned, last_day, schedule
from klimapakt.methods.rulebook import CLOSING, DUTIES, SINGLE_DUTIES, Rulebook

OPENS_MONTHS_BEFORE: Final = {**dict.fromkeys(DUTIES, 6), "yearly_check": 1}
DUE_DAYS: Final = 30
"""In the last days before the end, the due day included, an open duty is called due."""


def duties(case: Case) -> tuple[Duty, ...]:
    """Return every duty up to the closing balance, by due day; the same for any order of the events.

    >>> from klimapakt.methods.rulebook import preset
    >>> member = Membership(joined_on=date(2025, 3, 1))
    >>> found = duties(Case(preset("krefeld"), member, (), date(2026, 2, 1)))
    >>> [(one.id, one.due_on.isoformat(), one.state) for one in found][:3]
    [('monitoring-1', '2025-12-31', 'overdue'), ('baseline', '2026-03-01', 'due'), \
('monitoring-2', '2027-12-31', 'upcoming')]
    """
    return duties_of(case.rulebook, case.membership, case.events, case.as_of)


def duties_of(
    rulebook: Rulebook,
    membership: Membership,
    events: Iterable[Event],
    as_of: date,
    not_before: Mapping[str, date] | None = None,
) -> tuple[Duty, ...]:
    """Return the duties; events about duties that the rulebook does not know are passed over.

    ``not_before`` names days before which a duty is not due, by its id, as after a merger.

    >>> from klimapakt.methods.rulebook import preset
    >>> member, later = Membership(joined_on=date(2025, 3, 1)), {"baseline": date(2026, 9, 9)}
    >>> found = duties_of(preset("krefeld"), member, (), date(2026, 5, 1), later)
    >>> [(one.due_on.isoformat(), one.state) for one in found if one.id == "baseline"]
    [('2026-09-09', 'open')]
    """
    told = replace(history(events, as_of), not_before=not_before or {})
    place = {rule: at for at, rule in enumerate(DUTIES)}
    found = _found(rulebook, membership, told, as_of)
    return tuple(sorted(found, key=lambda duty: (duty.due_on, place[duty.rule], duty.number)))


def _found(rulebook: Rulebook, membership: Membership, told: History, as_of: date) -> Iterator[Duty]:
    planned = schedule(rulebook, membership)
    last = _last(rulebook, membership, planned, told)
    for one in planned:
        due_on = min(_due_on(one, told), last)
        opens_on = _opens_on(one, membership, due_on)
        yield Duty(
            id=one.id,
            rule=one.rule,
            number=one.number,
            opens_on=opens_on,
            due_on=due_on,
            grace_ends_on=months_after(due_on, _grace_months(rulebook, one.rule)),
            state=_state(one, told, (opens_on, due_on), as_of),
            reminders=reminders(due_on, membership.joined_on, rulebook.working_days.value),
            source=rulebook.cited(one.rule),
        )


def _last(rulebook: Rulebook, membership: Membership, planned: tuple[Planned, ...], told: History) -> date:
    """Return the day after which nothing is due; whatever moves the closing balance moves it."""
    closing = next((one for one in planned if one.rule == CLOSING), None)
    if closing:
        return _due_on(closing, told)
    last = last_day(rulebook, membership.joined_on)
    return last if rulebook.term.value.until else told.after_pauses(last)


def _due_on(one: Planned, told: History) -> date:
    day = one.due_on(told.extended_months.get(one.id, 0))
    day = day if one.is_fixed else told.after_pauses(day)
    return max(day, told.not_before.get(one.id, day))


def _opens_on(one: Planned, membership: Membership, due_on: date) -> date:
    """Return when a duty opens: counted back from the day it is due, never before joining."""
    return max(months_after(due_on, -OPENS_MONTHS_BEFORE[one.rule]), membership.joined_on)


def _grace_months(rulebook: Rulebook, rule: str) -> int:
    return rulebook.deadline(rule).grace_months if rule in SINGLE_DUTIES else 0


def _state(one: Planned, told: History, days: tuple[date, date], as_of: date) -> str:
    opens_on, due_on = days
    if one.id in told.fulfilled:
        return "fulfilled"
    if one.id in told.waived or told.is_over_before(due_on):
        return "waived"
    if due_on < as_of and told.is_paused(due_on):
        return "waived"  # a day of the calendar that fell into a pause is not owed
    if as_of > due_on:
        return "overdue"
    if as_of >= opens_on and as_of > due_on - timedelta(days=DUE_DAYS):
        return "due"
    if one.id in told.extended_months:
        return "extended"
    return "open" if as_of >= opens_on else "upcoming"
