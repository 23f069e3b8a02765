"""Sums over the accepted baselines of many members, one query for each.

What is read here of single members is only to be added up and kept confidential (``methods.disclosure``).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery, Sum

from klimapakt.inventories.enums import InventoryKind
from klimapakt.inventories.models import FrozenLine, Inventory
from klimapakt.inventories.queries.versions import accepted_and_counting

_ADDABLE = Q(scope=1, part="direct") | Q(scope=2, part="location")
"""Scope 1 and location-based scope 2: scope 3 of one member is scope 1 of another and is never added."""


def baselines(organisations: Collection[UUID]) -> QuerySet[Inventory]:
    """Return the accepted baseline of each of these organisations: what counts of its first year."""
    accepted = accepted_and_counting(Inventory.objects.filter(organisation__in=organisations))
    first = accepted_and_counting(Inventory.objects.filter(organisation=OuterRef("organisation")))
    earliest = first.order_by().values("organisation").annotate(first=Min("year")).values("first")
    return accepted.filter(year=Subquery(earliest))


def by_category(organisations: Collection[UUID]) -> Mapping[str, Mapping[UUID, int]]:
    """Return milligrams of CO2e by category and organisation, of the baselines that were calculated here."""
    own = baselines(organisations).filter(kind=InventoryKind.OWN).order_by().values("pk")
    lines = FrozenLine.objects.filter(_ADDABLE, inventory__in=own).order_by()
    found: dict[str, dict[UUID, int]] = defaultdict(dict)
    grouped = lines.values_list("category", "inventory__organisation").annotate(Sum("co2e_mg"))
    for category, organisation, total in grouped:
        found[category][organisation] = total
    return found
