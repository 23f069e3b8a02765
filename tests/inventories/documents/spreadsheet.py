"""A spreadsheet in small: calculates the formulas of a workbook from its cells, ignoring the kept values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import floor

from klimapakt.inventories.documents.cells import Cell
from klimapakt.inventories.documents.checking.workbook_cells import Sheet, read_sheets

Value = float | str
_RANGE = re.compile(r"'([^']+)'!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)")
_REFERENCE = re.compile(r"(?<![\w'!\"])\$?([A-Z]{1,2})(\d+)(?![\w(])")


class Many(list[Value]):
    """The cells of a range; operators go through all of them."""

    def __mul__(self, other: object) -> "Many":
        assert isinstance(other, Many)
        return Many(float(one) * float(two) for one, two in zip(self, other, strict=True))

    def __gt__(self, other: object) -> "Many":  # type: ignore[override]  # as a spreadsheet does
        return Many(isinstance(one, float) and one > float(str(other)) for one in self)

    def __ne__(self, other: object) -> "Many":  # type: ignore[override]  # as a spreadsheet does
        return Many(one != other for one in self)

    __hash__ = None


@dataclass
class Spreadsheet:
    """A workbook that calculates."""

    sheets: Mapping[str, Sheet]
    known: dict[tuple[str, int, int], Value] = field(default_factory=dict)

    def value(self, sheet: str, row: int, column: int) -> Value:
        """Return the value of a cell, calculated where it holds a formula; empty cells are empty texts."""
        place = sheet, row, column
        if place not in self.known:
            cell = self.sheets[sheet].get(row, {}).get(column, Cell("", ""))
            self.known[place] = self._calculated(sheet, cell.formula) if cell.formula else _plain(cell.value)
        return self.known[place]

    def _calculated(self, sheet: str, formula: str) -> Value:
        ranges: list[Many] = []

        def kept(found: re.Match[str]) -> str:
            name, letters, first, last = found.groups()
            column = column_of(letters)
            ranges.append(Many(self.value(name, row, column) for row in range(int(first), int(last) + 1)))
            return f"RANGES[{len(ranges) - 1}]"

        def single(found: re.Match[str]) -> str:
            return f"CELL({found.group(2)},{column_of(found.group(1))})"

        written = _REFERENCE.sub(single, _RANGE.sub(kept, formula))
        written = re.sub(r"(?<![<>=!\"])=(?![=])", "==", written.replace("<>", "!="))
        written = written.replace('"!=', '"<>')
        names: dict[str, object] = {
            **_FUNCTIONS,
            "RANGES": ranges,
            "CELL": lambda row, column: self.value(sheet, row, column),
        }
        found: Value = eval(written, {"__builtins__": {}}, names)  # noqa: S307  # formulas of our own
        return found


def opened(workbook: bytes) -> Spreadsheet:
    """Return a workbook that calculates."""
    return Spreadsheet(read_sheets(workbook))


def column_of(letters: str) -> int:
    """Return the number of a column counted from zero."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


def _plain(text: str) -> Value:
    try:
        return float(text)
    except ValueError:
        return text


def _meets(value: Value, criterion: Value) -> bool:
    if isinstance(criterion, str) and criterion.startswith("<>"):
        return value != criterion[2:]
    if isinstance(criterion, str) and criterion.startswith(">"):
        return isinstance(value, float) and value > float(criterion[1:])
    return value == (float(criterion) if isinstance(criterion, int | float) else criterion)


def _sumifs(wanted: Many, *conditions: object) -> float:
    pairs = list(zip(conditions[::2], conditions[1::2], strict=True))
    total = 0.0
    for place, value in enumerate(wanted):
        if all(_meets(column[place], criterion) for column, criterion in pairs):  # type: ignore[index, arg-type]  # as written
            total += float(value)
    return total


_FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "FLOOR": lambda value, step: float(floor(value / step) * step),
    "SUMIFS": _sumifs,
    "SUMPRODUCT": lambda column: sum(map(float, column)),
    "EXACT": lambda column, text: Many(one == text for one in column),
    "IF": lambda condition, one, other: one if condition else other,
}
