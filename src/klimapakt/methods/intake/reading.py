"""Reading a table of consumption: from bytes to rows that are accepted, asked about or rejected."""

from collections.abc import Iterable, Sequence
from typing import Literal

from klimapakt.methods.intake.amounts import style_of
from klimapakt.methods.intake.csvtext import read_text
from klimapakt.methods.intake.formats import kind_of
from klimapakt.methods.intake.grids import BLANK, Cell, Grid, text_of
from klimapakt.methods.intake.headers import (
    Header,
    ensure_complete,
    find_header,
    find_mapped,
    glance_at,
    header_notes,
    no_header,
)
from klimapakt.methods.intake.limits import MAX_ROWS
from klimapakt.methods.intake.mapping import ColumnMapping, Glance
from klimapakt.methods.intake.numbers import Reading, read_number
from klimapakt.methods.intake.periods import Calendar, order_of
from klimapakt.methods.intake.quantities import Writing
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.intake.repeats import with_repeats
from klimapakt.methods.intake.rows import RowReader
from klimapakt.methods.intake.sheetscan import too_many_rows
from klimapakt.methods.intake.tables import Column, Table
from klimapakt.methods.intake.units import read_unit
from klimapakt.methods.intake.words import cleaned, fold, quoted, spellings
from klimapakt.methods.intake.workbook import Workbook
from klimapakt.methods.messages import Message, gettext_noop

Numbers = Literal["auto", "de", "en"]
_DATE_FIELDS = ("period_start", "period_end")
_ROWS_NAMED = 10


def read_table(
    data: bytes, *, filename: str, numbers: Numbers = "auto", mapping: ColumnMapping | None = None
) -> Table:
    r"""Read an uploaded table (.xlsx or CSV). Raises IntakeRefused when the file as a whole cannot be read.

    ``filename`` only serves to say when a file is not what its name promises. ``numbers`` says how amounts
    are written when the file does not: "1.234" is 1234 in German and a little more than one in English.
    ``mapping`` says what the columns mean when a person has named them; their headings then do not count.

    >>> table = read_table("Aktivität;Menge;Einheit\nStrom;1.234,5;kWh\n".encode(), filename="a.csv")
    >>> table.numbers, table.rows[0].activity["amount"]
    ('de', '1234.5')
    """
    kind = kind_of(data)
    grid, header, notes = (
        _from_workbook(data, mapping) if kind == "workbook" else _from_text(data, filename, mapping)
    )
    records, skipped = _records(grid, header)
    try:
        ensure_complete(header, units_in_amounts=lambda: _has_units_in_amounts(records, header))
    except IntakeRefused as refused:
        raise IntakeRefused(refused.message, _worth_asking(grid)) from refused
    if not records:
        raise _only_header(header)
    if len(records) > MAX_ROWS:
        raise too_many_rows()
    style = style_of(_cells(records, header.by_field.get("amount")), numbers)
    calendar, calendar_notes = _calendar(records, header, grid)
    fields = header.by_field
    unit = fields["amount"].unit if "amount" in fields else ""
    reader = RowReader(header, grid, Writing(style.style, unit), calendar, fields)
    rows = [reader.read(number, cells) for number, cells in records]
    start = fields.get("period_start")
    return Table(
        columns=header.columns,
        numbers=style.style,
        rows=with_repeats(rows, start.label if start else None),
        notes=(
            *notes,
            *grid.notes,
            *header_notes(header),
            *style.notes,
            *calendar_notes,
            *skipped,
            *_without_period(header),
            *_organisations(records, header),
        ),
    )


def _header_of(grid: Grid, mapping: ColumnMapping | None) -> Header | None:
    return find_mapped(grid, mapping) if mapping else find_header(grid)


def _worth_asking(grid: Grid) -> Glance | None:
    """Return the columns for a person to name; a text with one column is no table."""
    glance = glance_at(grid)
    return glance if len(glance.columns) > 1 else None


def _from_text(
    data: bytes, filename: str, mapping: ColumnMapping | None
) -> tuple[Grid, Header, tuple[Message, ...]]:
    grid = read_text(data)
    if not grid.rows:
        raise _empty()
    header = _header_of(grid, mapping)
    if header is None:
        raise IntakeRefused(no_header(grid).message, _worth_asking(grid))
    if not filename.lower().endswith((".xlsx", ".xlsm", ".xls")):
        return grid, header, ()
    template = gettext_noop("The file is named like a workbook but is a text table; it was read as one.")
    return grid, header, (Message("text_named_workbook", template),)


def _from_workbook(data: bytes, mapping: ColumnMapping | None) -> tuple[Grid, Header, tuple[Message, ...]]:
    """Return the first visible sheet that has a header; others with a table of their own are named."""
    book = Workbook(data)
    if not book.sheets:
        raise _empty()
    grids = {name: book.grid(name) for name in book.sheets}
    headers = {name: found for name, grid in grids.items() if (found := _header_of(grid, mapping))}
    if not headers:
        first = next((grid for grid in grids.values() if grid.rows), None)
        if first is None:
            raise _empty()
        raise IntakeRefused(no_header(first).message, _worth_asking(first))
    name, *others = headers
    notes = []
    if others:
        template = gettext_noop(
            "The sheet “%(sheet)s” was read. These sheets hold tables too and were not read: %(others)s. "
            "Upload them as files of their own."
        )
        notes.append(Message("sheets_not_read", template, {"sheet": name, "others": quoted(others)}))
    elif len(grids) > 1:
        notes.append(
            Message("sheet_chosen", gettext_noop("The sheet “%(sheet)s” was read."), {"sheet": name})
        )
    return grids[name], headers[name], tuple(notes)


def _records(grid: Grid, header: Header) -> tuple[list[tuple[int, tuple[Cell, ...]]], tuple[Message, ...]]:
    """Return the rows below the header without totals and repeated headers, and notes that name those."""
    below = [(number, cells) for number, cells in grid.rows if number > header.row]
    heading = [fold(column.header) for column in header.columns if column.header]
    fields = header.by_field
    totals = [number for number, cells in below if _is_total(cells, fields.get("activity"))]
    again = [number for number, cells in below if _says(cells, heading)]
    left_out = {*totals, *again}
    notes = []
    if totals:
        template = gettext_noop("Rows with totals were left out, so that nothing counts twice: %(rows)s.")
        notes.append(Message("totals_left_out", template, {"rows": _numbers(totals)}))
    if again:
        template = gettext_noop("The header is repeated in these rows; they were left out: %(rows)s.")
        notes.append(Message("headers_left_out", template, {"rows": _numbers(again)}))
    return [record for record in below if record[0] not in left_out], tuple(notes)


def _is_total(cells: Sequence[Cell], activity: Column | None) -> bool:
    """Return whether a row adds up others: its first filled cell says so, and it names no activity."""
    first = next((cell for cell in cells if cell != BLANK), BLANK)
    if not isinstance(first, str) or fold(first) not in spellings("totals"):
        return False
    named = cells[activity.index] if activity and activity.index < len(cells) else BLANK
    return named in (BLANK, first)


def _says(cells: Sequence[Cell], heading: Sequence[str]) -> bool:
    """Return whether a row repeats the header, whose folded texts are given."""
    filled = [cell for cell in cells if cell != BLANK]
    if len(filled) != len(heading) or fold(text_of(filled[0])) != heading[0]:
        return False
    return [fold(text_of(cell)) for cell in filled] == heading


def _numbers(rows: Sequence[int]) -> str:
    return ", ".join([str(row) for row in rows[:_ROWS_NAMED]] + (["…"] if len(rows) > _ROWS_NAMED else []))


def _cells(
    records: Iterable[tuple[int, tuple[Cell, ...]]], column: Column | None
) -> Iterable[tuple[int, Cell]]:
    if column is None:
        return
    for number, cells in records:
        if column.index < len(cells):
            yield number, cells[column.index]


def _has_units_in_amounts(records: Sequence[tuple[int, tuple[Cell, ...]]], header: Header) -> bool:
    for _, cell in _cells(records, header.by_field.get("amount")):
        found = read_number(cleaned(cell)) if isinstance(cell, str) else None
        if isinstance(found, Reading) and read_unit(found.rest):
            return True
    return False


def _calendar(
    records: Sequence[tuple[int, tuple[Cell, ...]]], header: Header, grid: Grid
) -> tuple[Calendar, tuple[Message, ...]]:
    """Return how the file writes dates, with a note when one row decides it for the others."""
    fields = header.by_field
    cells = [pair for name in _DATE_FIELDS for pair in _cells(records, fields.get(name))]
    order, row = order_of(cells)
    if order is None:
        return Calendar(None, grid.is_1904), ()
    if order == "day_first":
        template = gettext_noop(
            "Dates such as 03/04/2024 were read with the day in front, because of row %(row)s."
        )
    else:
        template = gettext_noop(
            "Dates such as 03/04/2024 were read with the month in front, because of row %(row)s."
        )
    return Calendar(order, grid.is_1904), (Message(f"dates_{order}", template, {"row": row}),)


def _without_period(header: Header) -> tuple[Message, ...]:
    if header.by_field.keys() & {*_DATE_FIELDS, "period", "year"}:
        return ()
    template = gettext_noop("The table has no column for the period, so every row counts for the whole year.")
    return (Message("no_period_column", template),)


def _organisations(records: Sequence[tuple[int, tuple[Cell, ...]]], header: Header) -> tuple[Message, ...]:
    names = {cleaned(text_of(cell)) for _, cell in _cells(records, header.by_field.get("organisation"))} - {
        ""
    }
    if len(names) < 2:
        return ()
    template = gettext_noop(
        "The table names several organisations, but all rows were read for one: %(names)s."
    )
    return (Message("several_organisations", template, {"names": quoted(sorted(names))}),)


def _empty() -> IntakeRefused:
    return IntakeRefused(
        Message("file_empty", gettext_noop("The file is empty. Save the table again and upload it."))
    )


def _only_header(header: Header) -> IntakeRefused:
    template = gettext_noop(
        "Below the header in row %(row)s there are no rows. Enter at least one row and upload the file."
    )
    return IntakeRefused(Message("only_header", template, {"row": header.row}))
