"""What every write of an inventory begins and ends with: lock, allowed state, count of changes."""

from django.utils import timezone

from klimapakt.inventories import external, rules
from klimapakt.inventories.models import Inventory


def locked(inventory: Inventory) -> Inventory:
    """Lock an inventory for the rest of the transaction and return it as it is now."""
    found = Inventory.objects.select_for_update(of=("self",)).select_related("organisation")
    return found.get(pk=inventory.pk)


def locked_open(inventory: Inventory) -> Inventory:
    """Lock an inventory whose rows may change; raise InventoryClosed when it was submitted or accepted."""
    found = locked(inventory)
    rules.ensure_open(found.status, found.pk)
    return found


def locked_own(inventory: Inventory) -> Inventory:
    """Lock an open inventory that takes rows; raise InventoryExternal for one from another tool."""
    found = locked_open(inventory)
    external.ensure_own(found.kind, found.pk)
    return found


def touch(inventory: Inventory) -> None:
    """Count a change of the inventory: whoever shows figures knows by it whether they still hold."""
    inventory.revision += 1
    inventory.changed_at = timezone.now()
    inventory.save(update_fields=["revision", "changed_at"])
