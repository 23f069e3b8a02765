"""Which duties a membership brings before anything has happened: from rulebook and day of joining."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from klimapakt.methods.duties.model import Membership
from klimapakt.methods.duties.months import months_after
from klimapakt.methods.rulebook import CLOSING, RECURRING_DUTIES, SINGLE_DUTIES, Rulebook


@dataclass(frozen=True, slots=True)
class Planned:
    """A duty as the rulebook sets it: due ``months`` after ``origin``, the day kept or cut.

    ``is_fixed`` is a day of the calendar that is the same for everybody, and that no pause moves.
    """

    id: str
    rule: str
    number: int
    origin: date
    months: int
    is_fixed: bool = False

    def due_on(self, extension_months: int = 0) -> date:
        """Return the due day, counted from the original day, extension included."""
        return months_after(self.origin, self.months + extension_months)


def schedule(rulebook: Rulebook, membership: Membership) -> tuple[Planned, ...]:
    """Return every duty up to the closing balance; none is due after it, nor before joining.

    Without a closing balance the term of the agreement is the end.

    >>> from klimapakt.methods.rulebook import preset
    >>> planned = schedule(preset("duesseldorf"), Membership(date(2024, 2, 29)))
    >>> [(one.id, one.due_on().isoformat()) for one in planned][2:]
    [('measures', '2025-02-28'), ('monitoring-1', '2029-02-28'), ('monitoring-2', '2034-02-28'), \
('closing_balance', '2035-12-31')]
    """
    joined_on = membership.joined_on
    last = last_day(rulebook, joined_on)
    found = [*_single(rulebook, membership), *_recurring(rulebook, membership, last)]
    closing = rulebook.closing_balance.value
    if closing.on:
        found.append(Planned(CLOSING, CLOSING, 1, closing.on, 0, is_fixed=True))
    elif closing.after_months:
        found.append(Planned(CLOSING, CLOSING, 1, joined_on, closing.after_months))
    return tuple(one for one in found if joined_on <= one.due_on() <= last)


def last_day(rulebook: Rulebook, joined_on: date) -> date:
    """Return the day after which nothing is due: that of the closing balance, else the end of the term."""
    closing, term = rulebook.closing_balance.value, rulebook.term.value
    day = closing.on if closing.on or closing.after_months else term.until
    return day or months_after(joined_on, closing.after_months or term.months or 0)


def _single(rulebook: Rulebook, membership: Membership) -> Iterator[Planned]:
    for rule in SINGLE_DUTIES:
        deadline = rulebook.deadline(rule)
        if deadline.due_months and _is_asked(deadline.tiers, membership):
            months = deadline.due_months + rulebook.offset_months(deadline.counts_from)
            yield Planned(rule, rule, 1, membership.joined_on, months)


def _recurring(rulebook: Rulebook, membership: Membership, last: date) -> Iterator[Planned]:
    for rule in RECURRING_DUTIES:
        rhythm = rulebook.rhythm(rule)
        if rhythm.every_months and _is_asked(rhythm.tiers, membership):
            for number, (origin, months) in enumerate(_days(rulebook, rule, membership.joined_on, last), 1):
                is_fixed = rhythm.synchronised_on is not None
                yield Planned(f"{rule}-{number}", rule, number, origin, months, is_fixed)


def _days(rulebook: Rulebook, rule: str, joined_on: date, last: date) -> Iterator[tuple[date, int]]:
    """Yield the days of a rhythm as an original day and months after it."""
    rhythm = rulebook.rhythm(rule)
    every = rhythm.every_months or 0
    start = rulebook.offset_months(rhythm.counts_from)
    if rhythm.synchronised_on:
        earliest = months_after(joined_on, rhythm.first_after_months or 0)
        origin, months = rhythm.synchronised_on, 0
    else:
        earliest = joined_on
        origin, months = joined_on, start + (rhythm.first_after_months or every)
    while (day := months_after(origin, months)) <= last:
        if day > joined_on and day >= earliest:
            yield origin, months
        months += every


def _is_asked(tiers: tuple[str, ...] | None, membership: Membership) -> bool:
    return tiers is None or membership.tier in tiers
