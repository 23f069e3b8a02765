"""Jobs of the duties room: the nightly run, and all members anew after the rulebook has changed."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from klimapakt.casework.actions import begin_bulk
from klimapakt.casework.enums import BulkKind
from klimapakt.casework.jobs import go_on
from klimapakt.casework.models import BulkRun
from klimapakt.duties import days, nightly
from klimapakt.duties.actions.by_hand import begin_withdrawing, remind_chosen, withdraw_some
from klimapakt.duties.actions.recomputing import recompute_many
from klimapakt.duties.actions.running import AT_ONCE, take_up
from klimapakt.foundation import jobs
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.pacts.models import Pact
from klimapakt.pacts.queries import every_pact, pact_at_hand
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person

BEGINS_AT: Final = time(2)
"""From this hour on the run of a day is due; who was off then does it as soon as possible."""


def schedule(*, now: datetime) -> int:
    """Put the run of today into the queue for each pact that has none yet; return how many.

    The row of the run and the job stand together, so that several workers put it there once. In the demo the
    day never goes back behind the one that time was played to.
    """
    local = timezone.localtime(now)
    if local.time() < BEGINS_AT:
        return 0
    return sum(_schedule(pact, now) for pact in every_pact())


@task(takes_context=True)
def run_nightly(context: TaskContext, pact: str, day: str) -> None:
    """Do the run of a day in a pact, or go on with it."""
    if jobs.is_given_up(context):
        return  # the run stays unfinished and is shown as such; the next day has one of its own
    found = Pact.objects.filter(pk=UUID(pact)).first()
    if found is not None:
        with within(found):
            nightly.run(date.fromisoformat(day))


@transaction.atomic
def begin_reminding(*, chosen: Sequence[UUID], by: Person) -> BulkRun:
    """Begin to remind members at once and let it be done; raises EmptySelection and TooMany."""
    run = begin_bulk(kind=BulkKind.REMIND, given={}, chosen=chosen, by=by)
    remind_many.enqueue(str(run.pk))
    return run


@task(takes_context=True)
def remind_many(context: TaskContext, pk: str) -> None:
    """Remind whom one piece of work names, chunk by chunk; given up, it only says that it stopped."""
    go_on(context, pk, lambda run: remind_chosen(run=run, today=days.today()))


@transaction.atomic
def withdraw_reminders(*, run: BulkRun, by: Person) -> None:
    """Begin to take back reminders whose mail waits; raises AlreadySent and CannotBeUndone."""
    begin_withdrawing(run=run, by=by)
    withdraw_many.enqueue(str(run.pk), by.pk)


@task(takes_context=True)
def withdraw_many(context: TaskContext, pk: str, person: int) -> None:
    """Take back what waits of one piece of work, chunk by chunk; given up, it can be begun again."""
    by = Person.objects.filter(pk=person).first()
    chunk = None if by is None else lambda run: withdraw_some(run=run, today=days.today(), by=by)
    go_on(context, pk, chunk)


@transaction.atomic
def recompute_all_later() -> None:
    """Let the duties of every member of the pact at hand be brought in step, as after a new rulebook."""
    recompute_all.enqueue(str(pact_at_hand().pk))


@task()
def recompute_all(pact: str) -> None:
    """Bring the duties of every member of a pact in step, in parts; doing so twice changes nothing."""
    found = Pact.objects.filter(pk=UUID(pact)).first()
    if found is None:
        return
    with within(found):
        members = Membership.objects.exclude(stage=Stage.ENDED).filter(joined_on__isnull=False)
        keys = list(members.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            part = keys[start : start + AT_ONCE]
            recompute_many(memberships=part, today=days.today(), by=None)


@transaction.atomic
def _schedule(pact: Pact, now: datetime) -> bool:
    """Put the run of a day into the queue where it has not begun, or was left in the middle."""
    day = timezone.localdate(now)
    with within(pact):
        is_due = days.today(day) == day and take_up(day=day, now=now)
    if is_due:
        run_nightly.enqueue(str(pact.pk), day.isoformat())
    return is_due
