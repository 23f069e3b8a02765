"""What somebody enters about an investment, in the units of people: percent, tonnes, euros. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from klimapakt.methods.messages import gettext_noop

GROUPS: Final = ("energy", "co2", "other")
"""Whose prices change apart from one another; always in this order."""

GROUP_WORDS: Final[Mapping[str, str]] = {
    "energy": gettext_noop("Energy"),
    "co2": gettext_noop("Price on CO₂"),
    "other": gettext_noop("Everything else"),
}
DISCOUNT_PERCENT: Final = Decimal(5)
"""An assumption of the form and no fact; it is named wherever nobody has entered another."""

MOST_LINES: Final = 40
MOST_SCENARIOS: Final = 4
LONGEST_HORIZON: Final = 50
"""Longer than any useful life a business plans with; the method itself goes further."""


@dataclass(frozen=True, slots=True)
class Line:
    """One more payment: received (1) or paid (-1), when, and how fast it gets less."""

    name: str
    sign: int
    quantity: Decimal
    unit_price_eur: Decimal
    group: str = "other"
    timing: str = "yearly"
    number: int | None = None
    degradation_percent: Decimal = Decimal(0)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Another set of assumptions; what is None stays as it is. ``saving_percent`` is of every receipt."""

    name: str
    investment_eur: Decimal | None = None
    discount_percent: Decimal | None = None
    energy_percent: Decimal | None = None
    other_percent: Decimal | None = None
    horizon_years: int | None = None
    saving_percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RiskEntered:
    """Risk as a surcharge in percentage points, or as what is lost in percent and how probable that is."""

    kind: str
    points: Decimal = Decimal(0)
    loss_percent: Decimal = Decimal(0)
    probability_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Everything the form asks. Names of positions come in the language of whoever enters them."""

    investment_eur: Decimal
    quantity: Decimal
    unit_price_eur: Decimal
    life_years: Decimal
    horizon_years: int
    upkeep_eur: Decimal = Decimal(0)
    grant_eur: Decimal = Decimal(0)
    grants: tuple[Mapping[str, str], ...] = ()
    discount_percent: Decimal = DISCOUNT_PERCENT
    price_year: int = 1
    changes: Mapping[str, Decimal] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    degradation_percent: Decimal = Decimal(0)
    lines: tuple[Line, ...] = ()
    tonnes: Decimal | None = None
    co2_price: str = ""
    residual_eur: Decimal = Decimal(0)
    risk: RiskEntered | None = None
    tax_percent: Decimal | None = None
    depreciation_years: Decimal | None = None
    scenarios: tuple[Scenario, ...] = ()
    effects: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
