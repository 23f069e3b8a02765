"""The job of the agreements room: asking many members again, one document after the other."""

from django.db import transaction
from django_tasks import TaskContext, task

from klimapakt.agreements import actions
from klimapakt.agreements.wording import Signatory
from klimapakt.casework.actions import stop_bulk
from klimapakt.casework.models import BulkRun
from klimapakt.foundation import jobs
from klimapakt.pacts.scoping import over_all_pacts, within
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
    # Which pact the work belongs to is what is looked for.
    with over_all_pacts():
        run = BulkRun.objects.select_related("pact").filter(pk=pk).first()
    if run is None:
        return
    with within(run.pact):
        if jobs.is_given_up(context):
            stop_bulk(run=run)
            return
        while actions.ask_next(run=run):
            pass
