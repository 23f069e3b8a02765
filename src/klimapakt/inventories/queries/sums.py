"""Sums over the accepted baselines of many members, one query for each.

What is read here of single members is only to be added up and kept confidential (``methods.disclosure``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from klimapakt.inventories.enums import InventoryKind
from klimapakt.inventories.models import FrozenLine, Inventory
from klimapakt.inventories.queries.versions import accepted_and_counting

_ADDABLE = Q(scope=1, part="direct") | Q(scope=2, part="location")
"""Scope 1 and location-based scope 2: scope 3 of one member is scope 1 of another and is never added."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The accepted baseline of one organisation, and whether it was calculated here."""

    inventory: UUID
    organisation: UUID
    is_own: bool


def baselines(organisations: Collection[UUID]) -> list[Baseline]:
    """Return the accepted baseline of each of these organisations: what counts of its first year.

    All are read at once and the first years found here: asking the database for each of thousands of members
    what its first year was takes seconds.
    """
    accepted = accepted_and_counting(Inventory.objects.order_by("year", "pk"))
    first: dict[UUID, Baseline] = {}
    for pk, organisation, kind in accepted.values_list("pk", "organisation_id", "kind"):
        if organisation not in first and organisation in organisations:
            first[organisation] = Baseline(pk, organisation, kind == InventoryKind.OWN)
    return list(first.values())


def by_category(found: Iterable[Baseline]) -> Mapping[str, Mapping[UUID, int]]:
    """Return milligrams of CO2e by category and organisation, of the baselines that were calculated here."""
    owners = {one.inventory: one.organisation for one in found if one.is_own}
    lines = FrozenLine.objects.filter(_ADDABLE, inventory__in=owners).order_by()
    sums: dict[str, dict[UUID, int]] = defaultdict(dict)
    for category, inventory, total in lines.values_list("category", "inventory_id").annotate(Sum("co2e_mg")):
        sums[category][owners[inventory]] = total
    return sums


def together(found: Iterable[Baseline]) -> Mapping[UUID, int]:
    """Return the same by organisation, all categories together."""
    owners = {one.inventory: one.organisation for one in found if one.is_own}
    lines = FrozenLine.objects.filter(_ADDABLE, inventory__in=owners).order_by()
    return {
        owners[inventory]: total
        for inventory, total in lines.values_list("inventory_id").annotate(Sum("co2e_mg"))
    }


def by_condition(
    inventories: QuerySet[Inventory], conditions: Mapping[str, Q]
) -> Mapping[UUID, Mapping[str, int]]:
    """Return milligrams of CO2e of accepted inventories, one sum for each condition about their lines."""
    lines = FrozenLine.objects.filter(inventory__in=inventories.order_by().values("pk")).order_by()
    summed = [Sum("co2e_mg", filter=condition, default=0) for condition in conditions.values()]
    named = {f"sum_{place}": one for place, one in enumerate(summed)}
    return {
        inventory: dict(zip(conditions, totals, strict=True))
        for inventory, *totals in lines.values_list("inventory_id").annotate(**named)
    }
