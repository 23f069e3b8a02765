"""Work on many members: begun with what somebody saw, done in chunks, undone where nothing has left."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from klimapakt.casework import doing, rules
from klimapakt.casework.enums import BulkKind, BulkState, ItemState
from klimapakt.casework.models import BulkItem, BulkRun
from klimapakt.foundation import audit
from klimapakt.memberships.models import Membership
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person

Back = Callable[[BulkKind, Mapping[str, str], BulkItem, Person], bool]
"""How one member is brought back; tells whether it was."""

_UNDONE: Final = rules.CAN_BE_UNDONE | rules.UNTIL_SENT


@transaction.atomic
def begin_bulk(*, kind: BulkKind, given: Mapping[str, str], chosen: Sequence[UUID], by: Person) -> BulkRun:
    """Write down what is to be done to whom. Raises EmptySelection and TooMany; then nothing is kept."""
    found = list(Membership.objects.filter(pk__in=chosen).values_list("pk", flat=True))
    rules.ensure_selection(len(found))
    run = BulkRun.objects.create(
        pact=pact_at_hand(), kind=kind, given=dict(given), created_at=timezone.now(), by=by
    )
    BulkItem.objects.bulk_create([BulkItem(run=run, membership_id=pk) for pk in found], batch_size=500)
    audit.record(what="bulk.begun", subject=run, by=by, details={"kind": kind.value, "count": len(found)})
    return run


@transaction.atomic
def work_on(*, run: BulkRun) -> int:
    """Do the next chunk; return how many members still wait. What was done is not done again."""
    locked = BulkRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run.pk)
    if locked.state not in (BulkState.WAITING, BulkState.RUNNING):
        return 0
    waiting = locked.items.filter(state=ItemState.WAITING)
    for item in waiting.select_related("membership__organisation")[: rules.CHUNK]:
        _work(locked, item)
    left = waiting.count()
    locked.state = BulkState.RUNNING if left else BulkState.DONE
    if not left:
        locked.finished_at = timezone.now()
        audit.record(what="bulk.done", subject=locked, by=locked.by)
    locked.save(update_fields=["state", "finished_at"])
    return left


@transaction.atomic
def stop_bulk(*, run: BulkRun) -> None:
    """Write down that the work was tried too often and stopped; what was done stays done."""
    BulkRun.objects.filter(pk=run.pk, state__in=(BulkState.WAITING, BulkState.RUNNING)).update(
        state=BulkState.FAILED, finished_at=timezone.now()
    )
    # What was not brought back can be tried again.
    BulkRun.objects.filter(pk=run.pk, state=BulkState.UNDOING).update(state=BulkState.DONE)


@transaction.atomic
def begin_undo(*, run: BulkRun, by: Person) -> BulkRun:
    """Begin to bring back how things stood.

    Raises CannotBeUndone for what has left the house, runs still, is being undone or was undone.
    """
    locked = BulkRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if locked.kind not in _UNDONE or locked.state != BulkState.DONE:
        raise rules.CannotBeUndone
    locked.state = BulkState.UNDOING
    locked.save(update_fields=["state"])
    audit.record(what="bulk.undo_begun", subject=locked, by=by)
    return locked


@transaction.atomic
def undo_some(*, run: BulkRun, back: Back = doing.undo, by: Person) -> int:
    """Bring back the next chunk; return for how many that has still to be done. What is back is left alone.

    What somebody has changed meanwhile stays as it is.
    """
    locked = BulkRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if locked.state != BulkState.UNDOING:
        return 0
    done = locked.items.filter(state=ItemState.DONE)
    for item in done.select_related("membership")[: rules.CHUNK]:
        is_back = back(BulkKind(locked.kind), locked.given, item, by)
        item.state = ItemState.UNDONE if is_back else ItemState.KEPT
        item.save(update_fields=["state"])
    left = done.count()
    if not left:
        _end_undo(locked, by)
    return left


def _end_undo(locked: BulkRun, by: Person) -> None:
    counts = {state: locked.items.filter(state=state).count() for state in (ItemState.UNDONE, ItemState.KEPT)}
    locked.state = BulkState.UNDONE
    locked.save(update_fields=["state"])
    details = {"back": counts[ItemState.UNDONE], "kept": counts[ItemState.KEPT]}
    audit.record(what="bulk.undone", subject=locked, by=by, details=details)


def _work(run: BulkRun, item: BulkItem) -> None:
    try:
        with transaction.atomic():
            item.before, item.task = doing.do(BulkKind(run.kind), run, item.membership)
        item.state = ItemState.DONE
    except NotPossible as refused:
        item.state, item.why = ItemState.SKIPPED, _in_words(run, refused)[:300]
    item.save(update_fields=["state", "why", "before", "task"])


def _in_words(run: BulkRun, refused: NotPossible) -> str:
    """Return why not, in the language of whoever began the work."""
    with override(run.by.language if run.by else None):
        return refused.message.translated(gettext)
