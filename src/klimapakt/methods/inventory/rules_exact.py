"""A row that the company named by its id: used exactly, with its upstream and biogenic parts."""

from dataclasses import replace
from typing import Literal

from klimapakt.methods.carriers import UNKNOWN, carriers
from klimapakt.methods.factors import Choice, Edition, Factor
from klimapakt.methods.inventory.context import Context, Query, wrong_unit
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
from klimapakt.methods.inventory.rules_energy import (
    GRID,
    RESIDUAL,
    heat_energy,
    residual_mix,
    screening_heat_note,
)
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import UNITS, Conversion, WrongDimension, conversion, is_convertible

_EXACT = Message("exact_row", gettext_noop("Row chosen by its id."))
_EXACT_UPSTREAM = Message("exact_row_upstream", gettext_noop("Upstream emissions of the chosen row."))
_EXACT_BIOGENIC = Message(
    "exact_row_biogenic", gettext_noop("Biogenic CO2 of the chosen row, outside the scopes.")
)
_OTHER_METHOD = Message(
    "other_method", gettext_noop("The chosen row serves the other method; grid mix of the year.")
)
_OWN_GENERATION = {"pv-eigenstrom": "electricity_own_pv", "windstrom-onshore": "electricity_own_wind"}
_OUTSIDE_SCOPES = ("AUSSERHALB_SCOPES", "KEIN_KYOTO")


def exact_row(query: Query, context: Context) -> Resolution:
    """Use exactly the row that was named."""
    factor = _row(query.factor_id or "", context.edition)
    convert = _conversion(query.unit, factor)
    choice = Choice(factor, _fit(factor, query.year))
    notes = (*fit_notes(choice, query.year), *_cautions(factor, query.unit))
    energy = _energy(factor, query.unit)
    if factor.category == "purchased_electricity" and factor.series not in _OWN_GENERATION:
        return _exact_grid_row(choice, query, context, Resolution((), energy, notes))
    names: tuple[PartName, ...] = ("location", "market") if factor.scope == 2 else ("direct",)
    why = reason(_EXACT, choice, query.year, by_id=True)
    parts = [part_of(factor, name, convert, why) for name in names]
    upstream = upstream_of(factor, convert, reason(_EXACT_UPSTREAM, choice, query.year, by_id=True))
    biogenic = biogenic_of(factor, convert, reason(_EXACT_BIOGENIC, choice, query.year, by_id=True))
    parts += [part for part in (upstream, biogenic) if part]
    if factor.note.startswith(_OUTSIDE_SCOPES):
        parts = [_outside(part) for part in parts]
    return Resolution(tuple(parts), energy, notes)


def _row(factor_id: str, edition: Edition) -> Factor:
    factor = edition.factors.get(factor_id)
    if factor is not None and factor.use == "inventory":
        return factor
    if factor is not None:
        template = gettext_noop(
            "The factor %(id)s is made for subsidy applications or for contract instruments "
            "and never for an inventory."
        )
        raise Refused("factor_id", Message("factor_not_for_inventories", template, {"id": factor_id}))
    left_out = next((entry for entry in edition.left_out if entry.id == factor_id), None)
    if left_out:
        template = gettext_noop("The factor %(id)s is not part of edition %(edition)s. Reason: %(reason)s")
        values = {"id": factor_id, "edition": edition.name, "reason": Message("left_out", left_out.reason)}
        raise Refused("factor_id", Message("factor_not_for_inventories", template, values))
    close = ", ".join(nearest(factor_id, list(edition.factors), 3)) or "-"
    template = gettext_noop("Edition %(edition)s has no factor %(id)s. Nearest: %(nearest)s.")
    values = {"id": factor_id[:80], "edition": edition.name, "nearest": close}
    raise Refused("factor_id", Message("unknown_factor", template, values))


def _conversion(unit: str, factor: Factor) -> Conversion:
    properties = carriers().get(factor.series, UNKNOWN).properties
    try:
        return conversion(unit, factor.unit, properties)
    except WrongDimension as error:
        right = [name for name in UNITS if is_convertible(name, factor.unit, properties)]
        raise Refused("unit", wrong_unit(unit, right)) from error


def _exact_grid_row(choice: Choice, query: Query, context: Context, found: Resolution) -> Resolution:
    """Use a row of purchased electricity for its own method; the other takes what it would take without it.

    Only a residual mix is market-based: a low row, such as a fuel's own mix, proves nothing about a contract.
    """
    factor = choice.factor
    to_kwh = conversion(query.unit, factor.unit)
    named = reason(_EXACT, choice, query.year, by_id=True)
    if factor.series.startswith(RESIDUAL):
        grid = context.region_choice(GRID, query)
        why = reason(_OTHER_METHOD, grid, query.year)
        location, market = (
            part_of(grid.factor, "location", to_kwh, why),
            part_of(factor, "market", to_kwh, named),
        )
        upstream = upstream_of(grid.factor, to_kwh, why)
        notes = (*fit_notes(grid, query.year), *_other_market(factor, context.region))
    else:
        location = part_of(factor, "location", to_kwh, named)
        market, notes = residual_mix(query, context, choice)
        upstream = upstream_of(factor, to_kwh, reason(_EXACT_UPSTREAM, choice, query.year, by_id=True))
    parts = tuple(part for part in (location, market, upstream) if part)
    return replace(found, parts=parts, notes=(*found.notes, *notes))


def _other_market(factor: Factor, region: str) -> tuple[Note, ...]:
    """Warn about a residual mix of another market: it says nothing about electricity bought in this one."""
    if factor.region == region:
        return ()
    template = gettext_noop(
        "%(factor)s is the residual mix of %(market)s, but the inventory is of the market %(region)s."
    )
    values = {"factor": factor.id, "market": factor.region, "region": region}
    return (
        Note("factor_of_another_market", "warning", Message("factor_of_another_market", template, values)),
    )


def _outside(part: Part) -> Part:
    return replace(part, part="outside_scopes", scope=None, scope3_category=None, category="outside_scopes")


def _cautions(factor: Factor, unit: str) -> tuple[Note, ...]:
    """Return what must be said about rows that the catalogue would not have used like this."""
    values = {"factor": factor.id}
    if factor.series == "bafa-fernwaerme-kwh":
        return (screening_heat_note(factor),)
    if factor.series in _OWN_GENERATION:
        template = gettext_noop("%(factor)s is for electricity from a plant of your own only, used on site.")
        return (Note("own_generation_only", "warning", Message("own_generation_only", template, values)),)
    if "-rf-" in factor.id or factor.series == "tremod-flug-inland-pkm":
        template = gettext_noop(
            "%(factor)s includes non-CO2 effects, which are a memo elsewhere. Rows without them hold -norf-."
        )
        return (Note("includes_non_co2", "warning", Message("includes_non_co2", template, values)),)
    if factor.category.endswith("combustion") and factor.unit != "km" and _energy(factor, unit) is None:
        template = gettext_noop("No heating value is published for %(factor)s, so its energy is not counted.")
        return (Note("energy_not_counted", "hint", Message("energy_not_counted", template, values)),)
    return ()


def _fit(factor: Factor, year: int) -> Literal["own", "other_year"]:
    is_own = factor.valid_from is None or factor.valid_from <= year <= (factor.valid_to or year)
    return "own" if is_own else "other_year"


def _energy(factor: Factor, unit: str) -> EnergyUse | None:
    if factor.category == "purchased_heat":
        return heat_energy(unit)
    if factor.category == "purchased_electricity":
        own = _OWN_GENERATION.get(factor.series)
        return EnergyUse(own or "electricity", "electricity", own is not None, conversion(unit, "MWh"))
    carrier = carriers().get(factor.series, UNKNOWN)
    if factor.scope != 1 or not is_convertible(unit, "MWh_Hi", carrier.properties):
        return None
    into_mwh = conversion(unit, "MWh_Hi", carrier.properties)
    return EnergyUse(carrier.name or factor.series, "fuel", carrier.is_renewable, into_mwh)
