"""How the amount of a row was found, in words, where it was not simply entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from klimapakt.methods.intake.tables import message_from_json


@dataclass(frozen=True, slots=True)
class Derivation:
    """A sentence, the formula with its numbers, and the source of what was assumed; each may be empty."""

    sentence: str
    formula: str
    source: str


def derivation_of(stored: Mapping[str, Any]) -> Derivation | None:
    """Return the derivation of a row in the language of the page; None for an amount as it was entered."""
    if not stored:
        return None
    sentence = stored.get("sentence")
    told = message_from_json(sentence).translated(gettext) if isinstance(sentence, Mapping) else ""
    return Derivation(told, str(stored.get("formula") or ""), str(stored.get("source") or ""))
