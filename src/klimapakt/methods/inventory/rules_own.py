"""Factors that the company brings itself: one of its own, or its heat supplier's published value."""

from dataclasses import replace
from decimal import Decimal

from klimapakt.methods.inventory.case import CustomFactor, Entry
from klimapakt.methods.inventory.parts import Note, Part, Resolution
from klimapakt.methods.inventory.rules_energy import heat_energy
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.units import SAME, UNITS, conversion, is_convertible

_QUALITY = 4
_HIGHEST_KG_PER_KWH = Decimal("1.2")


def own_factor(entry: Entry, factor: CustomFactor) -> Resolution:
    """Use the company's own factor; its source was checked when the case was read."""
    template = gettext_noop("Factor of your own, from: %(source)s.")
    base = Part(
        part="direct",
        scope=factor.scope,
        scope3_category=factor.scope3_category,
        category="own_factor",
        method="both",
        # The factor's identity, not the activity's: used twice, it is still one random variable.
        factor_id=f"own:{factor.source} ({factor.kg_per_unit} kg/{factor.unit})",
        kg_per_unit=factor.kg_per_unit,
        unit=factor.unit,
        source=factor.source,
        reason=Message("own_factor", template, {"source": factor.source}),
        quality=_QUALITY,
        conversion=SAME if entry.unit == factor.unit else conversion(entry.unit, factor.unit),
    )
    parts = [*(_by_method(base, factor.method) if factor.scope == 2 else (base,)), *_beside(base, factor)]
    return Resolution(tuple(parts), None, (*_band(factor.kg_per_unit, factor.unit), *_energy_note(factor)))


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
        quality=_QUALITY,
        conversion=to_kwh,
    )
    parts = (location, replace(location, part="market", method="market"))
    return Resolution(parts, heat_energy(entry.unit), _band(kg_per_kwh, "kWh"))


def _by_method(base: Part, method: str) -> tuple[Part, ...]:
    location = replace(base, part="location", method="location")
    market = replace(base, part="market", method="market")
    return {"location": (location,), "market": (market,), "both": (location, market)}[method]


def _beside(base: Part, factor: CustomFactor) -> list[Part]:
    parts = []
    if factor.upstream_kg_per_unit:
        category = 3 if factor.scope in (1, 2) else factor.scope3_category
        kg = factor.upstream_kg_per_unit
        parts.append(replace(base, part="upstream", scope=3, scope3_category=category, kg_per_unit=kg))
    if factor.biogenic_kg_per_unit:
        kg = factor.biogenic_kg_per_unit
        parts.append(replace(base, part="biogenic", scope=None, scope3_category=None, kg_per_unit=kg))
    return parts


def _energy_note(factor: CustomFactor) -> tuple[Note, ...]:
    if (
        factor.scope == 3
        or factor.unit not in UNITS
        or UNITS[factor.unit].base not in ("kWh", "kWh_Hs", "kWh_Hi")
    ):
        return ()
    template = gettext_noop(
        "With a factor of your own the carrier is not known, so its energy is not counted in the MWh."
    )
    return (Note("energy_not_counted", "hint", Message("energy_not_counted", template)),)


def _band(kg_per_unit: Decimal, unit: str) -> tuple[Note, ...]:
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
    message = Message("kg_per_kwh_out_of_band", template, {"kg": f"{per_kwh:g}"})
    return (Note("kg_per_kwh_out_of_band", "warning", message),)
