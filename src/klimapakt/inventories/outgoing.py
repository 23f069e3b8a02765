"""Rows on their way out as tables in the shape of the template. Pure but for the rows it is given.

Texts are guarded against spreadsheets that would calculate them; loading the table takes the marks off again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from klimapakt.inventories.check import CheckedRow
from klimapakt.inventories.drafts import activity_of
from klimapakt.inventories.formulas import guarded
from klimapakt.inventories.models import Activity
from klimapakt.inventories.queries import draft_of_row
from klimapakt.methods.intake.numbers import Reading, read_number
from klimapakt.methods.intake.tables import NumberStyle
from klimapakt.methods.intake.template import Cell, Language, TemplateKind
from klimapakt.methods.intake.written import Outgoing, write_activities, write_cells


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of a file besides its rows: columns, the writing of its numbers, what all rows share."""

    described: Sequence[Mapping[str, Any]]
    numbers: str | None
    constants: Mapping[str, str]


def entries(rows: Iterable[Activity], language: Language, kind: TemplateKind) -> bytes:
    """Return the rows of an inventory as a table; loading it into an empty one gives the same rows."""
    return write_activities([_outgoing(row) for row in rows], language, kind)


def to_mend(
    rows: Sequence[tuple[CheckedRow, str]], columns: Columns, language: Language, kind: TemplateKind
) -> bytes:
    """Return rows that were not taken over, each with its reason, as a table to correct and load again."""
    others = [column["label"] for column in columns.described if _keeps_heading(column)]
    cells = [_cells_to_mend(row, reason, columns) for row, reason in rows]
    used = [label for label in others if any(row.get(label) for row in cells)]
    return write_cells(cells, language, kind, used)


def _outgoing(row: Activity) -> Outgoing:
    draft = draft_of_row(row)
    return Outgoing(
        _guarded(activity_of(draft, "row")),
        guarded(draft.label),
        guarded(draft.evidence),
        guarded(draft.note),
    )


def _guarded(values: Mapping[str, object]) -> dict[str, object]:
    """Return values with every text guarded, those of a factor as well."""
    return {key: _with_mark(value) for key, value in values.items()}


def _with_mark(value: object) -> object:
    if isinstance(value, str):
        return guarded(value)
    return _guarded(value) if isinstance(value, Mapping) else value


def _cells_to_mend(row: CheckedRow, reason: str, columns: Columns) -> dict[str, Cell]:
    cells: dict[str, Cell] = dict(columns.constants)
    for column in columns.described:
        text = row.cells.get(column["label"], "")
        if not text:
            continue
        if column["field"] == "amount":
            cells["amount"] = _amount(text, columns.numbers)
            if column["unit"]:
                cells.setdefault("unit", column["unit"])
        else:
            cells[column["label"] if _keeps_heading(column) else column["field"]] = guarded(text)
    return {**cells, "reason": guarded(reason)}


def _keeps_heading(column: Mapping[str, Any]) -> bool:
    """Tell whether a column goes out under its own heading: unknown ones, and those that name a unit."""
    return not column["field"] or bool(column["unit"] and column["field"] != "amount")


def _amount(text: str, numbers: str | None) -> Cell:
    """Return an amount as a number where it has one meaning; else as it was typed, for the person to mend."""
    found = read_number(text)
    if not isinstance(found, Reading) or found.rest:
        return guarded(text)
    style: NumberStyle | None = "de" if numbers == "de" else "en" if numbers == "en" else None
    value = found.in_style(style)
    return guarded(text) if value is None else Decimal(value)
