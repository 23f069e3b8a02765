"""In which order a reviewer looks: points that sort, and claim no exactness."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

SEVERITIES: Final[Mapping[str, int]] = {"": 1, "hint": 2, "warning": 4, "error": 8}
QUALITIES: Final[Mapping[str, int]] = {
    "measured": 2,
    "billed": 2,
    "calculated": 3,
    "estimated": 4,
    "proxy": 5,
    "": 5,
}
"""Twice the weight of a data quality; what says nothing weighs as much as a proxy."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known about one row: milligrams CO2e, the gravest finding about it, its data quality.

    ``before_mg`` is what the same source emitted the year before, None where it is not known.
    """

    mg: int
    severity: str = ""
    quality: str = ""
    before_mg: int | None = None


def risk_points(row: Looked, total_mg: int) -> int:
    """Return severity x share x data quality x change, for sorting; 1,000 x share for a row without doubt.

    ``total_mg`` is the sum of all rows' absolute milligrams. The change counts from 1 (as last year, or
    unknown) to 2 (doubled, halved to nothing, or new beside known rows).

    >>> risk_points(Looked(mg=40, severity="warning", quality="estimated", before_mg=20), total_mg=100)
    6400
    """
    if total_mg <= 0:
        return 0
    share = Fraction(abs(row.mg), total_mg)
    weight = SEVERITIES[row.severity] * Fraction(QUALITIES[row.quality], 2) * (1 + _change(row))
    return round(1000 * share * weight)


def _change(row: Looked) -> Fraction:
    """Return how much a row differs from the year before, from 0 to 1."""
    if row.before_mg is None:
        return Fraction(0)
    if row.before_mg == 0:
        return Fraction(int(row.mg != 0))
    return min(Fraction(1), abs(Fraction(row.mg - row.before_mg, row.before_mg)))
