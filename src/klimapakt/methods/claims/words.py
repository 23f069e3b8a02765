"""The words that the rules know, as data; ``~`` stands for what may separate the parts of a word."""

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

_APART: Final = r"(?:[\s\-_·•|'/+]{0,3}|\.)"
_FILES: Final = ("words", "context", "facts")


@cache
def patterns() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Return the patterns by the name of their list, in the order of the files.

    >>> any(pattern.search("klima-neutral") for pattern in patterns()["neutral"])
    True
    """
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for name in _FILES:
        text = files("klimapakt.methods").joinpath(f"data/claims/{name}.json").read_text(encoding="utf-8")
        for key, lines in json.loads(text).items():
            found[key] = tuple(re.compile(line.replace("~?", "~").replace("~", _APART)) for line in lines)
    return found


@lru_cache(maxsize=4096)
def matches(name: str, text: str) -> tuple[re.Match[str], ...]:
    """Return every place where a word of a list stands, in order."""
    found = [one for pattern in patterns()[name] for one in pattern.finditer(text)]
    return tuple(sorted(found, key=lambda one: (one.start(), -one.end())))


@lru_cache(maxsize=8192)
def has(name: str, text: str) -> bool:
    """Return whether a word of a list stands in a text."""
    return any(pattern.search(text) for pattern in patterns()[name])


def without(name: str, text: str) -> str:
    """Return the text with the words of a list blanked out, every other letter in its place."""
    for pattern in patterns()[name]:
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text
