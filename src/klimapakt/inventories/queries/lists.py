"""Inventories, files and rows as lists; every list starts from who is asking."""

from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.queries import Asking


def visible_to(person: Asking) -> QuerySet[Inventory]:
    """Return the inventories whose figures this person may see; none without signing in."""
    readable = organisations.readable_by(person, MandatePart.INVENTORIES)
    return Inventory.objects.filter(organisation__in=readable).select_related("organisation")


def editable_by(person: Asking) -> QuerySet[Inventory]:
    """Return the inventories this person may fill and change."""
    editable = organisations.editable_by(person, MandatePart.DRAFTS)
    return Inventory.objects.filter(organisation__in=editable).select_related("organisation")


def with_progress(inventories: QuerySet[Inventory]) -> QuerySet[Inventory]:
    """Add ``row_count`` and ``waiting_count``, the files read but not yet decided on."""
    rows = Activity.objects.filter(inventory=OuterRef("pk")).order_by().values("inventory")
    waiting = Q(uploads__state__in=(UploadState.CHECKED, UploadState.UNMAPPED))
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
    """Return the file a row comes from, without its table.

    A row that a correction took over unchanged in its origin leads to the file of the version before.
    """
    while row.upload_id is None and row.row_number is not None and row.inventory.corrects_id is not None:
        before = Activity.objects.filter(inventory=row.inventory.corrects_id, number=row.number)
        found = before.select_related("inventory").first()
        if found is None or found.row_number != row.row_number:
            return None
        row = found
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


def counting_uploads(inventory: Inventory) -> frozenset[UUID]:
    """Return the files whose rows count in the inventory."""
    counting = Upload.objects.filter(inventory=inventory, state=UploadState.TAKEN_OVER)
    return frozenset(counting.values_list("pk", flat=True))


def row_of_origin(inventory: Inventory, kind: str, key: str) -> Activity | None:
    """Return the row that a question, a bill, a survey or a form made; None when there is none or no key."""
    if not key:
        return None
    return rows_of(inventory).filter(origin=kind, origin_key=key).first()
