"""The formulas of the library: figures in, what is saved of the line out; physics or counting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from klimapakt.methods.library.loading import Formula
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

Figures = Mapping[str, Decimal]
_HUNDRED: Final = Decimal(100)
_WH_PER_M3_K_AIR: Final = Decimal("0.335")
"""1.2 kg/m3 * 1.005 kJ/(kg K) / 3.6."""
_KWH_PER_M3_K_WATER: Final = Decimal("1.163")
_ATMOSPHERE: Final = Decimal("1.013")
_ISENTROPIC: Final = Decimal("0.4") / Decimal("1.4")
_MOST: Final = Decimal(10) ** 12
_PERCENTS: Final = frozenset(
    {
        *("percent", "share_percent", "efficiency_before", "efficiency_after", "speed_percent"),
        *("efficiency_percent", "recovery_percent", "own_percent"),
    }
)
_NOT_NULL: Final = frozenset({"efficiency_before", "efficiency_after", "efficiency_percent", "cop"})
_HOURS: Final = 8784
_ABOVE_100: Final = frozenset({"efficiency_before", "efficiency_after", "efficiency_percent"})
"""Condensing boilers above 100 % of the lower heating value, compressors of cold by their factor."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What falls away, and what is used instead; each as a share of the line, in kWh or in another unit.

    ``unit`` is "share", "kWh", "l", "kg" or "*" (that of the line); ``instead`` is in the unit of the entry.
    """

    amount: Decimal
    unit: str
    instead: Decimal = Decimal(0)


def saved(formula: Formula, figures: Figures, line_kwh: Decimal | None = None) -> Saved | None:
    """Return what a measure saves in a year; None for a formula that quantifies nothing.

    Raises Refused with the name of the figure that is missing or impossible.

    >>> from klimapakt.methods.library.loading import library
    >>> led = library().entries["led-lighting"].formula
    >>> asked = {"count": 100, "watts_before": 58, "watts_after": 24, "hours": 3000}
    >>> saved(led, {name: Decimal(value) for name, value in asked.items()})
    Saved(amount=Decimal('10200.0'), unit='kWh', instead=Decimal('0'))
    """
    if formula.gives == "none":
        return None
    for asked in formula.inputs:
        _ensure_possible(asked.key, figures.get(asked.key))
    found = _FORMULAS[formula.key](figures, line_kwh)
    if found.amount < 0:
        text = gettext_noop("With these figures nothing is saved: afterwards more is used than today.")
        raise Refused(formula.inputs[-1].key, Message("saves_nothing", text))
    return found


def _ensure_possible(key: str, value: Decimal | None) -> None:
    if value is None:
        raise Refused(key, Message("figure_missing", gettext_noop("Please enter this figure.")))
    if not value.is_finite() or abs(value) > _MOST or (value < 0 and key != "outside"):
        raise Refused(key, Message("figure_impossible", gettext_noop("This figure is not possible.")))
    most = Decimal(1000) if key in _ABOVE_100 else _HUNDRED
    if key in _PERCENTS and value > most:
        text = gettext_noop("Please enter at most %(most)s %%.")
        raise Refused(key, Message("percent_above", text, {"most": most}))
    if key in _NOT_NULL and value == 0:
        raise Refused(key, Message("figure_null", gettext_noop("This figure must be more than nothing.")))
    if key == "hours" and value > _HOURS:
        text = gettext_noop("A year has at most 8,784 hours.")
        raise Refused(key, Message("hours_above", text))


def _power_hours(f: Figures, _line: Decimal | None) -> Saved:
    return Saved(f["count"] * (f["watts_before"] - f["watts_after"]) / 1000 * f["hours"], "kWh")


def _running_hours(f: Figures, _line: Decimal | None) -> Saved:
    return Saved(f["kilowatts"] * f["hours"], "kWh")


def _percent(f: Figures, _line: Decimal | None) -> Saved:
    return Saved(f["share_percent"] / _HUNDRED * f["percent"] / _HUNDRED, "share")


def _efficiency(f: Figures, _line: Decimal | None) -> Saved:
    part = 1 - f["efficiency_before"] / f["efficiency_after"]
    return Saved(f["share_percent"] / _HUNDRED * part, "share")


def _speed(f: Figures, _line: Decimal | None) -> Saved:
    return Saved(f["kilowatts"] * f["hours"] * (1 - (f["speed_percent"] / _HUNDRED) ** 3), "kWh")


def _pressure(f: Figures, _line: Decimal | None) -> Saved:
    """Return the share by the isentropic work of compression, from the atmosphere to the network."""
    before, after = (
        ((f[name] + _ATMOSPHERE) / _ATMOSPHERE) ** _ISENTROPIC - 1 for name in ("bar_before", "bar_after")
    )
    part = 1 - after / before if before else Decimal(0)
    return Saved(f["share_percent"] / _HUNDRED * part, "share")


def _leak(f: Figures, _line: Decimal | None) -> Saved:
    return Saved(f["m3_per_hour"] * f["kwh_per_m3"] * f["hours"], "kWh")


def _transmission(f: Figures, _line: Decimal | None) -> Saved:
    watts_per_kelvin = f["area_m2"] * (f["u_before"] - f["u_after"])
    heat = watts_per_kelvin * f["degree_days"] * 24 / 1000
    return Saved(heat / (f["efficiency_percent"] / _HUNDRED), "kWh")


def _room_temperature(f: Figures, _line: Decimal | None) -> Saved:
    gap = f["inside"] - f["outside"]
    if gap <= 0 or f["kelvin"] > gap:
        text = gettext_noop("The room has to be warmer than outside, also after lowering it.")
        raise Refused("kelvin", Message("room_colder", text))
    return Saved(f["share_percent"] / _HUNDRED * f["kelvin"] / gap, "share")


def _air_heat(f: Figures, _line: Decimal | None) -> Saved:
    heat = f["m3_per_hour"] * _WH_PER_M3_K_AIR * f["kelvin"] * f["hours"] / 1000
    return Saved(heat * f["recovery_percent"] / f["efficiency_percent"], "kWh")


def _water_heat(f: Figures, _line: Decimal | None) -> Saved:
    heat = f["m3_per_year"] * _KWH_PER_M3_K_WATER * f["kelvin"]
    return Saved(heat / (f["efficiency_percent"] / _HUNDRED), "kWh")


def _heat_pump(f: Figures, line: Decimal | None) -> Saved:
    part = f["share_percent"] / _HUNDRED
    return Saved(part, "share", _line_of(line) * part * f["efficiency_percent"] / _HUNDRED / f["cop"])


def _other_carrier(f: Figures, line: Decimal | None) -> Saved:
    part = f["share_percent"] / _HUNDRED
    return Saved(part, "share", _line_of(line) * part * f["efficiency_before"] / f["efficiency_after"])


def _fuel_distance(f: Figures, _line: Decimal | None) -> Saved:
    less = f["litres_before"] - f["litres_after"]
    return Saved(f["vehicles"] * f["km"] / _HUNDRED * less, "l")


def _electric_drive(f: Figures, _line: Decimal | None) -> Saved:
    hundreds = f["vehicles"] * f["km"] / _HUNDRED
    return Saved(hundreds * f["litres_before"], "l", hundreds * f["kwh_after"])


def _solar(f: Figures, _line: Decimal | None) -> Saved:
    return Saved(f["kwp"] * f["kwh_per_kwp"] * f["own_percent"] / _HUNDRED, "kWh")


def _solar_heat(f: Figures, _line: Decimal | None) -> Saved:
    return Saved(f["collector_m2"] * f["kwh_per_m2"] / (f["efficiency_percent"] / _HUNDRED), "kWh")


def _refill(f: Figures, _line: Decimal | None) -> Saved:
    return Saved(f["kg_before"] - f["kg_after"], "kg")


def _less(f: Figures, _line: Decimal | None) -> Saved:
    return Saved(f["amount"], "*")


def _moved(f: Figures, _line: Decimal | None) -> Saved:
    return Saved(f["amount"], "*", f["amount"])


def _line_of(line_kwh: Decimal | None) -> Decimal:
    if line_kwh is None:
        text = gettext_noop("Choose a line of an accepted inventory that is stated in kWh.")
        raise Refused("line", Message("line_in_kwh", text))
    return line_kwh


_FORMULAS: Final[Mapping[str, Callable[[Figures, Decimal | None], Saved]]] = {
    "power_hours": _power_hours,
    "running_hours": _running_hours,
    "percent": _percent,
    "efficiency": _efficiency,
    "speed": _speed,
    "pressure": _pressure,
    "leak": _leak,
    "transmission": _transmission,
    "room_temperature": _room_temperature,
    "air_heat": _air_heat,
    "water_heat": _water_heat,
    "heat_pump": _heat_pump,
    "other_carrier": _other_carrier,
    "fuel_distance": _fuel_distance,
    "electric_drive": _electric_drive,
    "solar": _solar,
    "solar_heat": _solar_heat,
    "refill": _refill,
    "less": _less,
    "moved": _moved,
}
