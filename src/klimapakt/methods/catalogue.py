"""The activities a company can enter: names, units and the rule that finds their factor.

The catalogue is data (``data/activities.json``): a new activity is a new entry, not new code.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Activity:
    """One kind of consumption or travel.

    ``rule`` names the resolution rule; ``direct`` and ``upstream`` list factor series in order of preference;
    ``fuel`` lists rows of the fuel properties, the first that states a value wins; ``needs`` names the fields
    without which no factor can be found.
    """

    slug: str
    rule: str
    label_de: str
    label_en: str
    units: tuple[str, ...]
    category: str
    scope: int | None
    scope3_category: int | None
    synonyms: tuple[str, ...]
    carrier: str | None = None
    renewable: bool = False
    direct: tuple[str, ...] = ()
    upstream: tuple[str, ...] = ()
    fuel: tuple[str, ...] = ()
    flight: str | None = None
    persons_per_car: Decimal | None = None
    needs: tuple[str, ...] = ()


@cache
def activities() -> Mapping[str, Activity]:
    """Return every activity by its slug, in the order they are offered to people.

    >>> activities()["natural_gas"].units
    ('kWh_Hs', 'kWh_Hi', 'MWh_Hs', 'MWh_Hi', 'm3')
    """
    text = files("klimapakt.methods").joinpath("data/activities.json").read_text(encoding="utf-8")
    return {slug: _activity(slug, entry) for slug, entry in json.loads(text).items()}


def _activity(slug: str, entry: dict[str, object]) -> Activity:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    persons = values.pop("persons_per_car", None)
    return Activity(
        slug=slug,
        label_de=str(values.pop("de")),
        label_en=str(values.pop("en")),
        persons_per_car=None if persons is None else Decimal(str(persons)),
        **values,  # type: ignore[arg-type]  # the file's keys are the fields; a test loads every entry
    )
