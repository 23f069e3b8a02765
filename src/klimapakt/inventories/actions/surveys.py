"""Surveys of commuting: open, answer, close, take the result into the inventory."""

import secrets
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import queries
from klimapakt.inventories.actions.locking import locked_own, touch
from klimapakt.inventories.actions.rows import Origin, add_row, change_row, remove_row
from klimapakt.inventories.enums import RowOrigin
from klimapakt.inventories.models import Activity, Inventory, RemovedRow, Survey, SurveyAnswer
from klimapakt.inventories.surveying import (
    AnswersExist,
    NothingToShow,
    SurveyExists,
    SurveyOver,
    SurveyRow,
    is_over,
    rows_of_result,
)
from klimapakt.methods.commuting import Commute
from klimapakt.people.models import Person

_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """What the member states: staff asked, workdays and hours of a five-day week, the last day to answer."""

    staff: int
    workdays: int
    hours_per_day: Decimal
    closes_on: date


@transaction.atomic
def open_survey(*, inventory: Inventory, facts: SurveyFacts, by: Person | None) -> Survey:
    """Open the survey of an inventory; its link cannot be guessed."""
    inventory = locked_own(inventory)
    if Survey.objects.filter(inventory=inventory).exists():
        raise SurveyExists
    survey = Survey(inventory=inventory, token=secrets.token_urlsafe(_TOKEN_BYTES))
    _fill(survey, facts)
    survey.save(force_insert=True)
    touch(inventory)
    audit.record(what="survey.opened", subject=survey, by=by, details={"staff": survey.staff})
    return survey


@transaction.atomic
def change_survey(*, survey: Survey, facts: SurveyFacts, by: Person | None) -> Survey:
    """Change what the member stated; a survey that is over keeps its last day."""
    locked_own(survey.inventory)
    found = _locked(survey)
    closes_on = found.closes_on
    has_ended = is_over(found, timezone.localdate())
    _fill(found, facts)
    if has_ended:
        found.closes_on = closes_on
    found.save()
    audit.record(what="survey.changed", subject=found, by=by, details={"staff": found.staff})
    return found


@transaction.atomic
def answer_survey(*, survey: Survey, answer: Commute) -> SurveyAnswer:
    """Keep one answer; raise SurveyOver when the survey takes none.

    Nothing enters the audit chain: its times would tell when somebody answered.
    """
    found = _locked(survey)
    if is_over(found, timezone.localdate()):
        raise SurveyOver
    return SurveyAnswer.objects.create(
        survey=found,
        mode=answer.mode,
        km_one_way=answer.km_one_way,
        days_per_week=answer.days_per_week,
        home_office_days=answer.home_office_days,
        persons_in_car=answer.persons_in_car,
    )


@transaction.atomic
def close_survey(*, survey: Survey, by: Person | None) -> Survey:
    """Close the survey for good; closing it twice changes nothing."""
    locked_own(survey.inventory)
    found = _locked(survey)
    if found.closed_at is None:
        found.closed_at = timezone.now()
        found.save(update_fields=["closed_at"])
        audit.record(what="survey.closed", subject=found, by=by)
    return found


@transaction.atomic
def discard_survey(*, survey: Survey, by: Person | None) -> None:
    """Throw away a survey that has too few answers to show anything, with its answers."""
    inventory = locked_own(survey.inventory)
    found = _locked(survey)
    if found.answers.count() >= found.minimum_answers:
        raise AnswersExist
    audit.record(what="survey.discarded", subject=found, by=by)
    found.delete()
    touch(inventory)


@transaction.atomic
def take_survey(*, survey: Survey, by: Person | None) -> int:
    """Write the result into the inventory, one row per means of transport; return how many rows there are.

    Taken again, the same rows are rewritten; those of means of transport that are no longer told apart go.
    """
    inventory = locked_own(survey.inventory)
    found = _locked(survey)
    state = queries.state_of(found, timezone.localdate())
    if state.result is None:
        raise NothingToShow(found.minimum_answers)
    wanted = rows_of_result(state.result, found)
    written = {row.origin_key: row for row in state.rows}
    for row in wanted:
        _write(inventory, row, written.pop(row.key, None), by)
    for stale in written.values():
        stale.inventory = inventory
        remove_row(row=stale, by=by)
        RemovedRow.objects.filter(inventory=inventory, number=stale.number).delete()
    audit.record(what="survey.taken", subject=found, by=by, details={"rows": len(wanted)})
    return len(wanted)


def _write(inventory: Inventory, wanted: SurveyRow, row: Activity | None, by: Person | None) -> None:
    origin = Origin(RowOrigin.SURVEY, wanted.key, wanted.derivation)
    if row is None:
        add_row(inventory=inventory, draft=wanted.draft, site=None, origin=origin, by=by)
        return
    row.inventory = inventory
    change_row(row=row, draft=wanted.draft, site=None, seen_revision=row.revision, origin=origin, by=by)


def _fill(survey: Survey, facts: SurveyFacts) -> None:
    survey.staff, survey.workdays = facts.staff, facts.workdays
    survey.hours_per_day, survey.closes_on = facts.hours_per_day, facts.closes_on


def _locked(survey: Survey) -> Survey:
    return Survey.objects.select_for_update(of=("self",)).select_related("inventory").get(pk=survey.pk)
