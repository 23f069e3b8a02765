"""Documents for tests, and ways to break them."""

import io
import re
import zipfile
from collections.abc import Callable
from html import escape

from klimapakt.inventories.documents.record_file import record_file
from klimapakt.inventories.documents.report import report
from klimapakt.inventories.documents.subject import Subject
from klimapakt.inventories.documents.workbook import workbook

MADE: dict[str, Callable[[Subject], bytes]] = {
    "report.pdf": lambda subject: report(subject, "de"),
    "inventory.xlsx": lambda subject: workbook(subject, "de"),
    "record.json": lambda subject: record_file(subject.record, state="draft", attributions=["UBA"]),
}


def with_part(book: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return a workbook in which one part was changed, packed again as a spreadsheet program would."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content.decode()) if part == name else content)
    return stream.getvalue()


def with_cell(book: bytes, sheet: int, reference: str, value: str) -> bytes:
    """Return a workbook in which a cell of the sheet with this number shows another number."""

    def change(xml: str) -> str:
        changed, count = re.subn(
            rf'(<c r="{reference}"[^>]*?)(?: t="\w+")?>(<f>[^<]*</f>)?<v>[^<]*</v>',
            lambda found: f"{found.group(1)}>{found.group(2) or ''}<v>{value}</v>",
            xml,
        )
        assert count == 1, reference
        return changed

    return with_part(book, f"xl/worksheets/sheet{sheet}.xml", change)


def with_formula(book: bytes, sheet: int, reference: str, formula: str) -> bytes:
    """Return a workbook in which a cell has another formula; an empty one leaves the number alone."""

    def change(xml: str) -> str:
        told = f"<f>{escape(formula)}</f>" if formula else ""
        changed, count = re.subn(rf'(<c r="{reference}"[^>]*>)<f>[^<]*</f>', rf"\g<1>{told}", xml)
        assert count == 1, reference
        return changed

    return with_part(book, f"xl/worksheets/sheet{sheet}.xml", change)


def flipped(data: bytes, place: int, bit: int = 0) -> bytes:
    """Return bytes with one bit changed."""
    return data[:place] + bytes([data[place] ^ (1 << bit)]) + data[place + 1 :]
