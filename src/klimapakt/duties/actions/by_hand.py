"""Writing reminders that somebody of the office asked for, chunk by chunk of work on many, and undoing them.

That a member was reminded is an event of each duty that the mail names: it stands in its history, and the
next step of the ladder knows of it. Undone, the mail is withdrawn and the event taken back.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from klimapakt.casework import rules as casework
from klimapakt.casework.actions import begin_undo, undo_some
from klimapakt.casework.enums import BulkKind, BulkState, ItemState
from klimapakt.casework.models import BulkItem, BulkRun
from klimapakt.duties import letters, mail_kinds, rules
from klimapakt.duties.actions.recomputing import recompute_many
from klimapakt.duties.actions.reminding import words_of
from klimapakt.duties.by_hand import Asked, cause_of, planned, waiting
from klimapakt.duties.enums import DutyState, EventKind, Side
from klimapakt.duties.models import DutyEvent
from klimapakt.duties.refusals import AlreadySent
from klimapakt.foundation import audit
from klimapakt.foundation.mail import actions as mail
from klimapakt.pacts.queries import rulebook_in_force
from klimapakt.people.models import Person


@transaction.atomic
def remind_chosen(*, run: BulkRun, today: date) -> int:
    """Remind the next members of a piece of work; return how many still wait. Nobody is written to twice."""
    locked = BulkRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run.pk)
    if locked.kind != BulkKind.REMIND or locked.state not in (BulkState.WAITING, BulkState.RUNNING):
        return 0
    still = locked.items.filter(state=ItemState.WAITING)
    items = list(still.select_related("membership__organisation")[: casework.CHUNK])
    recompute_many(memberships=[item.membership_id for item in items], today=today, by=None)
    plan = planned([item.membership for item in items], today)
    for item in items:
        _work(locked, item, plan[item.membership_id], today)
    left = still.count()
    locked.state = BulkState.RUNNING if left else BulkState.DONE
    if not left:
        locked.finished_at = timezone.now()
        audit.record(what="bulk.done", subject=locked, by=locked.by)
    locked.save(update_fields=["state", "finished_at"])
    return left


@transaction.atomic
def begin_withdrawing(*, run: BulkRun, by: Person) -> BulkRun:
    """Begin to take reminders back; raise AlreadySent when no mail of them waits any more."""
    if run.kind == BulkKind.REMIND and not waiting(run):
        raise AlreadySent
    return begin_undo(run=run, by=by)


@transaction.atomic
def withdraw_some(*, run: BulkRun, today: date, by: Person) -> int:
    """Take back the reminders of the next members whose mail waits; return how many are left."""

    def back(kind: BulkKind, given: Mapping[str, str], item: BulkItem, by: Person) -> bool:
        del kind, given
        if not mail.withdraw(cause=cause_of(run, item.membership), by=by):
            return False
        _forget(item, today, by)
        return True

    return undo_some(run=run, back=back, by=by)


def _forget(item: BulkItem, today: date, by: Person) -> None:
    """Take back that this piece of work reminded a member."""
    told = DutyEvent.objects.filter(
        pk__in=item.before.get("events", "").split(","), duty__membership=item.membership_id
    )
    now = timezone.now()
    DutyEvent.objects.bulk_create(
        DutyEvent(
            duty_id=one.duty_id,
            kind=EventKind.TAKEN_BACK,
            side=Side.OFFICE,
            on=today,
            at=now,
            by=by,
            answers=one,
        )
        for one in told.filter(answered_by__isnull=True).order_by("pk")
    )
    audit.record(what="duties.reminder_withdrawn", subject=item.membership, by=by)


def _note(run: BulkRun, item: BulkItem, asked: Asked, today: date) -> None:
    """Write down for each duty that the member was reminded of it, and with the item by which events."""
    now = timezone.now()
    written = DutyEvent.objects.bulk_create(
        DutyEvent(duty=duty, kind=EventKind.REMINDED, side=Side.OFFICE, on=today, at=now, by=run.by)
        for duty in asked.duties
    )
    item.before = {"events": ",".join(str(one.pk) for one in written)}


def _work(run: BulkRun, item: BulkItem, asked: Asked, today: date) -> None:
    if asked.why_not:
        with override(run.by.language if run.by else None):
            item.state, item.why = ItemState.SKIPPED, gettext(asked.why_not)[:300]
    else:
        _write(run, item, asked, today)
        _note(run, item, asked, today)
        item.state = ItemState.DONE
        details: dict[str, audit.Detail] = {"count": len(asked.duties)}
        audit.record(what="duties.reminded_by_hand", subject=item.membership, by=run.by, details=details)
    item.save(update_fields=["state", "why", "before"])


def _write(run: BulkRun, item: BulkItem, asked: Asked, today: date) -> None:
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
            key=f"{cause_of(run, item.membership)}{reader.pk}",
            not_before=leaves_at if leaves_at > now else None,
        )
