"""The job of the network room: what meetings need by the clock, whenever something is due."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django_tasks import TaskContext, task

from klimapakt.foundation import jobs
from klimapakt.network import actions, queries
from klimapakt.network.actions.clock import REMIND_BEFORE
from klimapakt.pacts.models import Pact
from klimapakt.pacts.queries import every_pact
from klimapakt.pacts.scoping import within


def schedule(*, now: datetime) -> int:
    """Let meetings be looked after in each pact where something is due; return in how many."""
    return sum(_schedule(pact, now) for pact in every_pact())


def run(now: datetime) -> int:
    """Open registration, move waiting lists on and remind in the pact at hand; may run twice."""
    return actions.open_due(now=now) + actions.move_on(now=now) + actions.remind_due(now=now)


@task(takes_context=True)
def look_after_meetings(context: TaskContext, pact: str) -> None:
    """Do what is due in a pact; given up, it is begun again within a minute."""
    if jobs.is_given_up(context):
        return
    found = Pact.objects.filter(pk=UUID(pact)).first()
    if found is not None:
        with within(found):
            run(timezone.now())


def _schedule(pact: Pact, now: datetime) -> bool:
    with within(pact):
        is_due = queries.is_due(now, now + REMIND_BEFORE)
    if is_due:
        look_after_meetings.enqueue(str(pact.pk))
    return is_due
