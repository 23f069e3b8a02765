"""Pure decisions about duties: what may happen to one, when a member is left in peace, what is sent today."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from klimapakt.duties.enums import OWED, EventKind, MissedReason, Skipped
from klimapakt.duties.refusals import BeyondLimit, DayNotPossible, NotMissed, NotOwed, ReasonNeeded
from klimapakt.duties.standing import Told
from klimapakt.methods.duties.ladder import Step
from klimapakt.methods.messages import gettext_noop
from klimapakt.methods.working_days import working_day_after

IN_PEACE: Final = timedelta(days=30)
"""After an explanation nobody is reminded for so long; the office has it on its list."""

AFTER_EXTENSION: Final = timedelta(days=14)
BY_HAND_COUNTS_FOR: Final = timedelta(days=7)
"""A reminder by hand stands in for the step of the ladder that comes in so many days after it."""

COUNTS_FOR: Final = timedelta(days=30)
"""A step whose day was longer ago is not taken any more: what a clock or a pause has jumped over stays so."""

LONGEST_ANSWER: Final = timedelta(days=180)
OPENS_AT, CLOSES_AT = time(8), time(18)
"""Between these hours of a working day mail to members leaves; what is written at night waits until then."""

_DIGEST_WEEKDAY: Final = 0


def ensure_owed(state: str) -> None:
    """Raise NotOwed unless something is still to be done."""
    if state not in OWED:
        raise NotOwed(state)


def ensure_within_limit(*, asked: int, granted: int, most: int) -> None:
    """Raise BeyondLimit when the rulebook does not allow so many months more.

    >>> ensure_within_limit(asked=3, granted=3, most=6)
    """
    if asked < 1 or asked + granted > most:
        raise BeyondLimit(asked=asked, granted=granted, most=most)


def ensure_reason(text: str) -> str:
    """Return the reason without blanks around it; raise ReasonNeeded when there is none."""
    if not text.strip():
        raise ReasonNeeded
    return text.strip()


def ensure_known_reason(why: str) -> str:
    """Return one of the counted reasons, or nothing where none was named; raise ReasonNeeded for another.

    >>> ensure_known_reason("grid_connection")
    'grid_connection'
    """
    if why and why not in MissedReason.values:
        raise ReasonNeeded
    return why


def ensure_missed(*, due_on: date, on: date) -> None:
    """Raise NotMissed unless the due day is over."""
    if on <= due_on:
        raise NotMissed(due_on)


def ensure_happened(*, on: date, today: date) -> None:
    """Raise when a day is said to have been that has not come."""
    if on > today:
        raise DayNotPossible(gettext_noop("This day lies in the future. Enter it once it has come."))


def ensure_answer_day(*, until: date, on: date) -> None:
    """Raise unless a member is left in peace until a day that comes, and not for ever."""
    if until <= on:
        raise DayNotPossible(gettext_noop("Choose a day that lies in the future."))
    if until - on > LONGEST_ANSWER:
        raise DayNotPossible(gettext_noop("Choose a day within half a year, so that nobody is forgotten."))


def in_peace_until(told: Iterable[Told]) -> date | None:
    """Return the day until which a member is not reminded of a duty; the last one there is while it waits.

    >>> day = date(2026, 3, 1)
    >>> in_peace_until([Told("baseline", "answered", day, until=date(2026, 4, 1))])
    datetime.date(2026, 4, 1)
    >>> in_peace_until([Told("baseline", "asked", day, months=3)])
    datetime.date(9999, 12, 31)
    """
    return max((day for day in map(_in_peace, told) if day is not None), default=None)


def is_reminded_by_hand(told: Iterable[Told], day: date) -> bool:
    """Tell whether somebody of the office has written so lately that the ladder need not.

    >>> told = [Told("baseline", "reminded", date(2026, 3, 2))]
    >>> [is_reminded_by_hand(told, date(2026, 3, on)) for on in (1, 3, 9, 10)]
    [False, True, True, False]
    """
    days = (day - one.on for one in told if one.kind == EventKind.REMINDED)
    return any(timedelta(0) <= since <= BY_HAND_COUNTS_FOR for since in days)


def _in_peace(one: Told) -> date | None:
    if one.kind == EventKind.ANSWERED:
        return one.until
    if one.kind == EventKind.ASKED and not one.is_answered:
        return date.max
    if one.kind == EventKind.EXPLAINED:
        return one.on + IN_PEACE
    return one.on + AFTER_EXTENSION if one.kind == EventKind.EXTENDED else None


@dataclass(frozen=True, slots=True)
class Taken:
    """A step of the ladder that is taken today: sent when ``skipped`` is empty."""

    step: Step
    skipped: str = ""


def steps_today(
    ladder: Iterable[Step], taken: Collection[str], today: date, *, hold: str = ""
) -> tuple[Taken, ...]:
    """Return the steps whose day has come and that were not taken; at most the last of them is sent.

    ``hold`` is why even that one is not sent. So a run after weeks of standstill, or under a clock that
    jumped, sends one mail and never several.

    >>> ladder = (Step("day_after", date(2026, 3, 4)), Step("late_14", date(2026, 3, 17)))
    >>> [(one.step.name, one.skipped) for one in steps_today(ladder, (), date(2026, 3, 20))]
    [('day_after', 'overtaken'), ('late_14', '')]
    >>> [one.skipped for one in steps_today(ladder, ("day_after",), date(2026, 9, 1))]
    ['stale']
    """
    come = [step for step in ladder if step.on <= today]
    if not come:
        return ()
    *earlier, last = come
    found = [Taken(step, Skipped.OVERTAKEN.value) for step in earlier if step.name not in taken]
    if last.name not in taken:
        stale = Skipped.STALE.value if today - last.on > COUNTS_FOR else ""
        found.append(Taken(last, hold or stale))
    return tuple(found)


def leaves_at(now: datetime, calendar: str) -> datetime:
    """Return when mail may leave that is written now (in local time): at once, or when the next day begins.

    >>> leaves_at(datetime(2026, 11, 27, 2, 30), "DE-NW").isoformat()
    '2026-11-27T08:00:00'
    >>> leaves_at(datetime(2026, 11, 27, 19), "DE-NW").isoformat()
    '2026-11-30T08:00:00'
    """
    day = now.date()
    if now.time() >= CLOSES_AT:
        day += timedelta(days=1)
    working = working_day_after(day, calendar)
    if working == now.date() and now.time() >= OPENS_AT:
        return now
    return datetime.combine(working, OPENS_AT, tzinfo=now.tzinfo)


def digest_day(day: date, calendar: str) -> date:
    """Return the working day of a week on which the office gets its digest: Monday, else the next one.

    >>> digest_day(date(2026, 4, 9), "DE-NW").isoformat()
    '2026-04-07'
    """
    monday = day - timedelta(days=(day.weekday() - _DIGEST_WEEKDAY) % 7)
    return working_day_after(monday, calendar)


def week_of(day: date) -> str:
    """Return the name of a week.

    >>> week_of(date(2027, 1, 1))
    '2026-W53'
    """
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
