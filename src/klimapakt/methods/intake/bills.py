"""Optional columns from the bill: calorific value and state number of gas, the heat supplier's own factor.

Their numbers have narrow ranges, so a value with two readings is settled by the one that is possible.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from klimapakt.methods.intake.drafts import Draft
from klimapakt.methods.intake.grids import BLANK, Cell, text_of
from klimapakt.methods.intake.numbers import Reading, read_number
from klimapakt.methods.intake.units import UnitReading, read_unit
from klimapakt.methods.intake.words import cleaned, decimal_of, shown
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.units import WrongDimension, conversion

_KILOGRAMS = {"g": Decimal("0.001"), "kg": Decimal(1), "t": Decimal(1000)}
_MASS = re.compile(r"\s*(kg|g|t)\b|\s*(kg|g|t)(?=CO2|CO₂)", re.IGNORECASE)
_CALORIFIC = (Decimal(7), Decimal(14))
_STATE = (Decimal("0.7"), Decimal("1.2"))
_HEAT_KG_PER_KWH = (Decimal(0), Decimal(2))


def read_gas_volume(draft: Draft, cells: Mapping[str, Cell], unit: UnitReading) -> dict[str, str]:
    """Return calorific value and state number, without which cubic metres of gas are no energy.

    Cubic metres at standard conditions have the state number 1 by definition.
    """
    calorific, state = (cells.get(field, BLANK) for field in ("calorific_kwh_per_m3", "z_number"))
    if unit.is_normal:
        template = gettext_noop(
            "The amount is in standard cubic metres (Nm³), so the state number (“Zustandszahl”) 1 was taken."
        )
        draft.correct("unit", Message("gas_standard_volume", template))
        state = Decimal(1)
    if BLANK in (calorific, state):
        template = gettext_noop(
            "Gas in m³ can only be counted with the calorific value (“Brennwert”) and the state number "
            "(“Zustandszahl”) from the bill. Add a column for each, or enter the kWh from the bill with the "
            "unit kWh Hs."
        )
        draft.error("unit", Message("gas_volume_incomplete", template))
        return {}
    found: dict[str, str] = {}
    for field, cell, limits in (("calorific_kwh_per_m3", calorific, _CALORIFIC), ("z_number", state, _STATE)):
        value = _possible(cell, limits)
        if value is None:
            draft.error(field, _not_possible(cell, limits))
        else:
            found[field] = f"{value:f}"
    return found


def read_supplier_factor(
    draft: Draft, cells: Mapping[str, Cell], heading: str, activity: tuple[str | None, str]
) -> dict[str, str]:
    """Return the supplier's factor for district heat, per unit of the row, with its source.

    ``heading`` is the unit the header names, as in "Versorgerfaktor (g/kWh)"; without one it is kg per kWh.
    ``activity`` is the row's slug and unit.
    """
    slug, unit = activity
    cell = cells.get("supplier_kg_per_unit", BLANK)
    if cell == BLANK:
        return {}
    if slug != "district_heat":
        template = gettext_noop(
            "A supplier's factor counts for district heat only. For this activity it was not read."
        )
        draft.warn("supplier_kg_per_unit", Message("supplier_factor_not_read", template))
        return {}
    scale = _kg_per_kwh(heading)
    value = None if scale is None else _possible(cell, (Decimal(0), _HEAT_KG_PER_KWH[1] / scale))
    if value is None or scale is None:
        template = gettext_noop(
            "“%(cell)s” cannot be the supplier's factor: it is read in kg per kWh and lies between 0 and 2, "
            "such as 0.115. If yours is in another unit, name it in the heading: Supplier factor (g/kWh)."
        )
        message = Message("supplier_factor_not_possible", template, {"cell": shown(text_of(cell))})
        draft.error("supplier_kg_per_unit", message)
        return {}
    source = cleaned(text_of(cells.get("supplier_source", BLANK))) or cleaned(
        text_of(cells.get("evidence", BLANK))
    )
    if not source:
        template = gettext_noop(
            "The supplier's factor has no source. Write into a column “Source” who published it, where and "
            "for which year."
        )
        draft.error("supplier_source", Message("supplier_source_missing", template))
        return {}
    to_kwh = conversion(unit, "kWh")
    per_unit = value * scale * to_kwh.numerator / to_kwh.denominator
    return {"supplier_kg_per_unit": f"{per_unit.normalize():f}", "supplier_source": source}


def _possible(cell: Cell, limits: tuple[Decimal, Decimal]) -> Decimal | None:
    """Return the one reading of a cell that lies within the limits; None when there is not exactly one."""
    if isinstance(cell, Decimal):
        readings = {cell}
    else:
        found = read_number(cleaned(text_of(cell)))
        if not isinstance(found, Reading):
            return None
        readings = {value for value in (found.value, found.as_de, found.as_en) if value is not None}
    within = [value for value in readings if limits[0] <= value <= limits[1]]
    return within[0] if len(within) == 1 else None


def _not_possible(cell: Cell, limits: tuple[Decimal, Decimal]) -> Message:
    template = gettext_noop(
        "“%(cell)s” cannot be right here. The bill shows a number between %(low)s and %(high)s."
    )
    params = {"cell": shown(text_of(cell)), "low": decimal_of(limits[0]), "high": decimal_of(limits[1])}
    return Message("bill_value_not_possible", template, params)


def _kg_per_kwh(ratio: str) -> Decimal | None:
    """Return what one unit of a header such as "g/kWh" is in kg per kWh; None when it is not understood."""
    if not ratio:
        return Decimal(1)
    mass, _, energy = ratio.partition("/")
    found, unit = _MASS.match(mass), read_unit(energy.strip())
    if not found or not unit:
        return None
    try:
        to_kwh = conversion(unit.unit, "kWh")
    except WrongDimension:
        return None
    kilograms = _KILOGRAMS[(found[1] or found[2]).lower()]
    return kilograms / unit.factor * to_kwh.denominator / to_kwh.numerator
