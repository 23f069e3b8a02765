"""The sheet with the lines: each multiplies itself, to the milligram. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import floor
from typing import Any, Final

FIRST_ROW: Final = 2
"""The row of the first line as the spreadsheet counts; the heading stands above it."""

COLUMNS: Final = (
    "id",
    "row",
    "site",
    "name",
    "label",
    "part_word",
    "part",
    "scope",
    "scope3_category",
    "group",
    "category",
    "counts_in",
    "amount",
    "unit",
    "kg_per_unit",
    "co2e_mg",
    "co2e_kg",
    "factor_id",
    "source",
    "reason",
    "evidence",
)
"""The columns from the left, by the names they have in the record where it knows them."""

PLACES: Final[Mapping[str, int]] = {name: place for place, name in enumerate(COLUMNS)}
FROM_RECORD: Final = ("id", "part", "scope", "scope3_category", "category", "unit", "factor_id", "source")
"""Columns whose text is that of the line in the record."""

_MG_PER_KG: Final = 1_000_000


def formula_of(row: int, amount: Decimal, kg_per_unit: Decimal, co2e_mg: int) -> str:
    """Return the formula of a line in a row as the spreadsheet counts.

    Amount and factor are multiplied as numbers of 64 bits, as the calculation does. Where the two steps of a
    spreadsheet round to another milligram than the one step of the calculation, the factor stands in the
    formula in milligrams.

    >>> formula_of(2, Decimal(1000), Decimal("0.361"), 361_000_000)
    'FLOOR(M2*O2*1000000+0.5,1)'
    """
    if floor(float(amount) * float(kg_per_unit) * _MG_PER_KG + 0.5) == co2e_mg:
        return f"FLOOR(M{row}*O{row}*1000000+0.5,1)"
    return f"FLOOR(M{row}*{float(kg_per_unit * _MG_PER_KG)!r}+0.5,1)"


def expected(row: int, printed: Mapping[str, Any], exact: Sequence[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield column, formula and value of the cells of a line that the record decides; values as text."""
    amount, kg_per_unit = Decimal(exact[0]), Decimal(exact[1])
    for name in FROM_RECORD:
        yield name, "", "" if printed[name] is None else str(printed[name])
    yield "row", "", str(printed["activity"])
    yield "amount", "", repr(float(amount))
    yield "kg_per_unit", "", repr(float(kg_per_unit))
    co2e_mg = printed["co2e_mg"]
    yield "co2e_mg", formula_of(row, amount, kg_per_unit, co2e_mg), repr(float(co2e_mg))
    yield "co2e_kg", f"P{row}/1000000", repr(co2e_mg / _MG_PER_KG)
