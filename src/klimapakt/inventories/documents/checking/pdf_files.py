"""Reports: the seal over every byte, the attached record, the figures that the pages show."""

import io
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from klimapakt.foundation.design.numbers import exact_mass, number
from klimapakt.inventories.documents.checking.recorded import check_record
from klimapakt.inventories.documents.checking.verdicts import BROKEN_BY_STRANGERS, Unverifiable, Verdict
from klimapakt.inventories.documents.limits import MOST_LINES
from klimapakt.inventories.documents.seals import is_sealed
from klimapakt.inventories.documents.sums_of_workbook import stored_totals

_OURS = b"klimapakt-seal:"
_STATED = re.compile(r"klimapakt-record:([0-9a-f]{64})")
_BROKEN: tuple[type[Exception], ...] = (*BROKEN_BY_STRANGERS, PyPdfError, zlib.error, struct.error)
_MG_PER_KG = 10**6
_TOTALS = (
    "scope1_mg scope2_location_mg scope2_market_mg scope3_mg location_based_mg market_based_mg "
    "biogenic_co2_mg"
).split()
_OF_OTHER_TOOLS = ("scope1_mg", "scope2_location_mg", "scope2_market_mg", "scope3_mg")


def check_pdf(data: bytes) -> Verdict:
    """Look at a PDF. Raises Unverifiable for one that is not ours or has a password."""
    if _OURS not in data:
        raise Unverifiable("The file is a PDF, but no report of an inventory.")
    verdict = Verdict("report (PDF)")
    if is_sealed(data):
        verdict.holds.append("every byte of the file is as it was made")
    else:
        verdict.faults.append("The file was changed after it was made: its seal does not fit.")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Unverifiable("The file is protected by a password. Verify the one without it.")
        record = reader.attachments["record.json"][0].decode()
        stated = _STATED.search(str(reader.metadata["/Keywords"] if reader.metadata else ""))
    except _BROKEN:
        verdict.faults.append("The attached record is missing or damaged.")
        return verdict
    check_record(verdict, record, stated.group(1) if stated else "")
    if verdict.content is not None:
        _check_pages(verdict, reader, verdict.content)
    return verdict


def _check_pages(verdict: Verdict, reader: PdfReader, content: Mapping[str, Any]) -> None:
    try:
        language = str(reader.root_object.get("/Lang", "en"))
        pages = [page.extract_text() for page in reader.pages]
    except _BROKEN:
        verdict.faults.append("The pages cannot be read.")
        return
    try:
        missing = list(_missing(pages, content, language))
    except BROKEN_BY_STRANGERS:
        verdict.faults.append("The record is not complete: the pages cannot be compared with it.")
        return
    verdict.add(missing, "the totals and lines on the pages are those of the record")


def _missing(pages: list[str], content: Mapping[str, Any], language: str) -> Iterator[str]:
    """Yield the exact figures of the record that the pages do not show often enough."""
    whole = _dense("".join(pages))
    for key, mg in _totals(content).items():
        if _dense(exact_mass(mg, language)) not in whole:
            yield f"The pages do not show {key} as {exact_mass(mg, language)}."
    lines = content["result"]["lines"]
    if len(lines) <= MOST_LINES:
        words = Counter(word for page in pages for word in page.split())
        for line in lines:
            told = number(Decimal(line["co2e_mg"]) / _MG_PER_KG, language)
            words[told] -= 1
            if words[told] < 0:
                yield f"The pages do not show line {line['id']} with {told} kg."


def _totals(content: Mapping[str, Any]) -> dict[str, int]:
    """Return the totals that a report shows with every digit."""
    if "external" in content:
        stated = content["external"]
        return {key: stated[key] for key in _OF_OTHER_TOOLS if stated[key] is not None}
    found = stored_totals(content["result"]["totals"])
    return {key: found[key] for key in _TOTALS}


def _dense(text: str) -> str:
    return "".join(text.split())
