"""Rows of an inventory as somebody types them in, for a whole year."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from klimapakt.inventories import actions
from klimapakt.inventories.actions import ENTERED
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.models import Inventory
from klimapakt.organisations.models import Site
from klimapakt.people.models import Person

Row = tuple[str, str, str, str, str]
"""Label, activity, amount, unit, evidence; without evidence the amount is an estimate."""


def enter(inventory: Inventory, site: Site, rows: Iterable[Row], by: Person) -> None:
    """Add the rows to a site's part of an inventory."""
    for label, activity, amount, unit, evidence in rows:
        draft = Draft(
            row_number=0,
            site=site.name,
            label=label,
            amount=Decimal(amount),
            unit=unit,
            activity=activity,
            period_start=date(inventory.year, 1, 1),
            period_end=date(inventory.year, 12, 31),
            quality="billed" if evidence else "estimated",
            evidence=evidence,
        )
        actions.add_row(inventory=inventory, draft=draft, site=site, origin=ENTERED, by=by)
