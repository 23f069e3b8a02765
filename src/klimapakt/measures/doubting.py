"""What figures of a measure tell about themselves, asked where they are entered."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.measures.models import Measure
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.savings import Doubt, MeasureFacts, doubts_about

_WOOD: Final = frozenset({"wood_pellets", "wood_chips", "wood_logs"})
_ENTERED: Final = ("planned_date_passed",)
"""Doubts about the plan, not about the figure: they are shown on the page and mended there."""


def doubts_of(
    measure: Measure, *, mg: int | None, kwh: Decimal | None, eur: Decimal | None, today: date
) -> tuple[Doubt, ...]:
    """Return what is doubtful or impossible about a saving of the measure."""
    facts = MeasureFacts(
        carrier="wood" if measure.carrier in _WOOD else measure.carrier,
        saved_mg=mg,
        saved_kwh=kwh,
        saved_eur=eur,
        life_years=measure.life_years,
        line_mg=measure.line_mg,
        line_kwh=measure.line_kwh,
        state="planned" if measure.state in ("idea", "planned", "decided", "in_work") else measure.state,
        planned_for=measure.planned_finish,
    )
    return doubts_about(facts, today=today)


def ensure_explained(doubts: Iterable[Doubt], explanation: str) -> tuple[str, ...]:
    """Return the rules that asked; raise StepNeeds for what is impossible, and for what nobody explained.

    What looks cumulative exceeds its line as well; then the question that helps comes first.
    """
    asked = [one for one in doubts if one.rule not in _ENTERED]
    impossible = [one for one in asked if not one.can_be_accepted]
    if impossible:
        helping = next((one for one in asked if one.rule == "annual_or_cumulative"), impossible[0])
        raise StepNeeds(helping.message, "tonnes")
    if asked and not explanation.strip():
        text = gettext_noop("%(doubt)s If the figure is right, say why below.")
        message = Message("doubt_unexplained", text, {"doubt": asked[0].message})
        raise StepNeeds(message, "explanation")
    return tuple(one.rule for one in asked)
