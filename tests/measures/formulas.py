"""A spreadsheet in small: calculates the formulas of the workbook of an appraisal, ignoring the kept values.

Knows the few functions that the workbook uses, and ranges that go through an operation cell by cell.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import floor
from operator import add, eq, ge, gt, le, lt, mul, ne, sub, truediv
from typing import Any

from klimapakt.inventories.documents.cells import Cell
from klimapakt.inventories.documents.checking.workbook_cells import Sheet, read_sheets
from tests.inventories.documents.spreadsheet import column_of

_TOKEN = re.compile(
    r"\s*(?:(?P<ref>(?:'(?:[^']|'')+'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\w(])"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<text>\"[^\"]*\")"
    r"|(?P<name>[A-Z]+)(?=\()|(?P<sign><=|>=|<>|[-+*/^=<>(),]))"
)
_REF = re.compile(r"(?:'((?:[^']|'')+)'!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")
_COMPARED = {"=": eq, "<>": ne, "<=": le, ">=": ge, "<": lt, ">": gt}
_SUMMED = {"+": add, "-": sub}
_MULTIPLIED = {"*": mul, "/": truediv}


@dataclass
class Formulas:
    """A workbook that calculates; ``changed`` are cells that somebody has typed over."""

    sheets: Mapping[str, Sheet]
    changed: Mapping[tuple[str, int, int], float] = field(default_factory=dict)
    known: dict[tuple[str, int, int], Any] = field(default_factory=dict)

    def value(self, sheet: str, row: int, column: int) -> Any:  # noqa: ANN401  (as a cell is)
        """Return the value of a cell, calculated where it holds a formula."""
        place = sheet, row, column
        if place in self.changed:
            return self.changed[place]
        if place not in self.known:
            cell = self.sheets[sheet].get(row, {}).get(column, Cell("", ""))
            self.known[place] = (
                _Reading(self, sheet, cell.formula).all() if cell.formula else _plain(cell.value)
            )
        return self.known[place]

    def formulas(self) -> list[tuple[str, int, int, Cell]]:
        """Return every cell with a formula."""
        return [
            (name, row, column, cell)
            for name, rows in self.sheets.items()
            for row, cells in rows.items()
            for column, cell in cells.items()
            if cell.formula
        ]


def opened(workbook: bytes) -> Formulas:
    """Return a workbook that calculates."""
    return Formulas(read_sheets(workbook))


class _Reading:
    """Reads one formula from left to right."""

    def __init__(self, book: Formulas, sheet: str, formula: str) -> None:
        self._book, self._sheet = book, sheet
        found = list(_TOKEN.finditer(formula))
        assert "".join(one.group() for one in found) == formula, formula
        self._tokens = [(one.lastgroup, one.group().strip()) for one in found]

    def all(self) -> Any:  # noqa: ANN401  (as a cell is)
        found = self._compared()
        assert not self._tokens, self._tokens
        return found

    def _next(self, *signs: str) -> str | None:
        if self._tokens and self._tokens[0][0] == "sign" and self._tokens[0][1] in signs:
            return self._tokens.pop(0)[1]
        return None

    def _chain(self, part: Callable[[], Any], signs: Mapping[str, Callable[[Any, Any], Any]]) -> Any:  # noqa: ANN401  (as cells are)
        found = part()
        while (sign := self._next(*signs)) is not None:
            found = _each(signs[sign], found, part())
        return found

    def _compared(self) -> Any:  # noqa: ANN401  (as cells are)
        return self._chain(self._summed, _COMPARED)

    def _summed(self) -> Any:  # noqa: ANN401  (as cells are)
        return self._chain(self._multiplied, _SUMMED)

    def _multiplied(self) -> Any:  # noqa: ANN401  (as cells are)
        return self._chain(self._raised, _MULTIPLIED)

    def _raised(self) -> Any:  # noqa: ANN401  (as cells are)
        return self._chain(self._single, {"^": pow})

    def _single(self) -> Any:  # noqa: ANN401  (as cells are)
        if self._next("-"):
            return _each(sub, 0.0, self._single())
        kind, text = self._tokens.pop(0)
        if kind == "sign":
            assert text == "(", text
            found = self._compared()
            assert self._next(")")
            return found
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1]
        return self._called(text) if kind == "name" else self._cells(text)

    def _called(self, name: str) -> Any:  # noqa: ANN401  (as cells are)
        assert self._next("(")
        given = [self._compared()]
        while self._next(","):
            given.append(self._compared())
        assert self._next(")")
        return _FUNCTIONS[name](*given)

    def _cells(self, text: str) -> Any:  # noqa: ANN401  (as cells are)
        found = _REF.fullmatch(text)
        assert found, text
        name, letters, row, last_letters, last = found.groups()
        sheet = name.replace("''", "'") if name else self._sheet
        column = column_of(letters)
        if last is None:
            return self._book.value(sheet, int(row), column)
        return [
            self._book.value(sheet, one, other)
            for one in range(int(row), int(last) + 1)
            for other in range(column, column_of(last_letters) + 1)
        ]


def _each(operator: Callable[[Any, Any], Any], one: Any, other: Any) -> Any:  # noqa: ANN401  (as cells are)
    if isinstance(one, list) or isinstance(other, list):
        length = len(one if isinstance(one, list) else other)
        ones = one if isinstance(one, list) else [one] * length
        others = other if isinstance(other, list) else [other] * length
        return [operator(left, right) for left, right in zip(ones, others, strict=True)]
    return operator(one, other)


def _numbers(given: tuple[Any, ...]) -> list[float]:
    """Return the numbers among cells and values; texts in ranges are passed over."""
    flat = [cell for one in given for cell in (one if isinstance(one, list) else [one])]
    return [float(cell) for cell in flat if not isinstance(cell, str)]


def _plain(text: str) -> Any:  # noqa: ANN401  (as cells are)
    try:
        return float(text)
    except ValueError:
        return text


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "AND": lambda *given: all(given),
    "COUNT": lambda *given: len(_numbers(given)),
    "IF": lambda condition, one, other: one if condition else other,
    "INDEX": lambda cells, number: cells[int(number) - 1],
    "INT": floor,
    "IRR": lambda _cells, guess: guess,
    "MAX": lambda *given: max(_numbers(given)),
    "MIN": lambda *given: min(_numbers(given), default=0.0),
    "MOD": lambda one, other: one % other,
    "OR": lambda *given: any(given),
    "ROUND": lambda one, places: round(one, int(places)),
    "SUM": lambda *given: sum(_numbers(given)),
    "SUMPRODUCT": lambda *given: sum(_numbers(given)),
}
