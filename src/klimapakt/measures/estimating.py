"""What a measure of the library saves, worked out on a line of the member's own inventory."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from klimapakt.inventories import queries as inventories
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.methods.catalogue import activities
from klimapakt.methods.inventory import Refused
from klimapakt.methods.library import Entry, Formula, Saved, saved

_TEN_PLACES: Final = Decimal("1E-10")
_KWH: Final = Decimal("0.001")
_PERCENT: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Touched:
    """A line of an accepted inventory: its row, what it comes to, and its energy where stated in kWh."""

    inventory: Inventory
    row: Activity
    mg: int
    kwh: Decimal | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is saved in a year, in whole milligrams, and with which edition and factor that was found.

    ``rated_kw`` is the power of the devices it concerns, ``percent`` the part of the line, where the formula
    asked for them.
    """

    mg: int
    kwh: Decimal | None
    edition: str
    factor: str
    rated_kw: Decimal | None = None
    percent: Decimal | None = None


def touched(inventory: Inventory, row: Activity) -> Touched:
    """Return a row as the line a measure touches."""
    result = inventories.preview(inventory, inventories.draft_of_row(row))
    return Touched(inventory, row, result.totals.location_based_mg, kwh_of(row.amount, row.unit))


def kwh_of(amount: Decimal, unit: str) -> Decimal | None:
    """Return an amount of energy in kWh; None for what is not stated as energy.

    >>> kwh_of(Decimal(2), "MWh_Hs"), kwh_of(Decimal(2), "l")
    (Decimal('2000'), None)
    """
    if unit.startswith("MWh"):
        return amount * 1000
    return amount if unit.startswith("kWh") else None


def estimate(entry: Entry, figures: Mapping[str, Decimal], line: Touched) -> Estimate | None:
    """Return what a measure saves on a line; None for one that is not quantified.

    Raises Refused with the name of the figure that is wrong, or with "line" when the line does not fit.
    """
    found = saved(entry.formula, figures, line.kwh)
    if found is None:
        return None
    amount, unit = _in_unit(found, line.row)
    less = _mass(line, amount, unit)
    more = _mass_instead(line, entry, found.instead)
    kwh = kwh_of(amount, unit)
    edition, factor = _source(line, amount, unit)
    return Estimate(
        mg=less - more,
        kwh=None if kwh is None else kwh.quantize(_KWH),
        edition=edition,
        factor=factor,
        rated_kw=rated_kw_of(figures),
        percent=(100 * found.amount).quantize(_PERCENT) if entry.formula.gives == "share" else None,
    )


def rated_kw_of(figures: Mapping[str, Decimal]) -> Decimal | None:
    """Return the power of the devices in the figures of a formula; None where it asks for none.

    >>> rated_kw_of({"count": Decimal(100), "watts_before": Decimal(58), "hours": Decimal(3000)})
    Decimal('5.800')
    """
    found = figures.get("kilowatts", figures.get("kwp"))
    if found is None and {"count", "watts_before"} <= set(figures):
        found = figures["count"] * figures["watts_before"] / 1000
    return None if found is None else found.quantize(_KWH)


def asked_with(formula: Formula | None) -> frozenset[str]:
    """Return which of "rated_kw" and "percent" a formula has; a measure without a formula may have both.

    >>> sorted(asked_with(None))
    ['percent', 'rated_kw']
    """
    if formula is None:
        return frozenset({"rated_kw", "percent"})
    has_power = bool({one.key for one in formula.inputs} & {"kilowatts", "kwp", "watts_before"})
    found = {"rated_kw": has_power, "percent": formula.gives == "share"}
    return frozenset(name for name, has in found.items() if has)


def _in_unit(found: Saved, row: Activity) -> tuple[Decimal, str]:
    """Return the amount with a unit the activity knows."""
    if found.unit == "share":
        return row.amount * found.amount, row.unit
    if found.unit == "*":
        return found.amount, row.unit
    if found.unit == "kWh":
        return found.amount, _energy_unit(row)
    return found.amount, found.unit


def _energy_unit(row: Activity) -> str:
    if row.unit.startswith(("kWh", "MWh")):
        return row.unit.replace("MWh", "kWh")
    known = activities()[row.activity].units if row.activity in activities() else ()
    return "kWh_Hi" if "kWh_Hi" in known else "kWh"


def _mass(line: Touched, amount: Decimal, unit: str) -> int:
    return inventories.preview(line.inventory, _draft(line, amount, unit)).totals.location_based_mg


def _mass_instead(line: Touched, entry: Entry, amount: Decimal) -> int:
    if entry.to is None or not amount:
        return 0
    activity, unit = entry.to
    instead = Draft(0, "", activity, _rounded(amount), unit, activity=activity)
    try:
        return inventories.preview(line.inventory, instead).totals.location_based_mg
    except Refused as refused:
        raise Refused("line", refused.message) from refused


def _source(line: Touched, amount: Decimal, unit: str) -> tuple[str, str]:
    lines = inventories.preview(line.inventory, _draft(line, amount, unit)).lines
    return line.inventory.edition, lines[0].factor_id if lines else ""


def _draft(line: Touched, amount: Decimal, unit: str) -> Draft:
    row = inventories.draft_of_row(line.row)
    return Draft(
        0,
        row.site,
        row.label,
        _rounded(amount),
        unit,
        activity=row.activity,
        factor_id=row.factor_id,
        period_start=row.period_start,
        period_end=row.period_end,
        year=row.year,
        quality=row.quality,
        extras=row.extras,
    )


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_TEN_PLACES, rounding=ROUND_HALF_UP)
