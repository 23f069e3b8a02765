"""The course of a measure: plan one, change it, take it a step further."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Literal

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.measures import funding, lifecycle, rules
from klimapakt.measures.actions.locking import locked
from klimapakt.measures.actions.stating import SavingFacts, carry_over, state_saving
from klimapakt.measures.enums import MeasureState, Side
from klimapakt.measures.estimating import Touched
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.measures.models import Grant, Measure, MeasureEvent, Proof
from klimapakt.memberships.queries import open_membership_of
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.models import Organisation, Site
from klimapakt.organisations.rules import clean_name
from klimapakt.people.models import Person


class Kept(Enum):
    """What stays as it is although the rest is written anew."""

    LINE = "line"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is known about a measure that is meant to be done.

    ``line`` is the line of an accepted inventory that it touches, None where it touches none; without a word
    about it, it stays what it is.
    """

    title: str
    field: str
    note: str = ""
    site: Site | None = None
    life_years: Decimal | None = None
    investment_eur: Decimal | None = None
    planned_begin: date | None = None
    planned_finish: date | None = None
    line: Touched | Literal[Kept.LINE] | None = Kept.LINE


@dataclass(frozen=True, slots=True)
class FromLibrary:
    """Which entry of which edition a measure was taken from, and what its formula was given."""

    key: str
    edition: str
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """One step further: to which state, on which day, and why where that has to be said."""

    state: str
    on: date
    barrier: str = ""
    text: str = ""
    early_order_reason: str = ""


@transaction.atomic
def plan_measure(
    *,
    organisation: Organisation,
    facts: PlanFacts,
    library: FromLibrary | None = None,
    saving: SavingFacts | None = None,
    by: Person | None,
) -> Measure:
    """Write down an idea for a measure, with what it saves where that is known already.

    Raises StepNeeds with the field; then nothing is written down.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    measure = Measure(organisation=organisation, is_before_pact=False, state=MeasureState.IDEA)
    if library is not None:
        measure.library_key, measure.library_edition = library.key, library.edition
        measure.inputs = dict(library.inputs)
    _fill(measure, facts)
    measure.save(force_insert=True)
    _write(measure, came_from="", on=timezone.localdate(), move=None, by=by)
    audit.record(what="measure.planned", subject=measure, by=by, details={"field": measure.field})
    if saving is not None:
        state_saving(measure=measure, saving=saving, today=timezone.localdate(), by=by)
    return measure


@transaction.atomic
def change_plan(*, measure: Measure, facts: PlanFacts, seen_revision: int, by: Person | None) -> Measure:
    """Change what is known; raise MeasureChanged when somebody else did since ``seen_revision``."""
    found = locked(measure)
    if found.revision != seen_revision:
        raise rules.MeasureChanged
    _fill(found, facts)
    found.revision += 1
    found.save()
    details: dict[str, audit.Detail] = {"revision": found.revision}
    audit.record(what="measure.plan_changed", subject=found, by=by, details=details)
    return found


@transaction.atomic
def move(*, measure: Measure, move: Move, today: date, by: Person | None) -> Measure:
    """Take a measure a step further. Raises NotNext, or StepNeeds with the field that is missing.

    Nobody verifies this way: that is ``verify``, by another person.
    """
    found = locked(measure)
    lifecycle.ensure_follows(found.state, move.state)
    if move.state == MeasureState.VERIFIED:
        raise lifecycle.NotNext
    _ensure_ready(found, move, today)
    came_from = found.state
    _enter(found, move)
    found.save()
    _write(found, came_from=came_from, on=move.on, move=move, by=by)
    if lifecycle.SAVING_OF[came_from] != lifecycle.SAVING_OF[move.state]:
        carry_over(found, on=move.on, by=by)
    details: dict[str, audit.Detail] = {"from": came_from, "to": move.state}
    audit.record(what="measure.moved", subject=found, by=by, details=details)
    return found


def _ensure_ready(measure: Measure, move: Move, today: date) -> None:
    lifecycle.ensure_barrier(move.state, move.barrier, move.text)
    lifecycle.ensure_day(move.on, today, begun_on=measure.begun_on, state=move.state)
    if move.state == MeasureState.IMPLEMENTED:
        membership = open_membership_of(measure.organisation)
        lifecycle.ensure_since_joining(move.on, membership.joined_on if membership else None)
    lifecycle.ensure_proven(move.state, proofs=Proof.objects.filter(measure=measure).count())
    if move.state == MeasureState.IN_WORK:
        grants = list(Grant.objects.filter(measure=measure))
        if not funding.ensure_may_order(grants, move.early_order_reason):
            return
        measure.early_order_reason = move.early_order_reason.strip()[:1000]


def _enter(measure: Measure, move: Move) -> None:
    measure.state = move.state
    is_stopped = move.state in (MeasureState.POSTPONED, MeasureState.DROPPED)
    measure.barrier = move.barrier if is_stopped else ""
    measure.revision += 1
    if move.state == MeasureState.IN_WORK:
        measure.begun_on = move.on
    if move.state == MeasureState.IMPLEMENTED:
        measure.finished_on, measure.year = move.on, move.on.year


def _fill(measure: Measure, facts: PlanFacts) -> None:
    lifecycle.ensure_planned_days(facts.planned_begin, facts.planned_finish)
    title = clean_name(facts.title)
    if not title:
        text = gettext_noop("Please say in a few words what is to be done.")
        raise StepNeeds(Message("title_missing", text), "title")
    if facts.life_years is not None and facts.life_years <= 0:
        text = gettext_noop("A useful life is longer than nothing. Leave it empty when it is not known.")
        raise StepNeeds(Message("life_of_nothing", text), "life_years")
    measure.title, measure.field, measure.note = title, facts.field, facts.note.strip()
    measure.site, measure.life_years = facts.site, facts.life_years
    measure.investment_eur = facts.investment_eur
    measure.planned_begin, measure.planned_finish = facts.planned_begin, facts.planned_finish
    if measure.finished_on is None:
        measure.year = facts.planned_finish.year if facts.planned_finish else None
    if not isinstance(facts.line, Kept):
        _touch(measure, facts.line)


def _touch(measure: Measure, line: Touched | None) -> None:
    if line is None:
        measure.inventory, measure.row_number = None, None
        measure.carrier, measure.line_mg, measure.line_kwh = "", None, None
        return
    measure.inventory, measure.row_number = line.inventory, line.row.number
    measure.carrier, measure.line_mg, measure.line_kwh = line.row.activity, line.mg, line.kwh


def _write(measure: Measure, *, came_from: str, on: date, move: Move | None, by: Person | None) -> None:
    MeasureEvent.objects.create(
        measure=measure,
        at=timezone.now(),
        by=by,
        side=Side.MEMBER,
        came_from=came_from,
        state=measure.state,
        on=on,
        barrier=move.barrier if move and measure.barrier else "",
        text=(move.text.strip() or move.early_order_reason.strip())[:1000] if move else "",
    )
