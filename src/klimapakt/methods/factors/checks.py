"""Consistency checks on the source tables and on an edition (factors.md section 3, checks 1 to 7).

Each check returns sentences, one for each thing that is wrong; no sentence means that the table holds.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from klimapakt.methods.factors.model import Edition, Factor, Gas

_CH4_AR5 = Decimal(28)
_N2O_AR5 = Decimal(265)
_RADIATIVE_FORCING = Decimal("1.7")
_COMPONENT = re.compile(r"([\d.]+)% (\S+)")
_HYDROCARBONS = {"propane": "r-290", "isobutane": "r-600a", "butane": "r-600", "propylene": "r-1270"}
_HYDROCARBONS |= {"isopentane": "r-601a", "pentane": "r-601"}


def check_edition(edition: Edition) -> list[str]:
    """Return what is inconsistent in an edition."""
    factors = list(edition.factors.values())
    return [
        *gases_add_up(factors),
        *flights_with_and_without_forcing_agree(edition),
        *blends_follow_their_composition(edition.gases),
        *nothing_overlaps(edition),
        *unknown_markets_are_absent(factors),
    ]


def gases_add_up(factors: Iterable[Factor]) -> list[str]:
    """CO2 + 28 CH4 + 265 N2O equals the total (AR5), within the rounding of the source."""
    wrong = []
    for factor in factors:
        if factor.co2_kg is None or factor.ch4_kg is None or factor.n2o_kg is None:
            continue
        total = factor.co2_kg + _CH4_AR5 * factor.ch4_kg + _N2O_AR5 * factor.n2o_kg
        if abs(total - factor.kg_per_unit) > factor.kg_per_unit / 1000 + Decimal("0.00002"):
            wrong.append(f"{factor.id}: the gases give {total}, the total says {factor.kg_per_unit}")
    return wrong


def flights_with_and_without_forcing_agree(edition: Edition) -> list[str]:
    """The row with non-CO2 effects equals 1.7 x CO2 + CH4 + N2O of the row without."""
    wrong = []
    for factor in edition.factors.values():
        twin = edition.factors.get(factor.id.replace("-rf-", "-norf-"))
        if "-rf-" not in factor.id or twin is None or twin.co2_kg is None:
            continue
        rest = twin.kg_per_unit - twin.co2_kg
        expected = _RADIATIVE_FORCING * twin.co2_kg + rest
        if abs(expected - factor.kg_per_unit) > Decimal("0.00003"):
            wrong.append(f"{factor.id}: 1.7 x CO2 gives {expected}, the row says {factor.kg_per_unit}")
    return wrong


def blends_follow_their_composition(gases: Mapping[str, Gas]) -> list[str]:
    """The potential of a blend follows from its parts within 0.6 (where its composition is stated)."""
    wrong = []
    for gas in gases.values():
        expected = _from_parts(gas, gases)
        if expected is not None and gas.ar5 is not None and abs(expected - gas.ar5) > Decimal("0.6"):
            wrong.append(f"{gas.id}: its parts give {expected}, the table says {gas.ar5}")
    return wrong


def nothing_overlaps(edition: Edition) -> list[str]:
    """No two rows of a series are valid in the same year, and every row but an instrument has a year."""
    wrong = []
    for name, members in edition.series.items():
        years = Counter(
            year
            for row in members
            if row.valid_from and row.valid_to
            for year in range(row.valid_from, row.valid_to + 1)
        )
        wrong += [f"{name}: two rows for {year}" for year, count in years.items() if count > 1]
        wrong += [
            f"{row.id}: no year" for row in members if row.valid_from is None and row.use != "instrument"
        ]
    return wrong


def unknown_markets_are_absent(factors: Iterable[Factor]) -> list[str]:
    """A residual mix of zero would be a market without data ("NA"), not a clean one."""
    return [
        f"{f.id}: a residual mix of zero" for f in factors if "residualmix" in f.id and f.kg_per_unit == 0
    ]


def check_fuel_properties(table: str) -> list[str]:
    """Lower heating value times density gives the value per litre.

    The ratio Hi/Hs lies between 0.84 and 0.97.
    """
    wrong = []
    for row in csv.DictReader(io.StringIO(table)):
        if row["density_kg_per_m3"] and row["Hi_kWh_per_kg"] and row["unit"] == "l":
            per_litre = Decimal(row["Hi_kWh_per_kg"]) * Decimal(row["density_kg_per_m3"]) / 1000
            if abs(per_litre - Decimal(row["Hi_kWh_per_unit"])) > Decimal("0.005"):
                wrong.append(f"{row['id']}: density and heating value give {per_litre} kWh/l")
        if row["Hi_Hs_ratio"] and not Decimal("0.84") < Decimal(row["Hi_Hs_ratio"]) < Decimal("0.97"):
            wrong.append(f"{row['id']}: ratio Hi/Hs {row['Hi_Hs_ratio']}")
    return wrong


def _from_parts(gas: Gas, table: Mapping[str, Gas]) -> Decimal | None:
    parts = _COMPONENT.findall(gas.composition) if gas.is_blend else []
    total = Decimal(0)
    for share, name in parts:
        component = table.get(_component_id(name))
        if component is None or component.ar5 is None:
            return None
        total += Decimal(share) / 100 * component.ar5
    return total if parts else None


def _component_id(name: str) -> str:
    if name in _HYDROCARBONS:
        return _HYDROCARBONS[name]
    special = {"PFC-218": "c3f8", "PFC-116": "c2f6"}
    return special.get(name, name.lower().replace("-", ""))
