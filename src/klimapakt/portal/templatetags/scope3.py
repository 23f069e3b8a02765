"""What inventory and organisation pages show of meters, relevance and the survey: one line each."""

from django import template
from django.utils import timezone

from klimapakt.inventories import queries
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.queries import Calculated
from klimapakt.inventories.relevance import CATEGORIES
from klimapakt.organisations.models import Organisation

register = template.Library()


@register.inclusion_tag("portal/parts/meters_told.html")
def meters_told(organisation: Organisation) -> dict[str, object]:
    """Lead to the meters of an organisation and say how many there are."""
    return {"organisation": organisation, "meters": queries.meters_of(organisation).count()}


@register.inclusion_tag("portal/parts/scope3_told.html")
def scope3_told(inventory: Inventory, calculated: Calculated | None = None) -> dict[str, object]:
    """Say how far the relevance screen and the survey are.

    Where the page has calculated the inventory, it also says what contradicts the answers.
    """
    entries = queries.relevance_of(inventory, calculated) if calculated else []
    survey = queries.survey_of(inventory)
    return {
        "inventory": inventory,
        "looked_at": queries.categories_looked_at(inventory),
        "count": len(CATEGORIES),
        "contradictions": [entry for entry in entries if entry.finding],
        "survey": queries.state_of(survey, timezone.localdate()) if survey else None,
    }
