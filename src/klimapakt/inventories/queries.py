"""Reads of the inventories room; every list starts from who is asking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from klimapakt.inventories.check import NO_ANSWERS, Answers, Check, Situation, check
from klimapakt.inventories.drafts import Draft, activity_of, amount_text
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.methods.intake.tables import Table
from klimapakt.methods.inventory import Inventory as Result
from klimapakt.methods.inventory import calculate
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.queries import Asking
from klimapakt.organisations.rules import name_key


@dataclass(frozen=True)
class Calculated:
    """An inventory with its result and the rows behind it."""

    inventory: Inventory
    rows: tuple[Activity, ...]
    result: Result

    @cached_property
    def row_of(self) -> Mapping[str, Activity]:
        """Return the rows by the id under which the calculation knows them."""
        return {str(row.number): row for row in self.rows}


def visible_to(person: Asking) -> QuerySet[Inventory]:
    """Return the inventories whose figures this person may see; none without signing in."""
    readable = organisations.readable_by(person)
    return Inventory.objects.filter(organisation__in=readable).select_related("organisation")


def editable_by(person: Asking) -> QuerySet[Inventory]:
    """Return the inventories this person may fill and change."""
    editable = organisations.editable_by(person)
    return Inventory.objects.filter(organisation__in=editable).select_related("organisation")


def with_progress(inventories: QuerySet[Inventory]) -> QuerySet[Inventory]:
    """Add ``row_count`` and ``waiting_count``, the files read but not yet decided on."""
    rows = Activity.objects.filter(inventory=OuterRef("pk")).order_by().values("inventory")
    waiting = Q(uploads__state=UploadState.CHECKED)
    return inventories.annotate(
        row_count=Coalesce(Subquery(rows.annotate(found=Count("pk")).values("found")), 0),
        waiting_count=Count("uploads", filter=waiting),
    ).order_by("-year", "organisation__name", "pk")


def uploads_visible_to(person: Asking) -> QuerySet[Upload]:
    """Return the files of the inventories this person may see, without their tables."""
    return (
        Upload.objects.filter(inventory__in=visible_to(person))
        .select_related("inventory__organisation", "uploaded_by")
        .defer("table")
    )


def uploads_of(inventory: Inventory) -> QuerySet[Upload]:
    """Return the files of an inventory, the newest first; ``row_count`` says how many of their rows count."""
    return (
        Upload.objects.filter(inventory=inventory)
        .select_related("uploaded_by")
        .defer("table")
        .annotate(row_count=Count("activities"))
        .order_by("-uploaded_at", "pk")
    )


def rows_of(inventory: Inventory) -> QuerySet[Activity]:
    """Return the rows of an inventory in the order they were written."""
    return Activity.objects.filter(inventory=inventory).select_related("site")


def upload_of(row: Activity) -> Upload | None:
    """Return the file a row comes from, without its table."""
    if row.upload_id is None:
        return None
    return Upload.objects.filter(pk=row.upload_id).defer("table").first()


def upload_with_bytes(inventory: Inventory, sha256: str) -> Upload | None:
    """Return the upload of exactly these bytes, one whose rows count before one whose rows do not."""
    same = Upload.objects.filter(inventory=inventory, sha256=sha256).defer("table")
    return same.filter(state=UploadState.TAKEN_OVER).first() or same.first()


def rows_written(upload: Upload) -> frozenset[int]:
    """Return which rows of a file count in the inventory."""
    numbers = Activity.objects.filter(upload=upload).values_list("row_number", flat=True)
    return frozenset(number for number in numbers if number is not None)


def years_taken(organisation_pk: UUID) -> set[int]:
    """Return the years for which the organisation has an inventory."""
    return set(Inventory.objects.filter(organisation=organisation_pk).values_list("year", flat=True))


def calculated(inventory: Inventory) -> Calculated:
    """Return the result of an inventory as its rows stand now."""
    return _calculated(inventory, rows_of(inventory))


def calculated_each(inventories: Iterable[Inventory]) -> list[Calculated]:
    """Return the results of several inventories with one query for all their rows."""
    listed = list(inventories)
    rows = Activity.objects.filter(inventory__in=listed).select_related("site")
    grouped: dict[UUID, list[Activity]] = {inventory.pk: [] for inventory in listed}
    for row in rows:
        grouped[row.inventory_id].append(row)
    return [_calculated(inventory, grouped[inventory.pk]) for inventory in listed]


def case_of(inventory: Inventory, rows: Iterable[Activity]) -> dict[str, object]:
    """Return the inventory in the shape of the calculation's contract; ids are the numbers of the rows."""
    activities = [activity_of(_draft(row), str(row.number)) for row in rows]
    return {**_case_without_rows(inventory), "activities": activities}


def checked(upload: Upload, today: date, answers: Answers = NO_ANSWERS) -> Check:
    """Return what taking an upload over would do now."""
    table = Table.from_json(upload.table)
    return check(table, _situation(upload, today), answers)


def _calculated(inventory: Inventory, rows: Iterable[Activity]) -> Calculated:
    listed = tuple(rows)
    return Calculated(inventory, listed, calculate(case_of(inventory, listed)))


def _case_without_rows(inventory: Inventory) -> dict[str, object]:
    figures = {
        "turnover_eur": inventory.turnover_eur,
        "fte": inventory.fte,
        "area_m2": inventory.area_m2,
    }
    return {
        "year": inventory.year,
        "edition": inventory.edition,
        "region": inventory.region,
        "boundary": inventory.boundary,
        **{key: amount_text(value) for key, value in figures.items() if value is not None},
    }


def _situation(upload: Upload, today: date) -> Situation:
    inventory = upload.inventory
    rows = Activity.objects.filter(inventory=inventory).exclude(upload_id=upload.pk)
    known = rows.values_list("site__name", "fingerprint", "number")
    sites = organisations.sites_of(inventory.organisation).values_list("name", flat=True)
    return Situation(
        case=_case_without_rows(inventory),
        year=inventory.year,
        today=today,
        sites=tuple(sites),
        known={(name_key(site or ""), mark): number for site, mark, number in known},
    )


def _draft(row: Activity) -> Draft:
    return Draft(
        row_number=row.row_number or 0,
        site=row.site.name if row.site else "",
        label=row.label,
        amount=row.amount,
        unit=row.unit,
        activity=row.activity,
        factor_id=row.factor_id,
        period_start=row.period_start,
        period_end=row.period_end,
        year=row.year,
        quality=row.quality,
        extras=row.extras,
    )
