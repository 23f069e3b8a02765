"""Where an organisation lies, by its postcode: inside a region, outside, or not to be told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from klimapakt.methods.funding.model import Answer
from klimapakt.methods.messages import Message, gettext_noop

_NAMES: Final[Mapping[str, str]] = {
    "duesseldorf": gettext_noop("Düsseldorf"),
    "nrw": gettext_noop("North Rhine-Westphalia"),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A region: postcodes wholly inside, and the beginnings of those that may lie inside."""

    name: Message
    inside: frozenset[str]
    perhaps: tuple[str, ...]
    source: str

    def holds(self, postcode: str) -> Answer:
        """Return whether a postcode lies inside."""
        if postcode in self.inside:
            return "yes"
        return "ask" if not postcode or postcode.startswith(self.perhaps) else "no"


@cache
def regions() -> Mapping[str, Region]:
    """Return the regions by name.

    >>> [regions()["duesseldorf"].holds(postcode) for postcode in ("40213", "40472", "50667")]
    ['yes', 'ask', 'no']
    """
    text = files("klimapakt.methods").joinpath("data/funding/regions.json").read_text(encoding="utf-8")
    raw = json.loads(text)["regions"]
    return {name: _region(name, entry) for name, entry in raw.items()}


def _region(name: str, entry: Mapping[str, object]) -> Region:
    source = str(entry["source"])
    if not source.strip():
        raise ValueError(name)
    inside, perhaps = entry["inside"], entry["perhaps"]
    if not isinstance(inside, list) or not isinstance(perhaps, list):
        raise TypeError(name)
    return Region(Message(name, _NAMES[name]), frozenset(map(str, inside)), tuple(map(str, perhaps)), source)
