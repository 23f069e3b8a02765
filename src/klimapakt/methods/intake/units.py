"""Units as people write them, and whether they fit the activity.

The contract's set of units is closed; the spellings are forgiving, the heating-value basis is not: a bare kWh
of a fuel is refused, because Hs and Hi differ by up to 10 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from klimapakt.methods.intake.drafts import Draft
from klimapakt.methods.intake.words import either, fold, listed, shown, spellings
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.units import conversion as unit_conversion
from klimapakt.methods.units import is_convertible

_ONE = Decimal(1)
_LONGEST = 40
_NAMES = {
    "l": Message("unit_l", gettext_noop("litres (l)")),
    "pkm": Message("unit_pkm", gettext_noop("passenger-kilometres (pkm)")),
    "tkm": Message("unit_tkm", gettext_noop("tonne-kilometres (tkm)")),
    "night": Message("unit_night", gettext_noop("nights")),
    "h": Message("unit_h", gettext_noop("hours (h)")),
    "piece": Message("unit_piece", gettext_noop("pieces")),
    "meal": Message("unit_meal", gettext_noop("meals")),
}
_SIGNS = {"m3": "m³", "m2": "m²"}


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A unit of the contract and how many of it one written unit is (1 GWh is 1000 MWh).

    ``is_normal`` marks cubic metres at standard conditions, ``is_per_year`` a unit "per year".
    """

    unit: str
    factor: Decimal = _ONE
    is_normal: bool = False
    is_per_year: bool = False


@lru_cache(maxsize=4096)
def read_unit(text: str) -> UnitReading | None:
    """Return the unit a text names; None when it names none.

    >>> read_unit("kWh (Brennwert)").unit, read_unit("GWh").factor, read_unit("Scheffel")
    ('kWh_Hs', Decimal('1000'), None)
    """
    if not text or len(text) > _LONGEST:
        return None
    found = _known(text)
    if found:
        return found
    lower = text.casefold().rstrip()
    for ending in listed("per_year")["year"]:
        if lower.endswith(ending.casefold()):
            found = _known(lower[: -len(ending)])
            return replace(found, is_per_year=True) if found else None
    return None


def name_of(unit: str) -> str | Message:
    """Return a unit as people write it."""
    return _NAMES.get(unit) or _SIGNS.get(unit) or unit.replace("_", " ")


def names_of(units: Sequence[str]) -> str | Message:
    """Return units for a sentence: "kWh, MWh or GJ"."""
    return either([name_of(unit) for unit in units])


def fitting(
    draft: Draft, reading: UnitReading, allowed: Sequence[str], activity: tuple[str, str]
) -> UnitReading | None:
    """Return the unit as the activity takes it, or None after noting why it does not fit.

    ``activity`` is its slug and how the person wrote it.
    """
    unit = reading.unit
    if unit in allowed:
        return reading
    slug, written = activity
    if f"{unit}_Hi" in allowed:
        draft.error(
            "unit", _gas_basis(unit) if slug == "natural_gas" else _fuel_basis(unit, allowed, written)
        )
        return None
    target = next((other for other in allowed if is_convertible(unit, other)), None)
    convert = unit_conversion(unit, target) if target else None
    if (
        target
        and convert
        and (convert.numerator / convert.denominator) * convert.denominator == convert.numerator
    ):
        return replace(reading, unit=target, factor=reading.factor * convert.numerator / convert.denominator)
    template = gettext_noop("“%(activity)s” is not counted in %(unit)s. These units fit: %(units)s.")
    params = {"activity": shown(written), "unit": name_of(unit), "units": names_of(allowed)}
    draft.error("unit", Message("unit_does_not_fit", template, params))
    return None


def unknown_unit(text: str, allowed: Sequence[str], near: str | None) -> Message:
    """Return the sentence about a unit nobody knows, naming the nearest known one and those that fit."""
    params = {"cell": shown(text), "near": name_of(near or ""), "units": names_of(allowed)}
    if allowed and near:
        template = gettext_noop(
            "The unit “%(cell)s” is not known. Perhaps %(near)s is meant. These units fit: %(units)s."
        )
    elif allowed:
        template = gettext_noop("The unit “%(cell)s” is not known. These units fit: %(units)s.")
    elif near:
        template = gettext_noop("The unit “%(cell)s” is not known. Perhaps %(near)s is meant.")
    else:
        template = gettext_noop("The unit “%(cell)s” is not known.")
    return Message(
        "unit_unknown", template, {key: value for key, value in params.items() if f"%({key})" in template}
    )


def missing_unit(allowed: Sequence[str]) -> Message:
    """Return the sentence about a row without a unit."""
    if not allowed:
        return Message(
            "unit_missing", gettext_noop("The unit is missing. Write it beside the amount, such as kWh.")
        )
    template = gettext_noop("The unit is missing. These units fit: %(units)s.")
    return Message("unit_missing", template, {"units": names_of(allowed)})


@cache
def unit_spellings() -> dict[str, str]:
    """Return every way of writing a unit, folded, with the contract's unit."""
    scaled = {key: meaning.split()[1] for key, meaning in spellings("scaled_units").items()}
    return {**scaled, **spellings("units")}


def _known(text: str) -> UnitReading | None:
    key = fold(text)
    if key in spellings("normal_cubic_metres") and key != "m3":
        return UnitReading("m3", is_normal=True)
    unit = spellings("units").get(key)
    if unit:
        return UnitReading(unit)
    scaled = spellings("scaled_units").get(key)
    if scaled:
        _, unit, factor = scaled.split()
        return UnitReading(unit, Decimal(factor))
    return None


def _gas_basis(unit: str) -> Message:
    template = gettext_noop(
        "For gas, %(unit)s alone is not enough: it can be counted by the gross calorific value (Hs, "
        "“Brennwert”) or by the net one (Hi, “Heizwert”), and the two differ by about 10 %%. Gas bills in "
        "Germany count by Hs: the bill names “Brennwert” and “Zustandszahl” beside the consumption. If the "
        "amount is from a bill, write %(unit)s Hs."
    )
    return Message("gas_basis_missing", template, {"unit": unit})


def _fuel_basis(unit: str, allowed: Sequence[str], written: str) -> Message:
    template = gettext_noop(
        "For “%(activity)s”, %(unit)s alone is not enough: it does not say whether the energy is counted by "
        "the net calorific value (Hi, “Heizwert”) or by the gross one. These units fit: %(units)s. The bill "
        "usually states litres or kilograms."
    )
    params = {"activity": shown(written), "unit": unit, "units": names_of(allowed)}
    return Message("fuel_basis_missing", template, params)
