"""Writing reminders that somebody of the office asked for, chunk by chunk of work on many."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from klimapakt.casework import rules as casework
from klimapakt.casework.enums import BulkKind, BulkState, ItemState
from klimapakt.casework.models import BulkItem, BulkRun
from klimapakt.duties import letters, mail_kinds, rules
from klimapakt.duties.actions.recomputing import recompute_many
from klimapakt.duties.actions.reminding import words_of
from klimapakt.duties.by_hand import Asked, key_of, planned
from klimapakt.duties.enums import DutyState
from klimapakt.foundation import audit
from klimapakt.pacts.queries import rulebook_in_force


@transaction.atomic
def remind_chosen(*, run: BulkRun, today: date) -> int:
    """Remind the next members of a piece of work; return how many still wait. Nobody is written to twice."""
    locked = BulkRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run.pk)
    if locked.kind != BulkKind.REMIND or locked.state not in (BulkState.WAITING, BulkState.RUNNING):
        return 0
    waiting = locked.items.filter(state=ItemState.WAITING)
    items = list(waiting.select_related("membership__organisation")[: casework.CHUNK])
    recompute_many(memberships=[item.membership_id for item in items], today=today, by=None)
    plan = planned([item.membership for item in items], today)
    for item in items:
        _work(locked, item, plan[item.membership_id], today)
    left = waiting.count()
    locked.state = BulkState.RUNNING if left else BulkState.DONE
    if not left:
        locked.finished_at = timezone.now()
        audit.record(what="bulk.done", subject=locked, by=locked.by)
    locked.save(update_fields=["state", "finished_at"])
    return left


def _work(run: BulkRun, item: BulkItem, asked: Asked, today: date) -> None:
    if asked.why_not:
        with override(run.by.language if run.by else None):
            item.state, item.why = ItemState.SKIPPED, gettext(asked.why_not)[:300]
    else:
        _write(item, asked, today)
        item.state = ItemState.DONE
        details: dict[str, audit.Detail] = {"count": len(asked.duties)}
        audit.record(what="duties.reminded_by_hand", subject=item.membership, by=run.by, details=details)
    item.save(update_fields=["state", "why"])


def _write(item: BulkItem, asked: Asked, today: date) -> None:
    """Write one mail to each reader; it leaves at once in working hours, else when the next ones begin."""
    rulebook, now = rulebook_in_force(), timezone.localtime()
    leaves_at = rules.leaves_at(now, rulebook.working_days.value if rulebook else "weekdays")
    is_late = any(duty.state == DutyState.OVERDUE for duty in asked.duties)
    kind = mail_kinds.OVERDUE if is_late else mail_kinds.REMINDER
    for reader in asked.people:
        with override(reader.language):
            listed = "; ".join(words_of(duty, kind) for duty in asked.duties)
        letters.post(
            reader,
            kind,
            {"name": item.membership.organisation.name, "duties": listed},
            key=key_of(item.membership, today, reader.pk),
            not_before=leaves_at if leaves_at > now else None,
        )
