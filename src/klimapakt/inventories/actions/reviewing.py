"""Write down what a review has looked at: answers to the checklist, rows, and who is at it."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import lifecycle, queries, reviewing
from klimapakt.inventories.actions.locking import locked
from klimapakt.inventories.lifecycle import Act
from klimapakt.inventories.models import Inventory, ReviewCheck, ReviewPresence, RowLook
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]
Answer = tuple[str, str]


@transaction.atomic
def save_checks(*, inventory: Inventory, answers: Mapping[str, Answer], by: Person) -> int:
    """Write down answers to items of the checklist for this round; return how many were new or changed.

    Each answer is a pair of answer and note. Items that this review does not ask are left out. A later
    answer replaces the one of the same round; earlier rounds stay as they are.
    """
    inventory = _for_office(inventory, by)
    calculated = queries.calculated(inventory)
    review = queries.review_of(
        calculated, queries.evidence_for_record(inventory), queries.acceptances_of(calculated)
    )
    round_at = inventory.submitted_at
    if review is None or round_at is None:
        return 0
    changed = 0
    for asked in review.asked:
        answer, note = answers.get(asked.item.key, ("", ""))
        if not answer or (asked.answer and (asked.answer.answer, asked.answer.note) == (answer, note)):
            continue
        reviewing.ensure_noted(answer, note)
        values = {
            "answer": answer,
            "note": note,
            "checklist": review.edition,
            "rulebook": review.rulebook,
            "answered_at": timezone.now(),
            "answered_by": by,
        }
        ReviewCheck.objects.update_or_create(
            inventory=inventory, round_at=round_at, item=asked.item.key, defaults=values
        )
        changed += 1
    if changed:
        details: Details = {"count": changed, "checklist": review.edition}
        audit.record(what="inventory.checked", subject=inventory, by=by, details=details)
    _stay(inventory, by)
    return changed


@transaction.atomic
def mark_rows(*, inventory: Inventory, shown: Collection[int], looked_at: Collection[int], by: Person) -> int:
    """Note which of the rows that were shown have been looked at as they are now; return how many."""
    inventory = _for_office(inventory, by)
    rows = inventory.activities.filter(number__in=shown)
    ticked = {row.number: row.fingerprint for row in rows if row.number in set(looked_at)}
    RowLook.objects.filter(inventory=inventory, row_number__in=set(shown) - set(ticked)).delete()
    for number, fingerprint in ticked.items():
        RowLook.objects.update_or_create(
            inventory=inventory,
            row_number=number,
            defaults={"fingerprint": fingerprint, "looked_at": timezone.now(), "looked_by": by},
        )
    details: Details = {"count": len(ticked), "shown": len(set(shown))}
    audit.record(what="inventory.rows_looked_at", subject=inventory, by=by, details=details)
    _stay(inventory, by)
    return len(ticked)


@transaction.atomic
def arrive(*, inventory: Inventory, by: Person) -> None:
    """Say that one works on a review now; others see it for an hour, and nobody is hindered."""
    inventory = _for_office(inventory, by)
    _stay(inventory, by)
    audit.record(what="inventory.review_begun", subject=inventory, by=by, details={})


@transaction.atomic
def leave(*, inventory: Inventory, by: Person) -> None:
    """Say that one does not work on a review any more."""
    inventory = locked(inventory)
    gone, _kinds = ReviewPresence.objects.filter(inventory=inventory, person=by).delete()
    if gone:
        audit.record(what="inventory.review_left", subject=inventory, by=by, details={})


def _stay(inventory: Inventory, by: Person) -> None:
    now = timezone.now()
    found = ReviewPresence.objects.filter(inventory=inventory, person=by)
    found.filter(seen_at__lte=now - queries.PRESENT_FOR).delete()
    ReviewPresence.objects.update_or_create(
        inventory=inventory,
        person=by,
        defaults={"seen_at": now},
        create_defaults={"since": now, "seen_at": now},
    )


def _for_office(inventory: Inventory, by: Person) -> Inventory:
    found = locked(inventory)
    lifecycle.ensure_theirs(Act.ACCEPT, queries.standing_of(by, found))
    lifecycle.moved(found.status, Act.ACCEPT)
    return found
