"""Columns for those who know more: factors of their own, proofs of electricity, uncertainties.

A table that Klimapakt has written holds them, so that an inventory goes out and comes in without loss.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from klimapakt.methods.intake.amounts import read_amount
from klimapakt.methods.intake.dates import read_year
from klimapakt.methods.intake.drafts import Draft
from klimapakt.methods.intake.grids import BLANK, Cell, text_of
from klimapakt.methods.intake.numbers import Reading, read_number
from klimapakt.methods.intake.tables import NumberStyle
from klimapakt.methods.intake.words import cleaned, fold, shown, spellings
from klimapakt.methods.inventory.case import CRITERIA
from klimapakt.methods.messages import Message, gettext_noop

NUMBERS: Final = {
    "u_amount_percent": "u_amount_percent",
    "u_factor_percent": "u_factor_percent",
    "supplier_kg_per_row_unit": "supplier_kg_per_unit",
}
"""Columns with an exact number, and the field of the contract each fills."""

OWN_NUMBERS: Final = {
    "own_factor": "kg_per_unit",
    "own_factor_upstream": "upstream_kg_per_unit",
    "own_factor_biogenic": "biogenic_kg_per_unit",
}
INSTRUMENT_NUMBERS: Final = {"instrument_amount": "amount", "instrument_kg_per_unit": "kg_per_unit"}
FURTHER: Final = frozenset({"gas", "country", "cabin", "purpose", "calorific_kwh_per_m3", "z_number"})
"""Fields that a row may carry although its activity does not use them."""

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Details:
    """The cells of one row with the style in which its file writes numbers."""

    draft: Draft
    cells: Mapping[str, Cell]
    style: NumberStyle | None

    def text(self, field: str) -> str:
        """Return a cell as text."""
        cell = self.cells.get(field, BLANK)
        return "" if cell == BLANK else cleaned(text_of(cell))

    def number(self, field: str) -> str | None:
        """Return a number without loss of digits; None when the cell is empty or after noting an error."""
        cell = self.cells.get(field, BLANK)
        if cell == BLANK:
            return None
        found = read_number(cleaned(text_of(cell))) if isinstance(cell, str) else None
        value = found.in_style(self.style) if isinstance(found, Reading) and not found.rest else None
        if not isinstance(cell, str):
            reading = read_number(text_of(cell))
            value = reading.in_style("en") if isinstance(reading, Reading) else None
        if value is None:
            template = gettext_noop("“%(cell)s” cannot be read as one number. Write it like 0.5 or 0,5.")
            self.draft.error(field, Message("detail_no_number", template, {"cell": shown(text_of(cell))}))
            return None
        return f"{value.normalize():f}"

    def numbers(self, fields: Mapping[str, str]) -> dict[str, Any]:
        """Return the numbers of these columns by the fields they fill."""
        found = {name: self.number(column) for column, name in fields.items()}
        return {name: value for name, value in found.items() if value is not None}

    def word(self, field: str, subject: str) -> str | None:
        """Return the contract's word for a cell; an unknown one is an error."""
        text = self.text(field)
        if not text:
            return None
        known = spellings(subject).get(fold(text))
        if known is None:
            template = gettext_noop("“%(cell)s” is not known here. The instructions name the words that are.")
            self.draft.error(field, Message("detail_unknown", template, {"cell": shown(text)}))
        return known


def read_details(details: Details) -> dict[str, Any]:
    """Return the further fields of a row whose activity is known."""
    found = details.numbers(NUMBERS)
    if "supplier_kg_per_unit" in found and details.text("supplier_source"):
        found["supplier_source"] = details.text("supplier_source")
    instrument = _instrument(details)
    year = details.cells.get("factor_year", BLANK)
    if year != BLANK:
        read = read_year(year)
        if isinstance(read, Message):
            details.draft.error("factor_year", read)
        else:
            found["year"] = read
    return found | ({"instrument": instrument} if instrument else {}) | _further(details)


def has_own_factor(cells: Mapping[str, Cell]) -> bool:
    """Tell whether a row brings its own factor instead of naming an activity."""
    return cells.get("own_factor", BLANK) != BLANK


def read_own_factor(details: Details) -> dict[str, Any]:
    """Return amount, unit and factor of a row with a factor of its own; the unit may be anybody's word."""
    amount = read_amount(details.draft, details.cells.get("amount", BLANK), details.style)
    unit = details.text("unit") or (amount.rest if amount else "")
    if not unit:
        template = gettext_noop("The unit is missing. Write what the amount counts, as the factor does.")
        details.draft.error("unit", Message("own_factor_without_unit", template))
    factor: dict[str, Any] = {
        **details.numbers(OWN_NUMBERS),
        "unit": details.text("own_factor_unit") or unit,
        "scope": _whole(details, "own_factor_scope"),
        "scope3_category": _whole(details, "own_factor_category"),
        "method": details.word("own_factor_method", "methods"),
        "source": details.text("own_factor_source"),
    }
    if not factor["source"]:
        template = gettext_noop("A factor of your own needs its source: who published it, where and when.")
        details.draft.error("own_factor_source", Message("own_factor_without_source", template))
    if factor["scope"] is None:
        template = gettext_noop("A factor of your own needs its scope: 1, 2 or 3.")
        details.draft.error("own_factor_scope", Message("own_factor_without_scope", template))
    if amount is None:
        return {}
    stated = {name: value for name, value in factor.items() if value is not None}
    return {"amount": f"{amount.value:f}", "unit": unit, "factor": stated}


def _whole(details: Details, field: str) -> int | None:
    number = details.number(field)
    return int(number) if number is not None and number.isdigit() else None


def _instrument(details: Details) -> dict[str, Any]:
    kind = details.word("instrument_kind", "instruments")
    if kind is None:
        return {}
    criteria = {name: True for name in CRITERIA if name in details.text("instrument_criteria").split()}
    numbers = details.numbers(INSTRUMENT_NUMBERS)
    return {"kind": kind, **numbers, **({"criteria": criteria} if criteria else {})}


def _further(details: Details) -> dict[str, Any]:
    """Return what a table of our own carries for fields that the activity does not use."""
    text = details.text("further_details")
    if not text:
        return {}
    try:
        found = json.loads(text[:_LONGEST])
    except ValueError:
        found = None
    if not _is_further(found):
        template = gettext_noop("“%(cell)s” cannot be read. Leave this cell empty, or as it was written.")
        details.draft.error("further_details", Message("further_unreadable", template, {"cell": shown(text)}))
        return {}
    return dict(found)


def _is_further(found: object) -> bool:
    if not isinstance(found, dict) or not found.keys() <= FURTHER:
        return False
    return all(isinstance(value, str) for value in found.values())
