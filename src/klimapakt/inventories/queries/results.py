"""Results: an inventory calculated from its rows, and what a file or a single row would do to it.

What is accepted is never calculated again: its result is read back from the frozen record.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar, cast
from uuid import UUID

from django.db.models import prefetch_related_objects

from klimapakt.inventories import external
from klimapakt.inventories.drafts import Draft, activity_of, amount_text, misfit
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.findings import fingerprint_of
from klimapakt.inventories.models import Activity, ExternalFigures, Inventory
from klimapakt.inventories.queries.external import external_figures_of
from klimapakt.inventories.queries.frozen import FrozenResult, frozen_results
from klimapakt.inventories.queries.kept import MOST_ROWS, Kept, keys_of
from klimapakt.methods.inventory import Inventory as Result
from klimapakt.methods.inventory import Refused, calculate
from klimapakt.methods.messages import Message
from klimapakt.organisations.models import Site

Derived = TypeVar("Derived")


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """Why a row cannot be taken; ``field`` is the field of the calculation's contract that is wrong."""

    message: Message
    field: str | None


@dataclass(frozen=True)
class Calculated:
    """An inventory with its result and the rows behind it; ``external`` are the figures of another tool."""

    inventory: Inventory
    rows: tuple[Activity, ...]
    result: Result
    is_frozen: bool = False
    external: ExternalFigures | None = None
    same: "Calculated | None" = field(default=None, repr=False, compare=False)
    """The same result as it is kept, which works out once what several pages ask for."""
    known: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def about(self, inventory: Inventory, figures: ExternalFigures | None) -> "Calculated":
        """Return the same result with an inventory as somebody else has fetched it."""
        if self.inventory is inventory and figures is None:
            return self
        return replace(self, inventory=inventory, external=figures, same=self)

    @cached_property
    def row_of(self) -> Mapping[str, Activity]:
        """Return the rows by the id under which the calculation knows them."""
        return self.same.row_of if self.same else {str(row.number): row for row in self.rows}

    def once(self, derive: Callable[["Calculated"], Derived]) -> Derived:
        """Return what a function makes of the result, worked out once for all who look at it.

        Only for what depends on the result and on nothing else: not on the language of the page, not on who
        looks, not on the database.
        """
        if self.same:
            return self.same.once(derive)
        if derive not in self.known:
            self.known[derive] = derive(self)
        return cast("Derived", self.known[derive])

    @cached_property
    def fingerprints(self) -> tuple[str, ...]:
        """Return for each finding of the result what makes it the same finding."""
        if self.same:
            return self.same.fingerprints
        totals = self.result.totals
        return tuple(fingerprint_of(finding, self.row_of, totals) for finding in self.result.findings)

    @property
    def total_mg(self) -> int | None:
        """Return the figure that stands for the inventory; None while nothing is known.

        Location-based where it is calculated here, else what the report of the other tool adds up to.
        """
        if self.external is not None:
            return external.stated(self.external).mg
        return self.result.totals.location_based_mg if self.rows else None


_KEPT: Kept[Calculated] = Kept(MOST_ROWS, lambda one: 1 + len(one.rows))


def calculated(inventory: Inventory) -> Calculated:
    """Return the result of an inventory as its rows stand now; as it was frozen once it is accepted."""
    return calculated_each([inventory])[0]


def calculated_each(inventories: Iterable[Inventory]) -> list[Calculated]:
    """Return the results of several inventories, with one query for the rows of all that are not kept."""
    listed = list(inventories)
    frozen = frozen_results([one.pk for one in listed if one.status == InventoryStatus.ACCEPTED])
    keys = keys_of(one for one in listed if one.pk not in frozen)
    keys |= {pk: (pk, found.sha256) for pk, found in frozen.items()}
    kept = {pk: found for pk, key in keys.items() if (found := _KEPT.known(key)) is not None}
    for made in _made([one for one in listed if one.pk not in kept], frozen):
        kept[made.inventory.pk] = _KEPT.keep(keys[made.inventory.pk], made)
    figures = external_figures_of(listed)
    return [kept[one.pk].about(one, figures.get(one.pk)) for one in listed]


def _made(missing: list[Inventory], frozen: Mapping[UUID, FrozenResult]) -> Iterator[Calculated]:
    """Yield the results that are not kept, read back where they are frozen."""
    if not missing:
        return
    if len(missing) > 1:
        prefetch_related_objects(missing, "organisation__sites")
    grouped: dict[UUID, list[Activity]] = {inventory.pk: [] for inventory in missing}
    for row in Activity.objects.filter(inventory__in=missing).select_related("site"):
        grouped[row.inventory_id].append(row)
    for inventory in missing:
        found, rows = frozen.get(inventory.pk), grouped[inventory.pk]
        yield _frozen(inventory, rows, found) if found else _calculated(inventory, rows)


def case_of(inventory: Inventory, rows: Iterable[Activity]) -> dict[str, object]:
    """Return the inventory in the shape of the calculation's contract; ids are the numbers of the rows.

    An accepted inventory answers with the case that was frozen, whatever sites are called by now.
    """
    if inventory.status == InventoryStatus.ACCEPTED:
        return dict(frozen_results([inventory.pk])[inventory.pk].case)
    activities = [activity_of(_draft(row), str(row.number)) for row in rows]
    return {**case_without_rows(inventory), "activities": activities}


def refusal_of(inventory: Inventory, draft: Draft, today: date) -> "RowRefusal | None":
    """Return why the inventory cannot take this row; None when it can."""
    wrong = misfit(draft, inventory.year, today)
    if wrong is not None:
        return RowRefusal(wrong, "period_start" if draft.period_start else None)
    case = {**case_without_rows(inventory), "activities": [activity_of(draft, "row")]}
    try:
        calculate(case)
    except Refused as refused:
        place = re.match(r"activities\[0\]\.(\w+)", refused.path)
        return RowRefusal(refused.message, place.group(1) if place else None)
    return None


def preview(inventory: Inventory, draft: Draft) -> Result:
    """Return the result of one row alone, as the inventory would count it. Raises Refused."""
    return calculate({**case_without_rows(inventory), "activities": [activity_of(draft, "row")]})


def draft_of_row(row: Activity) -> Draft:
    """Return a row as a draft, to change it or to add it elsewhere."""
    return replace(_draft(row), evidence=row.evidence, note=row.note)


def _calculated(inventory: Inventory, rows: Iterable[Activity]) -> Calculated:
    listed = tuple(rows)
    return Calculated(inventory, listed, calculate(case_of(inventory, listed)))


def _frozen(inventory: Inventory, rows: Iterable[Activity], found: FrozenResult) -> Calculated:
    """Return the frozen result with the rows behind it, whose sites go by the names they had."""
    listed = tuple(rows)
    for row in listed:
        if row.site is not None:
            row.site.name = found.sites.get(row.number, row.site.name)
    return Calculated(inventory, listed, found.result, is_frozen=True)


def case_without_rows(inventory: Inventory) -> dict[str, object]:
    """Return everything of the inventory's case but its activities."""
    figures = {
        "turnover_eur": inventory.turnover_eur,
        "fte": inventory.fte,
        "area_m2": inventory.area_m2,
    }
    sites = _sites_of(inventory)
    return {
        "year": inventory.year,
        "edition": inventory.edition,
        "region": inventory.region,
        "boundary": inventory.boundary,
        **({"sites": sites} if sites else {}),
        **{key: amount_text(value) for key, value in figures.items() if value is not None},
    }


def _sites_of(inventory: Inventory) -> dict[str, object]:
    """Return how each site is held, for those that are not simply the organisation's own."""
    found = {site.name: _holding(site) for site in inventory.organisation.sites.all()}
    return {name: holding for name, holding in found.items() if holding}


def _holding(site: Site) -> dict[str, object]:
    held: dict[str, object] = {}
    if not site.is_operated:
        held["operated"] = False
    if site.financial_control != "full":
        held["financial_control"] = site.financial_control
    if site.equity_share_percent is not None:
        held["equity_share"] = amount_text(site.equity_share_percent / 100)
    return held


def _draft(row: Activity) -> Draft:
    return Draft(
        row_number=row.row_number or 0,
        site=row.site.name if row.site else "",
        label=row.label,
        amount=row.amount,
        unit=row.unit,
        activity=row.activity,
        factor_id=row.factor_id,
        period_start=row.period_start,
        period_end=row.period_end,
        year=row.year,
        quality=row.quality,
        extras=row.extras,
    )
