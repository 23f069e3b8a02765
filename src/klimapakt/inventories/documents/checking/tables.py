"""Tables as CSV: the check of each row, its multiplication, and the record where it lies beside."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from klimapakt.inventories.documents.checking.verdicts import BROKEN_BY_STRANGERS, Unverifiable, Verdict
from klimapakt.inventories.documents.seals import broken_rows
from klimapakt.methods.inventory.lines import milligrams

COLUMNS = 21
_AMOUNT, _KG_PER_UNIT, _KG, _LINE, _RECORD, _CHECK = 8, 10, 11, 18, 19, 20
_HASH = re.compile(r"[0-9a-f]{64}")
_MARK = "\ufeff"
_MG_PER_KG = 10**6


class Table(NamedTuple):
    """The rows of a table of lines with the mark between its cells."""

    rows: list[list[str]]
    delimiter: str


def check_table(data: bytes, records: Mapping[str, Mapping[str, Any]]) -> Verdict:
    """Look at a CSV file; ``records`` are those of the other files by hash. Raises Unverifiable."""
    try:
        text = data.decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as error:
        raise Unverifiable("The file is no text in UTF-8. Verify it as it was downloaded.") from error
    for delimiter in (";", ","):
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        if rows and len(rows[0]) == COLUMNS:
            return _check_lines(Table(rows[1:], delimiter), records)
        if len(rows) > 1 and len(rows[-1]) == 2 and _HASH.fullmatch(rows[-1][1]):
            return _check_figures(text, Table(rows, delimiter))
    raise Unverifiable("The file is no table of an inventory.")


def _check_lines(table: Table, records: Mapping[str, Mapping[str, Any]]) -> Verdict:
    if not table.rows:
        raise Unverifiable("The table has no lines, so it names no hash and there is nothing to verify.")
    verdict = Verdict("lines (CSV)")
    torn = [row for row, cells in enumerate(table.rows, start=2) if len(cells) != COLUMNS]
    if torn:
        verdict.faults += [f"Row {row} has more or fewer cells than the others." for row in torn[:20]]
        return verdict
    hashes = {cells[_RECORD] for cells in table.rows}
    verdict.sha256 = table.rows[-1][_RECORD]
    if len(hashes) > 1:
        verdict.faults.append("The rows name more than one record.")
    checks = [cells[_CHECK] for cells in table.rows]
    broken = broken_rows([cells[:_CHECK] for cells in table.rows], checks, verdict.sha256)
    faults = [f"Row {place + 2} was changed, or the row after it is missing." for place in broken]
    faults += [*_multiplied(table), *_counted(table)]
    verdict.add(faults, f"{len(table.rows)} rows are as they were written, and each multiplies to its result")
    _beside(verdict, table, records)
    return verdict


def _multiplied(table: Table) -> Iterator[str]:
    for row, cells in enumerate(table.rows, start=2):
        try:
            amount, factor, kg = (_number(cells[place], table) for place in (_AMOUNT, _KG_PER_UNIT, _KG))
            wanted = milligrams(float(amount), float(factor * _MG_PER_KG))
        except BROKEN_BY_STRANGERS:
            yield f"Row {row} holds something that is no number."
            continue
        if kg * _MG_PER_KG != wanted:
            yield f"Row {row}: {amount} × {factor} gives {Decimal(wanted) / _MG_PER_KG} kg, not {kg} kg."


def _counted(table: Table) -> Iterator[str]:
    for place, cells in enumerate(table.rows, start=1):
        if cells[_LINE] != str(place):
            yield f"Row {place + 1} is line {cells[_LINE]}, not line {place}: rows are missing or moved."
            return


def _beside(verdict: Verdict, table: Table, records: Mapping[str, Mapping[str, Any]]) -> None:
    """Compare with the record where one of the other files holds it."""
    record = records.get(verdict.sha256)
    if record is None:
        verdict.unchecked.append(
            "A table carries no record. Name the JSON file, workbook or report beside it to compare them."
        )
        return
    stored = [(line["part"], line["co2e_mg"]) for line in record["result"]["lines"]]
    kilograms = [_number(cells[_KG], table) for cells in table.rows]
    faults = [
        f"Row {row}: {kg} kg, the record says {Decimal(mg) / _MG_PER_KG} kg."
        for row, ((_part, mg), kg) in enumerate(zip(stored, kilograms, strict=False), start=2)
        if kg * _MG_PER_KG != mg
    ]
    if len(stored) != len(kilograms):
        faults.append(f"The table has {len(kilograms)} lines, the record {len(stored)}.")
    verdict.add(faults, "all lines are those of the record")


def _check_figures(text: str, table: Table) -> Verdict:
    """Look at the table of totals, whose last row is the hash of all before it."""
    verdict = Verdict("figures (CSV)")
    body, _newline, _last = text.rstrip("\r\n").rpartition("\n")
    hashes = [cells[1] for cells in table.rows[:-1] if len(cells) == 2 and _HASH.fullmatch(cells[1])]
    verdict.sha256 = hashes[0] if hashes else ""
    is_whole = hashlib.sha256(f"{body}\n".encode()).hexdigest() == table.rows[-1][1]
    verdict.add(
        [] if is_whole else ["The table was changed after it was made: its check does not fit."],
        "the table is as it was made",
    )
    return verdict


def _number(text: str, table: Table) -> Decimal:
    plain = text.replace(",", ".") if table.delimiter == ";" else text
    found = Decimal(plain)
    if not found.is_finite():
        raise ValueError(text)
    return found
