"""How states of measures look wherever they are shown."""

from collections.abc import Mapping
from typing import Final

from klimapakt.measures.enums import MeasureState

BADGES: Final[Mapping[str, str]] = {
    MeasureState.IDEA: "neutral",
    MeasureState.PLANNED: "neutral",
    MeasureState.DECIDED: "info",
    MeasureState.IN_WORK: "info",
    MeasureState.IMPLEMENTED: "success",
    MeasureState.EVIDENCED: "success",
    MeasureState.VERIFIED: "success",
    MeasureState.POSTPONED: "warning",
    MeasureState.DROPPED: "neutral",
}
"""The kind of badge of each state of the course."""


def told_counts(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return badge and words of the states in which there are measures, in the order of the course."""
    return [(BADGES[one], f"{one.label}: {counts[one]}") for one in MeasureState if counts.get(one)]
