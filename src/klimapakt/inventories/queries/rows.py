"""Rows chosen by site, origin, quality and words, in the order somebody asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self
from uuid import UUID

from django.db.models import F, Q, QuerySet

from klimapakt.inventories.enums import Quality, RowOrigin
from klimapakt.inventories.models import Activity, Inventory, RemovedRow
from klimapakt.inventories.queries.lists import rows_of
from klimapakt.methods.catalogue import activities
from klimapakt.organisations.rules import name_key

# Never the text of an address: only these keys order a list.
_ORDERS: Final[Mapping[str, tuple[object, ...]]] = {
    "number": ("number",),
    "newest": ("-number",),
    "site": (F("site__name").asc(nulls_first=True), "number"),
    "changed": ("-changed_at", "-number"),
}
_LONGEST_SEARCH: Final = 80
_NO_SITE: Final = "none"


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What a list of rows is narrowed to; empty means everything. Unknown values are ignored."""

    site: str = ""
    origin: str = ""
    quality: str = ""
    search: str = ""
    order: str = "number"

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """Return the filter an address asks for."""
        origin, quality, order = (asked.get(name, "") for name in ("origin", "quality", "order"))
        return cls(
            site=_known_site(asked.get("site", "")),
            origin=origin if origin in RowOrigin.values else "",
            quality=quality if quality in Quality.values else "",
            search=asked.get("q", "").strip()[:_LONGEST_SEARCH],
            order=order if order in _ORDERS else "number",
        )

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return bool(self.site or self.origin or self.quality or self.search)


def chosen_rows(inventory: Inventory, chosen: EntryFilter) -> QuerySet[Activity]:
    """Return the rows of an inventory that fit the filter, in its order."""
    rows = rows_of(inventory).select_related("site")
    if chosen.site:
        rows = rows.filter(site=None if chosen.site == _NO_SITE else UUID(chosen.site))
    if chosen.origin:
        rows = rows.filter(origin=chosen.origin)
    if chosen.quality:
        rows = rows.filter(quality=chosen.quality)
    if chosen.search:
        rows = rows.filter(_with_words(chosen.search))
    return rows.order_by(*_ORDERS[chosen.order])  # type: ignore[arg-type]  # names and expressions


def removed_rows(inventory: Inventory) -> QuerySet[RemovedRow]:
    """Return the rows that were deleted and can be brought back, the last one first."""
    return RemovedRow.objects.filter(inventory=inventory)


def _with_words(search: str) -> Q:
    """Return what finds a row by its number, its texts or the name of its activity in either language."""
    wanted = name_key(search)
    named = [
        slug
        for slug, known in activities().items()
        if any(wanted in name_key(text) for text in (known.label_de, known.label_en, *known.synonyms))
    ]
    found = Q(label__icontains=search) | Q(evidence__icontains=search) | Q(note__icontains=search)
    found |= Q(activity__in=named) | Q(factor_id__icontains=search)
    return found | Q(number=int(search)) if search.isdecimal() and len(search) < 10 else found


def _known_site(text: str) -> str:
    if text == _NO_SITE:
        return text
    try:
        return str(UUID(text))
    except ValueError:
        return ""
