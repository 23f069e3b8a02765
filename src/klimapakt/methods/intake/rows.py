"""One row of the table: from its cells to one activity of the calculation contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klimapakt.methods.intake import extras
from klimapakt.methods.intake.activities import ActivityReading
from klimapakt.methods.intake.bills import read_supplier_factor
from klimapakt.methods.intake.details import Details, has_own_factor, read_details, read_own_factor
from klimapakt.methods.intake.drafts import Draft
from klimapakt.methods.intake.grids import BLANK, Cell, Grid, text_of
from klimapakt.methods.intake.headers import Header
from klimapakt.methods.intake.limits import MAX_CELL_CHARACTERS, SHOWN_IN_ROW
from klimapakt.methods.intake.naming import read_name
from klimapakt.methods.intake.periods import Calendar, read_period
from klimapakt.methods.intake.quantities import Quantity, Writing, read_quantity
from klimapakt.methods.intake.tables import Column, Row
from klimapakt.methods.intake.words import cleaned, cleaned_lines, fold, has_stray, spellings
from klimapakt.methods.messages import Message, gettext_noop

_FORMULA = Message(
    "formula_result_used", gettext_noop("This cell holds a formula; its stored result was read.")
)
_MERGED = Message(
    "merged_cell_repeated",
    gettext_noop("This cell is merged with the cells above it; their value was read here too."),
)
_STRAY = Message("stray_characters_removed", gettext_noop("Invisible characters in this cell were left out."))
_EXAMPLE = Message(
    "example_row",
    gettext_noop("This is an example row of the template. Delete it if it does not hold your own figures."),
)
# Written by us beside each row that was not taken over; it has done its work when the row comes back.
_NOT_SHOWN = ("reason",)


@dataclass(frozen=True, slots=True)
class RowReader:
    """What the reading of every row of a file has in common."""

    header: Header
    grid: Grid
    writing: Writing
    calendar: Calendar
    fields: Mapping[str, Column]

    def read(self, number: int, cells: tuple[Cell, ...]) -> Row:
        """Return the row with its activity, or with the reasons why it has none."""
        draft = Draft(self.fields)
        given = {
            name: cells[column.index] for name, column in self.fields.items() if column.index < len(cells)
        }
        self._look_over(draft, number, given)
        for name, text in self.header.constants.items():
            if given.get(name, BLANK) == BLANK:
                given[name] = text
        activity = {} if draft.status == "rejected" else self._activity(draft, number, given)
        is_complete = draft.status in ("accepted", "corrected")
        return Row(
            number=number,
            status=draft.status,
            activity=activity if is_complete else None,
            evidence=_lines(given, "evidence"),
            note=_lines(given, "note"),
            notes=draft.notes,
            cells=self._shown(cells),
            label=_text(given, "label") or _text(given, "activity"),
        )

    def _look_over(self, draft: Draft, number: int, given: Mapping[str, Cell]) -> None:
        """Note what concerns a cell whatever it means: length, invisible characters, formulas, merging."""
        formulas = self.grid.formulas.get(number, frozenset())
        merged = self.grid.merged.get(number, frozenset())
        for name, cell in given.items():
            if isinstance(cell, str) and has_stray(cell):
                draft.correct(name, _STRAY)
            if isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS:
                draft.error(name, _too_long(len(cell)))
            if self.fields[name].index in formulas and cell != BLANK:
                draft.hint(name, _FORMULA)
            if self.fields[name].index in merged:
                draft.correct(name, _MERGED)

    def _activity(self, draft: Draft, number: int, given: Mapping[str, Cell]) -> dict[str, Any]:
        site = _text(given, "site")
        further = Details(draft, given, self.writing.style)
        result: dict[str, Any] = {"id": f"row-{number}", **({"site": site} if site else {})}
        result |= read_own_factor(further) if has_own_factor(given) else self._known(draft, given)
        result |= read_period(draft, given, self.calendar)
        details = {
            "quality": result.pop("quality", None) or extras.read_quality(draft, given.get("quality", BLANK)),
            "purpose": extras.read_purpose(draft, given.get("purpose", BLANK)),
        }
        result |= read_details(further)
        if fold(_text(given, "note")) in spellings("examples"):
            draft.warn("note", _EXAMPLE)
        return result | {key: value for key, value in details.items() if value is not None}

    def _known(self, draft: Draft, given: Mapping[str, Cell]) -> dict[str, Any]:
        """Return activity or factor, amount, unit and what belongs to the activity."""
        reading = read_name(draft, given, self.writing.suggestions)
        quantity = read_quantity(draft, given, reading, self.writing)
        estimated = {"quality": "estimated"} if quantity.is_estimated else {}
        if reading is None:
            return estimated
        named = {"activity": reading.slug} if reading.slug else {"factor_id": reading.factor_id}
        details = self._details(draft, given, reading)
        return {
            **named,
            **quantity.values,
            **{key: value for key, value in details.items() if value is not None},
            **self._supplier(draft, given, reading, quantity),
            **estimated,
        }

    def _details(
        self, draft: Draft, given: Mapping[str, Cell], reading: ActivityReading
    ) -> dict[str, str | None]:
        return {
            "gas": extras.read_gas_of(draft, given.get("gas", BLANK), reading, self.writing.suggestions),
            "country": extras.read_country_of(draft, given.get("country", BLANK), reading),
            "cabin": extras.read_cabin_of(draft, given.get("cabin", BLANK), reading),
        }

    def _supplier(
        self, draft: Draft, given: Mapping[str, Cell], reading: ActivityReading, quantity: Quantity
    ) -> dict[str, str]:
        if "supplier_kg_per_unit" not in given or "unit" not in quantity.values:
            return {}
        heading = self.fields["supplier_kg_per_unit"].unit
        return read_supplier_factor(draft, given, heading, (reading.slug, quantity.values["unit"]))

    def _shown(self, cells: tuple[Cell, ...]) -> dict[str, str]:
        found = {}
        for column, cell in zip(self.header.columns, cells, strict=False):
            if column.field in _NOT_SHOWN:
                continue
            text = cleaned(text_of(cell)[: 2 * SHOWN_IN_ROW]) if cell != BLANK else ""
            if text:
                found[column.label] = text if len(text) <= SHOWN_IN_ROW else f"{text[: SHOWN_IN_ROW - 1]}…"
        return found


def _text(given: Mapping[str, Cell], name: str) -> str:
    cell = given.get(name, BLANK)
    return "" if cell == BLANK else cleaned(text_of(cell))


def _lines(given: Mapping[str, Cell], name: str) -> str:
    cell = given.get(name, BLANK)
    return "" if cell == BLANK else cleaned_lines(text_of(cell))


def _too_long(length: int) -> Message:
    template = gettext_noop(
        "This cell holds %(length)s characters; at most %(limit)s are possible. Shorten it."
    )
    return Message("cell_too_long", template, {"length": length, "limit": MAX_CELL_CHARACTERS})
