"""What makes an inventory uncertain, and what a better value would bring."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

from klimapakt.methods.inventory.engine import Inventory
from klimapakt.methods.inventory.quality import U_AMOUNT_PERCENT, U_FACTOR_PERCENT, uncertain_lines
from klimapakt.methods.inventory.totals import counts_location_based
from klimapakt.methods.uncertainty import Contribution, UncertainLine, contributions_to

BEST_AMOUNT_PERCENT: Final = U_AMOUNT_PERCENT["billed"]
BEST_FACTOR_PERCENT: Final = U_FACTOR_PERCENT[5]


@dataclass(frozen=True, slots=True)
class Improvement:
    """What is gained when an amount comes from a bill, or a factor is as good as factors get.

    ``percent`` is the standard uncertainty the total would then have; ``gain_percent`` how many points that
    is less than now.
    """

    contribution: Contribution
    percent: float
    gain_percent: float


def uncertain_lines_of(result: Inventory) -> list[UncertainLine]:
    """Return the lines of the location-based total with the uncertainties of their amounts and factors."""
    entries = {entry.id: entry for entry in result.case.entries}
    return [line for line, _ in uncertain_lines(filter(counts_location_based, result.lines), entries)]


def improvements(result: Inventory) -> tuple[Improvement, ...]:
    """Return what would make the location-based total more certain, the largest gain first.

    An amount that comes from a bill already, and a factor of the best class, cannot be bettered and are left
    out.

    >>> from klimapakt.methods.inventory import calculate
    >>> guess = {"id": "g", "activity": "natural_gas", "amount": 90, "unit": "MWh_Hs", "quality": "proxy"}
    >>> improvements(calculate({"year": 2024, "activities": [guess]}))[0].contribution.kind
    'amount'
    """
    total = result.totals.location_based_mg
    if not total:
        return ()
    parts = contributions_to(uncertain_lines_of(result))
    now = result.uncertainty.total_location.u
    found = _bettered(parts, total, now)
    return tuple(sorted(found, key=lambda one: (-one.gain_percent, one.contribution.key)))


def _bettered(parts: Iterable[Contribution], total: int, now: float) -> Iterable[Improvement]:
    for part in parts:
        best = BEST_AMOUNT_PERCENT if part.kind == "amount" else BEST_FACTOR_PERCENT
        reached = abs(part.emissions) * best / 100
        if reached < part.u:
            then = sqrt(part.u_without**2 + reached**2)
            yield Improvement(part, 100 * then / total, 100 * (now - then) / total)
