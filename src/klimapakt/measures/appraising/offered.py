"""Prices that the platform offers for an appraisal: dated rows with a source, nothing beyond them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from klimapakt.methods.appraisal.prices import price_paths
from klimapakt.methods.texts import Text


@dataclass(frozen=True, slots=True)
class OfferedPrice:
    """A price on a tonne of CO2 in a year, with where it comes from. ``part`` is low, mid or high."""

    key: str
    title: Text
    kind: str
    year: int
    part: str
    eur: Decimal
    source: str


def offered_prices(year: int) -> list[OfferedPrice]:
    """Return of each path the newest published row up to a year; one that has a corridor gives all three.

    >>> [(one.key, str(one.eur)) for one in offered_prices(2025) if one.kind == "statutory"]
    [('nehs:2025:mid', '55')]
    """
    return list(_offered(year))


def offered_price(key: str, year: int) -> OfferedPrice | None:
    """Return the price with this key; None for one that is not offered."""
    return next((one for one in _offered(year) if one.key == key), None)


def _offered(year: int) -> Iterator[OfferedPrice]:
    for path in price_paths().values():
        known = [one for one in path.prices if one.year <= year]
        if not known:
            continue
        row = max(known, key=lambda one: one.year)
        parts = (
            {"low": row.low, "mid": row.mid, "high": row.high} if row.low != row.high else {"mid": row.mid}
        )
        for part, eur in parts.items():
            key = f"{path.id}:{row.year}:{part}"
            yield OfferedPrice(key, path.title, path.kind, row.year, part, eur, row.source)
