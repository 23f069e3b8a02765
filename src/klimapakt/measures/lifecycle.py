"""The course of a measure as a table: what can follow what, and what each step needs. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from klimapakt.measures.enums import MeasureState, SavingState
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.savings import is_effect_of_pact
from klimapakt.organisations.rules import NotPossible

S = MeasureState
_STOP: Final = (S.POSTPONED, S.DROPPED)
FOLLOWS: Final[Mapping[str, tuple[str, ...]]] = {
    S.IDEA: (S.PLANNED, *_STOP),
    S.PLANNED: (S.DECIDED, *_STOP),
    S.DECIDED: (S.IN_WORK, *_STOP),
    S.IN_WORK: (S.IMPLEMENTED, *_STOP),
    S.IMPLEMENTED: (S.EVIDENCED,),
    S.EVIDENCED: (S.VERIFIED,),
    S.VERIFIED: (),
    S.POSTPONED: (S.PLANNED, S.DECIDED, S.DROPPED),
    S.DROPPED: (S.IDEA,),
}
"""Postponed ones are taken up again; a dropped one begins anew as an idea."""

SAVING_OF: Final[Mapping[str, SavingState | None]] = {
    S.IDEA: SavingState.PLANNED,
    S.PLANNED: SavingState.PLANNED,
    S.DECIDED: SavingState.PLANNED,
    S.IN_WORK: SavingState.PLANNED,
    S.IMPLEMENTED: SavingState.IMPLEMENTED,
    S.EVIDENCED: SavingState.EVIDENCED,
    S.VERIFIED: SavingState.VERIFIED,
    S.POSTPONED: SavingState.PLANNED,
    S.DROPPED: None,
}
"""In which of the four states the saving of a measure stands; a dropped one saves nothing."""

UNFINISHED: Final = (S.IDEA, S.PLANNED, S.DECIDED, S.IN_WORK)
"""What is meant to be done and is not done yet; a planned finish that has passed is asked about."""

NOT_COUNTED: Final = (S.POSTPONED, S.DROPPED)
"""Whose savings stand in no sum: nobody works on them."""


class NotNext(NotPossible):
    """This state cannot follow the one it is in."""

    def __init__(self) -> None:
        text = gettext_noop(
            "This step is not possible from where the measure stands now. Load the page anew and choose "
            "one of the steps that are offered."
        )
        super().__init__(Message("measure_not_next", text))


class StepNeeds(NotPossible):
    """Something is missing that the step needs; ``field`` names where to enter it."""

    def __init__(self, message: Message, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def ensure_follows(came_from: str, state: str) -> None:
    """Raise NotNext unless ``state`` can follow.

    >>> ensure_follows("idea", "planned")
    >>> ensure_follows("idea", "verified")
    Traceback (most recent call last):
    klimapakt.measures.lifecycle.NotNext: ...
    """
    if state not in FOLLOWS[came_from]:
        raise NotNext


def ensure_barrier(state: str, barrier: str, text: str) -> None:
    """Raise StepNeeds when a measure stops without a reason, or with another reason without words."""
    if state in _STOP and not barrier:
        message = Message("measure_barrier", gettext_noop("Please choose why it waits or is dropped."))
        raise StepNeeds(message, "barrier")
    if state in _STOP and barrier == "other" and not text.strip():
        raise StepNeeds(Message("reason_needed", gettext_noop("Please say why, in a few words.")), "text")


def ensure_proven(state: str, *, proofs: int) -> None:
    """Raise StepNeeds when a saving is to be evidenced and no file shows it."""
    if state == S.EVIDENCED and not proofs:
        text = gettext_noop("Evidence is missing. Add a file first: bills, readings or a report.")
        raise StepNeeds(Message("proof_missing", text), "state")


def ensure_day(on: date, today: date, *, begun_on: date | None, state: str) -> None:
    """Raise StepNeeds for a day that has not come, or a measure finished before it began."""
    if on > today:
        text = gettext_noop("%(day)s has not come yet. Enter the day on which it happened.")
        raise StepNeeds(Message("day_not_come", text, {"day": on}), "on")
    if state == S.IMPLEMENTED and begun_on is not None and on < begun_on:
        text = gettext_noop("It was begun on %(day)s and cannot have been finished before.")
        raise StepNeeds(Message("finished_before_begun", text, {"day": begun_on}), "on")


def ensure_since_joining(finished_on: date, joined_on: date | None) -> None:
    """Raise StepNeeds for what was done before joining: it never counts as an effect of the pact."""
    if joined_on is not None and not is_effect_of_pact(finished_on, joined_on):
        text = gettext_noop(
            "This was done before you joined on %(day)s and is no effect of the pact. Drop it here and list "
            "it with the existing measures."
        )
        raise StepNeeds(Message("before_joining", text, {"day": joined_on}), "on")


def ensure_planned_days(begin: date | None, finish: date | None) -> None:
    """Raise StepNeeds when the plan ends before it begins."""
    if begin is not None and finish is not None and finish < begin:
        text = gettext_noop("The planned finish lies before the planned begin.")
        raise StepNeeds(Message("plan_ends_early", text), "planned_finish")


def ensure_other_verifies(*, may_verify: bool, is_author: bool, is_own: bool) -> None:
    """Raise NotPossible unless a person of the office verifies who has nothing to do with the figure."""
    if not may_verify or is_author or is_own:
        text = gettext_noop(
            "A saving is verified by a person of the pact office who neither stated it nor works for the "
            "member."
        )
        raise NotPossible(Message("verified_by_another", text))
