"""Pure decisions about targets: what can be promised, what is asked before, what the pact asks for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.rulebook import Rulebook
from klimapakt.organisations.rules import NotPossible
from klimapakt.targets.enums import Kind
from klimapakt.targets.figures import covers_scope3, is_market_based

FIRST_BASE_YEAR: Final = 1990
LAST_TARGET_YEAR: Final = 2100
_HUNDRED: Final = Decimal(100)
_SCOPE3: Final = 3


class TargetRefused(NotPossible):
    """The target cannot be kept so; ``field`` names what is wrong in it."""

    def __init__(self, message: Message, field: str) -> None:
        super().__init__(message)
        self.field = field


class TargetChanged(Exception):
    """Somebody else revised or withdrew the target since it was looked at; nothing was written."""


@dataclass(frozen=True, slots=True)
class Promise:
    """By how many percent emissions fall until when; ``interims`` are years before the last, by year."""

    base_year: int
    target_year: int
    percent: Decimal
    interims: tuple[tuple[int, Decimal], ...] = ()
    explanation: str = ""

    @property
    def points(self) -> tuple[tuple[int, Decimal], ...]:
        """Return every year with its percent, the earliest first."""
        return (*sorted(self.interims), (self.target_year, self.percent))


@dataclass(frozen=True, slots=True)
class SetTarget:
    """A target that counts, as far as a duty asks: its form, which emissions, and since when."""

    kind: str
    coverage: str
    on: date


def ensure_promise(promise: Promise, today: date) -> None:
    """Raise TargetRefused for what no target can be.

    >>> ensure_promise(Promise(2024, 2030, Decimal(42)), date(2026, 1, 1))
    """
    _ensure_percent(promise.percent, "percent", at_least=Decimal("0.01"))
    if not FIRST_BASE_YEAR <= promise.base_year < promise.target_year <= LAST_TARGET_YEAR:
        text = gettext_noop(
            "The target year has to come after the base year %(base)s and not after %(last)s. "
            "Check both years."
        )
        values = {"base": promise.base_year, "last": LAST_TARGET_YEAR}
        raise TargetRefused(Message("target_years", text, values), "target_year")
    if promise.target_year <= today.year:
        text = gettext_noop("%(year)s is not ahead of us. Choose a year from %(next)s on.")
        values = {"year": promise.target_year, "next": today.year + 1}
        raise TargetRefused(Message("target_year_passed", text, values), "target_year")
    _ensure_interims(promise)


def ensure_decision(decided_by: str, decided_on: date, today: date) -> None:
    """Raise TargetRefused unless somebody decided on a day that has come."""
    if not decided_by.strip():
        text = gettext_noop("Please say who decided: a person's function or a body is enough.")
        raise TargetRefused(Message("nobody_decided", text), "decided_by")
    if decided_on > today:
        text = gettext_noop("This day lies in the future. Enter the target once it is decided.")
        raise TargetRefused(Message("decided_in_future", text), "decided_on")


def ensure_reason(reason: str) -> str:
    """Return the reason without blanks around it; raise TargetRefused when there is none."""
    if not reason.strip():
        text = gettext_noop("Please say why. The reason stays beside the target.")
        raise TargetRefused(Message("target_reason", text), "reason")
    return reason.strip()


def ensure_base_year(base_year: int, accepted: Collection[int], rulebook: Rulebook | None) -> None:
    """Raise TargetRefused unless the base year has an accepted inventory and the pact takes it."""
    if base_year not in accepted:
        text = gettext_noop(
            "There is no accepted inventory for %(year)s that was calculated here. Percent of what nobody "
            "knows says nothing: choose a year with an accepted inventory."
        )
        raise TargetRefused(Message("base_not_accepted", text, {"year": base_year}), "base_year")
    oldest = rulebook.base_year.value.not_before if rulebook else None
    if oldest is not None and base_year < oldest:
        text = gettext_noop("The rulebook of the pact takes no base year before %(year)s.")
        raise TargetRefused(Message("base_too_old", text, {"year": oldest}), "base_year")


def below_the_pact(kind: str, coverage: str, rulebook: Rulebook | None) -> tuple[Message, ...]:
    """Return what the rulebook asks of a target and this one is not; empty where it is enough.

    A target below it can be set all the same. It does not do the duty to set targets.
    """
    if rulebook is None:
        return ()
    found = []
    forms = rulebook.target_form.value.forms
    if kind not in forms:
        text = gettext_noop("The pact asks for another form of target than “%(form)s”.")
        found.append(Message("other_form", text, {"form": _form(kind)}))
    if _SCOPE3 in rulebook.scopes.value.minimum and not covers_scope3(coverage):
        text = gettext_noop("The pact asks for scope 3 too, and this target leaves it out.")
        found.append(Message("without_scope3", text))
    asked = rulebook.scope_2_method.value
    if asked == "location" and is_market_based(coverage):
        text = gettext_noop("The pact counts scope 2 location-based, and this target market-based.")
        found.append(Message("other_scope2", text))
    if asked == "market" and not is_market_based(coverage):
        text = gettext_noop("The pact counts scope 2 market-based, and this target location-based.")
        found.append(Message("other_scope2", text))
    return tuple(found)


def set_on(targets: Iterable[SetTarget], rulebook: Rulebook) -> date | None:
    """Return since when there is a target that is enough for the pact; None where there is none."""
    days = [one.on for one in targets if not below_the_pact(one.kind, one.coverage, rulebook)]
    return min(days, default=None)


def pact_year(rulebook: Rulebook | None) -> int | None:
    """Return the year in which the pact ends by its rulebook; None where it names none."""
    if rulebook is None:
        return None
    day = rulebook.term.value.until or rulebook.closing_balance.value.on
    return day.year if day else None


def _ensure_percent(percent: Decimal, field: str, *, at_least: Decimal) -> None:
    if percent > _HUNDRED:
        text = gettext_noop("Emissions cannot fall by more than 100 percent.")
        raise TargetRefused(Message("more_than_all", text), field)
    if percent < at_least:
        text = gettext_noop("A target is a reduction: enter more than 0 percent.")
        raise TargetRefused(Message("no_reduction", text), field)


def _ensure_interims(promise: Promise) -> None:
    years = [year for year, _percent in promise.interims]
    for year, percent in promise.interims:
        _ensure_percent(percent, "interims", at_least=Decimal(0))
        if not promise.base_year < year < promise.target_year:
            text = gettext_noop("%(year)s does not lie between the base year and the target year.")
            raise TargetRefused(Message("interim_outside", text, {"year": year}), "interims")
        if years.count(year) > 1:
            text = gettext_noop("There are two values for %(year)s. Keep one.")
            raise TargetRefused(Message("interim_twice", text, {"year": year}), "interims")
    rising = [later for (_y, before), (later, after) in pairwise(promise.points) if after < before]
    if rising and not promise.explanation.strip():
        text = gettext_noop(
            "Up to %(year)s your own steps let emissions rise again. That can be so, as when a hall is "
            "built: please explain it, or correct the values."
        )
        raise TargetRefused(Message("rises_on_the_way", text, {"year": rising[0]}), "explanation")


def _form(kind: str) -> Message:
    """Return what a form is called, as a message of its own."""
    return {
        Kind.ABSOLUTE: Message("absolute", gettext_noop("Less emissions in total")),
        Kind.INTENSITY: Message("intensity", gettext_noop("Less emissions per unit")),
        Kind.NEUTRALITY: Message("neutrality", gettext_noop("A year of neutrality")),
    }[Kind(kind)]
