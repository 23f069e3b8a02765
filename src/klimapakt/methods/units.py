"""A closed set of units. The heating-value basis (Hs, Hi) is part of the unit, never a footnote.

Conversions inside a dimension are exact. Between litres, kilograms and heating values they use the published
properties of the fuel and nothing else.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from klimapakt.methods.fuels import NOTHING, FuelProperties
from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit is ``numerator / denominator`` of the base units of its dimension."""

    base: str
    numerator: int = 1
    denominator: int = 1


UNITS = {
    "kWh": Unit("kWh"),
    "MWh": Unit("kWh", 1000),
    "GJ": Unit("kWh", 2500, 9),
    "kWh_Hs": Unit("kWh_Hs"),
    "kWh_Hi": Unit("kWh_Hi"),
    "MWh_Hs": Unit("kWh_Hs", 1000),
    "MWh_Hi": Unit("kWh_Hi", 1000),
    "l": Unit("l"),
    "m3": Unit("l", 1000),
    "kg": Unit("kg"),
    "t": Unit("kg", 1000),
    "km": Unit("km"),
    "pkm": Unit("pkm"),
    "tkm": Unit("tkm"),
    "night": Unit("night"),
    "h": Unit("h"),
    "piece": Unit("piece"),
    "m2": Unit("m2"),
    "meal": Unit("meal"),
    "EUR": Unit("EUR"),
}


@dataclass(frozen=True, slots=True)
class Conversion:
    """Multiply by the numerator, divide by the denominator."""

    numerator: Decimal
    denominator: Decimal

    def apply(self, amount: Decimal) -> Decimal:
        """Return the amount in the target unit."""
        if self is SAME:
            return amount
        return amount * self.numerator / self.denominator

    def then(self, following: "Conversion") -> "Conversion":
        """Return this conversion followed by another."""
        return Conversion(self.numerator * following.numerator, self.denominator * following.denominator)


SAME = Conversion(Decimal(1), Decimal(1))


class WrongDimension(ValueError):
    """The two units measure different things and no property of the fuel links them."""


def known_unit(name: str, path: str) -> str:
    """Return the unit's name. Raises Refused naming the nearest known unit."""
    if name in UNITS:
        return name
    close = nearest(name, list(UNITS)) or nearest(name.lower(), list(UNITS))
    raise Refused(
        path,
        Message(
            "unknown_unit",
            gettext_noop("The unit %(unit)s is not known. Nearest: %(nearest)s. Known units: %(known)s."),
            {"unit": name, "nearest": close[0] if close else "-", "known": listed(UNITS)},
        ),
    )


@cache
def conversion(source: str, target: str, fuel: FuelProperties = NOTHING) -> Conversion:
    """Return how to turn amounts in one unit into another. Raises WrongDimension.

    >>> conversion("GJ", "kWh").apply(Decimal(9))
    Decimal('2500')
    """
    if source == target:
        return SAME
    start, end = UNITS[source], UNITS[target]
    path = _path(start.base, end.base, fuel)
    into_base = Conversion(Decimal(start.numerator), Decimal(start.denominator))
    out_of_base = Conversion(Decimal(end.denominator), Decimal(end.numerator))
    return _reduced(into_base.then(path).then(out_of_base))


def is_convertible(source: str, target: str, fuel: FuelProperties = NOTHING) -> bool:
    """Return whether amounts in one unit can be turned into another."""
    try:
        conversion(source, target, fuel)
    except WrongDimension:
        return False
    return True


def listed(units: Iterable[str]) -> str:
    """Return units as a list for a sentence."""
    return ", ".join(units)


def _reduced(found: Conversion) -> Conversion:
    return SAME if found.numerator == found.denominator else found


def _links(fuel: FuelProperties) -> dict[tuple[str, str], Conversion]:
    stated = {
        ("l", "kg"): fuel.density_kg_per_l,
        ("l", "kWh_Hi"): fuel.net_kwh_per_l,
        ("kg", "kWh_Hi"): fuel.net_kwh_per_kg,
        ("kWh_Hs", "kWh_Hi"): fuel.net_per_gross,
    }
    links: dict[tuple[str, str], Conversion] = {}
    for (one, other), value in stated.items():
        if value is not None:
            links[one, other] = Conversion(value, Decimal(1))
            links[other, one] = Conversion(Decimal(1), value)
    return links


def _path(start: str, end: str, fuel: FuelProperties) -> Conversion:
    """Return the shortest chain of published properties from one base unit to the other."""
    links = _links(fuel)
    reached: dict[str, Conversion] = {start: SAME}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == end:
            return reached[here]
        for (one, other), link in links.items():
            if one == here and other not in reached:
                reached[other] = reached[here].then(link)
                queue.append(other)
    raise WrongDimension(f"{start} -> {end}")
