"""Where an inventory stands, for every page about it."""

from django import template
from django.template.context import Context

from klimapakt.inventories import queries
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.presenting.versions import BADGES, state_sentence
from klimapakt.portal.access import may_decide

register = template.Library()


@register.inclusion_tag("portal/parts/version_state.html", takes_context=True)
def version_state(context: Context, inventory: Inventory) -> dict[str, object]:
    """Say state, version, edition and hash, and offer the next step of whoever may take it."""
    versions = queries.versions_of(inventory)
    is_returned = inventory.status == InventoryStatus.RETURNED
    return {
        "inventory": inventory,
        "badge_kind": BADGES[inventory.status],
        "sentence": state_sentence(inventory),
        "version_count": len(versions.listed),
        "is_current": versions.current.pk == inventory.pk,
        "current": versions.current,
        "correction": versions.open_correction,
        "seal": queries.seal_of(inventory),
        "newer": queries.newer_edition(inventory),
        "unanswered": queries.unanswered_questions(inventory) if is_returned else 0,
        "may_edit": may_decide(context["request"], inventory.organisation),
    }
