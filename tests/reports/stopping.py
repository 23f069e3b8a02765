"""Jobs that failed too often."""

from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.pacts.models import Pact
from klimapakt.reports.queries.running import RECOMPUTE


def stopped_job(*, of: Pact, **other: object) -> "DBTaskResult[..., Any]":
    """Return a job for a pact that failed four times."""
    values: dict[str, object] = {
        "task_path": RECOMPUTE,
        "args_kwargs": {"args": [str(of.pk)], "kwargs": {}},
        "status": TaskResultStatus.FAILED,
        "worker_ids": ["one", "two", "three", "four"],
        "queue_name": "default",
        "backend_name": "default",
        "finished_at": timezone.now(),
        "run_after": timezone.now(),
        "exception_class_path": "builtins.ValueError",
        "traceback": "secret@example.org",
    }
    return DBTaskResult.objects.create(**{**values, **other})
