"""How the amount of a row or bill was found, in the language and the writing of the page."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext

from klimapakt.foundation.design.numbers import number
from klimapakt.foundation.design.units import unit
from klimapakt.inventories.derivations import message_of
from klimapakt.methods.messages import Message

_NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w.-])")
_UNIT = re.compile(r"\b[kM]Wh_H[si]\b|\bpkm\b|\bm3\b")


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
