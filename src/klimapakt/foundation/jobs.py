"""Work that a page does not wait for: who does it, how often it is tried, and whether anybody is there.

A job is a function under ``@task`` that ``.enqueue()`` puts into the queue, in the transaction of the caller.
It runs at least once, perhaps twice: it asks for the state of things before it does anything. It is tried
three times; the fourth call only says so (``is_given_up``) and lets the job write down that it failed. Why it
is built this way: ``docs/decisions/0006-jobs.md``.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation.models import WorkerBeat

MOST_ATTEMPTS: Final = 3
PAUSE: Final = timedelta(seconds=2)
"""Before the second attempt; it grows with every further one."""

BEAT_SECONDS: Final = 5.0
PATIENCE: Final = timedelta(seconds=30)
"""Without a sign of life for so long, a worker counts as gone."""

IMMEDIATE: Final = "django_tasks.backends.immediate.ImmediateBackend"


def is_given_up(context: TaskContext) -> bool:
    """Tell whether the job has failed often enough; it then only writes down that it did."""
    return context.attempt > MOST_ATTEMPTS


def alive(at: datetime) -> QuerySet[WorkerBeat]:
    """Return the workers that were alive just before this moment."""
    return WorkerBeat.objects.filter(at__gte=at - PATIENCE)


def is_anybody_there() -> bool:
    """Tell whether a job that is put into the queue now will be done by somebody."""
    return is_immediate() or alive(timezone.now()).exists()


def is_immediate() -> bool:
    """Tell whether jobs run where they are called, without a queue."""
    return bool(settings.TASKS["default"]["BACKEND"] == IMMEDIATE)


def waiting_since(at: datetime) -> datetime | None:
    """Return when the job that has waited longest could have begun; None when none waits."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, enqueued_at__lte=at)
    return ready.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
