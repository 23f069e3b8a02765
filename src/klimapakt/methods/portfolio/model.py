"""What a portfolio is chosen from: energy flows, measures on them, budgets, targets."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

LONGEST_LIFE: Final = 200
MOST_YEARS: Final = 50
MOST_FLOWS: Final = 200
MOST_MEASURES: Final = 300
LONGEST_SECONDS: Final = 600
SECONDS: Final = Decimal(5)


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow of energy or material: its amount, what a unit emits, and how its use changes by year.

    ``mg_per_unit`` and ``activity`` have one entry for each year of the case.
    """

    id: str
    base_amount: Decimal
    unit: str
    mg_per_unit: tuple[Decimal, ...]
    activity: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant for measures that start in the window: a share of the investment, up to a sum."""

    share: Decimal
    max_eur: Decimal
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Switch:
    """What is saved on the flow is used on another one instead, ``factor`` units for each."""

    flow: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure on a flow: it saves ``share`` of what others leave; ``yearly_eur`` is received or paid."""

    id: str
    flow: str
    share: Decimal
    capex_eur: Decimal
    yearly_eur: Decimal
    life_years: int
    earliest: int
    latest: int
    group: str | None = None
    requires: tuple[str, ...] = ()
    switch_to: Switch | None = None
    grant: Grant | None = None

    def granted_eur(self, year: int) -> Decimal:
        """Return the grant when the measure starts in a year."""
        if self.grant is None or not self.grant.first_year <= year <= self.grant.last_year:
            return Decimal(0)
        return min(self.capex_eur * self.grant.share, self.grant.max_eur)


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be decided; exactly one of targets by year and a budget of emissions over all years."""

    years: tuple[int, ...]
    flows: tuple[Flow, ...]
    measures: tuple[Measure, ...]
    budget_eur: tuple[Decimal, ...]
    targets_mg: Mapping[int, int] | None
    budget_mg: int | None
    discount_rate: Decimal
    time_limit_s: Decimal = SECONDS
