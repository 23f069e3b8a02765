"""Reads about evidence files; every list starts from who is asking."""

from django.db.models import Count, Q, QuerySet

from klimapakt.inventories.models import Activity, EvidenceFile, EvidenceLink, ExternalFigures, Inventory
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import Asking


def evidence_visible_to(person: Asking) -> QuerySet[EvidenceFile]:
    """Return the evidence files of the organisations whose figures this person may see."""
    readable = organisations.readable_by(person, MandatePart.INVENTORIES)
    return EvidenceFile.objects.filter(organisation__in=readable).select_related(
        "organisation", "uploaded_by"
    )


def evidence_of(organisation: Organisation) -> QuerySet[EvidenceFile]:
    """Return the files of an organisation, newest first; ``row_count`` says how many rows each proves."""
    files = EvidenceFile.objects.filter(organisation=organisation).select_related("uploaded_by")
    return files.annotate(row_count=Count("links")).order_by("-uploaded_at", "pk")


def evidence_of_inventory(inventory: Inventory) -> QuerySet[EvidenceFile]:
    """Return the files that prove rows of an inventory, and the report its external figures come from."""
    proving = Q(links__row__inventory=inventory)
    reported = Q(pk__in=ExternalFigures.objects.filter(pk=inventory.pk).values("file"))
    return EvidenceFile.objects.filter(proving | reported).distinct()


def links_of_row(row: Activity) -> QuerySet[EvidenceLink]:
    """Return the files that prove a row, in the order they were tied to it."""
    return EvidenceLink.objects.filter(row=row).select_related("file")


def links_of_file(file: EvidenceFile) -> QuerySet[EvidenceLink]:
    """Return the rows a file proves, by inventory and number."""
    links = EvidenceLink.objects.filter(file=file).select_related("row__inventory__organisation", "row__site")
    return links.order_by("-row__inventory__year", "row__number")
