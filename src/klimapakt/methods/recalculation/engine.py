"""Recalculate a base year when structure, method or errors changed it enough; growth never does.

Source: practice after the GHG Protocol Corporate Standard, chapter 5; the threshold is a policy.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from klimapakt.methods.figures import LARGEST_MG
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

ORGANIC: Final = "organic"
KINDS: Final = (
    "acquisition",
    "divestment",
    "insourcing",
    "outsourcing",
    "method",
    "factor",
    "error",
    ORGANIC,
)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened, on which day, and by how much it would move the base year."""

    id: str
    kind: str
    delta_mg: int
    on: date


@dataclass(frozen=True, slots=True)
class Case:
    """A base year, what has happened since, and from which share of the base on it is recalculated."""

    base_mg: int
    changes: tuple[Change, ...]
    threshold_percent: Decimal


@dataclass(frozen=True, slots=True)
class Recalculation:
    """Whether the base year is recalculated, to what, and which changes count or why not.

    ``cumulative_percent`` is the sum of the absolute changes over the base; None where the base is zero.
    """

    triggered: bool
    cumulative_percent: float | None
    recalculated_mg: int
    applied: tuple[str, ...]
    ignored: tuple[tuple[str, Message], ...]

    def as_json(self) -> dict[str, object]:
        """Return the answer as the contract prints it."""
        return {
            "triggered": self.triggered,
            "cumulative_percent": self.cumulative_percent,
            "recalculated_mg": self.recalculated_mg,
            "applied": list(self.applied),
            "ignored": [{"id": id_, "why": why.text()} for id_, why in self.ignored],
        }


def recalculate(case: Case) -> Recalculation:
    """Return the base year after what has happened. Raises Refused where it would leave what is possible."""
    counted = [change for change in case.changes if change.kind != ORGANIC]
    moved = sum(abs(change.delta_mg) for change in counted)
    triggered = bool(counted) and 100 * moved >= Fraction(case.threshold_percent) * case.base_mg
    # From a base of zero every real change is beyond any threshold, and no change is none.
    triggered = triggered and (bool(case.base_mg) or bool(moved))
    new = case.base_mg + (sum(change.delta_mg for change in counted) if triggered else 0)
    _ensure_possible(new)
    return Recalculation(
        triggered=triggered,
        cumulative_percent=100 * moved / case.base_mg if case.base_mg else None,
        recalculated_mg=new,
        applied=tuple(change.id for change in counted) if triggered else (),
        ignored=tuple(
            (change.id, _why(change, case.threshold_percent))
            for change in case.changes
            if not triggered or change.kind == ORGANIC
        ),
    )


def _why(change: Change, threshold_percent: Decimal) -> Message:
    if change.kind == ORGANIC:
        template = gettext_noop("Growth and decline of one's own never change the base year.")
        return Message("organic", template)
    template = gettext_noop("All changes together stay below the threshold of %(threshold)s %% of the base.")
    return Message("below_threshold", template, {"threshold": threshold_percent})


def _ensure_possible(mg: int) -> None:
    if mg < 0:
        template = gettext_noop(
            "The changes would take more from the base year than it has. Check their amounts and signs."
        )
        raise Refused("changes", Message("below_zero", template))
    if mg > LARGEST_MG:
        template = gettext_noop("The recalculated base year is too large. Check the amounts of the changes.")
        raise Refused("changes", Message("overflow", template))
