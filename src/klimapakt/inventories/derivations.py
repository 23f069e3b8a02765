"""How the amount of a row was found, as JSON that a page can say in its own language."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from klimapakt.methods.messages import Message, gettext_noop

_DAY = gettext_noop("%(year)s-%(month)s-%(day)s")


def derivation(sentence: Message, *, formula: str, source: str) -> dict[str, object]:
    """Return sentence, formula and source as they are stored with a row or a bill."""
    return {"sentence": stored(sentence), "formula": formula, "source": source}


def stored(message: Message) -> dict[str, object]:
    """Return a message as JSON; its values become texts, messages in it stay messages."""
    values = {
        name: stored(value) if isinstance(value, Message) else value if isinstance(value, int) else str(value)
        for name, value in message.params.items()
    }
    return {"code": message.code, "template": message.template, "params": values}


def message_of(kept: Mapping[str, Any]) -> Message:
    """Return the message that was stored."""
    values = {
        name: message_of(value) if isinstance(value, dict) else value
        for name, value in kept["params"].items()
    }
    return Message(kept["code"], kept["template"], values)


def told_day(day: date) -> Message:
    """Return a day as the language of the page writes it in figures."""
    parts = {"year": day.year, "month": f"{day.month:02}", "day": f"{day.day:02}"}
    return Message("day", _DAY, parts)


def plain(amount: Decimal) -> str:
    """Return an amount with all its digits and nothing else, as formulas write it.

    >>> plain(Decimal("1500.500"))
    '1500.5'
    """
    return f"{amount.normalize() if amount else Decimal(0):f}"
