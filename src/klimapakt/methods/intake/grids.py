"""Cells before anybody knows what they mean: the same grid from a text file and from a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from klimapakt.methods.messages import Message


@dataclass(frozen=True, slots=True)
class Odd:
    """A workbook cell that is no text, number or date: what it is, and its text for showing back."""

    kind: Literal["error", "uncalculated", "infinite", "time", "boolean"]
    text: str


Cell = str | Decimal | date | Odd
BLANK: Cell = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled rows of one table, each with its number in the spreadsheet.

    ``formulas`` and ``merged`` name, by row, the columns (counted from zero) whose value is a formula's
    stored result or was written once for several merged rows.
    """

    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    formulas: Mapping[int, frozenset[int]] = field(default_factory=dict)
    merged: Mapping[int, frozenset[int]] = field(default_factory=dict)
    is_1904: bool = False
    notes: tuple[Message, ...] = ()


def text_of(cell: Cell) -> str:
    """Return a cell as people would read it, in a form that does not depend on the language."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.text if isinstance(cell, Odd) else cell.isoformat()


def letter_of(index: int) -> str:
    """Return the letters a spreadsheet gives a column.

    >>> letter_of(0), letter_of(26)
    ('A', 'AA')
    """
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
