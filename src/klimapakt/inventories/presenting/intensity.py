"""Emissions and energy in relation to staff, area and turnover, with the year before beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy

from klimapakt.foundation.templatetags.format import significant
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.inventory.intensities import intensities

_NAMES: Final[Mapping[str, tuple[object, str]]] = {
    "t_per_fte": (gettext_lazy("Emissions per full-time position (scopes 1 to 3)"), "t CO₂e"),
    "kg_per_m2": (gettext_lazy("Emissions per square metre (scopes 1 to 3)"), "kg CO₂e"),
    "kwh_per_m2": (gettext_lazy("Energy per square metre"), "kWh"),
    "t_per_million_eur": (gettext_lazy("Emissions per million euros of turnover (scopes 1 to 3)"), "t CO₂e"),
    "scope12_t_per_million_eur": (
        gettext_lazy("Scopes 1 and 2 per million euros of turnover (VSME B3)"),
        "t CO₂e",
    ),
}


@dataclass(frozen=True, slots=True)
class ShownIntensity:
    """One intensity in words; ``before`` is empty where the year before does not know it."""

    name: str
    now: str
    before: str


def shown_intensities(calculated: Calculated, before: Calculated | None) -> tuple[ShownIntensity, ...]:
    """Return the intensities whose reference figures are stated."""
    now = intensities(calculated.result)
    then = intensities(before.result) if before else {}
    return tuple(
        ShownIntensity(
            str(name),
            f"{significant(now[key])}\u202f{unit}",
            f"{significant(then[key])}\u202f{unit}" if key in then else "",
        )
        for key, (name, unit) in _NAMES.items()
        if key in now
    )
