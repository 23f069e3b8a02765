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


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """Return a file for download."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = attachment(name)
    return response


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Return the text of a CSV file, byte order mark included."""
    return joined(written(row) for row in rows)


def written(row: Sequence[Cell]) -> list[str]:
    """Return the cells of a row as they stand in the file."""
    return [_written(cell) for cell in row]


def joined(rows: Iterable[Sequence[str]]) -> str:
    """Return the text of a CSV file from cells that are written already."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if is_german() else ",", lineterminator="\r\n")
    writer.writerows(rows)
    return BYTE_ORDER_MARK + stream.getvalue()


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
