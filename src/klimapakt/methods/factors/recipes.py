"""What goes into which edition: the selection, the reasons for leaving rows out, and the corrections.

Changing a released edition is an error; a correction is a new edition with a new recipe.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from klimapakt.methods.messages import gettext_noop

SUPERSEDED = gettext_noop("Replaced by a newer value of the same publisher in this edition.")
BUILDING_LAW = gettext_noop(
    "Made for building law (GEG, GModG): includes upstream emissions and serves proofs, not inventories."
)
WELL_TO_WHEEL_FUEL = gettext_noop(
    "Well-to-wheel per litre in one number: beside a combustion factor it would count twice."
)
LATER = gettext_noop("Published after this edition was released.")
NO_EARLIER_VALUE = gettext_noop(
    "Only the value of the later publication (UBA CC 16/2026) is at hand, not what stood before."
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows whose id matches the pattern are left out for the reason."""

    pattern: re.Pattern[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """Values of one row that are replaced, and why."""

    values: Mapping[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an edition is made from the collected source tables."""

    name: str
    title_de: str
    title_en: str
    released_on: date
    left_out: tuple[Rule, ...]
    corrections: Mapping[str, Correction]
    changes: tuple[Mapping[str, str], ...]


def _rules(*pairs: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(re.compile(pattern), reason) for pattern, reason in pairs)


_ALWAYS = (
    (r"geg-a9-.*", BUILDING_LAW),
    (r"uba2017-(diesel|benzin)-wtw-l", WELL_TO_WHEEL_FUEL),
)

_R434A = Correction(
    {"kgco2e_per_unit": "3075"},
    "Scope 1 takes the Kyoto part only (3075 of 3076); the isobutane part is reported outside the scopes.",
)

_DISTRICT_HEAT_2021 = Correction(
    {
        "valid_year": "2021",
        "source_title": "Informationsblatt CO2-Faktoren EEW (2021), wiedergegeben bei Glen Dimplex",
        "source_url": "https://dimplex.atlassian.net/wiki/spaces/PRO/pages/3752230954/",
    },
    "The same value 0.280 stood in the 2021 sheet; cited from there in this edition.",
)

RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            name="2025.1",
            title_de="Faktorensammlung 2025.1 (Stand Ende 2025)",
            title_en="Factor collection 2025.1 (as at the end of 2025)",
            released_on=date(2025, 12, 1),
            left_out=_rules(
                *_ALWAYS,
                (r"uba-strommix-de-\d{4}", NO_EARLIER_VALUE),
                (r"uba-strominlandsverbrauch-.*|uba-strom-aus-.*|uba-zse-.*", NO_EARLIER_VALUE),
                (r"desnz2026-.*|aib-residualmix-..-2025", LATER),
                (r"bafa-(?!2021-|fernwaerme-).*", LATER),
            ),
            corrections={"kaeltemittel-r434a": _R434A, "bafa-fernwaerme-kwh": _DISTRICT_HEAT_2021},
            changes=(
                {
                    "de": "UBA CC 13/2025, DESNZ 2025, TREMOD 6.71B, EBeV 2022 und 2030, BAFA 2021.",
                    "en": "UBA CC 13/2025, DESNZ 2025, TREMOD 6.71B, EBeV 2022 and 2030, BAFA 2021.",
                },
            ),
        ),
        Recipe(
            name="2026.1",
            title_de="Faktorensammlung 2026.1",
            title_en="Factor collection 2026.1",
            released_on=date(2026, 11, 22),
            left_out=_rules(*_ALWAYS, (r".*-ausgabe2025", SUPERSEDED), (r"bafa-2021-.*", SUPERSEDED)),
            corrections={"kaeltemittel-r434a": _R434A},
            changes=(
                {
                    "de": "Strommix 1990 bis 2025 nach UBA CC 16/2026; 2023 und 2024 sind revidiert.",
                    "en": "Grid mix 1990 to 2025 from UBA CC 16/2026; 2023 and 2024 are revised.",
                },
                {
                    "de": "DESNZ 2026 und Residualmix 2025 (AIB) ergänzt; BAFA 3.4 (Juni 2026) ersetzt 2021.",
                    "en": "DESNZ 2026 and residual mix 2025 (AIB) added; BAFA 3.4 (June 2026) replaces 2021.",
                },
            ),
        ),
    )
}
