"""Workbooks: every cell against the record and against the digest it was written with."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from klimapakt.inventories.documents.carried import SCHEMA, SHEET, Carried, NotCarried, unpacked
from klimapakt.inventories.documents.cells import Cell, column_letters, digest_of
from klimapakt.inventories.documents.checking.recorded import check_record, shown
from klimapakt.inventories.documents.checking.verdicts import BROKEN_BY_STRANGERS, Unverifiable, Verdict
from klimapakt.inventories.documents.checking.workbook_cells import Sheet, read_sheets
from klimapakt.inventories.documents.lines_of_workbook import FIRST_ROW, PLACES, expected
from klimapakt.inventories.documents.sums_of_workbook import stored_totals

_STATED = re.compile(rf"{re.escape(SCHEMA)} ([0-9a-f]{{64}})")
_NOTHING = Cell("", "")
_FIRST_TOTAL, _KEY, _STORED = 5, 1, 2


def check_workbook(data: bytes) -> Verdict:
    """Look at a workbook. Raises Unverifiable for one that is not ours, damaged or locked."""
    sheets = read_sheets(data)
    hidden = sheets.get(SHEET)
    if hidden is None:
        raise Unverifiable("The file is a workbook, but none of an inventory: it carries no record.")
    verdict = Verdict("workbook")
    stated = _STATED.fullmatch(hidden.get(2, {}).get(0, _NOTHING).value)
    try:
        carried = unpacked(cells[0].value for row, cells in sorted(hidden.items()) if row > 2 and 0 in cells)
    except NotCarried:
        verdict.faults.append(f"The record on the hidden sheet “{SHEET}” is damaged.")
        return verdict
    if stated is None:
        verdict.faults.append(f"{SHEET}!A2 does not name the hash of the record.")
    check_record(verdict, carried.record, stated.group(1) if stated else "")
    try:
        _check_cells(verdict, carried, sheets)
    except BROKEN_BY_STRANGERS:
        verdict.faults.append("The record is not complete: the cells cannot be compared with it.")
    return verdict


def _check_cells(verdict: Verdict, carried: Carried, sheets: Mapping[str, Sheet]) -> None:
    named: list[str] = []
    if verdict.content is not None and "lines" in carried.sheets:
        result, exact = verdict.content["result"], verdict.content["exact"]
        lines, check = carried.sheets["lines"], carried.sheets["check"]
        named += _lines(lines, sheets.get(lines, {}), result["lines"], exact["lines"])
        named += _totals(check, sheets.get(check, {}), result["totals"])
    told = {place.partition(":")[0] for place in named}
    named += (sentence for place, sentence in _changed_rows(carried, sheets) if not _is_told(place, told))
    count = sum(len(cells) for name in carried.digests for cells in sheets.get(name, {}).values())
    verdict.add(named, f"all {count} cells are as they were written, and those of the lines as in the record")
    for name in sheets.keys() - carried.digests.keys() - {SHEET}:
        verdict.unchecked.append(f"The sheet “{name}” was added by somebody else.")


def _lines(name: str, sheet: Sheet, lines: list[dict[str, Any]], exact: list[list[Any]]) -> Iterator[str]:
    for row, (line, more) in enumerate(zip(lines, exact, strict=True), start=FIRST_ROW):
        cells = sheet.get(row, {})
        for column, formula, value in expected(row, line, more):
            cell = cells.get(PLACES[column], _NOTHING)
            place = f"{name}!{column_letters(PLACES[column])}{row}"
            if not _same(cell.value, value):
                yield f"{place}: shows {shown(cell.value)}, the record says {shown(value)}."
            if cell.formula != formula:
                yield f"{place}: the formula is {shown(cell.formula)}, it was {shown(formula)}."


def _totals(name: str, sheet: Sheet, printed: Mapping[str, Any]) -> Iterator[str]:
    for row, (key, mg) in enumerate(_by_row(sheet, stored_totals(printed)), start=_FIRST_TOTAL):
        cell = sheet.get(row, {}).get(_STORED, _NOTHING)
        if not _same(cell.value, repr(float(mg))):
            place = f"{name}!{column_letters(_STORED)}{row}"
            yield f"{place}: shows {shown(cell.value)} for {key}, the record says {mg}."


def _by_row(sheet: Sheet, totals: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield key and value of the totals in the order in which the sheet names them."""
    for row in range(_FIRST_TOTAL, _FIRST_TOTAL + len(totals)):
        key = sheet.get(row, {}).get(_KEY, _NOTHING).value
        yield key, totals.get(key, -1)


def _changed_rows(carried: Carried, sheets: Mapping[str, Sheet]) -> Iterator[tuple[str, str]]:
    """Yield sheet and row with the sentence for every row that is not as it was written."""
    for name, digests in carried.digests.items():
        sheet = sheets.get(name)
        if sheet is None:
            yield name, f"The sheet “{name}” is missing."
            continue
        for row in sorted({*map(int, digests), *sheet}):
            cells = sheet.get(row, {})
            if digests.get(str(row)) == (digest_of(cells) if cells else None):
                continue
            what = "was added" if str(row) not in digests else "is missing" if not cells else "was changed"
            yield f"{name}!{row}", f"{name}, row {row} {what}."


def _is_told(place: str, told: set[str]) -> bool:
    """Tell whether a cell of the row was named already."""
    sheet, _mark, row = place.rpartition("!")
    return any(
        one.startswith(f"{sheet}!") and one[len(sheet) + 1 :].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == row
        for one in told
    )


def _same(shown_value: str, value: str) -> bool:
    """Compare texts, and numbers as numbers."""
    if shown_value == value:
        return True
    try:
        return float(shown_value) == float(value)
    except ValueError:
        return False
