"""How much of what: amount and unit of a row together, in the contract's units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from klimapakt.methods.intake.activities import ActivityReading
from klimapakt.methods.intake.amounts import Amount, read_amount, scaled
from klimapakt.methods.intake.bills import read_gas_volume
from klimapakt.methods.intake.drafts import Draft
from klimapakt.methods.intake.grids import BLANK, Cell, text_of
from klimapakt.methods.intake.naming import written_name
from klimapakt.methods.intake.suggestions import Suggestions
from klimapakt.methods.intake.tables import NumberStyle
from klimapakt.methods.intake.units import (
    UnitReading,
    fitting,
    missing_unit,
    name_of,
    read_unit,
    unknown_unit,
)
from klimapakt.methods.intake.words import cleaned, decimal_of, shown
from klimapakt.methods.messages import Message, gettext_noop

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Writing:
    """How the file writes amounts: the style of its numbers, the unit its header names, what is near."""

    style: NumberStyle | None
    unit: str = ""
    suggestions: Suggestions = field(default_factory=Suggestions)


@dataclass(frozen=True, slots=True)
class Quantity:
    """The contract's keys for amount and unit, empty when one is missing; ``is_estimated`` after "ca."."""

    values: Mapping[str, str]
    is_estimated: bool = False


def read_quantity(
    draft: Draft, cells: Mapping[str, Cell], reading: ActivityReading | None, writing: Writing
) -> Quantity:
    """Return amount and unit of a row; what is wrong with either is noted, both are looked at."""
    allowed = reading.units if reading else ()
    amount = read_amount(draft, cells.get("amount", BLANK), writing.style)
    unit = _unit(draft, cells, amount, writing, allowed)
    fits = (
        fitting(draft, unit, allowed, (reading.slug or "", written_name(cells))) if reading and unit else None
    )
    if reading is None or fits is None or amount is None:
        return Quantity({}, is_estimated=bool(amount and amount.is_estimated))
    values = _values(draft, amount, fits)
    if values and reading.slug == "natural_gas" and fits.unit == "m3":
        values |= read_gas_volume(draft, cells, fits)
    return Quantity(values, amount.is_estimated)


def _values(draft: Draft, amount: Amount, unit: UnitReading) -> dict[str, str]:
    if unit.factor == _ONE:
        return {"amount": f"{amount.value:f}", "unit": unit.unit}
    value = scaled(draft, amount, unit.factor)
    if value is None:
        return {}
    template = gettext_noop("The amount was converted to %(amount)s %(unit)s.")
    plain = Decimal(f"{value.normalize():f}")
    params = {"amount": decimal_of(plain), "unit": name_of(unit.unit)}
    draft.correct("unit", Message("unit_converted", template, params))
    return {"amount": f"{plain:f}", "unit": unit.unit}


def _unit(
    draft: Draft, cells: Mapping[str, Cell], amount: Amount | None, writing: Writing, allowed: tuple[str, ...]
) -> UnitReading | None:
    """Return the unit from its column, from behind the number, or from the header of the amounts."""
    rest = amount.rest if amount else ""
    behind = read_unit(rest)
    if rest and behind is None:
        template = gettext_noop(
            "“%(rest)s” behind the amount is no known unit. Enter the number alone, without words."
        )
        draft.error("amount", Message("amount_with_words", template, {"rest": shown(rest)}))
        return None
    text = cleaned(text_of(cells.get("unit", BLANK))) or ("" if behind else writing.unit)
    stated = read_unit(text)
    if text and stated is None:
        draft.error("unit", unknown_unit(text, allowed, writing.suggestions.unit(text)))
        return None
    if behind and stated and behind != stated:
        template = gettext_noop(
            "The amount names the unit “%(one)s”, the column for units “%(other)s”. Keep one of them."
        )
        draft.error(
            "unit", Message("unit_contradiction", template, {"one": shown(rest), "other": shown(text)})
        )
        return None
    if behind:
        template = gettext_noop("The unit “%(unit)s” was read from the cell with the amount.")
        draft.correct("amount", Message("unit_in_amount", template, {"unit": shown(rest)}))
    unit = stated or behind
    if unit is None:
        draft.error("unit", missing_unit(allowed))
        return None
    if unit.is_per_year:
        template = gettext_noop("“%(cell)s” was read without “per year”, as the amount of the whole period.")
        draft.correct("unit", Message("unit_per_year", template, {"cell": shown(text or rest)}))
    return unit
