"""Sheets of a workbook that remember what was written on them, so that each row gets a digest. Pure.

Text is always text: nothing a person wrote becomes a formula. Numbers are written with all their digits, and
formulas carry their value, so that viewers which do not calculate show it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from klimapakt.inventories.documents.cells import Cell, Number, digest_of, number_text

LONGEST_TEXT: Final = 32_767
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class _Exact(float):
    """A number that is written with the digits that give exactly it, and not with sixteen."""

    def __format__(self, wanted: str) -> str:
        return repr(float(self))


class Page:
    """One sheet; rows and columns are counted from zero."""

    def __init__(self, sheet: Worksheet, looks: Mapping[str, Format]) -> None:
        self.sheet = sheet
        self._looks = looks
        self._cells: defaultdict[int, dict[int, Cell]] = defaultdict(dict)

    def text(self, row: int, column: int, text: object, look: str = "text") -> None:
        """Write a text; an empty one leaves the cell empty."""
        told = _CONTROL.sub(" ", str(text))[:LONGEST_TEXT]
        if told:
            self.sheet.write_string(row, column, told, self._looks[look])
            self._cells[row][column] = Cell("", told)

    def number(self, row: int, column: int, number: Number, look: str = "number") -> None:
        """Write a number with every digit that a spreadsheet can hold."""
        if look == "number" and number == int(number):
            look = "whole"  # else the mark of the decimals would stand behind it, with nothing after it
        self.sheet.write_number(row, column, _Exact(number), self._looks[look])
        self._cells[row][column] = Cell("", number_text(number))

    def formula(self, row: int, column: int, formula: str, value: Number | str, look: str = "number") -> None:
        """Write a formula, given without the equals sign, with the value it has."""
        shown = value if isinstance(value, str) else number_text(value)
        self.sheet.write_formula(row, column, f"={formula}", self._looks[look], shown)
        self._cells[row][column] = Cell(formula, shown)

    def row(self, row: int, texts: Sequence[object], look: str = "text") -> None:
        """Write texts side by side."""
        for column, text in enumerate(texts):
            self.text(row, column, text, look)

    def digests(self) -> dict[str, str]:
        """Return the digest of each row that holds something, by its number as the spreadsheet counts."""
        return {str(row + 1): digest_of(cells) for row, cells in sorted(self._cells.items())}
