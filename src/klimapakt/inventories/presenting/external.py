"""The figures of an inventory from another tool, for whoever submits or reviews it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy

from klimapakt.inventories.models import ExternalFigures, Inventory

_NAMES: Final[Mapping[str, object]] = {
    "scope1_mg": gettext_lazy("Direct emissions (scope 1)"),
    "scope2_location_mg": gettext_lazy("Purchased energy (scope 2), location-based"),
    "scope2_market_mg": gettext_lazy("Purchased energy (scope 2), market-based"),
    "scope3_mg": gettext_lazy("Upstream and downstream emissions (scope 3)"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The tool, the file of its report, and the figures it states; None where it states none."""

    tool: str
    file: str
    figures: tuple[tuple[str, int | None], ...]


def figures_of(inventory: Inventory) -> Shown | None:
    """Return the figures of another tool; None for inventories calculated here."""
    found = ExternalFigures.objects.filter(pk=inventory.pk).select_related("file").first()
    if found is None:
        return None
    figures = tuple((str(name), getattr(found, field)) for field, name in _NAMES.items())
    return Shown(str(found), found.file.name if found.file else "", figures)
