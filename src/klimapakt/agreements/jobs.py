"""The job of the agreements room: asking many members again, one document after the other."""

from django.db import transaction
from django_tasks import TaskContext, task

from klimapakt.agreements import actions
from klimapakt.agreements.wording import Signatory
from klimapakt.casework.jobs import go_on
from klimapakt.casework.models import BulkRun
from klimapakt.people.models import Person


@transaction.atomic
def ask_all(*, key: str, city: Signatory, by: Person) -> BulkRun:
    """Begin to ask everybody who has to agree again; raises NotSignatory, EmptySelection and TooMany."""
    run = actions.begin_asking(key=key, city=city, by=by)
    ask_many.enqueue(str(run.pk))
    return run


@task(takes_context=True)
def ask_many(context: TaskContext, pk: str) -> None:
    """Ask whom one piece of work names; given up, it only says that it stopped. Nobody is asked twice."""
    go_on(context, pk, lambda run: actions.ask_next(run=run))
