"""Meters, their bills, and where the bills go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from klimapakt.inventories.billing import key_of
from klimapakt.inventories.enums import InventoryKind, InventoryStatus, RowOrigin
from klimapakt.inventories.models import Activity, Bill, EvidenceFile, Inventory, Meter
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import Asking

_CHANGEABLE = (InventoryStatus.DRAFT, InventoryStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class MeterYear:
    """A year the bills of a meter touch: the newest inventory of it and what the meter has to do with it.

    ``rows`` come from this meter's bills, ``others`` tell of the same activity and site from elsewhere.
    """

    year: int
    inventory: Inventory | None
    is_fed: bool
    rows: int
    others: int

    @property
    def can_take(self) -> bool:
        """Tell whether the bills could go into the inventory now."""
        return self.inventory is not None and self.inventory.is_open and not self.inventory.is_external


def meters_visible_to(person: Asking) -> QuerySet[Meter]:
    """Return the meters of the organisations whose figures this person may see."""
    readable = organisations.readable_by(person, MandatePart.INVENTORIES)
    return Meter.objects.filter(organisation__in=readable).select_related("organisation", "site")


def meters_of(organisation: Organisation) -> QuerySet[Meter]:
    """Return the meters of an organisation by site and name, each with its bills."""
    bills = Prefetch("bills", queryset=Bill.objects.order_by("period_start", "id"))
    found = Meter.objects.filter(organisation=organisation).select_related("site").prefetch_related(bills)
    return found.order_by("site__name", "name", "id")


def bills_of(meter: Meter) -> QuerySet[Bill]:
    """Return the bills of a meter in the order of their periods."""
    return Bill.objects.filter(meter=meter).select_related("evidence").order_by("period_start", "id")


def evidence_to_choose(organisation: Organisation) -> QuerySet[EvidenceFile]:
    """Return the files an organisation keeps as proof."""
    return EvidenceFile.objects.filter(organisation=organisation)


def open_inventories(organisation: Organisation, years: Collection[int]) -> QuerySet[Inventory]:
    """Return the inventories of these years whose rows may change; at most one per year."""
    return Inventory.objects.filter(
        organisation=organisation, year__in=years, status__in=_CHANGEABLE, kind=InventoryKind.OWN
    ).order_by("year")


def meter_years(meter: Meter, bills: Sequence[Bill]) -> list[MeterYear]:
    """Return every year the bills touch, oldest first, in three queries however many there are."""
    touched = {year for bill in bills for year in range(bill.period_start.year, bill.period_end.year + 1)}
    newest: dict[int, Inventory] = {}
    found = Inventory.objects.filter(organisation=meter.organisation_id, year__in=touched)
    for inventory in found.order_by("version"):
        newest[inventory.year] = inventory
    own = _count_by_inventory(rows_of_bills(bills).filter(inventory__in=newest.values()))
    alike = Activity.objects.filter(
        inventory__in=newest.values(), activity=meter.activity, site=meter.site_id
    )
    all_alike = _count_by_inventory(alike.exclude(origin=RowOrigin.BILL, origin_key__in=_keys(bills)))
    return [
        MeterYear(
            year=year,
            inventory=inventory,
            is_fed=year in meter.years,
            rows=own.get(str(inventory.pk), 0) if inventory else 0,
            others=all_alike.get(str(inventory.pk), 0) if inventory else 0,
        )
        for year, inventory in ((year, newest.get(year)) for year in sorted(touched))
    ]


def rows_of_bills(bills: Sequence[Bill]) -> QuerySet[Activity]:
    """Return the rows these bills made, in whatever inventory."""
    return Activity.objects.filter(origin=RowOrigin.BILL, origin_key__in=_keys(bills))


def _keys(bills: Sequence[Bill]) -> list[str]:
    return [key_of(bill.pk) for bill in bills]


def _count_by_inventory(rows: QuerySet[Activity]) -> dict[str, int]:
    counted = rows.order_by().values("inventory").annotate(found=Count("pk"))
    return {str(entry["inventory"]): entry["found"] for entry in counted}
