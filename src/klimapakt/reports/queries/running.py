"""What runs in the background of a pact: what waits, what runs, what has stopped, and what comes when.

The queue belongs to the installation. A job is shown to the pact it works for, without what it was given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.casework.models import BulkRun
from klimapakt.duties import queries as duties
from klimapakt.duties.jobs import BEGINS_AT
from klimapakt.duties.models import NightlyRun
from klimapakt.foundation import jobs
from klimapakt.foundation.models import OutgoingMail, WorkerBeat
from klimapakt.inventories.models import Upload
from klimapakt.pacts.queries import pact_at_hand

Job = DBTaskResult[..., Any]

NIGHTLY, RECOMPUTE, MANY, READ, TAKE, MAIL = KINDS = (
    "klimapakt.duties.jobs.run_nightly",
    "klimapakt.duties.jobs.recompute_all",
    "klimapakt.casework.jobs.work_on_many",
    "klimapakt.inventories.jobs.read_upload",
    "klimapakt.inventories.jobs.take_rows_over",
    "klimapakt.foundation.mail.outbox.deliver",
)
MOST_SHOWN: Final = 200
_OPEN: Final = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
_GAVE_UP: Final = Q(**{f"worker_ids__{jobs.MOST_ATTEMPTS}__isnull": False})
"""Called once more than it is tried: it has only written down that it failed."""

STOPPED: Final = Q(status=TaskResultStatus.FAILED) | (Q(status=TaskResultStatus.SUCCESSFUL) & _GAVE_UP)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the pact's regular work was done last, and when it comes next."""

    last: NightlyRun | None
    next_at: datetime
    digest_week: str
    digest_on: date | None


def last_sign_of_life() -> datetime | None:
    """Return when a worker last said that it lives."""
    found: datetime | None = WorkerBeat.objects.aggregate(at=Max("at"))["at"]
    return found


def underway() -> list[Job]:
    """Return the jobs of the pact at hand that wait or run, the oldest first."""
    found = DBTaskResult.objects.filter(status__in=_OPEN).order_by("enqueued_at")
    return _of_pact(list(found[:MOST_SHOWN]))


def stopped() -> list[Job]:
    """Return the jobs of the pact at hand that failed too often, the newest first."""
    return _of_pact(list(DBTaskResult.objects.filter(STOPPED).order_by("-finished_at")[:MOST_SHOWN]))


def stopped_of_all() -> int:
    """Return how many jobs of the installation have stopped, whatever pact they are for."""
    return DBTaskResult.objects.filter(STOPPED).count()


def stopped_job(pk: UUID) -> Job | None:
    """Return one of them."""
    return next(iter(_of_pact(list(DBTaskResult.objects.filter(STOPPED, pk=pk)))), None)


def schedule(now: datetime) -> Schedule:
    """Return when the night's work and the week's mail were done, and when the next night begins."""
    begins = timezone.localtime(now).replace(hour=BEGINS_AT.hour, minute=0, second=0, microsecond=0)
    digest = NightlyRun.objects.exclude(digest_week="").order_by("-day").first()
    last = duties.last_run()
    is_done = last is not None and last.day >= timezone.localdate(now)
    next_at = begins + timedelta(days=1) if is_done else max(begins, now)
    return Schedule(last, next_at, digest.digest_week if digest else "", digest.day if digest else None)


def _of_pact(found: Sequence[Job]) -> list[Job]:
    """Keep what works for the pact at hand; four queries at most, however many there are."""
    here = str(pact_at_hand().pk)
    subjects: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for job in found:
        subjects.get(job.task_path, []).append(_first(job))
    theirs = {
        NIGHTLY: {here},
        RECOMPUTE: {here},
        MANY: _known(BulkRun.objects.filter(pk__in=subjects[MANY])),
        READ: _known(Upload.objects.filter(pk__in=subjects[READ] + subjects[TAKE])),
        MAIL: _known(OutgoingMail.objects.filter(pk__in=subjects[MAIL], sender=here)),
    }
    theirs[TAKE] = theirs[READ]
    return [job for job in found if _first(job) in theirs.get(job.task_path, set())]


def _known(rows: QuerySet[Any]) -> set[str]:
    return {str(pk) for pk in rows.order_by().values_list("pk", flat=True)}


def _first(job: Job) -> str:
    given: Mapping[str, Any] = job.args_kwargs
    return str(next(iter(given.get("args", ())), ""))
