"""What a report is made of, and its tables as CSV and XLSX."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from klimapakt.foundation.design import numbers
from klimapakt.foundation.design.charts import Bars, Part
from klimapakt.office.member_file import harmless
from klimapakt.reports.rules import Period

NOTHING: Final = "–"
_SHORT: Final = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know: for which days, seen from which day, by which calendar of working days."""

    period: Period
    today: date
    calendar: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: as it is read, and as a spreadsheet takes it."""

    text: str
    value: str | int | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report with the picture of it; ``empty`` says why there is nothing."""

    key: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: Bars | None = None
    note: str = ""
    empty: str = ""

    @property
    def is_short(self) -> bool:
        """Tell whether it is read at a glance and stands open."""
        return len(self.rows) <= _SHORT

    @property
    def lines(self) -> list[tuple[Cell, list[tuple[str, Cell]]]]:
        """Return each row as its name and its values with their headings."""
        return [(row[0], list(zip(self.headings[1:], row[1:], strict=True))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Report:
    """The answer first, then how it is counted, then the tables."""

    answer: str
    words: tuple[str, ...]
    tables: tuple[Table, ...]

    def table(self, key: str) -> Table | None:
        """Return one of its tables."""
        return next((one for one in self.tables if one.key == key), None)


def named(text: object) -> Cell:
    """Return a cell with words."""
    return Cell(str(text), str(text))


def counted(number: int | None) -> Cell:
    """Return a cell with a number; a dash where there is none."""
    return Cell(NOTHING, None) if number is None else Cell(numbers.number(number, _language()), number)


def shared(part: int, whole: int) -> Cell:
    """Return a cell with a share in percent; a dash where there is no whole."""
    if not whole:
        return Cell(NOTHING, None)
    return Cell(numbers.share(part, whole, _language()), round(100 * part / whole))


def dated(day: date | None) -> Cell:
    """Return a cell with a day; a dash where there is none."""
    return Cell(numbers.day(day, _language()), day.isoformat()) if day else Cell(NOTHING, None)


def bars(key: str, words: tuple[str, str], parts: Sequence[Part], headings: tuple[str, str]) -> Bars | None:
    """Return a picture of some parts, with its title and what to see; none where all are zero."""
    if not any(part.value for part in parts):
        return None
    return Bars(
        key=key,
        title=words[0],
        sentence=words[1],
        parts=tuple(parts),
        label_heading=headings[0],
        value_heading=headings[1],
    )


def part(label: object, number: int, note: str = "") -> Part:
    """Return one bar of a number."""
    return Part(str(label), number, numbers.number(number, _language()), note=note)


def as_csv(table: Table) -> str:
    """Return a table that a spreadsheet program opens; nothing in it is taken for a formula."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";")
    lines.writerow([harmless(heading) for heading in table.headings])
    lines.writerows([_plain(cell) for cell in row] for row in table.rows)
    return "\ufeff" + written.getvalue()


def as_xlsx(table: Table) -> bytes:
    """Return the same as a workbook, with numbers as numbers."""
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Report"))
        sheet.write_row(0, 0, table.headings, book.add_format({"bold": True}))
        for number, row in enumerate(table.rows, 1):
            sheet.write_row(number, 0, [cell.value for cell in row])
        sheet.freeze_panes(1, 1)
        sheet.autofit()
    return held.getvalue()


def _plain(cell: Cell) -> str:
    return "" if cell.value is None else harmless(str(cell.value))


def _language() -> str:
    return get_language() or "de"
