"""What a rulebook is made of: everything in which one climate pact differs from another, as values.

A parameter is a value together with where it stands, or with the reason why it is assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Generic, TypeVar

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.texts import Text

Value = TypeVar("Value")

JOINING: Final = "joining"
"""What a deadline counts from unless it names another duty."""

SINGLE_DUTIES: Final = ("baseline", "targets", "measures")
RECURRING_DUTIES: Final = ("yearly_check", "monitoring")
CLOSING: Final = "closing_balance"
DUTIES: Final = (*SINGLE_DUTIES, *RECURRING_DUTIES, CLOSING)
"""The rules that make duties, in the order in which a member meets them."""

KINDS: Final = ("company", "craft", "municipal", "public", "university", "association", "other")
SEATS: Final = ("city", "region", "anywhere")
PRE_STAGES: Final = ("none", "talk", "letter_of_intent", "memorandum")
SCOPE_2_METHODS: Final = ("location", "market", "both", "own_choice")
BASE_YEARS: Final = ("year_before_joining", "own_choice")
BOUNDARIES: Final = ("sites_in_area", "whole_organisation")
TARGET_FORMS: Final = ("absolute", "intensity", "neutrality_year", "collective_rate")
REVIEW_MODES: Final = ("self", "office", "adviser", "sample")
VISIBILITIES: Final = ("private", "members", "public")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands: title, address, and the day it was seen or since when it is valid."""

    title: str
    address: str
    seen_on: date | None = None
    valid_from: date | None = None

    def cited(self) -> str:
        """Return the source as it stands behind a rule.

        >>> Source("Klimapakt", "https://example.org", seen_on=date(2026, 11, 26)).cited()
        'Klimapakt (https://example.org, seen 2026-11-26)'
        """
        days = (("seen", self.seen_on), ("valid from", self.valid_from))
        stated = ", ".join(f"{word} {day.isoformat()}" for word, day in days if day)
        return f"{self.title} ({self.address}, {stated})"


@dataclass(frozen=True, slots=True)
class Stated(Generic[Value]):
    """A value of the rulebook and its sources; ``note`` says more about it.

    ``assumption`` says why the value is a decision of ours: sources differ or say nothing.
    """

    value: Value
    sources: tuple[Source, ...] = ()
    assumption: Text | None = None
    note: Text | None = None

    @property
    def is_assumed(self) -> bool:
        """Tell whether the value is a decision of ours and not found in a source."""
        return self.assumption is not None

    def cited(self) -> str:
        """Return the sources and the assumption in one line."""
        parts = [source.cited() for source in self.sources]
        return "; ".join([*parts, f"assumption: {self.assumption.en}"] if self.assumption else parts)


@dataclass(frozen=True, slots=True)
class Members:
    """Who may join: kinds of organisations, and where their seat has to be."""

    kinds: tuple[str, ...]
    seat: str


@dataclass(frozen=True, slots=True)
class Tier:
    """A kind of membership; duties may be asked of some tiers only."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True)
class Term:
    """How long an agreement runs: for months from joining, until a day, or without end (both None)."""

    months: int | None
    until: date | None
    is_renewable: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """A duty owed once, months after joining or after another duty's day; None means no day is set.

    Within the months of grace after the due day the duty is overdue, but nothing follows from it.
    ``tiers`` is None where it is asked of everybody.
    """

    due_months: int | None
    grace_months: int = 0
    counts_from: str = JOINING
    tiers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Measures(Deadline):
    """When measures are to be named, and how many at least."""

    at_least: int = 0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A duty owed again and again; ``every_months`` is None where it is not asked.

    ``synchronised_on`` is one of the days on which it is owed by everybody; without it the member's own
    clock counts. The first one is owed not before ``first_after_months``.
    """

    every_months: int | None
    first_after_months: int | None = None
    synchronised_on: date | None = None
    counts_from: str = JOINING
    tiers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """When the closing balance is owed: on a day, months after joining, or never (both None)."""

    on: date | None
    after_months: int | None


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scopes a baseline has to cover at least, and those it may cover."""

    minimum: tuple[int, ...]
    optional: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BaseYear:
    """Which year targets are measured from, and the oldest that is taken."""

    rule: str
    not_before: int | None


@dataclass(frozen=True, slots=True)
class Targets:
    """In which forms a target may be set, and what the pact says about it."""

    forms: tuple[str, ...]
    stated: Text


@dataclass(frozen=True, slots=True)
class Neutrality:
    """What this pact calls climate-neutral; ``stated`` is None where it does not say."""

    tonnes_per_head: Decimal | None
    stated: Text | None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of one pact in one edition; the fields after ``valid_from`` are its parameters."""

    id: str
    edition: str
    title: Text
    valid_from: date
    who_may_join: Stated[Members]
    tiers: Stated[tuple[Tier, ...]]
    pre_stage: Stated[str]
    term: Stated[Term]
    baseline: Stated[Deadline]
    targets: Stated[Deadline]
    measures: Stated[Measures]
    extension_months: Stated[int]
    yearly_check: Stated[Rhythm]
    monitoring: Stated[Rhythm]
    closing_balance: Stated[Closing]
    scopes: Stated[Scopes]
    scope_2_method: Stated[str]
    base_year: Stated[BaseYear]
    recalculation_threshold_percent: Stated[Decimal]
    boundary: Stated[str]
    target_form: Stated[Targets]
    explain_if_missed: Stated[bool]
    review_mode: Stated[str]
    default_visibility: Stated[str]
    offsets_in_claims: Stated[bool]
    neutrality: Stated[Neutrality]
    working_days: Stated[str]

    def deadline(self, rule: str) -> Deadline:
        """Return when a duty is owed that is owed once."""
        if rule == "measures":
            return self.measures.value
        return self.baseline.value if rule == "baseline" else self.targets.value

    def rhythm(self, rule: str) -> Rhythm:
        """Return how often a duty is owed that recurs."""
        return self.monitoring.value if rule == "monitoring" else self.yearly_check.value

    def stated(self, parameter: str) -> Stated[object]:
        """Return a parameter by its name."""
        found: Stated[object] = getattr(self, parameter)
        return found

    def cited(self, parameter: str) -> str:
        """Return where a parameter stands, with the edition of the rulebook."""
        return f"{self.stated(parameter).cited()}; rulebook {self.id} {self.edition}"

    def offset_months(self, counts_from: str) -> int:
        """Return how many months after joining the clock starts that a deadline counts from."""
        if counts_from == JOINING:
            return 0
        earlier = self.deadline(counts_from)
        return (earlier.due_months or 0) + self.offset_months(earlier.counts_from)


LABELS: Final[Mapping[str, str]] = {
    "who_may_join": gettext_noop("Who may join"),
    "tiers": gettext_noop("Kinds of membership"),
    "pre_stage": gettext_noop("Step before joining"),
    "term": gettext_noop("Term of the agreement"),
    "baseline": gettext_noop("Deadline of the baseline inventory"),
    "targets": gettext_noop("Deadline of the targets"),
    "measures": gettext_noop("Deadline of the measures"),
    "extension_months": gettext_noop("Longest extension of a deadline, in months"),
    "yearly_check": gettext_noop("Yearly check"),
    "monitoring": gettext_noop("Monitoring report"),
    "closing_balance": gettext_noop("Closing balance"),
    "scopes": gettext_noop("Scopes of the baseline inventory"),
    "scope_2_method": gettext_noop("Method of scope 2"),
    "base_year": gettext_noop("Base year"),
    "recalculation_threshold_percent": gettext_noop("Threshold for a new calculation of the base year"),
    "boundary": gettext_noop("Boundary of the inventory"),
    "target_form": gettext_noop("Form of the targets"),
    "explain_if_missed": gettext_noop("Missed targets have to be explained"),
    "review_mode": gettext_noop("Who reviews"),
    "default_visibility": gettext_noop("Visibility unless the member decides otherwise"),
    "offsets_in_claims": gettext_noop("Offsets may be named in claims"),
    "neutrality": gettext_noop("Definition of climate neutrality"),
    "working_days": gettext_noop("Calendar of working days"),
}


def label(parameter: str) -> Message:
    """Return what a parameter is called.

    >>> label("pre_stage").text()
    'Step before joining'
    """
    return Message(parameter, LABELS[parameter])
