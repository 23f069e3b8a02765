"""Which figure of an inventory a target is about. Pure: works on what was calculated."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.db.models import Q

from klimapakt.inventories.queries import Calculated
from klimapakt.methods.inventory import Line
from klimapakt.methods.inventory.totals import Totals
from klimapakt.methods.pathway.lines import rounded
from klimapakt.targets.enums import Coverage, Per

_MILLION: Final = Decimal(10) ** 6
_MARKET: Final = (Coverage.TOTAL_MARKET, Coverage.SCOPES_12_MARKET)
_TOTAL: Final = (Coverage.TOTAL_LOCATION, Coverage.TOTAL_MARKET)


def figure_of(totals: Totals, coverage: str) -> int:
    """Return the milligrams that a target is about."""
    scope2 = totals.scope2_market_mg if coverage in _MARKET else totals.scope2_location_mg
    return totals.scope1_mg + scope2 + (totals.scope3_total_mg if coverage in _TOTAL else 0)


def covers_scope3(coverage: str) -> bool:
    """Tell whether scope 3 is in it."""
    return coverage in _TOTAL


def is_market_based(coverage: str) -> bool:
    """Tell whether scope 2 is counted by contracts."""
    return coverage in _MARKET


def counts(line: Line, coverage: str) -> bool:
    """Tell whether a line of an inventory is part of what a target is about."""
    scope = line.applied.scope
    if scope is None or line.applied.part == _other_part(coverage):
        return False
    return scope < 3 or coverage in _TOTAL


def lines_counted(coverage: str) -> Q:
    """Return the same as a condition about lines that were frozen."""
    found = Q(scope__isnull=False) & ~Q(part=_other_part(coverage))
    return found if coverage in _TOTAL else found & Q(scope__lt=3)


def divisor_of(one: Calculated, per: str) -> Decimal | None:
    """Return by what emissions are divided; None where the inventory does not say it."""
    inventory = one.inventory
    if per == Per.TURNOVER:
        return None if inventory.turnover_eur is None else inventory.turnover_eur / _MILLION
    return inventory.fte if per == Per.FTE else inventory.area_m2


def per_unit(mg: int, divisor: Decimal | None) -> int | None:
    """Return whole milligrams per unit; None where nothing divides.

    >>> per_unit(1000, Decimal("2.5")), per_unit(1000, None)
    (400, None)
    """
    return rounded(Fraction(mg) / Fraction(divisor)) if divisor else None


def measured(one: Calculated, totals: Totals, coverage: str, per: str) -> int | None:
    """Return the figure of a target in its own unit: milligrams, or milligrams per unit."""
    mg = figure_of(totals, coverage)
    return per_unit(mg, divisor_of(one, per)) if per else mg


def _other_part(coverage: str) -> str:
    """Return which of the two figures of scope 2 is not meant."""
    return "location" if coverage in _MARKET else "market"
