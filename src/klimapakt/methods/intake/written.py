"""An inventory's rows as a table in the shape of the template: what goes out comes in again without loss.

A row is the contract's activity with its label, evidence and note. Columns beyond the nine of the template
appear only when some row needs them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from klimapakt.methods.catalogue import activities
from klimapakt.methods.intake.activities import read_activity
from klimapakt.methods.intake.details import FURTHER, INSTRUMENT_NUMBERS, NUMBERS, OWN_NUMBERS
from klimapakt.methods.intake.template import Cell, Language, TemplateKind, TemplateTexts, texts_in, written

_ALWAYS: Final = tuple("site activity amount unit period_start period_end quality evidence note".split())
_USED_BY: Final = {"gas": "refrigerant", "country": "hotel", "cabin": "flight"}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row on its way out; ``activity`` is in the shape of the contract, without an id."""

    activity: Mapping[str, Any]
    label: str
    evidence: str = ""
    note: str = ""


def write_activities(rows: Iterable[Outgoing], language: Language, kind: TemplateKind) -> bytes:
    """Return rows as a table that ``read_table`` reads back as the same rows."""
    texts = texts_in(language)
    return write_cells([_cells(row, texts) for row in rows], language, kind)


def write_cells(
    rows: Sequence[Mapping[str, Cell]], language: Language, kind: TemplateKind, others: Sequence[str] = ()
) -> bytes:
    """Return rows given by field as a table; ``others`` are headings of columns that have no field."""
    texts = texts_in(language)
    headings = texts.heading_of()
    used = {field for row in rows for field, cell in row.items() if cell != ""}
    fields = [field for field in headings if field in _ALWAYS or field in used]
    columns = [*fields, *others]
    table = ([row.get(column, "") for column in columns] for row in rows)
    return written(texts, kind, [*(headings[field] for field in fields), *others], table)


def _cells(row: Outgoing, texts: TemplateTexts) -> dict[str, Cell]:
    given = row.activity
    cells: dict[str, Cell] = {
        "site": given.get("site", ""),
        "amount": Decimal(str(given["amount"])),
        "period_start": _day(given.get("period_start")),
        "period_end": _day(given.get("period_end")),
        "factor_year": str(given.get("year") or ""),
        "quality": texts.quality(given.get("quality", "")),
        "purpose": texts.word(given.get("purpose", "")),
        "evidence": row.evidence,
        "note": row.note,
        **{column: _number(given.get(name)) for column, name in NUMBERS.items()},
        "supplier_source": given.get("supplier_source", ""),
        **_instrument(given.get("instrument"), texts),
    }
    return cells | _named(row, texts) | _further(given)


def _named(row: Outgoing, texts: TemplateTexts) -> dict[str, Cell]:
    """Return the cells that say what it is and in which unit."""
    given = row.activity
    if "factor" in given:
        return {"activity": row.label, "unit": given["unit"], **_own_factor(given["factor"], texts)}
    unit = texts.unit(given["unit"])
    if "factor_id" in given:
        return {"activity": row.label, "factor_id": given["factor_id"], "unit": unit}
    name = texts.activity(given["activity"])
    plain = read_activity(row.label)
    # A label that means the activity and nothing more may stand in its place.
    if plain is not None and plain == read_activity(name):
        return {"activity": row.label, "unit": unit}
    return {"activity": name, "unit": unit, "label": row.label}


def _own_factor(factor: Mapping[str, Any], texts: TemplateTexts) -> dict[str, Cell]:
    return {
        **{column: _number(factor.get(name)) for column, name in OWN_NUMBERS.items()},
        "own_factor_unit": factor["unit"],
        "own_factor_scope": str(factor["scope"]),
        "own_factor_category": str(factor.get("scope3_category") or ""),
        "own_factor_method": texts.word(factor.get("method", "")),
        "own_factor_source": factor["source"],
    }


def _instrument(instrument: Mapping[str, Any] | None, texts: TemplateTexts) -> dict[str, Cell]:
    if not instrument:
        return {}
    met = [name for name, is_met in (instrument.get("criteria") or {}).items() if is_met]
    return {
        "instrument_kind": texts.word(instrument["kind"]),
        **{column: _number(instrument.get(name)) for column, name in INSTRUMENT_NUMBERS.items()},
        "instrument_criteria": " ".join(sorted(met)),
    }


def _further(given: Mapping[str, Any]) -> dict[str, Cell]:
    """Return gas, country and the like in their columns; beside them where the activity has no use."""
    rule = activities()[given["activity"]].rule if "activity" in given else ""
    is_gas_bill = given.get("activity") == "natural_gas" and given["unit"] == "m3"
    cells: dict[str, Cell] = {}
    beside: dict[str, str] = {}
    for field in sorted(FURTHER - {"purpose"}):
        value = given.get(field)
        if value is None:
            continue
        if (field in _USED_BY and _USED_BY[field] == rule) or (field not in _USED_BY and is_gas_bill):
            cells[field] = str(value) if field in _USED_BY else Decimal(str(value))
        else:
            beside[field] = str(value)
    return cells | ({"further_details": json.dumps(beside, ensure_ascii=False)} if beside else {})


def _day(value: object) -> Cell:
    return "" if value is None else date.fromisoformat(str(value))


def _number(value: object) -> Cell:
    return "" if value is None else Decimal(str(value))
