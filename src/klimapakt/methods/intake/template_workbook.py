"""The import template as a workbook: the table with drop-down lists, instructions, and the lists."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from klimapakt.methods.intake.limits import FIRST_YEAR, LAST_YEAR
from klimapakt.methods.intake.template import Cell, TemplateTexts, unmistakable

_ROWS_WITH_HELP = 1000
_FURTHER_WIDTH = 18
_WIDTHS = (20, 30, 14, 20, 12, 12, 16, 26, 30)
_HEADING = {"bold": True, "bg_color": "#1F3A4D", "font_color": "#FFFFFF", "valign": "vcenter", "border": 1}
_TITLE = {"bold": True, "font_size": 14}
_EXAMPLE = {"italic": True, "font_color": "#595959"}
_WRAPPED = {"text_wrap": True, "valign": "top"}
# The template carries no moment of its own, so that equal calls give equal bytes.
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)


def as_workbook(
    texts: TemplateTexts, headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, is_example: bool
) -> bytes:
    """Return a table in the shape of the template as the bytes of an .xlsx file."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": texts.raw["title"], "created": _CREATED})
    sheets = texts.raw["sheets"]
    table = book.add_worksheet(sheets["table"])
    _write_help(book, book.add_worksheet(sheets["help"]), texts)
    _write_lists(book, book.add_worksheet(sheets["lists"]), texts)
    _write_table(book, table, texts, headers, is_example=is_example)
    last = _write_rows(book, table, texts, rows, is_example=is_example)
    _add_checks(table, texts, max(last, _ROWS_WITH_HELP))
    book.close()
    return stream.getvalue()


def _write_table(
    book: Workbook, sheet: Worksheet, texts: TemplateTexts, headers: Sequence[str], *, is_example: bool
) -> None:
    numbers, dates = texts.raw["number_format"], texts.raw["date_format"]
    amount, day = book.add_format({"num_format": numbers}), book.add_format({"num_format": dates})
    for column in range(len(headers)):
        width = _WIDTHS[column] if column < len(_WIDTHS) else _FURTHER_WIDTH
        sheet.set_column(column, column, width, {2: amount, 4: day, 5: day}.get(column))
    sheet.write_row(0, 0, headers, book.add_format(_HEADING))
    sheet.freeze_panes(1, 0)
    if not is_example:
        sheet.autofilter(0, 0, 0, len(headers) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _write_rows(
    book: Workbook,
    sheet: Worksheet,
    texts: TemplateTexts,
    rows: Iterable[Sequence[Cell]],
    *,
    is_example: bool,
) -> int:
    """Write the rows and return the number of the last one."""
    look = _EXAMPLE if is_example else {}
    by_type = {
        Decimal: book.add_format({**look, "num_format": texts.raw["number_format"]}),
        date: book.add_format({**look, "num_format": texts.raw["date_format"]}),
        str: book.add_format(look),
    }
    last = 0
    for last, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            if cell != "":
                _write_cell(sheet, (last, column), cell, by_type[type(cell)])
    return last


def _write_cell(sheet: Worksheet, place: tuple[int, int], cell: Cell, form: Format) -> None:
    if isinstance(cell, Decimal) and Decimal(f"{float(cell):.16G}") == cell:
        sheet.write_number(*place, float(cell), form)
    elif isinstance(cell, Decimal):
        # More digits than a spreadsheet keeps stay as they are: as text.
        sheet.write_string(*place, unmistakable(cell), form)
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, form)
    else:
        sheet.write_string(*place, cell, form)


def _write_help(book: Workbook, sheet: Worksheet, texts: TemplateTexts) -> None:
    title, heading, wrapped = (book.add_format(form) for form in (_TITLE, _HEADING, _WRAPPED))
    for column, width in enumerate((26, 78, 30)):
        sheet.set_column(column, column, width)
    raw = texts.raw
    sheet.write_string(0, 0, raw["intro"][0], title)
    row = _paragraphs(sheet, 1, raw["intro"][1:], wrapped)
    row = _help_table(sheet, row + 1, raw["columns_title"], raw["columns"], (heading, wrapped))
    sheet.write_string(row + 1, 0, raw["optional_title"], title)
    row = _help_table(sheet, row + 2, raw["columns_title"], raw["optional"], (heading, wrapped))
    sheet.write_string(row + 1, 0, raw["numbers_title"], title)
    _paragraphs(sheet, row + 2, raw["numbers"], wrapped)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _paragraphs(sheet: Worksheet, row: int, texts: list[str], wrapped: Format) -> int:
    for text in texts:
        sheet.merge_range(row, 0, row, 2, text, wrapped)
        sheet.set_row(row, 32)
        row += 1
    return row


def _help_table(
    sheet: Worksheet, row: int, titles: list[str], rows: list[list[str]], forms: tuple[Format, Format]
) -> int:
    heading, wrapped = forms
    sheet.write_row(row, 0, titles, heading)
    for cells in rows:
        row += 1
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, wrapped)
    return row + 1


def _write_lists(book: Workbook, sheet: Worksheet, texts: TemplateTexts) -> None:
    for column, width in enumerate((44, 52, 22, 18)):
        sheet.set_column(column, column, width)
    sheet.write_row(0, 0, texts.raw["lists_titles"], book.add_format(_HEADING))
    for row, (name, units) in enumerate(texts.activities(), 1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, units)
    sheet.write_column(1, 2, texts.units())
    sheet.write_column(1, 3, texts.raw["qualities"])
    sheet.freeze_panes(1, 0)


def _add_checks(sheet: Worksheet, texts: TemplateTexts, last: int) -> None:
    """Offer the lists in the cells, and check amounts and dates; other names and units may be typed in."""
    lists = texts.raw["sheets"]["lists"]
    sizes = {"A": len(texts.activities()), "C": len(texts.units()), "D": len(texts.raw["qualities"])}
    for column, letter in ((1, "A"), (3, "C"), (6, "D")):
        source = f"='{lists}'!${letter}$2:${letter}${sizes[letter] + 1}"
        _check(sheet, column, last, {"validate": "list", "source": source, "show_error": False})
    amount, day = texts.raw["checks"]["amount"], texts.raw["checks"]["date"]
    _check(
        sheet,
        2,
        last,
        {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": amount[0],
            "error_message": amount[1],
        },
    )
    limits = {"minimum": date(FIRST_YEAR, 1, 1), "maximum": date(LAST_YEAR, 12, 31)}
    for column in (4, 5):
        _check(
            sheet,
            column,
            last,
            {
                "validate": "date",
                "criteria": "between",
                **limits,
                "error_title": day[0],
                "error_message": day[1],
            },
        )


def _check(sheet: Worksheet, column: int, last: int, options: dict[str, Any]) -> None:
    sheet.data_validation(1, column, last, column, {"ignore_blank": True, **options})
