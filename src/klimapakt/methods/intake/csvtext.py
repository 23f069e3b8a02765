"""Rows and cells of a text table: what separates its columns, and what quotation marks hold together.

A reader of our own instead of Python's: it knows the row in which a quotation mark was opened, and it refuses
one that swallows rows instead of returning them as one long cell.
"""

from collections.abc import Iterator

from klimapakt.methods.intake.encodings import decoded
from klimapakt.methods.intake.grids import Cell, Grid
from klimapakt.methods.intake.headers import score_of
from klimapakt.methods.intake.limits import (
    HEADER_SEARCH_ROWS,
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_FILLED_CELLS,
    MAX_LINES,
    MAX_ROWS,
)
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.intake.sheetscan import too_many_cells, too_many_columns, too_many_rows
from klimapakt.methods.messages import Message, gettext_noop

DELIMITERS = ";,\t|"
_PEEK = 10_000
# Our own exports put an apostrophe before cells that a spreadsheet would take for a formula; it is taken off
# again.
_GUARDED = ("'=", "'+", "'-", "'@", "'\t")


def read_text(data: bytes) -> Grid:
    """Return the filled rows of a text table. Raises IntakeRefused when it cannot be taken apart safely."""
    text, notes = decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MAX_LINES:
        raise too_many_rows()
    lines = text.split("\n")
    delimiter, skip = _declared(lines[0])
    delimiter = delimiter or _likely(lines)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    filled = 0
    for number, cells in enumerate(_Reader(lines[skip:], delimiter).records(), 1):
        if not any(cells):
            continue
        rows.append((number, tuple(_plain(cell) for cell in cells)))
        filled += len(cells)
        if filled > MAX_FILLED_CELLS:
            raise too_many_cells()
        if len(rows) > MAX_ROWS + HEADER_SEARCH_ROWS:
            raise too_many_rows()
    return Grid(rows=tuple(rows), notes=notes)


def _declared(line: str) -> tuple[str, int]:
    """Return the separator that a first line such as "sep=;" declares, and the number of lines to skip."""
    if line[:4].lower() == "sep=" and line[4:5] in DELIMITERS and len(line) < 8 and line[4:5]:
        return line[4], 1
    return "", 0


def _likely(lines: list[str]) -> str:
    """Return the separator under which a line reads most like a header; else the most frequent one."""
    peek = [line[:_PEEK] for line in lines[: 3 * HEADER_SEARCH_ROWS] if line.strip()][:HEADER_SEARCH_ROWS]
    scores = {
        mark: max(
            (score_of([cell.strip(' "') for cell in line.split(mark)[:MAX_COLUMNS]]) for line in peek),
            default=0,
        )
        for mark in DELIMITERS
    }
    best = max(DELIMITERS, key=lambda mark: scores[mark])
    if scores[best] > 1:
        return best
    return max(DELIMITERS, key=lambda mark: sum(line.count(mark) for line in peek))


class _Reader:
    """Takes the lines apart; ``_at`` is the line being read, ``_row`` the row in a spreadsheet."""

    def __init__(self, lines: list[str], delimiter: str) -> None:
        self._lines = lines
        self._mark = delimiter
        self._at = 0
        self._row = 0
        self._widest = 0

    def records(self) -> Iterator[list[str]]:
        while self._at < len(self._lines):
            self._row += 1
            line = self._lines[self._at]
            cells = self._quoted() if '"' in line else self._simple(line)
            self._widest = max(self._widest, len(cells))
            self._at += 1
            yield cells

    def _simple(self, line: str) -> list[str]:
        filled = line.rstrip(self._mark)
        if filled.count(self._mark) >= MAX_COLUMNS:
            raise too_many_columns(self._row)
        return [cell.strip() for cell in filled.split(self._mark)]

    def _quoted(self) -> list[str]:
        cells: list[str] = []
        at = 0
        while at >= 0:
            line = self._lines[self._at]
            start = at
            while line[start : start + 1] == " ":
                start += 1
            if line[start : start + 1] == '"':
                cell, at = self._inside(start + 1)
            else:
                end = line.find(self._mark, at)
                cell, at = (line[at:], -1) if end < 0 else (line[at:end], end + 1)
            cells.append(cell.strip())
            if len(cells) > MAX_COLUMNS and (cells[-1] or len(cells) > 10 * MAX_COLUMNS):
                raise too_many_columns(self._row)
        return cells[:MAX_COLUMNS]

    def _inside(self, at: int) -> tuple[str, int]:
        """Return the text inside quotation marks and where the next cell begins (-1: the row ends)."""
        opened = self._at
        pieces: list[str] = []
        while True:
            line = self._lines[self._at]
            end = line.find('"', at)
            if len(pieces) > MAX_CELL_CHARACTERS:
                raise self._unclosed()
            if end < 0:
                pieces += [line[at:], "\n"]
                self._next_line(opened, line.find(self._mark, at) >= 0)
                at = 0
            elif line[end + 1 : end + 2] == '"':
                pieces.append(line[at : end + 1])
                at = end + 2
            else:
                pieces.append(line[at:end])
                return self._after(pieces, end + 1, opened)

    def _next_line(self, opened: int, has_more_columns: bool) -> None:
        """Go on to the next line inside quotation marks, unless the one just left looks like a row."""
        columns = self._lines[self._at].count(self._mark) + 1
        is_row = (
            columns >= self._widest if self._at > opened else has_more_columns and columns == self._widest
        )
        self._at += 1
        if self._at >= len(self._lines) or (is_row and self._widest > 2):
            raise self._unclosed()

    def _after(self, pieces: list[str], at: int, opened: int) -> tuple[str, int]:
        line = self._lines[self._at]
        end = line.find(self._mark, at)
        rest = line[at:] if end < 0 else line[at:end]
        if rest.strip() and self._at > opened:
            raise self._unclosed()
        return "".join([*pieces, rest]), -1 if end < 0 else end + 1

    def _unclosed(self) -> IntakeRefused:
        template = gettext_noop(
            'In row %(row)s a quotation mark (") is opened and not closed again, so that the rows after it '
            "cannot be told apart. Delete the quotation mark, or close it in the same cell."
        )
        return IntakeRefused(Message("quote_unclosed", template, {"row": self._row}))


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith(_GUARDED) else cell
