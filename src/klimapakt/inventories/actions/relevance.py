"""Say which categories of scope 3 matter."""

from dataclasses import dataclass

from django.db import transaction

from klimapakt.foundation import audit
from klimapakt.inventories.actions.locking import locked_own, touch
from klimapakt.inventories.models import Inventory, RelevanceAnswer
from klimapakt.inventories.relevance import RelevanceChanged, ensure_reason
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Assessment:
    """What somebody says of a category, and the revision of the answer they saw (0: none)."""

    category: int
    relevance: str
    reason: str
    seen_revision: int


@transaction.atomic
def assess_category(*, inventory: Inventory, assessment: Assessment, by: Person | None) -> RelevanceAnswer:
    """Keep the answer for one category; raise RelevanceChanged when somebody answered since."""
    inventory = locked_own(inventory)
    reason = " ".join(assessment.reason.split())
    ensure_reason(assessment.relevance, reason)
    answer = RelevanceAnswer.objects.filter(inventory=inventory, category=assessment.category).first()
    if (answer.revision if answer else 0) != assessment.seen_revision:
        raise RelevanceChanged(answer)
    if answer is None:
        answer = RelevanceAnswer(inventory=inventory, category=assessment.category, revision=0)
    elif (answer.relevance, answer.reason) == (assessment.relevance, reason):
        return answer
    answer.relevance, answer.reason = assessment.relevance, reason
    answer.revision += 1
    answer.save()
    touch(inventory)
    audit.record(
        what="relevance.answered",
        subject=answer,
        by=by,
        details={"category": answer.category, "relevance": answer.relevance},
    )
    return answer
