"""Versions of the rulebook as the office reads them: their state, and what they change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import preset, preset_names
from klimapakt.pacts.enums import VersionState
from klimapakt.pacts.models import RulebookVersion
from klimapakt.pacts.presenting.differing import Differing, differing
from klimapakt.pacts.presenting.told import ToldGroup, place_in_words, told, written
from klimapakt.pacts.queries import rulebook_of, version_in_force

BADGES: Final[Mapping[VersionState, str]] = {
    VersionState.DRAFT: "neutral",
    VersionState.PROPOSED: "warning",
    VersionState.RETURNED: "neutral",
    VersionState.IN_FORCE: "success",
    VersionState.REPLACED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One version in the list."""

    version: RulebookVersion
    state: str
    label: str
    badge: str

    @property
    def basis(self) -> str:
        """Return how an address says that a draft begins from this version."""
        return f"version-{self.version.version}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A whole rulebook for reading."""

    title: str
    edition: str
    groups: tuple[ToldGroup, ...]
    assumed_count: int
    count: int


def listed(version: RulebookVersion) -> Listed:
    """Return a version with its state in a word."""
    state = version.state
    return Listed(version, state.value, str(state.label), BADGES[state])


def is_in_force(version: RulebookVersion) -> bool:
    """Tell whether a version counts now."""
    return version.state is VersionState.IN_FORCE


def waits(version: RulebookVersion) -> bool:
    """Tell whether a version waits for the head of the office."""
    return version.state is VersionState.PROPOSED


def rulebook(version: RulebookVersion) -> Shown:
    """Return what a version says, in the language of the page."""
    found = rulebook_of(version)
    groups = told(found)
    parameters = [one for group in groups for one in group.parameters]
    return Shown(
        title=written(found.title),
        edition=found.edition,
        groups=groups,
        assumed_count=sum(one.is_assumed for one in parameters),
        count=len(parameters),
    )


def differing_from_force(version: RulebookVersion) -> tuple[Differing, ...] | None:
    """Return what differs from the version in force; None where that is this one, or there is none."""
    in_force = version_in_force()
    if in_force is None or in_force.pk == version.pk:
        return None
    return differing(rulebook_of(in_force), rulebook_of(version))


def presets() -> list[tuple[str, str]]:
    """Return the rulebooks that are shipped with their titles."""
    return [(name, written(preset(name).title)) for name in preset_names()]


def problems(refusals: Iterable[Refused]) -> list[tuple[str, str, str]]:
    """Return what is wrong with a file: the place in words, the place in the file, and what to mend."""
    return [(place_in_words(one.path), one.path, one.message.translated(gettext)) for one in refusals]
