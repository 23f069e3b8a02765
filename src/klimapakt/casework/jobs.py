"""The job of casework: work on many, chunk by chunk. It may run twice; what was done is not done again."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django_tasks import TaskContext, task

from klimapakt.casework import actions
from klimapakt.casework.enums import BulkKind
from klimapakt.casework.models import BulkRun
from klimapakt.foundation import jobs
from klimapakt.pacts.scoping import over_all_pacts, within
from klimapakt.people.models import Person


@transaction.atomic
def begin(*, kind: BulkKind, given: Mapping[str, str], chosen: Sequence[UUID], by: Person) -> BulkRun:
    """Begin work on many and let it be done; raises EmptySelection and TooMany."""
    run = actions.begin_bulk(kind=kind, given=given, chosen=chosen, by=by)
    work_on_many.enqueue(str(run.pk))
    return run


@transaction.atomic
def undo(*, run: BulkRun, by: Person) -> None:
    """Begin to undo work on many and let it be done; raises CannotBeUndone."""
    actions.begin_undo(run=run, by=by)
    undo_many.enqueue(str(run.pk), by.pk)


@task(takes_context=True)
def undo_many(context: TaskContext, pk: str, person: int) -> None:
    """Bring back what one piece of work did, chunk by chunk; given up, it can be begun again."""
    by = Person.objects.filter(pk=person).first()
    go_on(context, pk, None if by is None else lambda run: actions.undo_some(run=run, by=by))


@task(takes_context=True)
def work_on_many(context: TaskContext, pk: str) -> None:
    """Do what waits of one piece of work; given up, it only says that it stopped."""
    go_on(context, pk, lambda run: actions.work_on(run=run))


def go_on(context: TaskContext, pk: str, chunk: Callable[[BulkRun], object] | None) -> None:
    """Do a piece of work on many within its pact, chunk by chunk, until ``chunk`` has nothing more to do.

    Without a chunk, or when the job was given up, the work says that it stopped.
    """
    # Which pact the work belongs to is what is looked for.
    with over_all_pacts():
        run = BulkRun.objects.select_related("pact").filter(pk=pk).first()
    if run is None:
        return
    with within(run.pact):
        if chunk is None or jobs.is_given_up(context):
            actions.stop_bulk(run=run)
            return
        while chunk(run):
            pass
