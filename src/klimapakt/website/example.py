"""The example on the start page: an invented workshop, calculated by the same methods as any real company."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from klimapakt.methods.inventory import Inventory, calculate
from klimapakt.methods.messages import Message

YEAR = 2024
_CASE: Mapping[str, object] = {
    "year": YEAR,
    "activities": [
        {"id": "electricity", "activity": "electricity", "amount": 48_000, "unit": "kWh"},
        {"id": "gas", "activity": "natural_gas", "amount": 120_000, "unit": "kWh_Hs"},
        {"id": "diesel", "activity": "diesel", "amount": 6_200, "unit": "l"},
    ],
}
_EXPLAINED_LINE = "electricity:location"


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """One line of an inventory as it is explained to people."""

    amount: Decimal
    unit: str
    kg_per_unit: Decimal
    co2e_mg: int
    source: str
    reason: Message


@cache
def inventory() -> Inventory:
    """Return the inventory of the invented workshop under the newest edition of factors."""
    return calculate(_CASE)


def explained_line() -> ExplainedLine:
    """Return the line of the example that the start page explains."""
    line = next(line for line in inventory().lines if line.id == _EXPLAINED_LINE)
    return ExplainedLine(line.amount, line.unit, line.kg_per_unit, line.co2e_mg, line.source, line.reason)
