"""Reading a workbook (.xlsx): which sheets it has, what is in them, and nothing that could run or reach out.

The checked parts are packed anew into a small archive of our own, and only that is handed to calamine: it
never sees the uploaded archive, so the two cannot understand it differently. Macros, links to other files,
pictures and hidden sheets are left behind.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from klimapakt.methods.intake.archives import Archive, damaged, open_archive
from klimapakt.methods.intake.grids import Cell, Grid, Odd
from klimapakt.methods.intake.limits import MAX_MERGED_CELLS
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.intake.sheetscan import Place, SheetScan, parse_xml, scan_sheet, scan_strings
from klimapakt.methods.messages import Message, gettext_noop

_WORKBOOK = "xl/workbook.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one part of the archive to another: its name, what it leads to ("worksheet") and where."""

    name: str
    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What the workbook's own list says: the sheets people see, and where they and the rest lie."""

    sheets: Mapping[str, str]
    strings: str
    styles: str
    is_1904: bool


class Workbook:
    """An opened workbook; ``sheets`` are the names of the visible sheets that hold anything."""

    def __init__(self, data: bytes) -> None:
        archive = open_archive(data)
        _ensure_workbook(archive)
        outline = _outline(archive, _main_part(archive))
        self.is_1904 = outline.is_1904
        lengths = scan_strings(archive.read(outline.strings)) if outline.strings in archive else []
        self._scans = {
            name: scan_sheet(archive.read(path), name, lengths)
            for name, path in outline.sheets.items()
            if path in archive
        }
        self.sheets = tuple(name for name, scan in self._scans.items() if scan.rows)
        self._book = _opened(_packed(archive, outline, self.sheets)) if self.sheets else None

    def grid(self, name: str) -> Grid:
        """Return the filled rows of a sheet. Raises IntakeRefused when it is damaged."""
        scan = self._scans[name]
        rows = dict(_rows(self._book, self.sheets.index(name))) if self._book else {}
        for place, text in scan.errors.items():
            _put(rows, place, Odd("error", text))
        for place in scan.uncalculated:
            _put(rows, place, Odd("uncalculated", ""))
        merged = _spread(rows, scan)
        filled = {
            number: tuple(cells)
            for number, cells in sorted(rows.items())
            if any(cell != "" for cell in cells)
        }
        return Grid(
            rows=tuple(filled.items()),
            formulas={row: frozenset(columns) for row, columns in scan.formulas.items()},
            merged=merged,
            is_1904=self.is_1904,
            notes=_hidden_rows(scan, filled),
        )


def _ensure_workbook(archive: Archive) -> None:
    """Refuse every archive that is no plain workbook, naming what it is."""
    names = archive.entries
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names) or _has_macro_type(
        archive
    ):
        template = gettext_noop(
            "This workbook contains macros (small programs), which are not accepted. Save it in your "
            "spreadsheet program as “Excel workbook (.xlsx)” without macros and upload that."
        )
        raise IntakeRefused(Message("file_has_macros", template))
    if _main_part(archive) in names:
        return
    if (
        "xl/workbook.bin" in names
        or "mimetype" in names
        or "content.xml" in names
        or "index/document.iwa" in names
    ):
        template = gettext_noop(
            "This is a workbook in a format that cannot be read (.ods, .xlsb or .numbers). Save it in your "
            "spreadsheet program as .xlsx or CSV and upload that."
        )
        raise IntakeRefused(Message("file_is_other_workbook", template))
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in names):
        template = gettext_noop(
            "This file is a text document or a presentation, even if its name says otherwise. Copy the "
            "figures into the template and upload that."
        )
        raise IntakeRefused(Message("file_is_document", template))
    template = gettext_noop("This file is a packed archive. Unpack it and upload the table from inside.")
    raise IntakeRefused(Message("file_is_archive", template))


def _has_macro_type(archive: Archive) -> bool:
    types = "[content_types].xml"
    return types in archive and b"macroenabled" in archive.read(types).lower()


def _main_part(archive: Archive) -> str:
    """Return the place of the workbook's own list; programs are free to choose it."""
    links = _links_of(archive, "")
    return next((link.path for link in links if link.kind == "officeDocument"), _WORKBOOK)


def _outline(archive: Archive, main: str) -> Outline:
    links = _links_of(archive, main)
    worksheets = {link.name: link.path for link in links if link.kind == "worksheet"}
    others = {link.kind: link.path for link in links}
    sheets: dict[str, str] = {}
    flags: list[bool] = []

    def opened(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "workbookPr":
            flags.append(attributes.get("date1904", "0") in ("1", "true"))
        elif tag == "sheet" and attributes.get("state", "visible") == "visible":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            # Each place counts once: a thousand names for one large sheet must not be read a thousand times.
            if link in worksheets and worksheets[link] not in sheets.values():
                sheets.setdefault(attributes.get("name", ""), worksheets[link])

    parse_xml(archive.read(main), opened)
    return Outline(sheets, others.get("sharedStrings", ""), others.get("styles", ""), any(flags))


def _links_of(archive: Archive, part: str) -> list[Link]:
    """Return where a part of the archive leads to; links out of the archive are left behind."""
    folder, name = posixpath.split(part)
    found: list[Link] = []

    def opened(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append(Link(attributes.get("Id", ""), kind, path.lower()))

    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed in archive:
        parse_xml(archive.read(listed), opened)
    return found


def _packed(archive: Archive, outline: Outline, sheets: Sequence[str]) -> BinaryIO:
    """Return a workbook that holds the named sheets, their texts and styles, and nothing else.

    Parts are copied one after the other: together with their copies they would need the memory twice.
    """
    parts = {f"worksheets/sheet{number}.xml": outline.sheets[name] for number, name in enumerate(sheets, 1)}
    links = [(f"rId{number}", "worksheet", target) for number, target in enumerate(parts, 1)]
    for kind, path in (("sharedStrings", outline.strings), ("styles", outline.styles)):
        if path in archive:
            parts[f"{kind}.xml"] = path
            links.append((f"rId{kind}", kind, f"{kind}.xml"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as copy:
        for name, text in _frame(links, len(sheets), is_1904=outline.is_1904).items():
            copy.writestr(zipfile.ZipInfo(name), text)
        for target, path in parts.items():
            copy.writestr(zipfile.ZipInfo(f"xl/{target}"), archive.read(path))
    packed.seek(0)
    return packed


def _frame(links: list[tuple[str, str, str]], count: int, *, is_1904: bool) -> dict[str, str]:
    """Return the small parts that make an archive a workbook of so many sheets."""
    listed = "".join(
        f'<sheet name="{number}" sheetId="{number}" r:id="rId{number}"/>' for number in range(1, count + 1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{_WORKBOOK}" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": _links([("rId1", "officeDocument", _WORKBOOK)]),
        _WORKBOOK: f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(is_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _links(links),
    }


def _links(links: list[tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _opened(packed: BinaryIO) -> CalamineWorkbook:
    with _damage_refused():
        return CalamineWorkbook.from_filelike(packed)


def _rows(book: CalamineWorkbook, index: int) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the filled rows; calamine starts a row at the leftmost filled column of the sheet."""
    with _damage_refused():
        sheet = book.get_sheet_by_index(index)
        before: list[Cell] = [""] * (sheet.start or (0, 0))[1]
        for number, cells in enumerate(sheet.iter_rows(), 1):
            if any(cell != "" for cell in cells):
                yield number, before + [_cell(cell) for cell in cells]


@contextmanager
def _damage_refused() -> Iterator[None]:
    """Turn what calamine raises into the refusal of a damaged workbook.

    A panic of its Rust code (a date cell with an absurd number, for one) arrives as a BaseException that no
    module exports.
    """
    try:
        yield
    except BaseException as error:
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            raise damaged() from error
        raise


def _cell(value: str | float | bool | time | date | datetime | timedelta) -> Cell:
    """Return a value as a cell: numbers by their shortest decimal form, so that 0.1 stays 0.1."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return Odd("boolean", str(value).upper())
    if isinstance(value, int | float):
        return _decimal(value)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else Odd("time", str(value))


def _decimal(value: float) -> Cell:
    number = Decimal(repr(value))
    if not number.is_finite():
        return Odd("infinite", repr(value))
    return Decimal(int(number)) if number == number.to_integral_value() and number.adjusted() < 18 else number


def _put(rows: dict[int, list[Cell]], place: Place, cell: Cell) -> None:
    row, column = place
    cells = rows.setdefault(row, [])
    cells.extend([""] * (column + 1 - len(cells)))
    cells[column] = cell


def _spread(rows: dict[int, list[Cell]], scan: SheetScan) -> dict[int, frozenset[int]]:
    """Write the value of cells merged downwards into each of their rows, and return where that was done."""
    done: dict[int, set[int]] = {}
    left = MAX_MERGED_CELLS
    for (top, first), (bottom, last) in scan.merged:
        cells = rows.get(top, [])
        if first != last or bottom <= top or first >= len(cells) or cells[first] == "":
            continue
        for row in range(top + 1, min(bottom, scan.last_row, top + left) + 1):
            if row in rows:
                _put(rows, (row, first), cells[first])
                done.setdefault(row, set()).add(first)
        left -= min(bottom, scan.last_row) - top
        if left <= 0:
            break
    return {row: frozenset(columns) for row, columns in done.items()}


def _hidden_rows(scan: SheetScan, filled: Mapping[int, object]) -> tuple[Message, ...]:
    hidden = sorted(scan.hidden_rows.intersection(filled))
    if not hidden:
        return ()
    template = gettext_noop(
        "Hidden rows were read as well: %(rows)s. Delete them if they do not belong to the table."
    )
    shown = [str(row) for row in hidden[:10]] + (["…"] if len(hidden) > 10 else [])
    return (Message("hidden_rows_read", template, {"rows": ", ".join(shown)}),)
