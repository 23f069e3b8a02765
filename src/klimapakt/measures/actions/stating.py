"""What a measure saves: stated by the member, carried into the next state, verified by the office."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.measures import doubting, lifecycle
from klimapakt.measures.actions.locking import locked
from klimapakt.measures.enums import MeasureState, SavingMethod, SavingState, Side
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.measures.models import Measure, MeasureEvent, Statement
from klimapakt.methods.figures import LARGEST_MG
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.queries import role_in
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person

_KWH: Final = Decimal("0.001")
_MOST_KWH: Final = Decimal(10) ** 10
"""Far above what one measure of one business can save; above it somebody has taken another unit."""
_SAME_PART: Final = Decimal("0.005")
"""Half a percent of the line: people round."""


@dataclass(frozen=True, slots=True)
class SavingFacts:
    """What somebody says a measure saves in a year; ``mg`` None where it is not quantified.

    Where only ``percent`` of the line is said, mass and energy are worked out from it. ``rated_kw`` is the
    power of the devices it concerns.
    """

    method: str
    mg: int | None = None
    kwh: Decimal | None = None
    eur: Decimal | None = None
    rated_kw: Decimal | None = None
    percent: Decimal | None = None
    counts_from: date | None = None
    source: str = ""
    text: str = ""
    explanation: str = ""


@transaction.atomic
def state_saving(*, measure: Measure, saving: SavingFacts, today: date, by: Person | None) -> Statement:
    """State what a measure saves, in the state it is in; what was stated before stays visible.

    Raises StepNeeds with the field for figures that cannot be or that nobody has explained.
    """
    found = locked(measure)
    state = lifecycle.SAVING_OF[found.state]
    if state is None or state == SavingState.VERIFIED:
        text = gettext_noop("What is verified or dropped is not changed any more.")
        raise StepNeeds(Message("saving_closed", text), "tonnes")
    saving = _worked_out(found, saving)
    _ensure_sound(saving)
    figures = doubting.Figures(saving.mg, saving.kwh, saving.eur, saving.rated_kw, saving.percent)
    asked = doubting.ensure_explained(found, figures, saving.explanation, today=today)
    _ensure_same(found, saving)
    values: dict[str, Any] = {
        "method": saving.method,
        "saved_kwh": saving.kwh,
        "saved_eur": saving.eur,
        "saved_percent": saving.percent,
        "rated_kw": saving.rated_kw,
        "counts_from": saving.counts_from or found.finished_on or found.planned_finish,
        "source": saving.source[:500],
        "text": saving.text.strip()[:1000],
        "doubts": list(asked),
        "explanation": saving.explanation.strip()[:1000] if asked else "",
        "side": Side.MEMBER,
    }
    return _write(found, state, saving.mg, values, by)


def carry_over(measure: Measure, *, on: date, by: Person | None) -> Statement | None:
    """Take the figure of a measure into the state it has come to, inside the caller's transaction."""
    before = measure.statements.order_by("-number").first()
    state = lifecycle.SAVING_OF[measure.state]
    if before is None or state is None or before.state == state:
        return None
    values = _carried(before)
    if measure.state == MeasureState.IMPLEMENTED:
        values["counts_from"] = on
    return _write(measure, state, before.mg, values, by)


@transaction.atomic
def verify(*, measure: Measure, mg: int | None, text: str, today: date, by: Person) -> Statement:
    """Confirm what was evidenced, at most the whole of it, by a person of the office who did not state it."""
    found = locked(measure)
    before = found.statements.order_by("-number").first()
    lifecycle.ensure_follows(found.state, MeasureState.VERIFIED)
    lifecycle.ensure_other_verifies(
        may_verify=is_allowed(by, Permission.REVIEW_INVENTORIES),
        is_author=before is not None and before.by_id == by.pk,
        is_own=role_in(by, found.organisation) is not None,
    )
    if before is None or before.mg is None:
        message = gettext_noop("There is no figure that could be verified.")
        raise StepNeeds(Message("nothing_to_verify", message), "tonnes")
    confirmed = before.mg if mg is None else mg
    if not 0 <= confirmed <= before.mg:
        message = gettext_noop("At most what was evidenced can be verified.")
        raise StepNeeds(Message("verified_above", message), "tonnes")
    found.state = MeasureState.VERIFIED
    found.revision += 1
    found.save()
    MeasureEvent.objects.create(
        measure=found,
        at=timezone.now(),
        by=by,
        side=Side.OFFICE,
        came_from=MeasureState.EVIDENCED,
        state=found.state,
        on=today,
        text=text.strip()[:1000],
    )
    values = {**_carried(before), "side": Side.OFFICE, "author": before.by, "text": text.strip()[:1000]}
    return _write(found, SavingState.VERIFIED, confirmed, values, by)


def _carried(before: Statement) -> dict[str, Any]:
    names = (
        *("method", "saved_kwh", "saved_eur", "saved_percent", "rated_kw", "counts_from", "source"),
        *("doubts", "explanation"),
    )
    return {**{name: getattr(before, name) for name in names}, "side": Side.MEMBER}


def _worked_out(measure: Measure, saving: SavingFacts) -> SavingFacts:
    """Return the mass and the energy of a part of the line where only the part was said."""
    part, line = saving.percent, measure.line_mg
    if part is None or saving.mg is not None or saving.method == SavingMethod.NOT_QUANTIFIED:
        return saving
    if line is None:
        text = gettext_noop(
            "%(percent)s %% of what? Choose the line of the inventory that the measure touches, or enter the "
            "tonnes."
        )
        raise StepNeeds(Message("percent_of_nothing", text, {"percent": part}), "percent")
    kwh = saving.kwh
    if kwh is None and measure.line_kwh is not None:
        kwh = (measure.line_kwh * part / 100).quantize(_KWH, rounding=ROUND_HALF_UP)
    mg = int((line * part / 100).to_integral_value(rounding=ROUND_HALF_UP))
    return replace(saving, mg=mg, kwh=kwh)


def _ensure_same(measure: Measure, saving: SavingFacts) -> None:
    """Raise StepNeeds when the part of the line and the tonnes say different things."""
    part, line = saving.percent, measure.line_mg
    if part is None or saving.mg is None or line is None:
        return
    if abs(line * part / 100 - saving.mg) > abs(line) * _SAME_PART:
        text = gettext_noop(
            "%(percent)s %% of the line and these tonnes are not the same. Correct one of the two, or leave "
            "it empty."
        )
        raise StepNeeds(Message("percent_and_tonnes", text, {"percent": part}), "percent")


def _ensure_sound(saving: SavingFacts) -> None:
    is_open = saving.method == SavingMethod.NOT_QUANTIFIED
    if is_open != (saving.mg is None):
        text = (
            gettext_noop("Leave the tonnes empty where nothing is quantified, or choose another method.")
            if is_open
            else gettext_noop("Please enter the tonnes, or choose “Not quantified”.")
        )
        raise StepNeeds(Message("tonnes_and_method", text), "tonnes")
    kilowatt_hours = {"kwh": saving.kwh, "rated_kw": saving.rated_kw}
    too_many = [name for name, value in kilowatt_hours.items() if value is not None and value > _MOST_KWH]
    if saving.mg is not None and abs(saving.mg) > LARGEST_MG:
        too_many.insert(0, "tonnes")
    if too_many:
        text = gettext_noop("This is more than can be. Check the figure and its unit.")
        raise StepNeeds(Message("figure_too_large", text), too_many[0])


def _write(
    measure: Measure, state: SavingState, mg: int | None, values: dict[str, Any], by: Person | None
) -> Statement:
    last = measure.statements.order_by("-number").values_list("number", flat=True).first() or 0
    amounts = {} if mg is None else {f"{state}_mg": mg}
    found = Statement.objects.create(
        measure=measure, number=last + 1, state=state, at=timezone.now(), by=by, **amounts, **values
    )
    details: dict[str, audit.Detail] = {"state": str(state), "number": found.number, "mg": mg}
    audit.record(what="measure.saving_stated", subject=measure, by=by, details=details)
    return found
