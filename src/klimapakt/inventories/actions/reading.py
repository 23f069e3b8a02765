"""What happens to a file while a job is busy with it, and what a person says about its columns."""

import hashlib

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import queries, rules, upload_rules
from klimapakt.inventories.actions.locking import locked_own
from klimapakt.inventories.actions.uploads import Kept, ReceivedFile, locked_upload, move, store
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import HeaderMapping, Inventory, Upload
from klimapakt.methods.intake.mapping import ColumnMapping, Glance
from klimapakt.methods.intake.tables import message_as_json
from klimapakt.methods.messages import Message
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person


@transaction.atomic
def receive_upload(*, inventory: Inventory, name: str, content: bytes, by: Person | None) -> Kept:
    """Keep a file that is still to be read; the same bytes are kept once, and read again if they failed."""
    inventory = locked_own(inventory)
    sha256 = hashlib.sha256(content).hexdigest()
    known = queries.upload_with_bytes(inventory, sha256)
    if known is not None:
        return Kept(known, is_new=False)
    upload = Upload(
        inventory=inventory,
        file_name=rules.clean_file_name(name),
        sha256=sha256,
        size=len(content),
        numbers="auto",
        state=UploadState.READING,
        uploaded_by=by,
    )
    store(upload, content, {}, by)
    return Kept(upload, is_new=True)


def note_progress(*, upload: Upload, percent: int) -> None:
    """Note how far a job has come; nothing else of the upload is touched."""
    Upload.objects.filter(pk=upload.pk).update(progress=percent)


@transaction.atomic
def finish_reading(*, upload: Upload, file: ReceivedFile, by: Person | None) -> Upload:
    """Keep the table that was found in a file; does nothing when somebody else was faster."""
    upload = locked_upload(upload)
    if upload.state != UploadState.READING:
        return upload
    upload.numbers, upload.table = file.numbers, file.table.as_json()
    upload.mapping, upload.glance, upload.progress = dict(file.mapping), None, 100
    upload.save(update_fields=["numbers", "table", "mapping", "glance", "progress"])
    move(upload, UploadState.CHECKED)
    audit.record(what="upload.read", subject=upload, by=by, details={"rows": len(file.table.rows)})
    return upload


@transaction.atomic
def fail_reading(
    *, upload: Upload, problem: Message, glance: Glance | None = None, by: Person | None
) -> Upload:
    """Note why a file could not be read; with a glance it waits for somebody to name its columns."""
    found = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if found is None:
        raise rules.UploadGone
    if found.state != UploadState.READING:
        return found
    found.state = UploadState.UNMAPPED if glance else UploadState.FAILED
    found.problem, found.progress, found.changed_at = message_as_json(problem), 100, timezone.now()
    found.glance = glance.as_json() if glance else None
    found.save(update_fields=["state", "problem", "progress", "changed_at", "glance"])
    details: dict[str, audit.Detail] = {"problem": problem.code}
    audit.record(what="upload.not_read", subject=found, by=by, details=details)
    return found


@transaction.atomic
def read_anew(*, upload: Upload, by: Person | None) -> Upload:
    """Let a file that could not be read, or that nobody has read, be read again."""
    upload = locked_upload(upload)
    if upload.state in {UploadState.FAILED, UploadState.READING}:
        _wait_again(upload, UploadState.READING)
        audit.record(what="upload.read_anew", subject=upload, by=by, details={})
    return upload


@transaction.atomic
def name_columns(*, upload: Upload, mapping: ColumnMapping, by: Person | None) -> Upload:
    """Say what the columns of a file mean, and remember it for the next table with the same headings."""
    upload = locked_upload(upload)
    upload_rules.ensure_is_not_taken(upload.state)
    upload_rules.ensure_can_take_over(upload.state)
    remembered, _ = HeaderMapping.objects.update_or_create(
        organisation=upload.inventory.organisation,
        signature=mapping.signature,
        defaults={
            "name": upload.file_name[:120],
            "columns": dict(mapping.columns),
            "constants": dict(mapping.constants),
        },
    )
    upload.mapping = mapping.as_json()
    upload.save(update_fields=["mapping"])
    _wait_again(upload, UploadState.READING)
    details: dict[str, audit.Detail] = {"mapping": remembered.pk, "columns": len(mapping.columns)}
    audit.record(what="upload.columns_named", subject=upload, by=by, details=details)
    return upload


@transaction.atomic
def read_by_headings(*, upload: Upload, by: Person | None) -> Upload:
    """Let a file be read by its own headings again."""
    upload = locked_upload(upload)
    upload_rules.ensure_is_not_taken(upload.state)
    upload_rules.ensure_can_take_over(upload.state)
    upload.mapping = {}
    upload.save(update_fields=["mapping"])
    _wait_again(upload, UploadState.READING)
    audit.record(what="upload.read_by_headings", subject=upload, by=by, details={})
    return upload


@transaction.atomic
def forget_mapping(*, organisation: Organisation, signature: str, by: Person | None) -> None:
    """Read tables with these headings by the headings themselves again."""
    found = HeaderMapping.objects.filter(organisation=organisation, signature=signature).first()
    if found is not None:
        audit.record(what="mapping.forgotten", subject=found, by=by, details={})
        found.delete()


@transaction.atomic
def begin_take_over(*, upload: Upload, by: Person | None) -> Upload:
    """Let a job take the rows over; until it is done nothing else happens to the file."""
    upload = locked_upload(upload)
    upload_rules.ensure_was_read(upload.state)
    upload_rules.ensure_is_not_taken(upload.state)
    upload_rules.ensure_can_take_over(upload.state)
    _wait_again(upload, UploadState.TAKING)
    audit.record(what="upload.take_over_begun", subject=upload, by=by, details={})
    return upload


@transaction.atomic
def give_back(*, upload: Upload, problem: Message, by: Person | None) -> Upload:
    """Note why the rows were not taken over; the file is as it was before, and nothing was written."""
    found = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if found is None:
        raise rules.UploadGone
    if found.state == UploadState.TAKING:
        found.state, found.problem = UploadState.CHECKED, message_as_json(problem)
        found.changed_at = timezone.now()
        found.save(update_fields=["state", "problem", "changed_at"])
        details: dict[str, audit.Detail] = {"problem": problem.code}
        audit.record(what="upload.not_taken_over", subject=found, by=by, details=details)
    return found


def _wait_again(upload: Upload, state: UploadState) -> None:
    upload.progress = 0
    upload.save(update_fields=["progress"])
    move(upload, state)
