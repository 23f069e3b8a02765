"""Which kind of document a file is, and looking at it."""

from collections.abc import Mapping
from typing import Any, Literal

from klimapakt.inventories.documents.checking.json_files import check_json
from klimapakt.inventories.documents.checking.pdf_files import check_pdf
from klimapakt.inventories.documents.checking.tables import check_table
from klimapakt.inventories.documents.checking.verdicts import Unverifiable, Verdict
from klimapakt.inventories.documents.checking.workbook_files import check_workbook
from klimapakt.inventories.documents.limits import MAX_FILE_BYTES

Kind = Literal["pdf", "workbook", "json", "table"]
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_START_OF_PDF = 1024


def recognised(data: bytes) -> Kind:
    """Return what a file is, by its content. Raises Unverifiable."""
    if not data:
        raise Unverifiable("The file is empty.")
    if len(data) > MAX_FILE_BYTES:
        raise Unverifiable(f"The file is larger than {MAX_FILE_BYTES // 1024**2} MB; no document of ours is.")
    if b"%PDF-" in data[:_START_OF_PDF]:
        return "pdf"
    if data.startswith(b"PK"):
        return "workbook"
    if data.startswith(_OLD_OFFICE):
        raise Unverifiable("The file is protected by a password, or in an old format of Excel.")
    if b"\0" in data:
        raise Unverifiable("The file is neither PDF nor workbook, JSON or CSV.")
    return "json" if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["} else "table"


def examine(data: bytes, records: Mapping[str, Mapping[str, Any]]) -> Verdict:
    """Look at a document; ``records`` are those of other files by hash. Raises Unverifiable."""
    kind = recognised(data)
    if kind == "pdf":
        return check_pdf(data)
    if kind == "workbook":
        return check_workbook(data)
    return check_json(data) if kind == "json" else check_table(data, records)
