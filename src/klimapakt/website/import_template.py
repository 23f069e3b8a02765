"""The import template: the table a company fills in, as a workbook and as plain text, in German and English."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from django.utils.translation import gettext, pgettext
from xlsxwriter import Workbook

from klimapakt.methods.catalogue import Activity, activities

_SEPARATOR = ";"
_ROWS_TO_FILL = 250
_WIDTHS = (20, 32, 14, 12, 12, 12, 16, 24, 36)


def headings() -> tuple[str, ...]:
    """Return the headings of the nine columns in the language of the page."""
    return (
        pgettext("column of the import template", "Site"),
        pgettext("column of the import template", "Activity"),
        pgettext("column of the import template", "Amount"),
        pgettext("column of the import template", "Unit"),
        pgettext("column of the import template", "From"),
        pgettext("column of the import template", "To"),
        pgettext("column of the import template", "Data quality"),
        pgettext("column of the import template", "Evidence"),
        pgettext("column of the import template", "Note"),
    )


def as_csv() -> bytes:
    """Return the headings alone, as every spreadsheet opens them: UTF-8 with its mark, semicolons."""
    text = StringIO()
    csv.writer(text, delimiter=_SEPARATOR, lineterminator="\r\n").writerow(headings())
    return text.getvalue().encode("utf-8-sig")


def as_workbook(language: str) -> bytes:
    """Return a workbook: the empty table with lists to choose from, and the activities with their units."""
    data = BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        known = tuple(activities().values())
        _table(book, known, language)
        _list_of_activities(book, known, language)
    return data.getvalue()


def _table(book: Workbook, known: Sequence[Activity], language: str) -> None:
    sheet = book.add_worksheet(gettext("Consumption"))
    strong = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    as_date = book.add_format({"num_format": "dd.mm.yyyy" if language == "de" else "yyyy-mm-dd"})
    for column, (heading, width) in enumerate(zip(headings(), _WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, strong)
        sheet.set_column(column, column, width, as_date if column in {4, 5} else None)
    sheet.freeze_panes(1, 0)
    names = gettext("Activities and units").replace("'", "''")
    sheet.data_validation(
        1,
        1,
        _ROWS_TO_FILL,
        1,
        {"validate": "list", "source": f"='{names}'!$A$2:$A${len(known) + 1}", "error_type": "warning"},
    )


def _list_of_activities(book: Workbook, known: Sequence[Activity], language: str) -> None:
    sheet = book.add_worksheet(gettext("Activities and units"))
    strong = book.add_format({"bold": True, "bottom": 1})
    for column, (heading, width) in enumerate(((gettext("Activity"), 44), (gettext("Units"), 44))):
        sheet.write_string(0, column, heading, strong)
        sheet.set_column(column, column, width)
    for row, activity in enumerate(known, start=1):
        sheet.write_string(row, 0, activity.label_de if language == "de" else activity.label_en)
        sheet.write_string(row, 1, ", ".join(activity.units))
    sheet.freeze_panes(1, 0)
