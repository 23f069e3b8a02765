"""What an appraisal is made from: positions with their timing, prices, rates, taxes and risks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from klimapakt.methods.appraisal.regimes import Regime

TIMINGS: Final = ("yearly", "every", "once")
RISKS: Final = ("surcharge", "deduction")
CO2_GROUP: Final = "co2"
"""Positions of this group are a price on emissions; the abatement cost leaves them out."""

LONGEST_YEARS: Final = 200
HIGHEST_RATE: Final = 10
SENSITIVITY_PERCENT: Final = Decimal(50)
_NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Timing:
    """When a position falls due: every year, every so many years, or once; ``number`` is n or the year.

    Year 0 is the year of the investment; what comes yearly begins in year 1.
    """

    kind: str = "yearly"
    number: int = 1

    def years(self, last: int) -> range:
        """Return the years up to the last in which the position falls due.

        >>> list(Timing("every", 4).years(10)), list(Timing("once", 0).years(10))
        ([4, 8], [0])
        """
        if self.kind == "once":
            return range(self.number, min(self.number, last) + 1)
        return range(self.number, last + 1, self.number)


@dataclass(frozen=True, slots=True)
class Position:
    """A payment of the project: quantity times price, received (1) or paid (-1), against the reference."""

    name: str
    quantity: Decimal
    unit_price_eur: Decimal
    sign: int
    group: str
    timing: Timing = field(default_factory=Timing)
    degradation: Decimal = _NOTHING
    source: str | None = None

    def amount_eur(self) -> Decimal:
        """Return quantity times price, signed, in the prices of the price year."""
        return self.sign * self.quantity * self.unit_price_eur


@dataclass(frozen=True, slots=True)
class Risk:
    """Risk as a surcharge on the discount rate, or as the share of the payments that is expected to fail."""

    surcharge: Decimal = _NOTHING
    loss_share: Decimal = _NOTHING
    probability: Decimal = _NOTHING


@dataclass(frozen=True, slots=True)
class Tax:
    """Tax on the payments less straight-line depreciation; a loss is set off at once."""

    rate: Decimal
    depreciation_years: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """One complete set of assumptions; a scenario is another one."""

    horizon_years: int
    discount_rate: Decimal
    investment_eur: Decimal
    price_year: int
    price_changes: Mapping[str, Decimal]
    positions: tuple[Position, ...]
    grant_eur: Decimal = _NOTHING
    useful_life_years: Decimal | None = None
    saved_mg: tuple[int, ...] = ()
    risk: Risk | None = None
    tax: Tax | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A plan, its scenarios, by how much the sensitivities vary, and the legal tests that are asked."""

    plan: Plan
    scenarios: Mapping[str, Plan] = field(default_factory=dict)
    sensitivity_percent: Decimal = SENSITIVITY_PERCENT
    regimes: tuple[Regime, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Bare payments from year 0, with the rates at which deficits are financed and receipts reinvested."""

    cash_flows: tuple[Decimal, ...]
    discount_rate: Decimal
    finance_rate: Decimal
    reinvest_rate: Decimal
