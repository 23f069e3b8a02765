"""One row of the table: from its cells to one activity of the calculation contract."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from klimapakt.methods.intake import extras
from klimapakt.methods.intake.activities import ActivityReading, Suggestions, looks_like_factor_id, read_activity
from klimapakt.methods.intake.amounts import Amount, read_amount, scaled
from klimapakt.methods.intake.bills import read_gas_volume, read_supplier_factor
from klimapakt.methods.intake.drafts import Draft
from klimapakt.methods.intake.grids import BLANK, Cell, Odd, text_of
from klimapakt.methods.intake.headers import Header
from klimapakt.methods.intake.limits import MAX_CELL_CHARACTERS, SHOWN_IN_ROW
from klimapakt.methods.intake.periods import Calendar, read_period
from klimapakt.methods.intake.tables import Column, NumberStyle, Row
from klimapakt.methods.intake.units import UnitReading, fitting, missing_unit, read_unit, unknown_unit
from klimapakt.methods.intake.words import cleaned, fold, has_stray, quoted, shown, spellings
from klimapakt.methods.messages import Message, gettext_noop

_FORMULA = Message("formula_result_used", gettext_noop("This cell holds a formula; the result stored in the file was read."))
_MERGED = Message("merged_cell_repeated", gettext_noop("This cell is merged with cells above; their value was taken for this row too."))
_STRAY = Message("control_characters_removed", gettext_noop("Invisible characters in this cell were left out."))


@dataclass(frozen=True, slots=True)
class Reader:
    """What the reading of every row of a file has in common."""

    header: Header
    style: NumberStyle | None
    calendar: Calendar
    formulas: Mapping[int, frozenset[int]]
    merged: Mapping[int, frozenset[int]]
    columns: Mapping[str, Column]
    suggestions: Suggestions = field(default_factory=Suggestions)

    def read(self, number: int, cells: tuple[Cell, ...]) -> Row:
        """Return the row with its activity, or with the reasons why it has none."""
        draft = Draft(self.columns)
        given = {name: cells[column.index] for name, column in self.columns.items() if column.index < len(cells)}
        self._look_over(draft, number, given)
        activity = {} if draft.has_errors_in(*given) else self._activity(draft, number, given)
        is_complete = draft.status in ("accepted", "corrected")
        return Row(
            number=number,
            status=draft.status,
            activity=activity if is_complete else None,
            evidence=cleaned(text_of(given.get("evidence", BLANK))),
            note=cleaned(text_of(given.get("note", BLANK))),
            notes=draft.notes,
            cells=self._shown(cells),
        )

    def _look_over(self, draft: Draft, number: int, given: Mapping[str, Cell]) -> None:
        """Note what concerns cells whatever they mean: length, invisible characters, formulas, merged cells."""
        formulas, merged = self.formulas.get(number, frozenset()), self.merged.get(number, frozenset())
        for name, cell in given.items():
            if isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS:
                draft.error(name, _too_long(len(cell)))
            elif isinstance(cell, str) and has_stray(cell):
                draft.correct(name, _STRAY)
            if self.columns[name].index in formulas:
                draft.hint(name, _FORMULA)
            if self.columns[name].index in merged:
                draft.correct(name, _MERGED)

    def _activity(self, draft: Draft, number: int, given: Mapping[str, Cell]) -> dict[str, Any]:
        reading = self._named(draft, given)
        amount = read_amount(draft, given.get("amount", BLANK), self.style)
        measured = self._measured(draft, given, reading, amount)
        result: dict[str, Any] = {"id": f"row-{number}"}
        site = cleaned(text_of(given.get("site", BLANK)))
        if site:
            result["site"] = site
        if reading:
            result |= {"activity": reading.slug} if reading.slug else {"factor_id": reading.factor_id}
        result |= measured | read_period(draft, given, self.calendar)
        quality = extras.read_quality(draft, given.get("quality", BLANK))
        if amount and amount.is_estimated:
            quality = "estimated"
        details = {"quality": quality, "purpose": extras.read_purpose(draft, given.get("purpose", BLANK))}
        if reading:
            details |= self._details(draft, given, reading)
        if reading and measured:
            result |= read_supplier_factor(
                draft, given, self.columns.get("supplier_kg_per_unit"), (reading.slug or "", measured["unit"])
            )
        _example(draft, given)
        return result | {key: value for key, value in details.items() if value is not None}

    def _details(self, draft: Draft, given: Mapping[str, Cell], reading: ActivityReading) -> dict[str, str | None]:
        return {
            "gas": extras.read_gas_of(draft, given.get("gas", BLANK), reading, self.suggestions),
            "country": extras.read_country_of(draft, given.get("country", BLANK), reading),
            "cabin": extras.read_cabin_of(draft, given.get("cabin", BLANK), reading),
        }

    def _named(self, draft: Draft, given: Mapping[str, Cell]) -> ActivityReading | None:
        """Return the activity from its column, or from the column for exact factors, which goes first."""
        name = "factor_id" if cleaned(text_of(given.get("factor_id", BLANK))) else "activity"
        text = cleaned(text_of(given.get(name, BLANK)))
        if not text:
            template = gettext_noop("The activity is missing. Write what was consumed, such as “Electricity” or “Diesel”.")
            draft.error("activity", Message("activity_missing", template))
            return None
        reading = read_activity(text)
        if reading is None or (name == "factor_id" and reading.factor_id is None):
            draft.error(name, self._unknown(text, is_factor=name == "factor_id" or looks_like_factor_id(text)))
            return None
        if reading.is_green:
            draft.hint(name, _green_tariff())
        if reading.ignored:
            template = gettext_noop("“%(remark)s” was left out; the row counts as “%(name)s”.")
            short = text.partition("(")[0].strip()
            params = {"remark": shown(reading.ignored), "name": shown(short)}
            draft.correct(name, Message("activity_remark_ignored", template, params))
        return reading

    def _unknown(self, text: str, *, is_factor: bool) -> Message:
        near = self.suggestions.factors(text) if is_factor else self.suggestions.activities(text)
        params: dict[str, object] = {"cell": shown(text), "nearest": quoted(near)}
        if is_factor and near:
            template = gettext_noop("There is no factor with the id “%(cell)s”. The nearest are: %(nearest)s.")
        elif is_factor:
            template = gettext_noop("There is no factor with the id “%(cell)s”.")
        elif near:
            template = gettext_noop(
                "The activity “%(cell)s” is not known. The nearest are: %(nearest)s. The template lists all of them."
            )
        else:
            template = gettext_noop("The activity “%(cell)s” is not known. The template lists all of them.")
        return Message("factor_unknown" if is_factor else "activity_unknown", template, params)

    def _measured(
        self, draft: Draft, given: Mapping[str, Cell], reading: ActivityReading | None, amount: Amount | None
    ) -> dict[str, str]:
        """Return amount and unit as the contract wants them, with what cubic metres of gas need in addition."""
        allowed = reading.units if reading else ()
        unit = self._unit(draft, given, allowed, amount)
        if reading is None or unit is None:
            return {}
        fits = fitting(draft, unit, allowed, (reading.slug or "", text_of(given.get("activity", BLANK))))
        if fits is None or amount is None:
            return {}
        value = scaled(draft, amount, fits.factor)
        if value is None:
            return {}
        if fits.factor != 1:
            template = gettext_noop("The amount was converted to %(amount)s %(unit)s.")
            params = {"amount": f"{value.normalize():f}", "unit": fits.unit.replace("_", " ")}
            draft.correct("unit", Message("unit_converted", template, params))
        result = {"amount": f"{value:f}", "unit": fits.unit}
        if reading.slug == "natural_gas" and fits.unit == "m3":
            result |= read_gas_volume(draft, given, fits)
        return result

    def _unit(
        self, draft: Draft, given: Mapping[str, Cell], allowed: tuple[str, ...], amount: Amount | None
    ) -> UnitReading | None:
        """Return the unit from its column, from behind the number, or from the header of the amounts."""
        text = cleaned(text_of(given.get("unit", BLANK)))
        behind = read_unit(amount.rest) if amount and amount.rest else None
        if amount and amount.rest and behind is None:
            draft.error("amount", _remark(given, amount.rest))
            return None
        text = text or ("" if behind else self._unit_of_header())
        reading = read_unit(text) if text else behind
        if reading is None:
            draft.error("unit", unknown_unit(text, allowed) if text else missing_unit(allowed))
            return None
        if behind and text and behind != reading:
            template = gettext_noop("The amount names the unit %(one)s, the column for the unit %(other)s. Keep one of them.")
            params = {"one": shown(amount.rest if amount else ""), "other": shown(text)}
            draft.error("unit", Message("unit_contradiction", template, params))
            return None
        if behind:
            template = gettext_noop("The unit %(unit)s was taken from the cell with the amount.")
            draft.correct("amount", Message("unit_in_amount", template, {"unit": shown(amount.rest if amount else "")}))
        if reading.is_per_year:
            template = gettext_noop("“%(cell)s” was read as the amount of the whole period, without “per year”.")
            draft.correct("unit", Message("unit_per_year", template, {"cell": shown(text)}))
        return reading

    def _unit_of_header(self) -> str:
        return self.columns["amount"].unit if "amount" in self.columns else ""

    def _shown(self, cells: tuple[Cell, ...]) -> dict[str, str]:
        found = {}
        for column, cell in zip(self.header.columns, cells, strict=False):
            text = cleaned(text_of(cell)[: 2 * SHOWN_IN_ROW])
            if text:
                found[column.label] = text if len(text) <= SHOWN_IN_ROW else f"{text[: SHOWN_IN_ROW - 1]}…"
        return found
