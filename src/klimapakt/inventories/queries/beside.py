"""The year before: what stands beside the result of an inventory."""

from dataclasses import dataclass

from klimapakt.inventories.models import ExternalFigures, Inventory
from klimapakt.inventories.queries.results import Calculated, calculated
from klimapakt.inventories.queries.versions import current_of


@dataclass(frozen=True, slots=True)
class Before:
    """The inventory that counts for the nearest earlier year.

    ``figures`` is there instead of ``calculated`` where they come from another tool.
    """

    inventory: Inventory
    calculated: Calculated | None = None
    figures: ExternalFigures | None = None


def year_before(inventory: Inventory) -> Before | None:
    """Return the nearest earlier year that has figures, at most two years back; None when there is none."""
    earlier = current_of(inventory.organisation).filter(year__lt=inventory.year, year__gte=inventory.year - 2)
    for found in earlier.select_related("organisation").order_by("-year"):
        if found.is_external:
            figures = ExternalFigures.objects.filter(pk=found.pk).first()
            if figures is not None:
                return Before(found, figures=figures)
        else:
            known = calculated(found)
            if known.rows:
                return Before(found, calculated=known)
    return None
