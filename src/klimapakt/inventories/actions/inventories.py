"""Beginning an inventory and stating what it is related to."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import rules
from klimapakt.inventories.actions.locking import locked_open, touch
from klimapakt.inventories.enums import Boundary, InventoryKind, InventoryStatus
from klimapakt.inventories.models import Inventory
from klimapakt.methods.factors import edition
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]


@dataclass(frozen=True, slots=True)
class ReferenceFigures:
    """What emissions are related to; None where it is not known."""

    turnover_eur: Decimal | None = None
    fte: Decimal | None = None
    area_m2: Decimal | None = None


@transaction.atomic
def create_inventory(
    *,
    organisation: Organisation,
    year: int,
    kind: InventoryKind = InventoryKind.OWN,
    by: Person | None,
) -> Inventory:
    """Begin the inventory of a year with the newest edition of the factors."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    rules.ensure_year_possible(year, timezone.localdate())
    known = Inventory.objects.filter(organisation=organisation, year=year).first()
    if known is not None:
        raise rules.InventoryExists(year, is_accepted=known.status == InventoryStatus.ACCEPTED)
    inventory = Inventory.objects.create(
        organisation=organisation, year=year, kind=kind, edition=edition().name
    )
    details: Details = {"year": year, "edition": inventory.edition, "kind": str(kind)}
    audit.record(what="inventory.created", subject=inventory, by=by, details=details)
    return inventory


@transaction.atomic
def set_reference_figures(*, inventory: Inventory, figures: ReferenceFigures, by: Person | None) -> Inventory:
    """State turnover, staff and floor area of the year."""
    inventory = locked_open(inventory)
    inventory.turnover_eur = figures.turnover_eur
    inventory.fte = figures.fte
    inventory.area_m2 = figures.area_m2
    inventory.save(update_fields=["turnover_eur", "fte", "area_m2"])
    touch(inventory)
    audit.record(what="inventory.reference_figures_set", subject=inventory, by=by)
    return inventory


@transaction.atomic
def set_boundary(*, inventory: Inventory, boundary: Boundary, by: Person | None) -> Inventory:
    """Choose which approach decides what belongs to the organisation; the same again changes nothing."""
    inventory = locked_open(inventory)
    if inventory.boundary == boundary:
        return inventory
    inventory.boundary = boundary
    inventory.save(update_fields=["boundary"])
    touch(inventory)
    details: Details = {"boundary": str(boundary)}
    audit.record(what="inventory.boundary_set", subject=inventory, by=by, details=details)
    return inventory
