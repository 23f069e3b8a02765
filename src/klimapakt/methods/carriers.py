"""Which energy carrier a factor series burns, for rows that are chosen by their id.

Series that an activity of the catalogue uses are found there; ``data/carriers.json`` adds the others.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from klimapakt.methods.catalogue import activities
from klimapakt.methods.fuels import NOTHING, FuelProperties, fuel


@dataclass(frozen=True, slots=True)
class Carrier:
    """An energy carrier with the properties its amounts are converted by."""

    name: str
    is_renewable: bool
    properties: FuelProperties


UNKNOWN = Carrier("", is_renewable=False, properties=NOTHING)


@cache
def carriers() -> Mapping[str, Carrier]:
    """Return the carriers by factor series.

    >>> carriers()["desnz-diesel-mineral-litre"].name, carriers()["ebev-kerosin-l"].name
    ('diesel', 'kerosene')
    """
    found: dict[str, Carrier] = {}
    for activity in activities().values():
        if activity.rule == "fuel":
            carrier = Carrier(activity.carrier or activity.slug, activity.renewable, fuel(*activity.fuel))
            found |= dict.fromkeys((*activity.direct, *activity.upstream), carrier)
    text = files("klimapakt.methods").joinpath("data/carriers.json").read_text(encoding="utf-8")
    for series, entry in json.loads(text).items():
        found[series] = Carrier(entry["carrier"], entry.get("renewable", False), fuel(*entry["fuel"]))
    return found
