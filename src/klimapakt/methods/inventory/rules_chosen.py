"""Factors that the company chose itself: an exact row, a factor of its own, its supplier's value."""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from klimapakt.methods.catalogue import Activity, activities
from klimapakt.methods.factors import Choice, Edition, Factor
from klimapakt.methods.fuels import NOTHING
from klimapakt.methods.inventory.case import CustomFactor, Entry
from klimapakt.methods.inventory.context import Context, Query, properties_of, wrong_unit
from klimapakt.methods.inventory.parts import (
    EnergyUse,
    Note,
    Part,
    PartName,
    Resolution,
    biogenic_of,
    fit_notes,
    part_of,
    reason,
    upstream_of,
)
from klimapakt.methods.inventory.rules_energy import GRID, RESIDUAL, fuel_energy, heat_energy, residual_mix
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import SAME, UNITS, Conversion, WrongDimension, conversion, is_convertible

_EXACT = Message("exact_row", gettext_noop("Row chosen by its id."))
_EXACT_UPSTREAM = Message("exact_row_upstream", gettext_noop("Upstream emissions of the chosen row."))
_EXACT_BIOGENIC = Message(
    "exact_row_biogenic", gettext_noop("Biogenic CO2 of the chosen row, outside the scopes.")
)
_OTHER_METHOD = Message(
    "other_method", gettext_noop("The chosen row serves the other method; grid mix of the year.")
)
_CUSTOM_QUALITY = 4
_HIGHEST_KG_PER_KWH = Decimal("1.2")


def exact_row(query: Query, context: Context) -> Resolution:
    """Use exactly the row that was named, with its upstream and biogenic parts."""
    factor = _row(query.factor_id or "", context.edition)
    known = _activity_of_series(context.edition.name).get(factor.series)
    convert = _conversion(query.unit, factor, known)
    choice = Choice(factor, _fit(factor, query.year))
    why = reason(_EXACT, choice, query.year)
    notes = fit_notes(choice, query.year)
    if factor.scope == 2 and factor.series.startswith((GRID, RESIDUAL)):
        return _exact_grid_row(
            factor, query, context, Resolution((), _energy(factor, known, query.unit), notes)
        )
    names: tuple[PartName, ...] = ("location", "market") if factor.scope == 2 else ("direct",)
    parts = [part_of(factor, name, convert, why) for name in names]
    upstream = upstream_of(factor, convert, reason(_EXACT_UPSTREAM, choice, query.year))
    biogenic = biogenic_of(factor, convert, reason(_EXACT_BIOGENIC, choice, query.year))
    parts += [part for part in (upstream, biogenic) if part]
    parts = [
        _outside(part) if factor.note.startswith(("AUSSERHALB_SCOPES", "KEIN_KYOTO")) else part
        for part in parts
    ]
    return Resolution(tuple(parts), _energy(factor, known, query.unit), notes)


def custom(entry: Entry, factor: CustomFactor) -> Resolution:
    """Use the company's own factor; its source was checked when the case was read."""
    convert = SAME
    if entry.unit != factor.unit:
        convert = conversion(entry.unit, factor.unit)
    why = Message(
        "own_factor", gettext_noop("Factor of your own, from: %(source)s."), {"source": factor.source}
    )
    base = Part(
        part="direct",
        scope=factor.scope,
        scope3_category=factor.scope3_category,
        category="own_factor",
        method="both",
        factor_id=f"own:{entry.id}",
        kg_per_unit=factor.kg_per_unit,
        unit=factor.unit,
        source=factor.source,
        reason=why,
        quality=_CUSTOM_QUALITY,
        conversion=convert,
    )
    parts = list(_by_method(base, factor)) if factor.scope == 2 else [base]
    if factor.upstream_kg_per_unit:
        category = 3 if factor.scope in (1, 2) else factor.scope3_category
        parts.append(
            replace(
                base,
                part="upstream",
                scope=3,
                scope3_category=category,
                kg_per_unit=factor.upstream_kg_per_unit,
            )
        )
    if factor.biogenic_kg_per_unit:
        parts.append(
            replace(
                base,
                part="biogenic",
                scope=None,
                scope3_category=None,
                kg_per_unit=factor.biogenic_kg_per_unit,
            )
        )
    return Resolution(tuple(parts), None, _band(entry, factor.kg_per_unit, factor.unit))


def supplier_heat(entry: Entry, supplier_kg: Decimal) -> Resolution:
    """Use the heat supplier's published value for both methods; it is per unit as entered."""
    if not entry.supplier_source:
        template = gettext_noop(
            "Where is the supplier's value published? Add the source, such as its certificate."
        )
        raise Refused("supplier_source", Message("missing_source", template))
    to_kwh = conversion(entry.unit, "kWh")
    kg_per_kwh = supplier_kg * to_kwh.denominator / to_kwh.numerator
    template = gettext_noop(
        "Published value of your supplier, which goes before any generic value: %(source)s."
    )
    location = Part(
        part="location",
        scope=2,
        scope3_category=None,
        category="purchased_heat",
        method="location",
        factor_id=f"supplier:{entry.supplier_source}",
        kg_per_unit=kg_per_kwh,
        unit="kWh",
        source=entry.supplier_source,
        reason=Message("supplier_value", template, {"source": entry.supplier_source}),
        quality=_CUSTOM_QUALITY,
        conversion=to_kwh,
    )
    parts = (location, replace(location, part="market", method="market"))
    return Resolution(parts, heat_energy(entry.unit), _band(entry, kg_per_kwh, "kWh"))


def _row(factor_id: str, edition: Edition) -> Factor:
    factor = edition.factors.get(factor_id)
    if factor is None:
        left_out = next((entry for entry in edition.left_out if entry.id == factor_id), None)
        if left_out:
            template = gettext_noop(
                "The factor %(id)s is not part of edition %(edition)s. Reason: %(reason)s"
            )
            values = {
                "id": factor_id,
                "edition": edition.name,
                "reason": Message("left_out", left_out.reason),
            }
            raise Refused("factor_id", Message("factor_not_for_inventories", template, values))
        close = nearest(factor_id, list(edition.factors), 3)
        template = gettext_noop("Edition %(edition)s has no factor %(id)s. Nearest: %(nearest)s.")
        values = {"id": factor_id[:80], "edition": edition.name, "nearest": ", ".join(close) or "-"}
        raise Refused("factor_id", Message("unknown_factor", template, values))
    if factor.use != "inventory":
        template = gettext_noop(
            "The factor %(id)s is made for subsidy applications or for contract instruments and never "
            "for an inventory."
        )
        raise Refused("factor_id", Message("factor_not_for_inventories", template, {"id": factor_id}))
    return factor


def _conversion(unit: str, factor: Factor, known: Activity | None) -> Conversion:
    properties = properties_of(known) if known else NOTHING
    try:
        return conversion(unit, factor.unit, properties)
    except WrongDimension as error:
        right = [name for name in UNITS if is_convertible(name, factor.unit, properties)]
        raise Refused("unit", wrong_unit(unit, right)) from error


def _exact_grid_row(factor: Factor, query: Query, context: Context, found: Resolution) -> Resolution:
    """A grid row serves one method only; the other takes what it would take without a named row."""
    to_kwh = conversion(query.unit, factor.unit)
    choice = Choice(factor, _fit(factor, query.year))
    grid = context.region_choice(GRID, query)
    named = reason(_EXACT, choice, query.year)
    if factor.series.startswith(GRID):
        location = part_of(factor, "location", to_kwh, named)
        market, notes = residual_mix(query, context, grid)
        upstream = upstream_of(factor, to_kwh, reason(_EXACT_UPSTREAM, choice, query.year))
    else:
        location = part_of(grid.factor, "location", to_kwh, reason(_OTHER_METHOD, grid, query.year))
        market, notes = part_of(factor, "market", to_kwh, named), ()
        upstream = upstream_of(grid.factor, to_kwh, reason(_OTHER_METHOD, grid, query.year))
    parts = tuple(part for part in (location, market, upstream) if part)
    return replace(found, parts=parts, notes=(*found.notes, *notes))


def _outside(part: Part) -> Part:
    return replace(part, part="outside_scopes", scope=None, scope3_category=None, category="outside_scopes")


def _fit(factor: Factor, year: int) -> Literal["own", "other_year"]:
    is_own = factor.valid_from is None or factor.valid_from <= year <= (factor.valid_to or year)
    return "own" if is_own else "other_year"


def _by_method(base: Part, factor: CustomFactor) -> tuple[Part, ...]:
    location = replace(base, part="location", method="location")
    market = replace(base, part="market", method="market")
    return {"location": (location,), "market": (market,), "both": (location, market)}[factor.method]


def _energy(factor: Factor, known: Activity | None, unit: str) -> EnergyUse | None:
    if known and known.carrier and known.rule == "fuel":
        return fuel_energy(known, unit)
    if factor.category == "purchased_heat":
        return heat_energy(unit)
    if factor.category == "purchased_electricity":
        is_own = known is not None and known.rule == "own_generation"
        return EnergyUse(
            "electricity_own_pv" if is_own else "electricity", "electricity", is_own, conversion(unit, "MWh")
        )
    if factor.scope == 1 and is_convertible(unit, "MWh_Hi"):
        return EnergyUse(factor.series, "fuel", False, conversion(unit, "MWh_Hi"))
    return None


@lru_cache(maxsize=8)
def _activity_of_series(edition_name: str) -> dict[str, Activity]:
    found: dict[str, Activity] = {}
    for activity in activities().values():
        for series in (*activity.direct, *activity.upstream):
            found.setdefault(series, activity)
    return found


def _band(entry: Entry, kg_per_unit: Decimal, unit: str) -> tuple[Note, ...]:
    """Warn about a value per kWh that no carrier in the edition reaches (lignite power: 1.119 kg/kWh)."""
    if unit not in UNITS or not is_convertible(unit, "kWh"):
        return ()
    to_kwh = conversion(unit, "kWh")
    per_kwh = kg_per_unit * to_kwh.denominator / to_kwh.numerator
    if per_kwh <= _HIGHEST_KG_PER_KWH:
        return ()
    template = gettext_noop(
        "%(kg)s kg CO2e per kWh is more than any energy carrier causes. Is the factor per MWh, or in grams?"
    )
    return (
        Note(
            "kg_per_kwh_out_of_band",
            "warning",
            Message("kg_per_kwh_out_of_band", template, {"kg": f"{per_kwh:g}"}),
        ),
    )
