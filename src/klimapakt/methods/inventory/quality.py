"""Data quality and uncertainty of an inventory.

The classes and percentages are a policy of this platform ([D] in factors.md 2.8: bands of 5, 15, 30 % and
more), not measurements; what a company states itself goes before them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klimapakt.methods.inventory.case import Entry
from klimapakt.methods.inventory.lines import Line
from klimapakt.methods.uncertainty import UncertainLine, Uncertainty, uncertainty_of_sum

ASSUMED_QUALITY = "estimated"
SCORES = {"measured": 5, "billed": 5, "calculated": 4, "estimated": 2, "proxy": 1}
U_AMOUNT_PERCENT = {"measured": 2.0, "billed": 2.0, "calculated": 10.0, "estimated": 30.0, "proxy": 50.0}
U_FACTOR_PERCENT = {5: 2.5, 4: 7.5, 3: 15.0, 2: 30.0, 1: 50.0}


@dataclass(frozen=True, slots=True)
class InventoryUncertainty:
    """Standard uncertainties in milligrams of scope 1 and 2 (location-based) and of the whole total."""

    scope12_location: Uncertainty
    total_location: Uncertainty

    def as_json(self) -> dict[str, dict[str, float | None]]:
        """Return the uncertainty as the contract prints it."""
        return {
            "scope12_location": {"u_mg": self.scope12_location.u, "percent": self.scope12_location.percent},
            "total_location": {"u_mg": self.total_location.u, "percent": self.total_location.percent},
        }


def quality_score(location_based: Iterable[Line], entries: Mapping[str, Entry]) -> float | None:
    """Return the score from 5 (best) to 1, weighted by location-based emissions; None without emissions."""
    weighted = total = 0
    for line in location_based:
        weighted += line.co2e_mg * SCORES[entries[line.activity].quality or ASSUMED_QUALITY]
        total += line.co2e_mg
    return weighted / total if total else None


def inventory_uncertainty(
    location_based: Iterable[Line], entries: Mapping[str, Entry]
) -> InventoryUncertainty:
    """Return the uncertainty of the sums of location-based lines."""
    all_scopes = uncertain_lines(location_based, entries)
    scopes_1_and_2 = [line for line, scope in all_scopes if scope != 3]
    return InventoryUncertainty(
        uncertainty_of_sum(scopes_1_and_2), uncertainty_of_sum(line for line, _ in all_scopes)
    )


def uncertain_lines(
    location_based: Iterable[Line], entries: Mapping[str, Entry]
) -> list[tuple[UncertainLine, int | None]]:
    """Return location-based lines with the uncertainties of amount and factor, each with its scope."""
    percents = {name: _u_amount(entry) for name, entry in entries.items()}
    found: list[tuple[UncertainLine, int | None]] = []
    for line in location_based:
        activity, applied = line.activity, line.applied
        stated = entries[activity].u_factor_percent
        u_factor = U_FACTOR_PERCENT[applied.quality] if stated is None else float(stated)
        uncertain = UncertainLine(
            activity, applied.factor_id, float(line.co2e_mg), percents[activity], u_factor
        )
        found.append((uncertain, applied.scope))
    return found


def _u_amount(entry: Entry) -> float:
    if entry.u_amount_percent is not None:
        return float(entry.u_amount_percent)
    return U_AMOUNT_PERCENT[entry.quality or ASSUMED_QUALITY]
