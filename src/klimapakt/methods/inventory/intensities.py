"""Emissions and energy in relation to staff, floor area and turnover."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from klimapakt.methods.inventory.engine import Inventory

_MG_PER_T: Final = Decimal(10**9)
_MG_PER_KG: Final = Decimal(10**6)
_KWH_PER_MWH: Final = Decimal(1000)


class _Rule(NamedTuple):
    numerator: Callable[[Inventory], Decimal]
    reference: Callable[[Inventory], Decimal | None]


def _total_mg(result: Inventory) -> Decimal:
    return Decimal(result.totals.location_based_mg)


def _scopes_1_and_2_mg(result: Inventory) -> Decimal:
    return Decimal(result.totals.scope1_mg + result.totals.scope2_location_mg)


def _millions(result: Inventory) -> Decimal | None:
    turnover = result.case.turnover_eur
    return None if turnover is None else turnover / Decimal(10**6)


_RULES: Final[Mapping[str, _Rule]] = {
    "t_per_fte": _Rule(lambda result: _total_mg(result) / _MG_PER_T, lambda result: result.case.fte),
    "kg_per_m2": _Rule(lambda result: _total_mg(result) / _MG_PER_KG, lambda result: result.case.area_m2),
    "kwh_per_m2": _Rule(
        lambda result: result.energy.total * _KWH_PER_MWH, lambda result: result.case.area_m2
    ),
    "t_per_million_eur": _Rule(lambda result: _total_mg(result) / _MG_PER_T, _millions),
    "scope12_t_per_million_eur": _Rule(lambda result: _scopes_1_and_2_mg(result) / _MG_PER_T, _millions),
}
INTENSITIES: Final = tuple(_RULES)


def intensities(result: Inventory) -> dict[str, Decimal]:
    """Return each intensity whose reference figure is known, location-based.

    ``t_per_fte``, ``kg_per_m2`` and ``t_per_million_eur`` hold scopes 1 to 3, ``scope12_t_per_million_eur``
    is the intensity of VSME B3 (scopes 1 and 2), ``kwh_per_m2`` all energy counted in the inventory.

    >>> from klimapakt.methods.inventory import calculate
    >>> heat = {"id": "h", "activity": "heating_oil", "amount": 4000, "unit": "l"}
    >>> found = intensities(calculate({"year": 2024, "fte": 8, "activities": [heat]}))
    >>> list(found)
    ['t_per_fte']
    """
    found = {}
    for key, rule in _RULES.items():
        reference = rule.reference(result)
        if reference:
            found[key] = rule.numerator(result) / reference
    return found
