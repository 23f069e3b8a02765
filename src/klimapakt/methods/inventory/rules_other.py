"""Which factors apply to refrigerants, travel, hotels, freight, waste, water and goods.

Source: factors.md 1.3, 1.5, 2.7 and 5; decisions in docs/methods/inventory.md.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from klimapakt.methods.catalogue import Activity
from klimapakt.methods.factors import Choice, Edition, Factor, Gas
from klimapakt.methods.inventory.context import Context, Query
from klimapakt.methods.inventory.parts import (
    Note,
    Part,
    Resolution,
    biogenic_of,
    fit_notes,
    part_of,
    reason,
    upstream_of,
)
from klimapakt.methods.inventory.words import word
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import SAME, Conversion, conversion

_DEFAULT = Message("default", gettext_noop("Default factor of this edition for this activity."))
_UPSTREAM = Message("upstream", gettext_noop("Upstream emissions, from the same row, in the same category."))
_KYOTO = Message(
    "kyoto_part", gettext_noop("Refilled mass times its global warming potential (AR5, 100 years).")
)
_OUTSIDE = Message(
    "outside_kyoto", gettext_noop("Part that is no Kyoto gas: reported separately, outside the scopes.")
)
_NON_CO2 = Message(
    "flight_non_co2",
    gettext_noop("Non-CO2 effects of flying: a memo beside the inventory, never in its total."),
)
_SAME_BLEND = {"r-507a": ("R-507",)}
_CABINS = {"economy": "eco", "premium_economy": "prem", "business": "bus", "first": "first", "average": "avg"}
_PURPOSES = {
    "business": (3, 6, "business_travel"),
    "commute": (3, 7, "commuting"),
    "own_fleet": (1, None, "mobile_combustion"),
}


def transport(activity: Activity, query: Query, context: Context) -> Resolution:
    """Car, rail and bus per passenger-kilometre (well-to-wheel, so without upstream).

    The purpose decides the scope.
    """
    choice = context.chosen(activity.direct[0], query.year)
    convert = _vehicle_kilometres(activity, query) or conversion(query.unit, choice.factor.unit)
    part = part_of(choice.factor, "direct", convert, reason(_DEFAULT, choice, query.year))
    purpose = query.purpose or ("commute" if activity.category == "commuting" else "business")
    scope, category3, category = _PURPOSES[purpose]
    notes = [*fit_notes(choice, query.year)]
    if purpose == "own_fleet":
        notes.append(_well_to_wheel_in_scope1(choice.factor))
    return Resolution(
        (replace(part, scope=scope, scope3_category=category3, category=category),), notes=tuple(notes)
    )


def flight(activity: Activity, query: Query, context: Context) -> Resolution:
    """A flight without non-CO2 effects; the surplus is a memo, the upstream stays in category 3.6."""
    cabin = _CABINS[query.cabin or "average"]
    series = f"desnz-flight-{activity.flight}-{cabin}-norf-pkm"
    notes: list[Note] = []
    if series not in context.edition.series:
        series = f"desnz-flight-{activity.flight}-avg-norf-pkm"
        notes.append(_cabin_not_published(query.cabin or "average"))
    choice = context.chosen(series, query.year)
    direct = part_of(choice.factor, "direct", SAME, reason(_DEFAULT, choice, query.year))
    upstream = upstream_of(choice.factor, SAME, reason(_UPSTREAM, choice, query.year))
    forcing = context.edition.factors[choice.factor.id.replace("-norf-", "-rf-")]
    memo = replace(
        direct,
        part="memo",
        scope=None,
        scope3_category=None,
        category="flight_non_co2",
        factor_id=forcing.id,
        kg_per_unit=forcing.kg_per_unit - choice.factor.kg_per_unit,
        reason=reason(_NON_CO2, choice, query.year),
    )
    parts = tuple(part for part in (direct, upstream, memo) if part)
    return Resolution(parts, notes=(*notes, *fit_notes(choice, query.year)))


def hotel(activity: Activity, query: Query, context: Context) -> Resolution:
    """Hotel nights by country, per occupied room."""
    country = query.country or context.region
    series = f"desnz-hotel-{country.lower()}-night"
    if series not in context.edition.series:
        raise Refused("country", _unknown_country(country, context.edition))
    found = _plain(context.chosen(series, query.year), query)
    if query.country:
        return found
    template = gettext_noop("No country was given for the hotel nights; %(country)s was assumed.")
    note = Note("country_assumed", "hint", Message("country_assumed", template, {"country": country}))
    return replace(found, notes=(note, *found.notes))


def plain(activity: Activity, query: Query, context: Context) -> Resolution:
    """An activity with one standing factor: freight, waste, water, paper, devices, home office."""
    return _plain(context.chosen(activity.direct[0], query.year), query)


def refrigerant(activity: Activity, query: Query, context: Context) -> Resolution:
    """A refilled refrigerant: the Kyoto part in scope 1, the rest outside the scopes."""
    if not query.gas:
        template = gettext_noop(
            "Which gas was refilled? Add it as it stands on the machine's label, such as R-410A."
        )
        raise Refused("gas", Message("missing_gas", template))
    gas = _gas(query.gas, context.edition)
    if gas.ar5 is None or gas.kyoto_ar5 is None:
        template = gettext_noop(
            "No AR5 value is published for %(gas)s. Give your own factor with its source."
        )
        raise Refused("gas", Message("unknown_gas", template, {"gas": gas.name}))
    row = _gas_row(gas, context.edition)
    convert = conversion(query.unit, "kg")
    years = fit_notes(Choice(row, _fit(row, query.year)), query.year) if row else ()
    parts = []
    if gas.kyoto_ar5:
        parts.append(_gas_part(gas, row, convert))
    if gas.ar5 > gas.kyoto_ar5:
        outside = replace(
            _gas_part(gas, row, convert),
            part="outside_scopes",
            scope=None,
            category="outside_scopes",
            reason=_OUTSIDE,
        )
        twin = context.edition.factors.get(f"{outside.factor_id}-nichtkyoto")
        name = twin.id if twin and gas.kyoto_ar5 else outside.factor_id
        parts.append(replace(outside, factor_id=name, kg_per_unit=gas.ar5 - gas.kyoto_ar5))
    return Resolution(tuple(parts), notes=years)


def _plain(choice: Choice, query: Query) -> Resolution:
    convert = conversion(query.unit, choice.factor.unit)
    parts = (
        part_of(choice.factor, "direct", convert, reason(_DEFAULT, choice, query.year)),
        upstream_of(choice.factor, convert, reason(_UPSTREAM, choice, query.year)),
        biogenic_of(choice.factor, convert, reason(_DEFAULT, choice, query.year)),
    )
    return Resolution(tuple(part for part in parts if part), notes=fit_notes(choice, query.year))


def _vehicle_kilometres(activity: Activity, query: Query) -> Conversion | None:
    """Return how vehicle-kilometres become passenger-kilometres: times the occupancy of the source."""
    if query.unit == "km" and activity.persons_per_car:
        return Conversion(activity.persons_per_car, Decimal(1))
    return None


def _gas_part(gas: Gas, row: Factor | None, convert: Conversion) -> Part:
    return Part(
        part="direct",
        scope=1,
        scope3_category=None,
        category="fugitive",
        method="both",
        factor_id=row.id if row else f"gwp-{gas.id}",
        kg_per_unit=gas.kyoto_ar5 or Decimal(0),
        unit="kg",
        source=row.source.cited() if row else gas.source,
        reason=_KYOTO,
        quality=5,
        conversion=convert,
    )


def _gas(name: str, edition: Edition) -> Gas:
    aliases = gas_aliases(edition.name, tuple(edition.gases.values()))
    found = aliases.get(_bare(name))
    if found is None:
        close = nearest(_bare(name), list(aliases), 3)
        template = gettext_noop("The gas %(gas)s is not known. Nearest: %(nearest)s.")
        names = ", ".join(dict.fromkeys(aliases[alias].name for alias in close)) or "-"
        raise Refused("gas", Message("unknown_gas", template, {"gas": name[:60], "nearest": names}))
    return found


@lru_cache(maxsize=8)
def gas_aliases(edition_name: str, gases: tuple[Gas, ...]) -> Mapping[str, Gas]:
    """Return the gases by every way of writing them, without spaces, dashes and case."""
    aliases: dict[str, Gas] = {}
    for gas in gases:
        for alias in _ways_of_writing(gas):
            aliases.setdefault(_bare(alias), gas)
    return aliases


def _ways_of_writing(gas: Gas) -> list[str]:
    """Return id, name, the words of the name that hold a digit, its first word, and R-32 for HFKW-32."""
    words = [word for word in re.split(r"[\s()/,]+", gas.name) if any(sign.isdigit() for sign in word)]
    first = re.split(r"[\s(,]", gas.name)[0]
    refrigerants = [f"R-{word.partition('-')[2]}" for word in words if word.startswith("HFKW-")]
    formula = [] if gas.is_blend else [gas.composition]
    return [gas.id, gas.name, *words, first, *refrigerants, *formula, *_SAME_BLEND.get(gas.id, ())]


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _gas_row(gas: Gas, edition: Edition) -> Factor | None:
    for alias in (gas.id, *re.split(r"[\s()/]+", gas.name)):
        row = edition.factors.get(f"kaeltemittel-{_bare(alias)}")
        if row:
            return row
    return edition.factors.get(f"kaeltemittel-{_bare(gas.id)}-direkt")


def _fit(row: Factor, year: int) -> Literal["own", "other_year"]:
    return "own" if row.valid_from == year else "other_year"


def _unknown_country(country: str, edition: Edition) -> Message:
    known = sorted(name.split("-")[2].upper() for name in edition.series if name.startswith("desnz-hotel-"))
    template = gettext_noop("There is no hotel factor for %(country)s. There are: %(known)s.")
    return Message("unknown_country", template, {"country": country[:40], "known": ", ".join(known)})


def _cabin_not_published(cabin: str) -> Note:
    template = gettext_noop(
        "For this distance no factor of the cabin %(cabin)s is published; the average is used."
    )
    return Note(
        "cabin_not_published", "hint", Message("cabin_not_published", template, {"cabin": word(cabin)})
    )


def _well_to_wheel_in_scope1(factor: Factor) -> Note:
    template = gettext_noop(
        "%(factor)s includes the supply of the fuel. For your own fleet enter litres or kWh: then scope "
        "1 holds the "
        "combustion only."
    )
    return Note(
        "well_to_wheel_in_scope1", "hint", Message("well_to_wheel_in_scope1", template, {"factor": factor.id})
    )
