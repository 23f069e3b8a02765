"""The minimum group: a dated setting with its source; one without does not load."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

_NEVER_BELOW = 3


class NoMinimumGroup(Exception):
    """No setting counts on this day; nothing may be shown then."""


@dataclass(frozen=True, slots=True)
class MinimumGroup:
    """From how many members a figure is shown, and how much of it one member may have, in percent.

    ``source`` says in each language where the numbers come from.
    """

    members: int
    largest_percent: int
    valid_from: date
    source: Mapping[str, str]
    is_assumption: bool


def minimum_group(day: date) -> MinimumGroup:
    """Return what counts on a day; raise NoMinimumGroup before the first one.

    >>> minimum_group(date(2026, 11, 27)).members
    5
    """
    known = [one for one in _settings() if one.valid_from <= day]
    if not known:
        raise NoMinimumGroup(day)
    return max(known, key=lambda one: one.valid_from)


def at_least(minimum: MinimumGroup, members: int | None) -> MinimumGroup:
    """Return a minimum with more members where somebody wants to be more careful; never with fewer.

    >>> at_least(minimum_group(date(2026, 11, 27)), 8).members
    8
    >>> at_least(minimum_group(date(2026, 11, 27)), 3).members
    5
    """
    return replace(minimum, members=max(minimum.members, members or 0))


@cache
def _settings() -> tuple[MinimumGroup, ...]:
    text = files("klimapakt.methods").joinpath("data/minimum_groups.json").read_text(encoding="utf-8")
    return tuple(_setting(entry) for entry in json.loads(text))


def _setting(entry: dict[str, object]) -> MinimumGroup:
    members, largest = int(str(entry["members"])), int(str(entry["largest_percent"]))
    source = entry["source"]
    if members < _NEVER_BELOW or not 0 < largest < 100 or not isinstance(source, dict) or not source:
        raise ValueError(entry)
    valid_from = date.fromisoformat(str(entry["valid_from"]))
    return MinimumGroup(members, largest, valid_from, source, entry["basis"] == "assumption")
