"""Write down what a review has looked at: answers to the checklist, rows, and who is at it."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import lifecycle, queries, reviewing
from klimapakt.inventories.actions.locking import locked
from klimapakt.inventories.lifecycle import Act, Outdated
from klimapakt.inventories.models import Inventory, ReviewCheck, ReviewPresence, RowLook
from klimapakt.inventories.reviewing import Asked
from klimapakt.inventories.seen import Conflict, SavedChecks, Seen, is_untouched, mark_of, round_mark
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]
Answer = tuple[str, str]


@transaction.atomic
def save_checks(
    *, inventory: Inventory, answers: Mapping[str, Answer], seen: Seen | None = None, by: Person
) -> SavedChecks:
    """Write down answers to items of the checklist for this round; return what was saved and what was not.

    Each answer is a pair of answer and note. Items that this review does not ask are left out. A later
    answer replaces the one of the same round; earlier rounds stay as they are. ``seen`` is what the form
    showed: an item that somebody else answered since is a conflict, unless both say the same, and nothing of
    it is saved. Raises Outdated when the form was about an earlier round.
    """
    inventory = _for_office(inventory, by)
    _ensure_same_round(inventory, seen)
    calculated = queries.calculated(inventory)
    review = queries.review_of(
        calculated, queries.evidence_for_record(inventory), queries.acceptances_of(calculated)
    )
    if review is None or inventory.submitted_at is None:
        return SavedChecks()
    changed, conflicts = 0, []
    for asked in review.asked:
        answer, note = answers.get(asked.item.key, ("", ""))
        if not _is_new(asked, (answer, note), seen):
            continue
        if asked.answer and seen and seen.marks.get(asked.item.key, "") != mark_of(asked.answer):
            conflicts.append(Conflict(asked.answer, answer, note))
            continue
        reviewing.ensure_noted(answer, note)
        _write(inventory, review, asked.item.key, (answer, note), by)
        changed += 1
    if changed:
        details: Details = {"count": changed, "checklist": review.edition}
        audit.record(what="inventory.checked", subject=inventory, by=by, details=details)
    _stay(inventory, by)
    return SavedChecks(changed, tuple(conflicts))


@transaction.atomic
def mark_rows(
    *,
    inventory: Inventory,
    shown: Collection[int],
    looked_at: Collection[int],
    seen: Seen | None = None,
    by: Person,
) -> int:
    """Note which of the rows that were shown have been looked at as they are now; return how many.

    ``seen`` is what the form showed: only what was ticked or unticked since is written, so that nobody takes
    away what somebody else ticked meanwhile.
    """
    inventory = _for_office(inventory, by)
    _ensure_same_round(inventory, seen)
    before = seen.ticked if seen else frozenset()
    off = (before if seen else set(shown)) - set(looked_at)
    rows = inventory.activities.filter(number__in=set(shown) & (set(looked_at) - before))
    ticked = {row.number: row.fingerprint for row in rows}
    RowLook.objects.filter(inventory=inventory, row_number__in=off & set(shown)).delete()
    for number, fingerprint in ticked.items():
        RowLook.objects.update_or_create(
            inventory=inventory,
            row_number=number,
            defaults={"fingerprint": fingerprint, "looked_at": timezone.now(), "looked_by": by},
        )
    details: Details = {"count": len(ticked), "shown": len(set(shown))}
    audit.record(what="inventory.rows_looked_at", subject=inventory, by=by, details=details)
    _stay(inventory, by)
    return RowLook.objects.filter(inventory=inventory, row_number__in=set(shown)).count()


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


def _ensure_same_round(inventory: Inventory, seen: Seen | None) -> None:
    """Raise Outdated when a form was about a submission that another one has replaced."""
    if seen is not None and seen.round_mark != round_mark(inventory):
        raise Outdated


def _is_new(asked: Asked, given: Answer, seen: Seen | None) -> bool:
    """Tell whether an answer says something that neither stands there nor stood on the form."""
    if not given[0] or (asked.answer and (asked.answer.answer, asked.answer.note) == given):
        return False
    if seen is None or asked.answer is None:
        return True
    return not is_untouched(seen.marks.get(asked.item.key, ""), *given)


def _write(inventory: Inventory, review: queries.Review, item: str, given: Answer, by: Person) -> None:
    if inventory.submitted_at is None:
        raise Outdated
    values = {
        "answer": given[0],
        "note": given[1],
        "checklist": review.edition,
        "rulebook": review.rulebook,
        "answered_at": timezone.now(),
        "answered_by": by,
    }
    ReviewCheck.objects.update_or_create(
        inventory=inventory, round_at=inventory.submitted_at, item=item, defaults=values
    )


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
