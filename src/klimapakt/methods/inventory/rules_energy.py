"""Which factors apply to electricity, heat and fuels.

Source: factors.md 1.3 and 2.2 to 2.4; GHG Protocol Scope 2 Guidance, tables 6.2, 6.3 and 7.1.
"""

from dataclasses import replace

from klimapakt.methods.catalogue import Activity
from klimapakt.methods.factors import Choice, Factor
from klimapakt.methods.inventory.context import Context, Query, properties_of
from klimapakt.methods.inventory.parts import (
    EnergyUse,
    Note,
    Part,
    Resolution,
    biogenic_of,
    fit_notes,
    part_of,
    reason,
    upstream_of,
)
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import Conversion, WrongDimension, conversion

GRID = "uba-strommix"
RESIDUAL = "aib-residualmix"

_GRID_MIX = Message("grid_mix", gettext_noop("Location-based: average mix of the national grid."))
_RESIDUAL_MIX = Message(
    "residual_mix",
    gettext_noop("Market-based without a valid contract instrument: residual mix of the market."),
)
_GRID_AS_RESIDUAL = Message(
    "grid_mix_for_residual",
    gettext_noop("Market-based: no residual mix is published, the grid mix takes its place."),
)
_GRID_UPSTREAM = Message(
    "grid_upstream", gettext_noop("Upstream emissions of the grid mix, from the same row.")
)
_OWN_GENERATION = Message(
    "own_generation",
    gettext_noop("Own generation that is used on site; no guarantee of origin may be sold for it."),
)
_OWN_UPSTREAM = Message("own_upstream", gettext_noop("Making of the plant, per kWh generated."))
_FED_IN = Message(
    "fed_in", gettext_noop("Avoided elsewhere by feeding in; a memo, never netted against purchases.")
)
_SCREENING_HEAT = Message(
    "screening_heat",
    gettext_noop("Generic screening value for district heat, because no supplier's value was given."),
)
_STATUTORY = Message(
    "statutory", gettext_noop("Statutory combustion factor for this fuel (German emissions reporting).")
)
_STANDARD = Message("standard", gettext_noop("Standard factor of this edition for this fuel."))
_WELL_TO_TANK = Message("well_to_tank", gettext_noop("Well-to-tank proxy for the supply of this fuel."))
_SAME_ROW_UPSTREAM = Message("same_row_upstream", gettext_noop("Upstream emissions, from the same row."))
_BIOGENIC = Message("biogenic", gettext_noop("Biogenic CO2 of combustion, reported outside the scopes."))


def grid_electricity(activity: Activity, query: Query, context: Context) -> Resolution:
    """Purchased electricity: location-based, market-based (residual mix) and upstream."""
    grid = context.region_choice(GRID, query)
    to_kwh = conversion(query.unit, grid.factor.unit)
    location = part_of(grid.factor, "location", to_kwh, reason(_GRID_MIX, grid, query.year))
    upstream = upstream_of(grid.factor, to_kwh, reason(_GRID_UPSTREAM, grid, query.year))
    market, notes = residual_mix(query, context, grid)
    return Resolution(
        parts=tuple(part for part in (location, market, upstream) if part),
        energy=_electricity(activity.carrier or activity.slug, query.unit, is_renewable=False),
        notes=(*fit_notes(grid, query.year), *notes),
    )


def residual_mix(query: Query, context: Context, grid: Choice) -> tuple[Part, tuple[Note, ...]]:
    """Return the market-based part without an instrument, and what must be said about it.

    A year without a published residual mix takes the grid mix, with a finding.
    """
    to_kwh = conversion(query.unit, grid.factor.unit)
    try:
        residual = context.chosen(f"{RESIDUAL}-{context.region.lower()}", query.year)
    except Refused:
        market = replace(
            part_of(grid.factor, "market", to_kwh, reason(_GRID_AS_RESIDUAL, grid, query.year)),
            method="market",
        )
        return market, (_no_residual_mix(query.year, context.region),)
    market = part_of(residual.factor, "market", to_kwh, reason(_RESIDUAL_MIX, residual, query.year))
    return market, fit_notes(residual, query.year)


def own_generation(activity: Activity, query: Query, context: Context) -> Resolution:
    """Self-used electricity of the own plant: zero in scope 2 both ways, the making of the plant in 3.3."""
    choice = context.chosen(activity.direct[0], query.year)
    to_kwh = conversion(query.unit, choice.factor.unit)
    why = reason(_OWN_GENERATION, choice, query.year)
    upstream = upstream_of(choice.factor, to_kwh, reason(_OWN_UPSTREAM, choice, query.year))
    parts = (
        part_of(choice.factor, "location", to_kwh, why),
        part_of(choice.factor, "market", to_kwh, why),
        upstream,
    )
    return Resolution(
        parts=tuple(part for part in parts if part),
        energy=_electricity(activity.carrier or activity.slug, query.unit, is_renewable=True),
        notes=fit_notes(choice, query.year),
    )


def fed_in(activity: Activity, query: Query, context: Context) -> Resolution:
    """Electricity fed into the grid: a memo of what it avoids elsewhere, never netted."""
    grid = context.region_choice(GRID, query)
    part = part_of(
        grid.factor, "memo", conversion(query.unit, grid.factor.unit), reason(_FED_IN, grid, query.year)
    )
    memo = replace(part, scope=None, scope3_category=None, category="electricity_fed_in_avoided")
    return Resolution(parts=(memo,), notes=fit_notes(grid, query.year))


def district_heat(activity: Activity, query: Query, context: Context) -> Resolution:
    """District heat without a supplier's value: the generic screening value, with a finding."""
    choice = context.chosen(activity.direct[0], query.year)
    to_kwh = conversion(query.unit, choice.factor.unit)
    why = reason(_SCREENING_HEAT, choice, query.year)
    return Resolution(
        parts=(
            part_of(choice.factor, "location", to_kwh, why),
            part_of(choice.factor, "market", to_kwh, why),
        ),
        energy=heat_energy(query.unit),
        notes=(screening_heat_note(choice.factor), *fit_notes(choice, query.year)),
    )


def screening_heat_note(factor: Factor) -> Note:
    """Return the finding that goes with the generic value for district heat."""
    template = gettext_noop(
        "The generic value for district heat (%(kg)s kg/kWh) is for screening only. Ask your supplier "
        "for the published "
        "value of the network (EN 15316-4-5 or FW 309) and enter it."
    )
    message = Message("district_heat_screening", template, {"kg": str(factor.kg_per_unit)})
    return Note("district_heat_screening", "warning", message)


def combusted_fuel(activity: Activity, query: Query, context: Context) -> Resolution:
    """A fuel: scope 1, its supply in 3.3 (once), its biogenic CO2 outside the scopes."""
    properties = properties_of(activity)
    direct = context.chosen_for_unit(activity.direct, query, properties)
    convert = conversion(query.unit, direct.factor.unit, properties)
    what = _STATUTORY if direct.factor.kind == "legal" else _STANDARD
    parts = [part_of(direct.factor, "direct", convert, reason(what, direct, query.year))]
    notes = list(fit_notes(direct, query.year))
    if activity.upstream:
        proxy = context.chosen_for_unit(activity.upstream, query, properties)
        why = reason(_WELL_TO_TANK, proxy, query.year)
        upstream = upstream_of(proxy.factor, conversion(query.unit, proxy.factor.unit, properties), why)
        # A proxy from another country is quality 3, whatever the quality of its combustion value.
        upstream = upstream and replace(upstream, quality=min(3, upstream.quality))
        notes += fit_notes(proxy, query.year)
    else:
        upstream = upstream_of(direct.factor, convert, reason(_SAME_ROW_UPSTREAM, direct, query.year))
    biogenic = biogenic_of(direct.factor, convert, reason(_BIOGENIC, direct, query.year))
    parts += [part for part in (upstream, biogenic) if part]
    return Resolution(tuple(parts), fuel_energy(activity, query.unit), tuple(notes))


def fuel_energy(activity: Activity, unit: str) -> EnergyUse | None:
    """Return how a fuel counts as energy, on its lower heating value; None when its table does not say."""
    try:
        into_mwh = conversion(unit, "MWh_Hi", properties_of(activity))
    except WrongDimension:
        return None
    return EnergyUse(activity.carrier or activity.slug, "fuel", activity.renewable, into_mwh)


def heat_energy(unit: str) -> EnergyUse:
    """Return how purchased heat counts as energy."""
    return EnergyUse("district_heat", "heat", False, conversion(unit, "MWh"))


def _electricity(carrier: str, unit: str, *, is_renewable: bool) -> EnergyUse:
    return EnergyUse(carrier, "electricity", is_renewable, _into_mwh(unit))


def _into_mwh(unit: str) -> Conversion:
    return conversion(unit, "MWh")


def _no_residual_mix(year: int, region: str) -> Note:
    template = gettext_noop(
        "No residual mix of %(region)s is published for %(year)s; the market-based figure uses the grid "
        "mix. Disclose it."
    )
    return Note(
        "no_residual_mix", "hint", Message("no_residual_mix", template, {"region": region, "year": year})
    )
