"""Which means of transport are told apart, so that no group is small enough to recognise somebody in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

LEAST_IN_A_GROUP: Final = 3
"""Answers a group needs before it is told apart from the others."""

OTHER: Final = "other"
"""The group of all means of transport that too few named."""


@dataclass(frozen=True, slots=True)
class Travel:
    """How a means of transport is counted; without an activity of the catalogue it emits nothing.

    In a car the kilometres of the vehicle count, shared by those in it; elsewhere those of the person.
    """

    activity: str
    unit: str
    is_shared: bool = False


TRAVEL: Final[Mapping[str, Travel]] = {
    "car": Travel("commute_car", "km", is_shared=True),
    "electric_car": Travel("car_electric", "km", is_shared=True),
    "bus": Travel("bus_local", "pkm"),
    "tram": Travel("tram_metro", "pkm"),
    "local_train": Travel("rail_local", "pkm"),
    "long_distance_train": Travel("rail_long_distance", "pkm"),
    "e_bike": Travel("e_bike", "pkm"),
    "bicycle_or_foot": Travel("", "pkm"),
    OTHER: Travel("commute_car", "km", is_shared=True),
}


@dataclass(frozen=True, slots=True)
class Group:
    """One means of transport, or the rest: answers, their share in thousandths, kilometres of all staff.

    ``km`` counts as ``TRAVEL[mode].unit`` says.
    """

    mode: str
    answers: int
    per_mille: int
    km: Decimal


@dataclass(frozen=True, slots=True)
class HomeOffice:
    """Days of work at home: how many people named some, and the hours of all staff in the year."""

    answers: int
    hours: Decimal


def grouped_modes(counts: Mapping[str, int]) -> Mapping[str, str]:
    """Return for each means of transport the group it is shown in.

    A mode with fewer than three answers goes into "other"; while "other" itself is that small, the next
    smallest mode joins it.

    >>> grouped_modes({"car": 9, "bus": 4, "tram": 1})
    {'car': 'car', 'bus': 'other', 'tram': 'other'}
    """
    rising = sorted((count, mode) for mode, count in counts.items() if count)
    merged: list[str] = []
    hidden = 0
    for count, mode in rising:
        if count >= LEAST_IN_A_GROUP and (hidden == 0 or hidden >= LEAST_IN_A_GROUP):
            break
        merged.append(mode)
        hidden += count
    return {mode: OTHER if mode in merged else mode for mode, count in counts.items() if count}
