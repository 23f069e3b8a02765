"""How the amount of a row or bill was found, in the language and the writing of the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import get_language, gettext, gettext_lazy

from klimapakt.foundation.design.numbers import number
from klimapakt.foundation.design.units import unit
from klimapakt.inventories.derivations import message_of
from klimapakt.inventories.models import Activity
from klimapakt.inventories.presenting import questions
from klimapakt.methods.messages import Message

_NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w.-])")
_UNIT = re.compile(r"\b[kM]Wh_H[si]\b|\bpkm\b|\bm3\b")

_SOURCES: Final[Mapping[str, object]] = {
    "meter": gettext_lazy("the readings of the meter"),
    "commuting survey": gettext_lazy("the commuting survey"),
    "own degree days": gettext_lazy("degree days of your own"),
}


@dataclass(frozen=True, slots=True)
class Derivation:
    """A sentence, the formula with its numbers, and the source of what was assumed; each may be empty."""

    sentence: str
    formula: str
    source: str


def derivation_of(row: Activity) -> Derivation | None:
    """Return how the amount of a row was found; None for an amount as it was entered."""
    kept = row.derivation
    source = str(kept.get("source") or "")
    found = Derivation(
        sentence_of_derivation(kept) or questions.derivation_of(row),
        formula_of_derivation(kept),
        str(_SOURCES.get(source, source)),
    )
    return found if found.sentence or found.formula else None


def sentence_of_derivation(kept: Mapping[str, Any]) -> str:
    """Return the stored sentence; empty where there is none."""
    sentence = kept.get("sentence")
    if not isinstance(sentence, dict):
        return ""
    message = message_of(sentence)
    values = {name: value if name == "meter" else _written(value) for name, value in message.params.items()}
    return Message(message.code, message.template, values).translated(gettext)


def formula_of_derivation(kept: Mapping[str, Any]) -> str:
    """Return the stored formula with numbers and units as the page writes them."""
    return str(_written(str(kept.get("formula", ""))))


def _written(value: object) -> object:
    """Write numbers and units in a text as the page does; years are whole numbers, not texts, and stay."""
    if not isinstance(value, str):
        return value
    language = get_language() or "en"
    with_units = _UNIT.sub(lambda found: unit(found.group()), value)
    return _NUMBER.sub(lambda found: number(Decimal(found.group()), language), with_units)
