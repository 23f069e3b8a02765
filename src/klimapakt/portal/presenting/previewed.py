"""What a row would do to the inventory before it is saved."""

from dataclasses import dataclass

from django.utils import timezone

from klimapakt.inventories import queries
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.rules import RowRefused
from klimapakt.methods.inventory import Line
from klimapakt.methods.inventory.totals import counts_location_based


@dataclass(frozen=True, slots=True)
class Preview:
    """The lines of the row, their sum and the inventory's total with it, location-based, in milligrams."""

    lines: tuple[Line, ...]
    row_mg: int
    total_mg: int


def previewed(inventory: Inventory, draft: Draft, row: Activity | None) -> Preview:
    """Return what the row would do; raise RowRefused as saving it would. ``row`` is the one it replaces."""
    refusal = queries.refusal_of(inventory, draft, timezone.localdate())
    if refusal is not None:
        raise RowRefused(refusal.message, refusal.field)
    lines = queries.preview(inventory, draft).lines
    now = queries.calculated(inventory).result
    replaced = [] if row is None else [line for line in now.lines if line.activity == str(row.number)]
    row_mg = _sum(lines)
    return Preview(lines, row_mg, now.totals.location_based_mg - _sum(replaced) + row_mg)


def _sum(lines: tuple[Line, ...] | list[Line]) -> int:
    return sum(line.co2e_mg for line in lines if counts_location_based(line))
