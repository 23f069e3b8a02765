"""What duties are made from, and what a duty is."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.rulebook import Rulebook

EVENT_KINDS: Final = ("fulfilled", "extended", "waived", "paused", "resumed", "ended")
ABOUT_A_DUTY: Final = ("fulfilled", "extended", "waived")
"""Events that name a duty; the others are about the membership as a whole."""

STATES: Final = ("upcoming", "open", "due", "overdue", "fulfilled", "extended", "waived")

TITLES: Final = {
    "baseline": gettext_noop("Baseline inventory"),
    "targets": gettext_noop("Reduction targets"),
    "measures": gettext_noop("Planned measures"),
    "yearly_check": gettext_noop("Yearly check no. %(number)s"),
    "monitoring": gettext_noop("Monitoring report no. %(number)s"),
    "closing_balance": gettext_noop("Closing balance"),
}


@dataclass(frozen=True, slots=True)
class Membership:
    """When a member joined; the clock of every duty runs from this day.

    ``signed_on`` is kept for the record and moves no duty.
    """

    joined_on: date
    signed_on: date | None = None
    tier: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happened. Two events are the same one whatever their reason and place in the input."""

    on: date
    kind: str
    duty: str = ""
    months: int = 0
    reason: str = field(default="", compare=False)
    path: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Case:
    """A membership under a rulebook, what happened, and the day on which somebody looks."""

    rulebook: Rulebook
    membership: Membership
    events: tuple[Event, ...]
    as_of: date


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing a member owes.

    Until ``grace_ends_on`` nothing follows from being overdue; it is ``due_on`` where the rulebook grants no
    grace.
    """

    id: str
    rule: str
    number: int
    opens_on: date
    due_on: date
    grace_ends_on: date
    state: str
    reminders: tuple[date, ...]
    source: str

    def title(self) -> Message:
        """Return what the duty is called.

        >>> day = date(2030, 5, 4)
        >>> Duty("monitoring-2", "monitoring", 2, day, day, day, "open", (), "").title().text()
        'Monitoring report no. 2'
        """
        return Message(self.rule, TITLES[self.rule], {"number": self.number})

    def as_json(self) -> dict[str, object]:
        """Return the duty as the shell prints it."""
        return {
            "id": self.id,
            "rule": self.rule,
            "title": self.title().text(),
            "opens_on": self.opens_on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "state": self.state,
            "reminders": [day.isoformat() for day in self.reminders],
            "source": self.source,
        }
