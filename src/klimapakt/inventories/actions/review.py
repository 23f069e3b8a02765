"""Questions of the review: ask, answer, close with what came of it."""

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import lifecycle, queries, reviewing, rules
from klimapakt.inventories.actions.locking import locked
from klimapakt.inventories.enums import QuestionOutcome
from klimapakt.inventories.lifecycle import Act
from klimapakt.inventories.models import Inventory, ReviewQuestion
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]


@transaction.atomic
def ask(*, inventory: Inventory, text: str, row_number: int | None, by: Person) -> ReviewQuestion:
    """Ask the organisation about a submitted inventory or one of its rows."""
    inventory = _for_office(inventory, by)
    if row_number is not None and not inventory.activities.filter(number=row_number).exists():
        template = gettext_noop("There is no row no. %(number)s in this inventory.")
        raise rules.RowRefused(Message("no_such_row", template, {"number": row_number}), "row_number")
    question = ReviewQuestion.objects.create(
        inventory=inventory, text=text, row_number=row_number, asked_by=by
    )
    details: Details = {"row": row_number, "text": audit.sealed(text)}
    audit.record(what="question.asked", subject=question, by=by, details=details)
    return question


@transaction.atomic
def answer(*, question: ReviewQuestion, text: str, is_corrected: bool, by: Person) -> ReviewQuestion:
    """Answer a question; a later answer replaces the earlier one until the office closes the question."""
    inventory = locked(question.inventory)
    lifecycle.ensure_theirs(Act.SUBMIT, queries.standing_of(by, inventory))
    question = _locked(question)
    rules.ensure_open(inventory.status, inventory.pk)
    question.answer, question.answered_at, question.answered_by = text, timezone.now(), by
    question.outcome = QuestionOutcome.CORRECTED if is_corrected else QuestionOutcome.ANSWERED
    question.save(update_fields=["answer", "answered_at", "answered_by", "outcome"])
    details: Details = {"outcome": str(question.outcome), "text": audit.sealed(text)}
    audit.record(what="question.answered", subject=question, by=by, details=details)
    return question


@transaction.atomic
def close(*, question: ReviewQuestion, outcome: str = "", reason: str = "", by: Person) -> ReviewQuestion:
    """Close a question with its outcome; without one: settled, or corrected as the organisation said."""
    _for_office(question.inventory, by)
    question = _locked(question)
    reviewing.ensure_closing(outcome, reason)
    if outcome:
        question.outcome = outcome
    elif question.outcome != QuestionOutcome.CORRECTED:
        question.outcome = QuestionOutcome.SETTLED
    question.closed_at, question.closing_reason = timezone.now(), reason
    question.save(update_fields=["outcome", "closed_at", "closing_reason"])
    details: Details = {"outcome": str(question.outcome)}
    audit.record(what="question.closed", subject=question, by=by, details=details)
    return question


def _for_office(inventory: Inventory, by: Person) -> Inventory:
    """Lock an inventory about which this person may ask at the moment."""
    found = locked(inventory)
    lifecycle.ensure_theirs(Act.RETURN, queries.standing_of(by, found))
    lifecycle.moved(found.status, Act.RETURN)
    return found


def _locked(question: ReviewQuestion) -> ReviewQuestion:
    found = ReviewQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if found.closed_at is not None:
        template = gettext_noop("The pact office has closed this question in the meantime.")
        raise rules.NotPossible(Message("question_closed", template))
    return found
