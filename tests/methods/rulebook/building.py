"""Rulebooks to break: the file of a pact with one value changed."""

import copy
from typing import cast

from klimapakt.methods.rulebook import Rulebook, preset_json, read_rulebook

Fields = dict[str, object]


def written(name: str = "duesseldorf", /, **values: object) -> Fields:
    """Return the file of a pact with the values of some parameters changed."""
    found = copy.deepcopy(dict(preset_json(name)))
    parameters = cast("dict[str, Fields]", found["parameters"])
    for parameter, value in values.items():
        parameters[parameter]["value"] = value
    return found


def rulebook(name: str = "duesseldorf", /, **values: object) -> Rulebook:
    """Return the rulebook of a pact with the values of some parameters changed."""
    return read_rulebook(written(name, **values))


def parameter(found: Fields, name: str) -> Fields:
    """Return a parameter of a file."""
    return cast("dict[str, Fields]", found["parameters"])[name]
