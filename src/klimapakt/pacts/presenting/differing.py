"""What differs between two versions of a rulebook, in words: parameter by parameter, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from klimapakt.methods.rulebook import Rulebook, model
from klimapakt.pacts.presenting.told import Told, told_parameter
from klimapakt.pacts.presenting.words import GROUPS


@dataclass(frozen=True, slots=True)
class Differing:
    """One parameter that differs; ``is_value_changed`` is False where only source or words do."""

    name: str
    label: str
    before: Told
    after: Told
    is_value_changed: bool


def differing(old: Rulebook, new: Rulebook) -> tuple[Differing, ...]:
    """Return the parameters that differ, in the order of the page."""
    return tuple(_differing(old, new))


def _differing(old: Rulebook, new: Rulebook) -> Iterator[Differing]:
    for name in (name for group in GROUPS for name in group.parameters):
        before, after = old.stated(name), new.stated(name)
        if before != after:
            yield Differing(
                name=name,
                label=gettext(model.LABELS[name]),
                before=told_parameter(old, name),
                after=told_parameter(new, name),
                is_value_changed=before.value != after.value,
            )
