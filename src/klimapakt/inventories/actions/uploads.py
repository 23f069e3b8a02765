"""Everything that happens to a file: keep it, read it again, take its rows over, undo that, delete it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import queries, rules, upload_rules
from klimapakt.inventories.actions.locking import locked_own, touch
from klimapakt.inventories.check import NO_ANSWERS, Answers, Check
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.enums import RowOrigin, UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.methods.intake.tables import NumberStyle, Table
from klimapakt.organisations.actions import SiteFacts, create_site
from klimapakt.organisations.models import Organisation, Site
from klimapakt.organisations.rules import name_key
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that was read: its bytes, their hash, and the table found in them.

    ``mapping`` is how its columns were named by a person; empty where its own headings were understood.
    """

    name: str
    content: bytes
    sha256: str
    numbers: str
    table: Table
    mapping: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """The upload of a file; not new when the same bytes were here before."""

    upload: Upload
    is_new: bool


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a take-over wrote."""

    upload: Upload
    rows: int
    sites: int


@transaction.atomic
def keep_upload(*, inventory: Inventory, file: ReceivedFile, by: Person | None) -> Kept:
    """Keep a file that was read, for checking; the same bytes are kept only once."""
    inventory = locked_own(inventory)
    known = queries.upload_with_bytes(inventory, file.sha256)
    if known is not None:
        return Kept(known, is_new=False)
    upload = Upload(
        inventory=inventory,
        file_name=rules.clean_file_name(file.name),
        sha256=file.sha256,
        size=len(file.content),
        numbers=file.numbers,
        table=file.table.as_json(),
        mapping=dict(file.mapping),
        uploaded_by=by,
    )
    store(upload, file.content, {"rows": len(file.table.rows)}, by)
    return Kept(upload, is_new=True)


def store(upload: Upload, content: bytes, details: Details, by: Person | None) -> None:
    """Insert a new upload with its bytes; part of an action, whose transaction it belongs to."""
    # The name says nothing about the content: nothing on the server may guess a type from an ending.
    upload.content.save(f"uploads/{upload.inventory_id}/{upload.pk}", ContentFile(content), save=False)
    try:
        upload.save(force_insert=True)
        told: Details = {"sha256": upload.sha256, "file": audit.sealed(upload.file_name), **details}
        audit.record(what="upload.kept", subject=upload, by=by, details=told)
    except BaseException:
        upload.content.storage.delete(upload.content.name or "")
        raise


@transaction.atomic
def read_again(*, upload: Upload, numbers: NumberStyle, table: Table, by: Person | None) -> Upload:
    """Replace what was read in a file after the person said how its numbers are written."""
    upload = locked_upload(upload)
    upload_rules.ensure_is_not_taken(upload.state)
    upload_rules.ensure_can_take_over(upload.state)
    upload.numbers = numbers
    upload.table = table.as_json()
    upload.changed_at = timezone.now()
    upload.save(update_fields=["numbers", "table", "changed_at"])
    audit.record(what="upload.read_again", subject=upload, by=by, details={"numbers": numbers})
    return upload


@transaction.atomic
def take_over(*, upload: Upload, seal: str, answers: Answers = NO_ANSWERS, by: Person | None) -> TakenOver:
    """Write the accepted rows of a file, all or none; ``seal`` is that of the check the person looked at."""
    upload = locked_upload(upload)
    inventory = upload.inventory
    upload_rules.ensure_was_read(upload.state)
    upload_rules.ensure_can_take_over(upload.state)
    same = queries.upload_with_bytes(inventory, upload.sha256)
    if same is not None and same.state == UploadState.TAKEN_OVER:
        raise rules.AlreadyCounted
    today = timezone.localdate()
    check = queries.checked(upload, today)
    if check.seal() != seal:
        raise rules.CheckOutdated
    if answers != NO_ANSWERS:
        check = queries.checked(upload, today, answers)
    rules.ensure_something_to_write(check.obstacle, len(check.drafts()))
    sites = _sites(inventory.organisation, check, by)
    _write(upload, check.drafts(), sites)
    move(upload, UploadState.TAKEN_OVER)
    written = TakenOver(upload, rows=len(check.drafts()), sites=len(check.new_sites))
    details: Details = {"rows": written.rows, "new_sites": written.sites, "sha256": upload.sha256}
    audit.record(what="upload.taken_over", subject=upload, by=by, details=details)
    return written


@transaction.atomic
def undo_upload(*, upload: Upload, edits_to_lose: int = 0, by: Person | None) -> int:
    """Take the rows of a file out of the inventory again and return how many; the file stays.

    Raises WouldLoseEdits when more rows were changed since than the person has agreed to lose.
    """
    upload = locked_upload(upload)
    upload_rules.ensure_can_undo(upload.state)
    upload_rules.ensure_edits_may_go(queries.edited_rows(upload), edits_to_lose)
    removed, _ = Activity.objects.filter(upload=upload).delete()
    move(upload, UploadState.UNDONE)
    audit.record(what="upload.undone", subject=upload, by=by, details={"rows": removed})
    return removed


@transaction.atomic
def discard_upload(*, upload: Upload, by: Person | None) -> None:
    """Delete a file none of whose rows count, with everything that was read in it."""
    upload = locked_upload(upload)
    upload_rules.ensure_can_discard(upload.state)
    audit.record(what="upload.discarded", subject=upload, by=by, details={"sha256": upload.sha256})
    name, storage = upload.content.name, upload.content.storage
    upload.delete()
    transaction.on_commit(lambda: storage.delete(name or ""))


def locked_upload(upload: Upload) -> Upload:
    """Lock the inventory first and then the file, so that two acts never wait for each other."""
    inventory = locked_own(upload.inventory)
    found = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if found is None:
        raise rules.UploadGone
    found.inventory = inventory
    return found


def move(upload: Upload, state: UploadState) -> None:
    """Bring a locked upload into another state; part of an action."""
    upload.state, upload.problem = state, None
    upload.changed_at = timezone.now()
    upload.save(update_fields=["state", "problem", "changed_at"])
    touch(upload.inventory)


def _sites(organisation: Organisation, check: Check, by: Person | None) -> Mapping[str, Site]:
    """Create the sites the file names for the first time and return all sites by the key of their name."""
    for new in check.new_sites:
        create_site(organisation=organisation, facts=SiteFacts(name=new.name), by=by)
    return {name_key(site.name): site for site in organisation.sites.all()}


def _write(upload: Upload, drafts: tuple[Draft, ...], sites: Mapping[str, Site]) -> None:
    inventory = upload.inventory
    first = inventory.last_number + 1
    Activity.objects.bulk_create(
        [
            _row(draft, upload, number, sites.get(name_key(draft.site)))
            for number, draft in enumerate(drafts, start=first)
        ]
    )
    inventory.last_number += len(drafts)
    inventory.save(update_fields=["last_number"])


def _row(draft: Draft, upload: Upload, number: int, site: Site | None) -> Activity:
    return Activity(
        inventory=upload.inventory,
        number=number,
        site=site,
        upload=upload,
        row_number=draft.row_number,
        label=draft.label,
        activity=draft.activity,
        factor_id=draft.factor_id,
        amount=draft.amount,
        unit=draft.unit,
        period_start=draft.period_start,
        period_end=draft.period_end,
        year=draft.year,
        quality=draft.quality,
        extras=dict(draft.extras),
        evidence=draft.evidence,
        note=draft.note,
        origin=RowOrigin.FILE,
        fingerprint=draft.fingerprint,
    )
