"""Questions that only people can answer: what no profile holds and no source says."""

from collections.abc import Mapping
from typing import Final

from klimapakt.methods.messages import gettext_noop

QUESTIONS: Final[Mapping[str, str]] = {
    "open_cohort": gettext_noop("Is a new round open for registration? Ask the city."),
    "course_dates": gettext_noop("Is a course being held? Ask the adult education centre for the dates."),
    "chamber_of_commerce": gettext_noop("Does your company belong to this chamber of commerce and industry?"),
    "chamber_of_crafts": gettext_noop("Is your company entered in the register of this chamber of crafts?"),
    "heat_network_plan": gettext_noop("Is a heat or cooling network being built or extended?"),
}
"""By the word that the rule files use."""
