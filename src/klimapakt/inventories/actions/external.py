"""Inventories from other tools: record what a report states, keep its file, replace it by a calculation."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import external, lifecycle, queries, rules
from klimapakt.inventories.actions.corrections import begin_correction, delete_open
from klimapakt.inventories.actions.inventories import create_inventory
from klimapakt.inventories.actions.locking import locked_open, touch
from klimapakt.inventories.enums import InventoryKind
from klimapakt.inventories.external import ExternalFacts
from klimapakt.inventories.lifecycle import Act
from klimapakt.inventories.models import EvidenceFile, ExternalFigures, Inventory
from klimapakt.methods.factors import edition
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]


@transaction.atomic
def begin_external(
    *, organisation: Organisation, year: int, facts: ExternalFacts, by: Person | None
) -> Inventory:
    """Begin the inventory of a year with the figures that another tool found."""
    inventory = create_inventory(organisation=organisation, year=year, kind=InventoryKind.EXTERNAL, by=by)
    external.ensure_recordable(facts, year, timezone.localdate())
    _record(ExternalFigures(inventory=inventory), facts, by)
    return inventory


@transaction.atomic
def record_external(
    *, inventory: Inventory, facts: ExternalFacts, seen_revision: int, by: Person | None
) -> Inventory:
    """Record the figures of another tool in an open inventory: change those it has, or begin an empty one.

    Raises FiguresChanged when the inventory changed since the person looked, NotExternal when it has rows.
    The same figures again change nothing.
    """
    inventory = locked_open(inventory)
    external.ensure_recordable(facts, inventory.year, timezone.localdate())
    figures = ExternalFigures.objects.filter(inventory=inventory).first()
    if figures is not None and ExternalFacts.of(figures) == facts:
        return inventory
    if inventory.revision != seen_revision:
        raise external.FiguresChanged
    if not inventory.is_external:
        if not queries.is_untouched(inventory):
            raise external.NotExternal(inventory.pk)
        inventory.kind = InventoryKind.EXTERNAL
        inventory.save(update_fields=["kind"])
    _record(figures or ExternalFigures(inventory=inventory), facts, by)
    touch(inventory)
    return inventory


@transaction.atomic
def keep_report(*, inventory: Inventory, file: EvidenceFile | None, by: Person | None) -> None:
    """Say which evidence file is the report of the other tool; None takes it off, and the file stays."""
    inventory = locked_open(inventory)
    external.ensure_external(inventory.kind, inventory.pk)
    if file is not None:
        rules.ensure_evidence_belongs(file.organisation_id, inventory)
    figures = ExternalFigures.objects.get(inventory=inventory)
    if figures.file_id == (file and file.pk):
        return
    figures.file = file
    figures.save(update_fields=["file"])
    touch(inventory)
    details: Details = {"sha256": file.sha256 if file else None}
    audit.record(what="inventory.report_kept", subject=inventory, by=by, details=details)


@transaction.atomic
def calculate_instead(*, inventory: Inventory, by: Person) -> Inventory:
    """Turn an open inventory from another tool into an empty one of one's own; its figures are deleted."""
    inventory = locked_open(inventory)
    lifecycle.ensure_theirs(Act.SUBMIT, queries.standing_of(by, inventory))
    external.ensure_external(inventory.kind, inventory.pk)
    ExternalFigures.objects.filter(inventory=inventory).delete()
    inventory.kind = InventoryKind.OWN
    inventory.save(update_fields=["kind"])
    touch(inventory)
    audit.record(what="inventory.made_own", subject=inventory, by=by)
    return inventory


@transaction.atomic
def replace_external(*, inventory: Inventory, reason: str, by: Person) -> Inventory:
    """Begin a version of one's own that replaces accepted figures of another tool; these stay readable."""
    external.ensure_external(inventory.kind, inventory.pk)
    correction = begin_correction(inventory=inventory, reason=reason, with_edition=edition().name, by=by)
    return calculate_instead(inventory=correction, by=by)


@transaction.atomic
def give_up_external(*, inventory: Inventory, by: Person) -> None:
    """Delete an inventory from another tool that was never submitted; its report stays with the evidence."""
    inventory = locked_open(inventory)
    lifecycle.ensure_theirs(Act.SUBMIT, queries.standing_of(by, inventory))
    external.ensure_external(inventory.kind, inventory.pk)
    external.ensure_can_give_up(
        is_first=inventory.corrects_id is None, was_submitted=inventory.submitted_at is not None
    )
    details: Details = {"year": inventory.year}
    audit.record(what="inventory.external_given_up", subject=inventory, by=by, details=details)
    delete_open(inventory)


def _record(figures: ExternalFigures, facts: ExternalFacts, by: Person | None) -> None:
    for name, value in asdict(facts).items():
        setattr(figures, name, value)
    figures.save()
    stated = external.stated(facts)
    details: Details = {"tool": facts.tool, "stated_mg": stated.mg, "counted": len(stated.counted)}
    audit.record(what="inventory.figures_recorded", subject=figures.inventory, by=by, details=details)
