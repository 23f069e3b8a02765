"""Jobs of the inventories room: reading large files, and taking their rows over.

Both may run twice: they look at the state of the file first and do nothing when the work is done.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from klimapakt.foundation import jobs
from klimapakt.inventories import actions, queries, reading
from klimapakt.inventories.check import Answers
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Inventory, Upload
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.intake.mapping import ColumnMapping
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.pacts.scoping import over_all_pacts, within
from klimapakt.people.models import Person

_GIVEN_UP = Message(
    "job_given_up",
    gettext_noop(
        "This was tried three times and did not come to an end. Nothing was written. Please try again; "
        "if it fails again, tell the pact office."
    ),
)


@dataclass(frozen=True, slots=True)
class _Order:
    """What somebody asked for: the rows as they were seen, the answers, and who it was."""

    seal: str
    answers: Answers
    by: Person | None


@transaction.atomic
def receive(*, inventory: Inventory, name: str, content: bytes, by: Person) -> actions.Kept:
    """Keep a large file and let it be read."""
    kept = actions.receive_upload(inventory=inventory, name=name, content=content, by=by)
    if kept.is_new:
        read_upload.enqueue(str(kept.upload.pk))
    return kept


@transaction.atomic
def try_again(*, upload: Upload, by: Person) -> None:
    """Let a file be read again that could not be read, or that nobody has begun to read."""
    actions.read_anew(upload=upload, by=by)
    read_upload.enqueue(str(upload.pk))


@transaction.atomic
def read_with_names(*, upload: Upload, mapping: ColumnMapping, by: Person) -> None:
    """Let a file be read with its columns named by a person."""
    actions.name_columns(upload=upload, mapping=mapping, by=by)
    read_upload.enqueue(str(upload.pk))


@transaction.atomic
def take_over_later(*, upload: Upload, seal: str, answers: Answers, by: Person) -> None:
    """Let the rows of a large file be taken over."""
    actions.begin_take_over(upload=upload, by=by)
    take_rows_over.enqueue(str(upload.pk), seal, _as_json(answers), str(by.pk))


@task(takes_context=True)
def read_upload(context: TaskContext, upload_pk: str) -> None:
    """Read a file that waits for it; what goes wrong for good is written beside the file."""
    with _pact_of(upload_pk):
        _read(context, _upload_in(upload_pk, UploadState.READING))


def _read(context: TaskContext, upload: Upload | None) -> None:
    if upload is None:
        return
    if jobs.is_given_up(context):
        actions.fail_reading(upload=upload, problem=_GIVEN_UP, by=None)
        return
    read_now(upload)


def read_now(upload: Upload) -> None:
    """Read a file at once."""
    actions.note_progress(upload=upload, percent=10)
    with upload.content.open("rb") as stored:
        content = stored.read()
    try:
        received = _received(upload, content)
        actions.note_progress(upload=upload, percent=70)
        actions.finish_reading(upload=upload, file=received, by=upload.uploaded_by)
    except reading.Unreadable as refused:
        actions.fail_reading(
            upload=upload, problem=refused.message, glance=refused.glance, by=upload.uploaded_by
        )
    except NotPossible as refused:
        actions.fail_reading(upload=upload, problem=refused.message, by=upload.uploaded_by)


@task(takes_context=True)
def take_rows_over(
    context: TaskContext, upload_pk: str, seal: str, answers: Mapping[str, Any], person_pk: str
) -> None:
    """Take the rows of a file over, all or none, exactly once."""
    by = Person.objects.filter(pk=person_pk).first()
    with _pact_of(upload_pk):
        upload = _upload_in(upload_pk, UploadState.TAKING)
        if upload is not None:
            _take_over(context, upload, _Order(seal, _answers(answers), by))


def _take_over(context: TaskContext, upload: Upload, order: _Order) -> None:
    by, said, today = order.by, order.answers, timezone.localdate()
    if jobs.is_given_up(context):
        actions.give_back(upload=upload, problem=_GIVEN_UP, by=by)
        return
    actions.note_progress(upload=upload, percent=10)
    # The checks are kept in this process; inside the transaction, which nobody sees into, they cost nothing.
    queries.checked(upload, today)
    queries.checked(upload, today, said)
    actions.note_progress(upload=upload, percent=50)
    try:
        actions.take_over(upload=upload, seal=order.seal, answers=said, by=by)
    except NotPossible as refused:
        actions.give_back(upload=upload, problem=refused.message, by=by)


def _received(upload: Upload, content: bytes) -> actions.ReceivedFile:
    """Return the file read with the columns as named, else as the last table with the same headings."""
    if upload.mapping:
        mapping = ColumnMapping.from_json(upload.mapping)
        return reading.read(content, name=upload.file_name, numbers=upload.numbers, mapping=mapping)
    organisation = upload.inventory.organisation
    return reading.read_as_known(
        content, name=upload.file_name, organisation=organisation, numbers=upload.numbers
    )


@contextmanager
def _pact_of(upload_pk: str) -> Iterator[None]:
    """Work in the pact of the file; what has been deleted since belongs to none, and nothing is found."""
    # A job knows no host: the one thing it is about says which pact it is.
    with over_all_pacts():
        found = Upload.objects.filter(pk=UUID(upload_pk)).defer("table")
        upload = found.select_related("inventory__organisation__pact").first()
    if upload is None:
        with over_all_pacts():
            yield
        return
    with within(upload.inventory.organisation.pact):
        yield


def _upload_in(pk: str, state: UploadState) -> Upload | None:
    found = Upload.objects.filter(pk=UUID(pk), state=state).defer("table")
    return found.select_related("inventory__organisation", "uploaded_by").first()


def _as_json(answers: Answers) -> dict[str, Any]:
    return {
        "sites": dict(answers.sites),
        "separate": sorted(answers.separate),
        "is_all_separate": answers.is_all_separate,
    }


def _answers(raw: Mapping[str, Any]) -> Answers:
    return Answers(dict(raw["sites"]), frozenset(raw["separate"]), bool(raw["is_all_separate"]))
