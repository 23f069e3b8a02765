"""Reads about inventories from other tools."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet

from klimapakt.inventories.models import (
    Activity,
    EvidenceFile,
    ExternalFigures,
    Inventory,
    QuestionnaireRun,
    RemovedRow,
    Survey,
    Upload,
)


def external_figures_of(inventories: Collection[Inventory]) -> Mapping[UUID, ExternalFigures]:
    """Return the figures of those inventories that come from another tool; asks only when there is one."""
    wanted = [one.pk for one in inventories if one.is_external]
    return ExternalFigures.objects.select_related("file").in_bulk(wanted) if wanted else {}


def reports_in(file: EvidenceFile) -> QuerySet[ExternalFigures]:
    """Return the inventories whose report this file is, the newest year first."""
    found = ExternalFigures.objects.filter(file=file).select_related("inventory__organisation")
    return found.order_by("-inventory__year", "-inventory__version")


def is_untouched(inventory: Inventory) -> bool:
    """Tell whether nobody has entered, loaded, deleted or answered anything in an inventory."""
    kinds = (Activity, RemovedRow, Upload, QuestionnaireRun, Survey)
    return not any(kind.objects.filter(inventory=inventory).exists() for kind in kinds)
