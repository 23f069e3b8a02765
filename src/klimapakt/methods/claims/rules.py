"""The rules behind the findings: each with source, date and examples, as data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from klimapakt.methods.texts import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: since when it holds, what it rests on, and a text that breaks it, in both languages."""

    id: str
    valid_from: date
    source: str
    example: Text

    def cited(self) -> str:
        """Return the source with the day the rule holds from and the edition of the rules."""
        return f"{self.source}; from {self.valid_from}; rules of {edition()}"


@cache
def _file() -> Mapping[str, object]:
    text = files("klimapakt.methods").joinpath("data/claims/rules.json").read_text(encoding="utf-8")
    raw: Mapping[str, object] = json.loads(text)
    return raw


def edition() -> str:
    """Return the day the rules were last looked up.

    >>> edition()
    '2026-11-22'
    """
    return date.fromisoformat(str(_file()["edition"])).isoformat()


@cache
def rules() -> Mapping[str, Rule]:
    """Return the shipped rules by id.

    >>> rules()["4c"].valid_from.isoformat()
    '2026-09-27'
    """
    raw: Mapping[str, Mapping[str, str]] = _file()["rules"]  # type: ignore[assignment]  # a table in the file
    return loaded(raw)


def loaded(raw: Mapping[str, Mapping[str, str]]) -> Mapping[str, Rule]:
    """Return rules from data. Raises KeyError or ValueError for one without source or date."""
    found = {}
    for name, entry in raw.items():
        if not entry["source"].strip():
            raise ValueError(name)
        example = Text(entry["de"], entry["en"])
        found[name] = Rule(name, date.fromisoformat(entry["valid_from"]), entry["source"], example)
    return found
