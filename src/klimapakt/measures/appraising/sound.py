"""What cannot stand in an appraisal, each with its sentence and its field. Pure."""

from collections.abc import Callable
from typing import Final

from klimapakt.measures.appraising.entered import (
    GROUPS,
    LONGEST_HORIZON,
    MOST_LINES,
    MOST_SCENARIOS,
    Entered,
    Line,
)
from klimapakt.measures.appraising.offered import OfferedPrice
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.methods.messages import Message, gettext_noop


def ensure_sound(entered: Entered, price: OfferedPrice | None) -> None:
    """Raise StepNeeds for the first thing that cannot stand, with its field."""
    for ensure in _RULES:
        ensure(entered)
    for place, line in enumerate(entered.lines):
        _ensure_line(line, f"line-{place}", entered.horizon_years)
    if entered.co2_price and price is None:
        text = gettext_noop("This price is not offered any more. Choose one from the list.")
        raise StepNeeds(Message("price_not_offered", text), "co2_price")
    if price is not None and entered.tonnes is None:
        text = gettext_noop("Enter how many tonnes are saved a year, or choose no price on CO₂.")
        raise StepNeeds(Message("price_without_tonnes", text), "tonnes")


def _ensure_horizon(entered: Entered) -> None:
    if not 1 <= entered.horizon_years <= LONGEST_HORIZON:
        text = gettext_noop("Enter whole years from 1 to %(most)s.")
        raise StepNeeds(Message("horizon_impossible", text, {"most": LONGEST_HORIZON}), "horizon_years")


def _ensure_few(entered: Entered) -> None:
    if len(entered.lines) > MOST_LINES:
        text = gettext_noop(
            "At most %(most)s further payments fit here, and there are %(count)s. Put alike ones together, "
            "or use the calculation for programs."
        )
        values = {"most": MOST_LINES, "count": len(entered.lines)}
        raise StepNeeds(Message("too_many_lines", text, values))
    if len(entered.scenarios) > MOST_SCENARIOS:
        text = gettext_noop("At most %(most)s scenarios fit here.")
        raise StepNeeds(Message("too_many_scenarios", text, {"most": MOST_SCENARIOS}))


def _ensure_sources(entered: Entered) -> None:
    """A price that changes, and a saving that fades, rest on something that can be looked up."""
    for name in GROUPS:
        if entered.changes.get(name) and not entered.sources.get(name):
            text = gettext_noop("Say where this change of prices comes from, or enter 0.")
            raise StepNeeds(Message("change_without_source", text), f"source_{name}")
    if entered.degradation_percent and not entered.sources.get("degradation"):
        text = gettext_noop("Say where this loss a year comes from, or enter 0.")
        raise StepNeeds(Message("loss_without_source", text), "source_degradation")
    if entered.residual_eur and not entered.sources.get("residual"):
        text = gettext_noop("A value at the end departs from the standard. Say why you count it.")
        raise StepNeeds(Message("residual_without_reason", text), "source_residual")


def _ensure_risk(entered: Entered) -> None:
    risk = entered.risk
    if risk is None:
        return
    if risk.kind == "surcharge" and not risk.points:
        text = gettext_noop("Enter the percentage points, or choose no risk.")
        raise StepNeeds(Message("risk_of_nothing", text), "risk_points")
    if risk.kind == "deduction" and not (risk.loss_percent and risk.probability_percent):
        text = gettext_noop("Enter what may be lost and how probable that is, or choose no risk.")
        raise StepNeeds(Message("risk_of_nothing", text), "risk_loss")


def _ensure_scenarios(entered: Entered) -> None:
    names = [one.name for one in entered.scenarios]
    for place, one in enumerate(entered.scenarios):
        if not one.name:
            text = gettext_noop("Give the scenario a name.")
            raise StepNeeds(Message("scenario_name", text), f"scenario-{place}-name")
        if names.index(one.name) != place:
            text = gettext_noop("Another scenario has this name. Give each its own.")
            raise StepNeeds(Message("scenario_twice", text), f"scenario-{place}-name")
        if one.horizon_years is not None and not 1 <= one.horizon_years <= LONGEST_HORIZON:
            text = gettext_noop("Enter whole years from 1 to %(most)s.")
            message = Message("horizon_impossible", text, {"most": LONGEST_HORIZON})
            raise StepNeeds(message, f"scenario-{place}-horizon_years")


def _ensure_line(line: Line, place: str, horizon: int) -> None:
    if not line.name:
        text = gettext_noop("Say what this payment is.")
        raise StepNeeds(Message("line_name", text), f"{place}-name")
    if line.timing != "yearly" and line.number is None:
        text = gettext_noop("Enter the number of years, or the year in which it falls due.")
        raise StepNeeds(Message("line_number", text), f"{place}-number")
    if line.timing == "every" and line.number == 0:
        text = gettext_noop("Enter 1 or more years.")
        raise StepNeeds(Message("line_every", text), f"{place}-number")
    if line.timing != "yearly" and line.number is not None and line.number > horizon:
        text = gettext_noop(
            "This would fall due after the last year, %(horizon)s, and would not be counted. Enter an "
            "earlier year or a longer period."
        )
        raise StepNeeds(Message("line_after_horizon", text, {"horizon": horizon}), f"{place}-number")
    if line.degradation_percent and not line.source:
        text = gettext_noop("Say where this loss a year comes from, or enter 0.")
        raise StepNeeds(Message("loss_without_source", text), f"{place}-source")


_RULES: Final[tuple[Callable[[Entered], None], ...]] = (
    _ensure_horizon,
    _ensure_few,
    _ensure_sources,
    _ensure_risk,
    _ensure_scenarios,
)
