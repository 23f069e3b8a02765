"""The documents of an inventory, for every page about it."""

from django import template

from klimapakt.inventories import queries
from klimapakt.inventories.documents.sizes import estimated_kb
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory

register = template.Library()


@register.inclusion_tag("portal/parts/exports.html")
def documents(inventory: Inventory) -> dict[str, object]:
    """List what can be fetched: what each file is for, and about how large it is."""
    calculated = queries.calculated(inventory)
    lines, rows = len(calculated.result.lines), len(calculated.rows)
    return {
        "inventory": inventory,
        "is_final": inventory.status == InventoryStatus.ACCEPTED,
        "seal": queries.seal_of(inventory),
        "report_kb": estimated_kb("report", lines, rows),
        "workbook_kb": estimated_kb("workbook", lines, rows),
        "lines_kb": estimated_kb("lines", lines, rows),
        "record_kb": estimated_kb("record", lines, rows),
    }
