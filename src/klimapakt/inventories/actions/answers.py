"""The guided inventory: begin it, keep an answer with the rows it means, end it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import queries, rules
from klimapakt.inventories.actions.inventories import ReferenceFigures, set_reference_figures
from klimapakt.inventories.actions.locking import locked_own, touch
from klimapakt.inventories.actions.rows import Origin, add_row, change_row, remove_row
from klimapakt.inventories.drafts import Draft, storable
from klimapakt.inventories.enums import RowOrigin
from klimapakt.inventories.models import Activity, Inventory, QuestionAnswer, QuestionnaireRun, RemovedRow
from klimapakt.methods.catalogue import activities
from klimapakt.methods.questionnaires import (
    Outcome,
    Question,
    Questionnaire,
    RowToWrite,
    meaning_of,
    questionnaire,
)
from klimapakt.organisations.models import Site
from klimapakt.people.models import Person

EXISTING: Final = "existing"
COVERED: Final = "covered"
ADDED: Final = "added"
"""What to do where rows about the same thing are there already: they cover it, or the answer adds to them."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was entered; ``seen_revision`` is that of the answer the person saw, 0 for none."""

    question: str
    values: Mapping[str, str]
    is_unknown: bool = False
    seen_revision: int = 0


@transaction.atomic
def begin_questions(*, inventory: Inventory, key: str, by: Person | None) -> QuestionnaireRun:
    """Begin to fill an inventory by a questionnaire, or go over to another one.

    Answers that the other questionnaire does not ask for are taken away with their rows.
    """
    inventory = locked_own(inventory)
    chosen = _shipped(key)
    run = queries.run_of(inventory)
    if run is not None and run.questionnaire == key:
        return run
    run = run or QuestionnaireRun(inventory=inventory)
    run.questionnaire, run.edition = chosen.key, chosen.edition
    run.at_question = chosen.questions[0].key
    run.finished_at = None
    run.save()
    kept = [question.key for question in chosen.questions]
    for answer in run.answers.exclude(question__in=kept):
        _write_rows(inventory, answer.question, Outcome(), Origin(RowOrigin.QUESTION), by)
        answer.delete()
    touch(inventory)
    audit.record(what="questions.begun", subject=inventory, by=by, details={"questionnaire": chosen.key})
    return run


@transaction.atomic
def save_answer(*, run: QuestionnaireRun, given: Given, by: Person | None) -> QuestionAnswer:
    """Keep an answer and write the rows it means; the same answer again changes nothing.

    Raises AnswerChanged when somebody else answered since the person looked, Refused when the answer cannot
    be understood (its path names the field), NotPossible when the inventory cannot take it.
    """
    inventory = locked_own(run.inventory)
    chosen = _shipped(run.questionnaire)
    question = chosen.question(given.question)
    if question is None:
        raise rules.QuestionGone
    answer = QuestionAnswer.objects.select_for_update(of=("self",)).filter(run=run, question=question.key)
    known = answer.select_related("answered_by").first()
    outcome = _outcome(question, given, inventory)
    values, is_unknown = dict(given.values), given.is_unknown or outcome.is_unknown
    if known is not None and (known.values, known.is_unknown) == (values, is_unknown):
        _move_on(run, chosen, question)
        return known
    if (known.revision if known else 0) != given.seen_revision:
        raise rules.AnswerChanged(known)
    kept = known or QuestionAnswer(run=run, question=question.key, revision=0)
    kept.values, kept.is_unknown, kept.answered_by = values, is_unknown, by
    kept.revision += 1
    kept.save()
    origin = Origin(RowOrigin.QUESTION, derivation={"questionnaire": chosen.key, "edition": chosen.edition})
    _write_rows(inventory, question.key, outcome, origin, by)
    _write_references(inventory, question, outcome, by)
    _move_on(run, chosen, question)
    touch(inventory)
    audit.record(what="question.answered", subject=inventory, by=by, details={"question": question.key})
    return kept


@transaction.atomic
def finish_questions(*, run: QuestionnaireRun, by: Person | None) -> QuestionnaireRun:
    """Say that the questions are done; what is left open can still be answered."""
    inventory = locked_own(run.inventory)
    if run.finished_at is None:
        run.finished_at = timezone.now()
        run.save(update_fields=["finished_at"])
        touch(inventory)
        audit.record(what="questions.finished", subject=inventory, by=by)
    return run


def _shipped(key: str) -> Questionnaire:
    found = questionnaire(key)
    if found is None:
        raise rules.QuestionGone
    return found


def _outcome(question: Question, given: Given, inventory: Inventory) -> Outcome:
    """Return what an answer writes; nothing when it is not known or covered by other rows."""
    if given.is_unknown or given.values.get(EXISTING) == COVERED:
        return Outcome(is_unknown=given.is_unknown)
    return meaning_of(question, given.values, inventory.year)


def _move_on(run: QuestionnaireRun, chosen: Questionnaire, question: Question) -> None:
    """Remember which question comes next, so that another device goes on there."""
    standing = queries.run_standing(run)
    following = standing.after(question.key) if standing else None
    run.at_question = following.question.key if following else ""
    run.edition = chosen.edition
    run.save(update_fields=["at_question", "edition"])


def _write_rows(inventory: Inventory, key: str, outcome: Outcome, origin: Origin, by: Person | None) -> None:
    there = {row.origin_key: row for row in queries.rows_of_question(inventory, key)}
    wanted = {f"{key}.{row.key}": row for row in outcome.rows}
    _take_away(inventory, (row for name, row in there.items() if name not in wanted), by)
    site = _only_site(inventory)
    for name, row in wanted.items():
        derivation = {**(origin.derivation or {}), **row.derivation}
        own = Origin(RowOrigin.QUESTION, name, derivation)
        if name in there:
            old = there[name]
            draft = _draft(row, old.evidence, old.note)
            change_row(row=old, draft=draft, site=old.site, seen_revision=old.revision, origin=own, by=by)
        else:
            add_row(inventory=inventory, draft=_draft(row, "", ""), site=site, origin=own, by=by)


def _take_away(inventory: Inventory, rows: Iterable[Activity], by: Person | None) -> None:
    """Remove rows for good: the way to bring them back is the answer, which would write them twice."""
    for row in rows:
        remove_row(row=row, by=by)
        RemovedRow.objects.filter(inventory=inventory, number=row.number).delete()


def _write_references(inventory: Inventory, question: Question, outcome: Outcome, by: Person | None) -> None:
    """State the reference figures a question asks for; one that became unknown stays as it was."""
    if not any(field.reference for field in question.fields) or outcome.is_unknown:
        return
    current = Inventory.objects.get(pk=inventory.pk)
    figures = ReferenceFigures(
        turnover_eur=current.turnover_eur,
        fte=outcome.references.get("fte", current.fte),
        area_m2=outcome.references.get("area_m2", current.area_m2),
    )
    set_reference_figures(inventory=inventory, figures=figures, by=by)


def _only_site(inventory: Inventory) -> Site | None:
    """Return the site when there is only one; with several the question is about all of them."""
    sites = list(inventory.organisation.sites.all()[:2])
    return sites[0] if len(sites) == 1 else None


def _draft(row: RowToWrite, evidence: str, note: str) -> Draft:
    return Draft(
        row_number=0,
        site="",
        label=activities()[row.activity].label_de,
        amount=storable(row.amount),
        unit=row.unit,
        activity=row.activity,
        quality=row.quality,
        extras=dict(row.extras),
        evidence=evidence,
        note=note,
    )
