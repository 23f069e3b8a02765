"""Every write of the foundation."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation import chain, jobs
from klimapakt.foundation.models import AuditEvent, AuditHead, PersonSalt, TextSalt, WorkerBeat


class HeadMissing(Exception):
    """The row with the end of the audit chain is gone; nothing can be appended until somebody has looked."""

    def __init__(self) -> None:
        super().__init__("The head of the audit chain is missing. Run: klimapakt audit verify")


# Without a savepoint: an event that cannot be written must take the action down with it.
@transaction.atomic(savepoint=False)
def append_event(
    *,
    what: str,
    subject: models.Model,
    open_details: Mapping[str, str | int | bool | None],
    sealed_texts: Mapping[str, str],
    at: datetime,
    by: AbstractBaseUser | None,
) -> AuditEvent:
    """Append to the chain under the lock of its head; called by ``audit.record``, which checks the values."""
    head = AuditHead.objects.select_for_update().first()
    if head is None:
        raise HeadMissing
    salts = {name: chain.new_salt() for name in sealed_texts}
    commitments = {
        name: {"sealed": chain.commitment(text, salts[name])} for name, text in sealed_texts.items()
    }
    entry = chain.Entry(
        sequence=head.events + 1,
        at=at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        what=what,
        subject_type=subject._meta.label_lower,  # noqa: SLF001 -- Django documents it
        subject_id=_subject_id(subject),
        actor="" if by is None else _person_commitment(by),
        details=chain.canonical({**open_details, **commitments}),
        previous=head.hash,
    )
    event = _insert(entry)
    if salts:
        TextSalt.objects.bulk_create(
            TextSalt(event=event, name=name, salt=salt) for name, salt in salts.items()
        )
    head.events, head.hash = entry.sequence, event.hash
    head.save(update_fields=["events", "hash"])
    return event


@transaction.atomic
def forget_person(*, person: AbstractBaseUser, by: AbstractBaseUser | None) -> None:
    """Erase what ties a person to the chain: the entries stand and verify, but no longer tell who it was."""
    append_event(
        what="audit.person_forgotten",
        subject=person,
        open_details={},
        sealed_texts={},
        at=timezone.now(),
        by=by,
    )
    PersonSalt.objects.filter(person_id=person.pk).delete()


@transaction.atomic
def forget_text(*, event: AuditEvent, name: str, by: AbstractBaseUser | None) -> None:
    """Erase what ties a free text to an event, for example when it named somebody who is to be forgotten."""
    details = {"name": name}
    append_event(
        what="audit.text_forgotten",
        subject=event,
        open_details=details,
        sealed_texts={},
        at=timezone.now(),
        by=by,
    )
    TextSalt.objects.filter(event=event, name=name).delete()


def begin_chain(*, using: str) -> None:
    """Set the head of a chain without entries, unless there is one."""
    AuditHead.objects.using(using).get_or_create(pk=1, defaults={"events": 0, "hash": chain.NOTHING_BEFORE})


def beat(*, worker_id: str, at: datetime) -> None:
    """Note that a worker is alive."""
    WorkerBeat.objects.update_or_create(worker_id=worker_id, defaults={"at": at})


def say_goodbye(*, worker_id: str) -> None:
    """Note that a worker has ended, so that nobody waits for it."""
    WorkerBeat.objects.filter(worker_id=worker_id).delete()


@transaction.atomic
def try_again(*, job_id: UUID, at: datetime) -> bool:
    """Let a job that failed run once more, later each time; return whether it will."""
    job = DBTaskResult.objects.select_for_update().filter(pk=job_id).first()
    if job is None or job.status != TaskResultStatus.FAILED or len(job.worker_ids) > jobs.MOST_ATTEMPTS:
        return False
    job.status, job.finished_at = TaskResultStatus.READY, None
    job.run_after = at + len(job.worker_ids) * jobs.PAUSE
    job.save(update_fields=["status", "finished_at", "run_after"])
    return True


@transaction.atomic
def free_abandoned(*, at: datetime) -> int:
    """Give back the jobs whose worker is gone, killed in the middle perhaps; return how many."""
    WorkerBeat.objects.filter(at__lt=at - timedelta(days=1)).delete()
    alive = set(jobs.alive(at).values_list("worker_id", flat=True))
    running = DBTaskResult.objects.select_for_update().filter(
        status=TaskResultStatus.RUNNING, started_at__lt=at - jobs.PATIENCE
    )
    freed = 0
    for job in running:
        if job.worker_ids[-1] not in alive:
            is_over = len(job.worker_ids) > jobs.MOST_ATTEMPTS
            job.status = TaskResultStatus.FAILED if is_over else TaskResultStatus.READY
            job.save(update_fields=["status"])
            freed += 1
    return freed


def _insert(entry: chain.Entry) -> AuditEvent:
    event = AuditEvent(
        sequence=entry.sequence,
        at=entry.at,
        what=entry.what,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        actor=entry.actor,
        details=entry.details,
        previous=entry.previous,
        hash=chain.hash_of(entry),
    )
    event.save()
    return event


def _subject_id(subject: models.Model) -> str:
    return _person_commitment(subject) if isinstance(subject, get_user_model()) else str(subject.pk)


def _person_commitment(person: AbstractBaseUser) -> str:
    """Return what stands for the person, making the salt at the first event, under the head's lock."""
    row, _ = PersonSalt.objects.get_or_create(person_id=person.pk, defaults={"salt": chain.new_salt()})
    return chain.commitment(str(person.pk), row.salt)
