"""What an emission factor is: a value with its edition, validity, source and licence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["yearly", "legal", "standing"]
Use = Literal["inventory", "instrument", "subsidy"]


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that factors come from, with the words its licence asks us to show."""

    key: str
    publisher: str
    title: str
    url: str
    licence: str
    attribution_de: str
    attribution_en: str

    def cited(self) -> str:
        """Return publisher and title as they stand beside a figure."""
        return f"{self.publisher}: {self.title}"


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of an edition; every ``kg`` is kilograms per ``unit``.

    ``upstream_kg_per_unit`` comes on top of ``kg_per_unit`` and belongs to scope 3. ``biogenic_kg_per_unit``
    is CO2 outside the scopes. ``kind`` says how years are chosen (see ``choose``). ``use`` other than
    "inventory" bars the row from inventories. ``quality`` runs from 5 (best) to 1.
    """

    id: str
    series: str
    kind: Kind
    valid_from: int | None
    valid_to: int | None
    name_de: str
    name_en: str
    category: str
    scope: int
    scope3_category: int | None
    unit: str
    kg_per_unit: Decimal
    co2_kg: Decimal | None
    ch4_kg: Decimal | None
    n2o_kg: Decimal | None
    upstream_kg_per_unit: Decimal | None
    biogenic_kg_per_unit: Decimal | None
    gwp_set: str
    region: str
    well_to_wheel: bool
    use: Use
    quality: int
    source: Source
    note: str

    def validity(self) -> str:
        """Return the year or the years the row is valid for, "" when it has none."""
        if self.valid_from is None:
            return ""
        if self.valid_from == self.valid_to:
            return str(self.valid_from)
        return f"{self.valid_from}-{self.valid_to}"


@dataclass(frozen=True, slots=True)
class Gas:
    """A greenhouse gas or refrigerant blend with its global warming potentials (kg CO2e per kg, 100 years).

    ``kyoto_ar5`` is the part of ``ar5`` that counts into scope 1; the rest is reported outside the scopes.
    """

    id: str
    name: str
    composition: str
    is_blend: bool
    ar4: Decimal | None
    ar5: Decimal | None
    ar6: Decimal | None
    kyoto_ar5: Decimal | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of the sources that an edition does not carry, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A released set of factors. It never changes; corrections come as a new edition."""

    name: str
    title_de: str
    title_en: str
    released_on: date
    gwp_set: str
    changes: tuple[Mapping[str, str], ...]
    sources: tuple[Source, ...]
    left_out: tuple[LeftOut, ...]
    corrections: tuple[LeftOut, ...]
    factors: Mapping[str, Factor]
    series: Mapping[str, tuple[Factor, ...]]
    gases: Mapping[str, Gas]
    sha256: str
