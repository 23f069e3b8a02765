"""What runs in the background of a pact: what waits, what runs, what has stopped, and what comes when.

The queue belongs to the installation. A job is shown to the pact it works for, without what it was given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.casework.enums import BulkState
from klimapakt.casework.models import BulkRun
from klimapakt.duties import queries as duties
from klimapakt.duties.jobs import BEGINS_AT
from klimapakt.duties.models import NightlyRun
from klimapakt.foundation import jobs
from klimapakt.foundation.mail.enums import MailState
from klimapakt.foundation.models import OutgoingMail, WorkerBeat
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Upload
from klimapakt.pacts.queries import pact_at_hand

Job = DBTaskResult[..., Any]

NIGHTLY, RECOMPUTE, MEETINGS, MANY, UNDO, REMIND, WITHDRAW, RENEW, READ, TAKE, MAIL = KINDS = (
    "klimapakt.duties.jobs.run_nightly",
    "klimapakt.duties.jobs.recompute_all",
    "klimapakt.network.jobs.look_after_meetings",
    "klimapakt.casework.jobs.work_on_many",
    "klimapakt.casework.jobs.undo_many",
    "klimapakt.duties.jobs.remind_many",
    "klimapakt.duties.jobs.withdraw_many",
    "klimapakt.agreements.jobs.ask_many",
    "klimapakt.inventories.jobs.read_upload",
    "klimapakt.inventories.jobs.take_rows_over",
    "klimapakt.foundation.mail.outbox.deliver",
)
MOST_SHOWN: Final = 200
_AT_ONCE: Final = 500
_ON_MANY: Final = (MANY, UNDO, REMIND, WITHDRAW, RENEW)
_STILL_TO_DO: Final[Mapping[str, frozenset[str]]] = {
    MANY: frozenset({BulkState.WAITING, BulkState.RUNNING}),
    REMIND: frozenset({BulkState.WAITING, BulkState.RUNNING}),
    RENEW: frozenset({BulkState.WAITING, BulkState.RUNNING}),
    UNDO: frozenset({BulkState.UNDOING}),
    WITHDRAW: frozenset({BulkState.UNDOING}),
    READ: frozenset({UploadState.READING}),
    TAKE: frozenset({UploadState.TAKING}),
    MAIL: frozenset({MailState.QUEUED, MailState.SENDING}),
}
"""In which states what a job is for has still to be done; in any other the job would find nothing to do."""

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
    return _all_of_pact(DBTaskResult.objects.filter(status__in=_OPEN).order_by("enqueued_at", "pk"))


def stopped() -> list[Job]:
    """Return the jobs of the pact at hand that failed too often, the newest first."""
    return _all_of_pact(DBTaskResult.objects.filter(STOPPED).order_by("-finished_at", "pk"))


def stopped_of_all() -> Mapping[str, int]:
    """Return how many jobs of each kind have stopped, by the last words of their path, in all pacts."""
    found = DBTaskResult.objects.filter(STOPPED).order_by("task_path").values_list("task_path")
    return {path.rpartition(".")[2]: number for path, number in found.annotate(number=Count("pk"))}


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


def futile(found: Iterable[Job]) -> frozenset[UUID]:
    """Return which jobs would do nothing if they were tried again: what they were for has ended already.

    An upload that was given up is told to the member, who uploads or tries again; work on many that has
    stopped says so on its page. Three queries at most.
    """
    listed = [job for job in found if job.task_path in _STILL_TO_DO]
    keys: dict[str, set[str]] = {path: set() for path in _STILL_TO_DO}
    for job in listed:
        keys[job.task_path].add(_first(job))
    states = _states(BulkRun.objects.filter(pk__in=set().union(*(keys[path] for path in _ON_MANY))))
    states |= _states(Upload.objects.filter(pk__in=keys[READ] | keys[TAKE]))
    states |= _states(OutgoingMail.objects.filter(pk__in=keys[MAIL]))
    return frozenset(job.pk for job in listed if states.get(_first(job)) not in _STILL_TO_DO[job.task_path])


def _states(rows: QuerySet[Any]) -> dict[str, str]:
    return {str(pk): state for pk, state in rows.order_by().values_list("pk", "state")}


def _all_of_pact(found: QuerySet[Job]) -> list[Job]:
    """Return what works for the pact at hand, page by page, however many jobs other pacts have."""
    own: list[Job] = []
    for start in count(0, _AT_ONCE):
        part = list(found.defer("traceback")[start : start + _AT_ONCE])
        own += _of_pact(part)
        if len(part) < _AT_ONCE:
            break
    return own


def _of_pact(found: Sequence[Job]) -> list[Job]:
    """Keep what works for the pact at hand; four queries at most, however many there are."""
    here = str(pact_at_hand().pk)
    subjects: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for job in found:
        kind = MANY if job.task_path in _ON_MANY else job.task_path
        subjects.get(kind, []).append(_first(job))
    theirs = {
        NIGHTLY: {here},
        RECOMPUTE: {here},
        MEETINGS: {here},
        MANY: _known(BulkRun.objects.filter(pk__in=subjects[MANY])),
        READ: _known(Upload.objects.filter(pk__in=subjects[READ] + subjects[TAKE])),
        MAIL: _known(OutgoingMail.objects.filter(pk__in=subjects[MAIL], sender=here)),
    }
    theirs |= dict.fromkeys(_ON_MANY, theirs[MANY]) | {TAKE: theirs[READ]}
    return [job for job in found if _first(job) in theirs.get(job.task_path, set())]


def _known(rows: QuerySet[Any]) -> set[str]:
    return {str(pk) for pk in rows.order_by().values_list("pk", flat=True)}


def _first(job: Job) -> str:
    given: Mapping[str, Any] = job.args_kwargs
    return str(next(iter(given.get("args", ())), ""))
