"""Looking through the XML of a workbook before any of it is laid out in memory.

The scan learns where cells are filled, which are formulas and which are merged, and stops at a sheet that
claims cells far away (a file of 2 KB can name the last of 17 billion cells). Whole documents are parsed in
one call: feeding a large token in pieces takes quadratic time in the expat version that Python 3.11 brings.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from klimapakt.methods.intake.archives import damaged
from klimapakt.methods.intake.grids import letter_of
from klimapakt.methods.intake.limits import (
    MAX_COLUMNS,
    MAX_FILLED_CELLS,
    MAX_MERGED_CELLS,
    MAX_ROWS,
    MAX_SHEET_AREA,
    MAX_SHEET_ROW,
    MAX_UNPACKED_BYTES,
    MAX_XML_DEPTH,
)
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.messages import Message, gettext_noop

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")

Place = tuple[int, int]
"""Row as the spreadsheet numbers it, column counted from zero."""


@dataclass(slots=True)
class SheetScan:
    """What one sheet holds, before it is read."""

    rows: set[int] = field(default_factory=set)
    filled: int = 0
    first_row: int = MAX_SHEET_ROW
    last_row: int = 0
    last_column: int = -1
    formulas: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    uncalculated: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    text_bytes: int = 0


class _Cell:
    """The cell that the scan is inside of."""

    __slots__ = ("has_formula", "is_filled", "kind", "place", "value")

    def __init__(self, place: Place, kind: str) -> None:
        self.place = place
        self.kind = kind
        self.has_formula = False
        self.is_filled = False
        self.value = ""


class SheetScanner:
    """Follows the cells of one sheet exactly as the reader after it will number them."""

    def __init__(self, name: str, string_lengths: Sequence[int]) -> None:
        self.scan = SheetScan()
        self._name = name
        self._lengths = string_lengths
        self._row = 0
        self._column = 0
        self._cell: _Cell | None = None
        self._is_in_value = False
        self._filled_in_row = 0

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Follow an opening tag."""
        if tag == "c":
            self._begin_cell(attributes)
        elif tag in ("v", "is") and self._cell:
            self._is_in_value = True
            self._fill(self._cell)
        elif tag == "f" and self._cell:
            self._cell.has_formula = True
            self._fill(self._cell)
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def closed(self, tag: str) -> None:
        """Follow a closing tag."""
        if tag in ("v", "is"):
            self._is_in_value = False
        elif tag == "c" and self._cell:
            self._end_cell(self._cell)
            self._cell = None
            self._column += 1
        elif tag == "row":
            self._row += 1

    def text(self, text: str) -> None:
        """Follow a text; only the values of cells matter."""
        if self._is_in_value and self._cell and len(self._cell.value) < 40:
            self._cell.value += text[:40]

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        if number is not None:
            if not number.isascii() or not number.isdigit() or len(number) > 7:
                raise damaged()
            self._row = int(number) - 1
        self._column = 0
        self._filled_in_row = 0
        if attributes.get("hidden") in ("1", "true"):
            self.scan.hidden_rows.add(self._row + 1)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        place = (self._row + 1, self._column)
        reference = attributes.get("r")
        if reference is not None:
            place = _place(reference)
            self._column = place[1]
        self._cell = _Cell(place, attributes.get("t", "n"))

    def _end_cell(self, cell: _Cell) -> None:
        if cell.kind == "s" and cell.value.isascii() and cell.value.isdigit():
            index = int(cell.value)
            self.scan.text_bytes += self._lengths[index] if index < len(self._lengths) else 0
            if self.scan.text_bytes > MAX_UNPACKED_BYTES:
                raise _too_much_text()
        if cell.kind == "e":
            self.scan.errors[cell.place] = cell.value
        if cell.has_formula:
            self.scan.formulas[cell.place[0]].add(cell.place[1])
            if not cell.value and cell.kind != "str":
                self.scan.uncalculated.add(cell.place)

    def _fill(self, cell: _Cell) -> None:
        if cell.is_filled:
            return
        cell.is_filled = True
        place, scan = cell.place, self.scan
        row, column = place
        self._filled_in_row += 1
        scan.filled += 1
        if scan.filled > MAX_FILLED_CELLS:
            raise too_many_cells()
        if row > MAX_SHEET_ROW:
            raise too_many_rows() if len(scan.rows) > MAX_ROWS else self._far_away(place)
        if column >= MAX_COLUMNS:
            raise too_many_columns(row) if self._filled_in_row > MAX_COLUMNS else self._far_away(place)
        scan.rows.add(row)
        scan.first_row = min(scan.first_row, row)
        scan.last_row = max(scan.last_row, row)
        scan.last_column = max(scan.last_column, column)
        if (scan.last_row - scan.first_row + 1) * (scan.last_column + 1) > MAX_SHEET_AREA:
            raise self._far_away(place)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if last and len(self.scan.merged) < MAX_MERGED_CELLS:
            self.scan.merged.append((_place(first), _place(last)))

    def _far_away(self, place: Place) -> IntakeRefused:
        template = gettext_noop(
            "In the sheet “%(sheet)s”, the cell %(cell)s is filled, far away from a table of at most "
            "%(rows)s rows and %(columns)s columns. Delete what stands beside and below the table, or copy "
            "the table into a new workbook."
        )
        params = {
            "sheet": self._name,
            "cell": f"{letter_of(place[1])}{place[0]}",
            "rows": MAX_ROWS,
            "columns": MAX_COLUMNS,
        }
        return IntakeRefused(Message("cell_far_away", template, params))


def scan_sheet(xml: bytes, name: str, string_lengths: Sequence[int]) -> SheetScan:
    """Return what a sheet holds. Raises IntakeRefused when it is damaged or reaches beyond the limits."""
    scanner = SheetScanner(name, string_lengths)
    parse_xml(xml, scanner.opened, scanner.closed, scanner.text)
    return scanner.scan


def scan_strings(xml: bytes) -> list[int]:
    """Return the length of each shared text: many cells may name the same long one."""
    lengths: list[int] = []

    def opened(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "si":
            lengths.append(0)

    def text(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parse_xml(xml, opened, None, text)
    return lengths


def parse_xml(
    xml: bytes,
    opened: Callable[[str, Mapping[str, str]], None],
    closed: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk through a document in UTF-8, without namespaces; one with its own entities is refused."""
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in xml[:4]:
        raise damaged()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    depth = 0

    def begin(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_XML_DEPTH:
            raise damaged()
        opened(tag.rpartition(":")[2], attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if closed:
            closed(tag.rpartition(":")[2])

    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise damaged() from error


def too_many_columns(row: int) -> IntakeRefused:
    """Return the refusal of a table that is too wide."""
    template = gettext_noop(
        "Row %(row)s has more than %(limit)s columns. Upload only the columns of the template."
    )
    return IntakeRefused(Message("too_many_columns", template, {"row": row, "limit": MAX_COLUMNS}))


def too_many_rows() -> IntakeRefused:
    """Return the refusal of a table that is too long."""
    template = gettext_noop(
        "The table has more than %(limit)s rows. Upload it in several files, for example one per site."
    )
    return IntakeRefused(Message("too_many_rows", template, {"limit": MAX_ROWS}))


def too_many_cells() -> IntakeRefused:
    """Return the refusal of a table that is neither too long nor too wide, but too much of both."""
    template = gettext_noop(
        "The table has more than %(limit)s filled cells. Upload only the columns of the template, or several "
        "files."
    )
    return IntakeRefused(Message("too_many_cells", template, {"limit": MAX_FILLED_CELLS}))


def _too_much_text() -> IntakeRefused:
    template = gettext_noop(
        "The texts in this workbook are too long to be read. Shorten them, or copy the table alone."
    )
    return IntakeRefused(Message("too_much_text", template))


def _refuse_doctype(*_: object) -> None:
    raise damaged()


def _place(reference: str) -> Place:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise damaged()
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1
