"""CSV as spreadsheets of the reader's country open it, without ever letting a cell become a formula.

German: semicolons and decimal commas; English: commas and points. Both begin with a byte order mark, without
which Excel takes UTF-8 for something else.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from urllib.parse import quote

from django.http import HttpResponse

from klimapakt.inventories.formulas import guarded
from klimapakt.inventories.presenting.words import is_german

Cell = str | int | Decimal | None
BYTE_ORDER_MARK = "\ufeff"


def csv_response(name: str, rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Return a CSV file for download in the writing of the page's language."""
    response = HttpResponse(csv_text(rows).encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = attachment(name)
    return response


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Return the text of a CSV file, byte order mark included."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";" if is_german() else ",", lineterminator="\r\n")
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()


def attachment(name: str) -> str:
    """Return the header that makes the browser save the answer under this name."""
    plain = "".join(
        sign if sign.isascii() and sign.isprintable() and sign not in '"\\' else "_" for sign in name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal | int):
        text = f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
        return text.replace(".", ",") if is_german() else text
    return guarded(cell)
