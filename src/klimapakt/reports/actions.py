"""Every write of the reports room."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation import audit
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person
from klimapakt.reports import rules
from klimapakt.reports.enums import AnswerKind
from klimapakt.reports.models import AnswerPromise, StepMinutes
from klimapakt.reports.queries.running import STOPPED, Job, futile
from klimapakt.reports.refusals import JobGone, NothingLeftToDo
from klimapakt.reports.steps import is_step


@transaction.atomic
def promise(*, kind: AnswerKind, working_days: int, by: Person) -> AnswerPromise:
    """Say within how many working days the office answers."""
    found, _ = AnswerPromise.objects.update_or_create(
        pact=pact_at_hand(), kind=kind, defaults={"working_days": working_days}
    )
    details: dict[str, str | int] = {"kind": str(kind), "working_days": working_days}
    audit.record(what="reports.promised", subject=found, by=by, details=details)
    return found


@transaction.atomic
def count_minutes(*, step: str, minutes: int, today: date, by: None = None) -> bool:
    """Count one measurement in the sum of its month; what no page could have sent is not counted.

    Nobody's name goes in, and none into the audit chain: there is nothing to look up later.
    """
    del by
    if not is_step(step) or minutes < 0:
        return False
    one, _ = StepMinutes.objects.get_or_create(
        pact=pact_at_hand(), step=step, month=today.replace(day=1), minutes=rules.bucket(minutes)
    )
    StepMinutes.objects.filter(pk=one.pk).update(count=F("count") + 1)
    return True


@transaction.atomic
def try_job_again(*, job: Job, by: Person) -> None:
    """Let a job that has stopped be tried from the beginning; raises JobGone and NothingLeftToDo."""
    locked = _stopped(job)
    if futile([locked]):
        raise NothingLeftToDo
    locked.status, locked.worker_ids = TaskResultStatus.READY, []
    locked.finished_at, locked.run_after = None, timezone.now()
    locked.save(update_fields=["status", "worker_ids", "finished_at", "run_after"])
    audit.record(what="jobs.tried_again", subject=locked, by=by, details={"job": locked.task_path})


@transaction.atomic
def set_job_aside(*, job: Job, by: Person) -> None:
    """Give a job up that has stopped: nobody tries it any more; raises JobGone."""
    locked = _stopped(job)
    audit.record(what="jobs.set_aside", subject=locked, by=by, details={"job": locked.task_path})
    locked.delete()


def _stopped(job: Job) -> Job:
    locked = DBTaskResult.objects.select_for_update().filter(STOPPED, pk=job.pk).first()
    if locked is None:
        raise JobGone
    return locked
