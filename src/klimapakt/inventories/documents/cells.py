"""Cells of a workbook as they are compared, whoever wrote them. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from klimapakt.inventories.documents.seals import short_hash

Number = Decimal | int | float


class Cell(NamedTuple):
    """What stands in a cell: the text of its formula without the equals sign, and its value as text."""

    formula: str
    value: str


def digest_of(cells: Mapping[int, Cell]) -> str:
    """Return the digest of a row: of the place, the formula and the value of each of its cells."""
    told = (f"{column}\x1e{cell.formula}\x1e{cell.value}" for column, cell in sorted(cells.items()))
    return short_hash("\x1f".join(told))


def number_text(number: Number | str) -> str:
    """Return a number as the text that is the same for equal numbers, however they were written.

    >>> number_text(Decimal("0.10")), number_text("1E2"), number_text(3)
    ('0.1', '100.0', '3.0')
    """
    return repr(float(number))


def column_letters(column: int) -> str:
    """Return the letters of a column counted from zero.

    >>> column_letters(0), column_letters(25), column_letters(27)
    ('A', 'Z', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
