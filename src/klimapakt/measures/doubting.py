"""What figures of a measure tell about themselves, asked where they are entered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Final

from klimapakt.measures.lifecycle import UNFINISHED, StepNeeds
from klimapakt.measures.models import Measure
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.savings import Doubt, MeasureFacts, doubts_about

_WOOD: Final = frozenset({"wood_pellets", "wood_chips", "wood_logs"})
_PLACES: Final = {"more_than_everything": "percent", "impossible_kwh": "kwh"}
_OF_THE_PLAN: Final = ("planned_date_passed",)
"""Doubts about the plan, not about the figure: they are shown on the page and mended there."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said about the saving of a year; whatever is None is not said.

    ``rated_kw`` is the power of the devices it concerns, ``percent`` the part of the line it touches.
    """

    mg: int | None = None
    kwh: Decimal | None = None
    eur: Decimal | None = None
    rated_kw: Decimal | None = None
    percent: Decimal | None = None


def doubts_of(measure: Measure, figures: Figures, *, today: date) -> tuple[Doubt, ...]:
    """Return what is doubtful or impossible about a saving of the measure."""
    facts = MeasureFacts(
        carrier="wood" if measure.carrier in _WOOD else measure.carrier,
        saved_mg=figures.mg,
        saved_kwh=figures.kwh,
        saved_eur=figures.eur,
        saved_percent=figures.percent,
        rated_kw=figures.rated_kw,
        life_years=measure.life_years,
        line_mg=measure.line_mg,
        line_kwh=measure.line_kwh,
        state="planned" if measure.state in UNFINISHED else measure.state,
        planned_for=measure.planned_finish,
    )
    return doubts_about(facts, today=today)


def ensure_explained(measure: Measure, figures: Figures, explanation: str, *, today: date) -> tuple[str, ...]:
    """Return the rules that asked; raise StepNeeds for what is impossible, and for what nobody explained.

    What looks cumulative exceeds its line as well; then the question that helps comes first.
    """
    asked = [one for one in doubts_of(measure, figures, today=today) if one.rule not in _OF_THE_PLAN]
    impossible = [one for one in asked if not one.can_be_accepted]
    if impossible:
        helping = next((one for one in asked if one.rule == "annual_or_cumulative"), impossible[0])
        raise StepNeeds(helping.message, _place_of(helping.rule, measure, figures))
    if asked and not explanation.strip():
        text = gettext_noop("%(doubt)s If the figure is right, say why below.")
        message = Message("doubt_unexplained", text, {"doubt": reduce(_both, (one.message for one in asked))})
        raise StepNeeds(message, "explanation")
    return tuple(one.rule for one in asked)


def worth_showing(
    measure: Measure, stated: Figures, explained: Collection[str], *, today: date
) -> list[Doubt]:
    """Return what somebody has to look at although nobody enters anything, such as a day that has passed.

    What was explained when the figure was stated is left out.
    """
    found = doubts_of(measure, stated, today=today)
    return [one for one in found if one.rule not in explained]


def _place_of(rule: str, measure: Measure, figures: Figures) -> str:
    """Return the field in which an impossible figure stands."""
    if rule in _PLACES:
        return _PLACES[rule]
    is_mass = figures.mg is not None and measure.line_mg is not None and figures.mg > measure.line_mg
    return "tonnes" if is_mass or figures.kwh is None else "kwh"


def _both(one: Message, other: Message) -> Message:
    return Message("both_doubts", gettext_noop("%(one)s %(other)s"), {"one": one, "other": other})
