"""What an inventory is made from: the case as read from JSON or from a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Boundary = Literal["operational_control", "financial_control", "equity_share"]

BOUNDARIES = ("operational_control", "financial_control", "equity_share")
QUALITIES = ("measured", "billed", "calculated", "estimated", "proxy")
PURPOSES = ("business", "commute", "own_fleet")
CABINS = ("economy", "premium_economy", "business", "first", "average")
INSTRUMENTS = ("guarantee_of_origin", "ppa", "supplier_factor", "none")
METHODS = ("location", "market", "both")
FINANCIAL_CONTROLS = ("full", "joint", "none")
CRITERIA = (
    "conveys_attributes",
    "sole_claim",
    "redeemed_for_reporter",
    "vintage_close",
    "same_market",
    "supplier_rate_excludes_sold_certificates",
    "direct_attributes_transferred_once",
    "residual_mix_used_or_absence_disclosed",
)


@dataclass(frozen=True, slots=True)
class Site:
    """How the company holds a site. What is not stated: operated, fully controlled, share unknown (None)."""

    equity_share: Decimal | None = None
    financial_control: str = "full"
    operated: bool = True


@dataclass(frozen=True, slots=True)
class CustomFactor:
    """A factor of the company's own, kilograms CO2e per ``unit``; without a source it is refused."""

    kg_per_unit: Decimal
    unit: str
    scope: int
    source: str
    scope3_category: int | None = None
    method: str = "both"
    upstream_kg_per_unit: Decimal | None = None
    biogenic_kg_per_unit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A contractual instrument for electricity; ``kg_per_unit`` in the activity's unit."""

    kind: str
    amount: Decimal | None = None
    kg_per_unit: Decimal | None = None
    criteria: Mapping[str, bool] = field(default_factory=dict)

    def missing_criteria(self) -> list[str]:
        """Return the quality criteria that are not met; one is enough to ignore the instrument."""
        return [name for name in CRITERIA if not self.criteria.get(name, False)]


class Entry(NamedTuple):
    """One activity of a case; ``path`` is its place in the input. A named tuple for speed, as ``Line``."""

    id: str
    path: str
    amount: Decimal
    unit: str
    activity: str | None = None
    factor_id: str | None = None
    factor: CustomFactor | None = None
    site: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    year: int | None = None
    quality: str | None = None
    u_amount_percent: Decimal | None = None
    u_factor_percent: Decimal | None = None
    purpose: str | None = None
    gas: str | None = None
    cabin: str | None = None
    country: str | None = None
    calorific_kwh_per_m3: Decimal | None = None
    z_number: Decimal | None = None
    supplier_kg_per_unit: Decimal | None = None
    supplier_source: str | None = None
    instrument: Instrument | None = None

    def has_special_fields(self) -> bool:
        """Return whether any field is given that only some activities use."""
        return self[_FIRST_SPECIAL:_INSTRUMENT].count(None) < _INSTRUMENT - _FIRST_SPECIAL

    def what_and_how_much(self) -> tuple[object, ...]:
        """Return what makes two entries the same one: all but id, place, quality and instrument."""
        return self[_AMOUNT:_QUALITY] + self[_FIRST_SPECIAL:_INSTRUMENT]


_FIRST_SPECIAL = Entry._fields.index("purpose")
_INSTRUMENT = Entry._fields.index("instrument")
_AMOUNT = Entry._fields.index("amount")
_QUALITY = Entry._fields.index("quality")


@dataclass(frozen=True, slots=True)
class Case:
    """A company's year: period, boundary, sites and activities."""

    year: int
    entries: tuple[Entry, ...]
    edition: str | None = None
    region: str = "DE"
    period_start: date | None = None
    period_end: date | None = None
    boundary: str = "operational_control"
    sites: Mapping[str, Site] = field(default_factory=dict)
    turnover_eur: Decimal | None = None
    fte: Decimal | None = None
    area_m2: Decimal | None = None

    def reporting_period(self) -> tuple[date, date]:
        """Return the first and last day of the reporting period; the calendar year unless stated."""
        if self.period_start and self.period_end:
            return self.period_start, self.period_end
        return date(self.year, 1, 1), date(self.year, 12, 31)
