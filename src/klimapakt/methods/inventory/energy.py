"""Energy in MWh (fuels on their lower heating value) and the VSME B3 figures.

Source: VSME (Commission Recommendation (EU) 2025/1710), B3 paragraphs 29 to 31, as given in factors.md 2.11.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from klimapakt.methods.inventory.lines import json_number
from klimapakt.methods.inventory.parts import EnergyUse
from klimapakt.methods.inventory.totals import Totals

_MG_PER_T = Decimal(10) ** 9
_MILLION = Decimal(10) ** 6


@dataclass(frozen=True, slots=True)
class Energy:
    """MWh in total, renewable, and by carrier.

    Purchased heat is in the total, but no electricity and no fuel.
    """

    total: Decimal
    renewable: Decimal
    by_carrier: Mapping[str, Decimal]
    electricity_renewable: Decimal
    electricity_non_renewable: Decimal
    fuels_renewable: Decimal
    fuels_non_renewable: Decimal

    def as_json(self) -> dict[str, object]:
        """Return the energy as the contract prints it."""
        return {
            "total": json_number(self.total),
            "renewable": json_number(self.renewable),
            "by_carrier": {name: json_number(value) for name, value in self.by_carrier.items()},
        }


class EnergyLedger:
    """Adds up energy while the lines are made."""

    def __init__(self) -> None:
        self._by_carrier: defaultdict[str, Decimal] = defaultdict(Decimal)
        self._by_kind: defaultdict[tuple[str, bool], Decimal] = defaultdict(Decimal)

    def add(self, use: EnergyUse, amount: Decimal, renewable_share: Decimal) -> None:
        """Add an amount in the activity's unit.

        The renewable share applies to what is not renewable already.
        """
        mwh = use.conversion.apply(amount)
        renewable = mwh if use.is_renewable else mwh * renewable_share
        self._by_carrier[use.carrier] += mwh
        self._by_kind[use.kind, True] += renewable
        self._by_kind[use.kind, False] += mwh - renewable

    def sums(self) -> Energy:
        """Return the sums."""
        kinds = self._by_kind

        def of(kind: str, *, renewable: bool) -> Decimal:
            return kinds.get((kind, renewable), Decimal(0))

        return Energy(
            total=sum(kinds.values(), Decimal(0)),
            renewable=sum((value for (_, is_renewable), value in kinds.items() if is_renewable), Decimal(0)),
            by_carrier=dict(self._by_carrier),
            electricity_renewable=of("electricity", renewable=True),
            electricity_non_renewable=of("electricity", renewable=False),
            fuels_renewable=of("fuel", renewable=True),
            fuels_non_renewable=of("fuel", renewable=False),
        )


@dataclass(frozen=True, slots=True)
class VsmeB3:
    """The figures of VSME B3. ``intensity`` is None without turnover."""

    energy: Energy
    scope1_t: Decimal
    scope2_location_t: Decimal
    intensity_t_per_million_eur: Decimal | None

    def as_json(self) -> dict[str, int | float | None]:
        """Return the figures as the contract prints them."""
        intensity = self.intensity_t_per_million_eur
        return {
            "electricity_renewable_mwh": json_number(self.energy.electricity_renewable),
            "electricity_non_renewable_mwh": json_number(self.energy.electricity_non_renewable),
            "fuels_renewable_mwh": json_number(self.energy.fuels_renewable),
            "fuels_non_renewable_mwh": json_number(self.energy.fuels_non_renewable),
            "total_mwh": json_number(self.energy.total),
            "scope1_t": json_number(self.scope1_t),
            "scope2_location_t": json_number(self.scope2_location_t),
            "intensity_t_per_million_eur": None if intensity is None else json_number(intensity),
        }


def vsme_b3(energy: Energy, totals: Totals, turnover_eur: Decimal | None) -> VsmeB3:
    """Return the VSME B3 figures: gross, location-based, without offsets."""
    scope1, scope2 = totals.scope1_mg / _MG_PER_T, totals.scope2_location_mg / _MG_PER_T
    intensity = (scope1 + scope2) / (turnover_eur / _MILLION) if turnover_eur else None
    return VsmeB3(energy, scope1, scope2, intensity)
