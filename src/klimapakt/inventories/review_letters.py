"""The letter that ends a round of the review: what it says, as one canonical text with one hash.

Everything a person or a program said stands in it in the language of the letter; the PDF is made from it
alone, so that a letter stays what it was when it was sent.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from klimapakt.inventories.enums import CheckAnswer, LetterDecision, QuestionOutcome
from klimapakt.inventories.lifecycle import WRONG_STATE, NotInThisState
from klimapakt.inventories.models import Inventory, ReviewQuestion
from klimapakt.inventories.presenting.facts import fact_told
from klimapakt.inventories.reviewing import Asked
from klimapakt.inventories.rules import NotPossible
from klimapakt.inventories.sealed import LETTER, Record, sealed
from klimapakt.methods.messages import Message, gettext_noop

if TYPE_CHECKING:
    from klimapakt.inventories.queries import Calculated, Review

PROGRAM, OPEN = "program", "open"
_DECISIONS = {"returned": LetterDecision.RETURNED, "accepted": LetterDecision.ACCEPTED}


class AlreadySent(NotPossible):
    """A round ends with one letter."""

    def __init__(self) -> None:
        template = gettext_noop("The letter about this round has been sent already. Nothing was sent again.")
        super().__init__(Message("letter_sent", template))


class LetterReadsOtherwise(NotPossible):
    """What would be sent is not what the person looked at."""

    def __init__(self) -> None:
        template = gettext_noop(
            "The letter reads otherwise than what you looked at, because of your words or of something that "
            "changed. Nothing was sent. Please look at it below, then send it."
        )
        super().__init__(Message("letter_reads_otherwise", template))


def decision_of(inventory: Inventory) -> tuple[LetterDecision, datetime]:
    """Return what a letter can say was decided, and about which round; raise NotInThisState before."""
    found = _DECISIONS.get(inventory.status)
    if found is None or inventory.submitted_at is None:
        raise NotInThisState(_UNDECIDED if inventory.status == "submitted" else WRONG_STATE["draft"])
    return found, inventory.submitted_at


def letter_record(
    calculated: "Calculated",
    review: "Review | None",
    questions: list[ReviewQuestion],
    *,
    language: str,
    words: str,
    writer: str,
) -> Record:
    """Return what the letter says; ``words`` are those of the reviewer, ``writer`` is the reviewer's name."""
    inventory = calculated.inventory
    decision, round_at = decision_of(inventory)
    decided_at = inventory.accepted_at if decision == LetterDecision.ACCEPTED else inventory.returned_at
    with override(language):
        content: dict[str, Any] = {
            "schema": LETTER,
            "language": language,
            "inventory": str(inventory.pk),
            "year": inventory.year,
            "version": inventory.version,
            "is_external": inventory.is_external,
            "organisation": {
                "id": str(inventory.organisation_id),
                "name": inventory.organisation.name,
                "city": inventory.organisation.city,
            },
            "pact": inventory.organisation.pact.name,
            "submitted_at": round_at.isoformat(),
            "decision": str(decision),
            "decided_at": _moment(decided_at),
            "total_mg": calculated.total_mg,
            "rulebook": review.title.written(language) if review else "",
            "checklist": review.edition if review else "",
            "sample": _sample(review),
            "checks": [_check(one, language) for one in review.asked] if review else [],
            "questions": [_question(one) for one in questions],
            "words": words,
            "writer": writer,
        }
    return sealed(content)


def _check(one: Asked, language: str) -> dict[str, str]:
    """Return an item with its answer; notes stay in the office."""
    if one.is_settled_by_machine:
        answer = PROGRAM
    else:
        answer = str(CheckAnswer(one.answer.answer)) if one.answer else OPEN
    return {
        "question": one.item.question.written(language),
        "answer": answer,
        "told": fact_told(one.fact.message) if one.fact else "",
    }


def _question(one: ReviewQuestion) -> dict[str, Any]:
    return {
        "row": one.row_number,
        "text": one.text,
        "answer": one.answer,
        "outcome": str(QuestionOutcome(one.outcome)) if one.closed_at else "",
        "reason": one.closing_reason,
    }


def _sample(review: "Review | None") -> str:
    if review is None or review.sampled is None or review.sampled.draw is None:
        return ""
    return "in_depth" if review.sampled.is_in_depth else "not_drawn"


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


_UNDECIDED = Message(
    "undecided", gettext_noop("Return or accept the inventory first; the letter says what was decided.")
)
