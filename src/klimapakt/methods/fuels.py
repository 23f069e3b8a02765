"""Densities and heating values of fuels, from the published tables in ``data/fuel_properties.csv``.

Sources: DESNZ 2025 "Fuel properties"; EBeV 2030 and 2022, annex 2 part 4.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class FuelProperties:
    """What a table states about one fuel; None where it states nothing.

    ``density`` kg per litre, ``net_kwh_per_kg`` and ``net_kwh_per_l`` on the lower heating value (Hi),
    ``net_per_gross`` the ratio Hi/Hs.
    """

    density_kg_per_l: Decimal | None
    net_kwh_per_kg: Decimal | None
    net_kwh_per_l: Decimal | None
    net_per_gross: Decimal | None


NOTHING = FuelProperties(None, None, None, None)


@cache
def fuel(*names: str) -> FuelProperties:
    """Return the properties of a fuel; of several tables the first that states a value wins.

    >>> fuel("ebev2030-fluessiggas", "desnz2025-lpg")
    FuelProperties(density_kg_per_l=Decimal('0.529749'), net_kwh_per_kg=Decimal('12.7778'), \
net_kwh_per_l=Decimal('6.761'), net_per_gross=Decimal('0.9313'))
    """
    rows = [_table()[name] for name in names]
    density = _first(rows, "density_kg_per_m3")
    per_litre = _first([row for row in rows if row["unit"] == "l"], "Hi_kWh_per_unit")
    return FuelProperties(
        density_kg_per_l=None if density is None else density / 1000,
        net_kwh_per_kg=_first(rows, "Hi_kWh_per_kg"),
        net_kwh_per_l=per_litre,
        net_per_gross=_first(rows, "Hi_Hs_ratio"),
    )


def _first(rows: list[Mapping[str, str]], column: str) -> Decimal | None:
    return next((Decimal(row[column]) for row in rows if row[column]), None)


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = files("klimapakt.methods").joinpath("data/fuel_properties.csv").read_text(encoding="utf-8")
    return {row["id"]: row for row in csv.DictReader(text.split("\n"))}
