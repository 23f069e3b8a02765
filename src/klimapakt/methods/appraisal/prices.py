"""Prices on a tonne of CO2 as dated, sourced data; years without a published price have none.

The rows stand in ``data/co2_prices.json``. A statutory price, a market and a scenario never share a path.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.texts import Text, text_of

EDITION: Final = "2026-11-22"
"""The day on which the sources of the rows were last looked at; it changes with every row."""

KINDS: Final = ("statutory", "market", "scenario")
_KEYS: Final = ("title", "kind", "rows")
_ROW_KEYS: Final = ("year", "low", "mid", "high", "source")


@dataclass(frozen=True, slots=True)
class Price:
    """The price of a year in EUR per tonne, with its source."""

    year: int
    low: Decimal
    mid: Decimal
    high: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class PricePath:
    """Prices of one kind through the years."""

    id: str
    title: Text
    kind: str
    prices: tuple[Price, ...]

    def of_year(self, year: int) -> Price | None:
        """Return the price of a year; None where none is published, which is not a price of zero."""
        return next((price for price in self.prices if price.year == year), None)


@cache
def price_paths() -> Mapping[str, PricePath]:
    """Return the paths by id.

    >>> price_paths()["nehs"].of_year(2025).mid, price_paths()["nehs"].of_year(2027)
    (Decimal('55'), None)
    """
    text = files("klimapakt.methods").joinpath("data/co2_prices.json").read_text(encoding="utf-8")
    return {name: _path(name, entry) for name, entry in json.loads(text).items()}


def _path(name: str, raw: object) -> PricePath:
    given = reading.mapping(raw, name, _KEYS, required=_KEYS)
    rows = reading.sequence(given["rows"], f"{name}.rows")
    return PricePath(
        id=name,
        title=text_of(given["title"], f"{name}.title"),
        kind=reading.choice(given["kind"], f"{name}.kind", KINDS),
        prices=tuple(_price(row, f"{name}.rows[{at}]") for at, row in enumerate(rows)),
    )


def _price(raw: object, path: str) -> Price:
    given = reading.mapping(raw, path, _ROW_KEYS, required=_ROW_KEYS)
    low, mid, high = (reading.above_zero(given[key], f"{path}.{key}") for key in ("low", "mid", "high"))
    return Price(
        year=reading.whole_year(given["year"], f"{path}.year"),
        low=low,
        mid=mid,
        high=high,
        source=reading.text(given["source"], f"{path}.source"),
    )
