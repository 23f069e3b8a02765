"""Evidence files: keep one, tie it to rows, untie it, delete what nobody uses."""

from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError

from klimapakt.foundation import audit
from klimapakt.inventories import queries, rules
from klimapakt.inventories.actions.locking import locked_open, touch
from klimapakt.inventories.evidence.accepting import AcceptedFile
from klimapakt.inventories.models import Activity, EvidenceFile, EvidenceLink, Inventory
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person


@transaction.atomic
def keep_evidence(
    *, organisation: Organisation, file: AcceptedFile, by: Person | None
) -> tuple[EvidenceFile, bool]:
    """Keep a file for an organisation; the same bytes are kept once. Return it and whether it is new."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    known = EvidenceFile.objects.filter(organisation=organisation, sha256=file.sha256).first()
    if known is not None:
        return known, False
    kept = EvidenceFile(
        organisation=organisation,
        name=file.name,
        sha256=file.sha256,
        size=len(file.content),
        media_type=file.media_type,
        uploaded_by=by,
    )
    # The name on the disk says nothing: nothing on the server may guess a type from an ending.
    kept.content.save(f"evidence/{organisation.pk}/{kept.pk}", ContentFile(file.content), save=False)
    try:
        kept.save(force_insert=True)
        details: dict[str, audit.Detail] = {"sha256": file.sha256, "file": audit.sealed(file.name)}
        audit.record(what="evidence.kept", subject=kept, by=by, details=details)
    except BaseException:
        kept.content.storage.delete(kept.content.name or "")
        raise
    return kept, True


@transaction.atomic
def link_evidence(
    *, file: EvidenceFile, inventory: Inventory, numbers: Iterable[int], place: str, by: Person | None
) -> int:
    """Say that a file proves rows of an inventory; return how many are new. A new place replaces the old."""
    inventory = locked_open(inventory)
    rules.ensure_evidence_belongs(file.organisation_id, inventory)
    rows = Activity.objects.filter(inventory=inventory, number__in=list(numbers))
    known = {link.row_id: link for link in EvidenceLink.objects.filter(file=file, row__in=rows)}
    where = place.strip()[:120]
    new = [EvidenceLink(file=file, row=row, place=where) for row in rows if row.pk not in known]
    EvidenceLink.objects.bulk_create(new)
    if where:
        EvidenceLink.objects.filter(pk__in=[link.pk for link in known.values()]).update(
            place=place.strip()[:120]
        )
    touch(inventory)
    details: dict[str, audit.Detail] = {"inventory": str(inventory.pk), "rows": len(new)}
    audit.record(what="evidence.linked", subject=file, by=by, details=details)
    return len(new)


@transaction.atomic
def unlink_evidence(*, link: EvidenceLink, by: Person | None) -> None:
    """Say that a file no longer proves a row; the file stays."""
    inventory = locked_open(link.row.inventory)
    found = EvidenceLink.objects.filter(pk=link.pk).select_related("file", "row").first()
    if found is None:
        return
    details: dict[str, audit.Detail] = {"inventory": str(inventory.pk), "row": found.row.number}
    audit.record(what="evidence.unlinked", subject=found.file, by=by, details=details)
    found.delete()
    touch(inventory)


@transaction.atomic
def delete_evidence(*, file: EvidenceFile, by: Person | None) -> None:
    """Delete a file that proves nothing; raise NotPossible while something names it."""
    found = EvidenceFile.objects.select_for_update(of=("self",)).filter(pk=file.pk).first()
    if found is None:
        return
    uses = found.links.count() + found.bills.count() + queries.reports_in(found).count()
    rules.ensure_evidence_unused(uses)
    audit.record(what="evidence.deleted", subject=found, by=by, details={"sha256": found.sha256})
    name, storage = found.content.name, found.content.storage
    try:
        found.delete()
    except ProtectedError as used:  # by a room above, such as a measure that it proves
        rules.ensure_evidence_unused(len(used.protected_objects))
    transaction.on_commit(lambda: storage.delete(name or ""))
