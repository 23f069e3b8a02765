"""What a document is called on somebody's disk."""

from typing import Final

from django.utils.translation import gettext as _

from klimapakt.inventories.documents.subject import Subject
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory

_LONGEST: Final = 60


def file_name(inventory: Inventory, ending: str, part: str = "") -> str:
    """Return the name of a file: organisation, year, part, a later version, whether it is a draft."""
    words = [inventory.organisation.name[:_LONGEST], str(inventory.year), part]
    if inventory.version > 1:
        words.append(_("version %(number)s") % {"number": inventory.version})
    if inventory.status != InventoryStatus.ACCEPTED:
        words.append(_("draft"))
    return "-".join("_".join(word.split()) for word in words if word) + f".{ending}"


def name_of_report(subject: Subject) -> str:
    """Return the name of the report."""
    return file_name(subject.inventory, "pdf", _("report"))
