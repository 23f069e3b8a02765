"""How an appraisal speaks: money, years, names of assumptions, reasons; in the language of the page."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.foundation.design import numbers
from klimapakt.foundation.design.numbers import NARROW_SPACE
from klimapakt.measures.appraising.entered import GROUP_WORDS
from klimapakt.methods.messages import Message

_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?(E[+-]?\d+)?")
_CENTS_BELOW: Final = 10


def money(value: float | Decimal) -> str:
    """Write euros: whole ones, and cents where there are only a few.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     money(-1013.65).endswith("1,014\N{NARROW NO-BREAK SPACE}EUR"), money(0.004).startswith("0")
    (True, True)
    """
    exact = Decimal(repr(float(value)))
    places = Decimal("0.01") if abs(exact) < _CENTS_BELOW else Decimal(1)
    return f"{numbers.number(exact.quantize(places) + 0, language())}{NARROW_SPACE}EUR"


def percent(share: float | Decimal) -> str:
    """Write a share as a percentage with three digits at most."""
    return numbers.percent(Decimal(repr(round(float(share) * 100, 2))), language())


def years(count: float | Decimal) -> str:
    """Write a number of years with one decimal at most."""
    exact = Decimal(repr(round(float(count), 1)))
    if exact == 1:
        return _("1 year")
    return _("%(count)s years") % {"count": numbers.number(exact, language())}


def number(value: float | Decimal) -> str:
    """Write a number with every digit."""
    return numbers.number(value if isinstance(value, Decimal) else Decimal(repr(value)), language())


def group(name: str) -> str:
    """Return what a group of prices is called."""
    return _(GROUP_WORDS[name]) if name in GROUP_WORDS else name


def parameter(name: str) -> str:
    """Return what an assumption is called whose change was tried."""
    kind, _colon, rest = name.partition(":")
    if kind == "price_change":
        return _("Price change: %(group)s") % {"group": group(rest)}
    if kind == "position":
        return rest
    return {
        "horizon": _("Years looked at"),
        "discount": _("Discount rate"),
        "capex": _("Investment"),
    }[kind]


def reason(message: Message) -> str:
    """Say a reason of the method; its raw numbers are written as the page's language writes them."""
    return localised(message).translated(_)


def localised(message: Message) -> Message:
    """Return a message whose numbers and days are written as the language of the page writes them."""
    return replace(message, params={name: _written(value) for name, value in message.params.items()})


def assumptions(assumed: list[str]) -> list[str]:
    """Return in words what nobody stated and the form therefore assumed."""
    told: Mapping[str, str] = {
        "discount": _("Discount rate: 5 % a year. This is an assumption of the form and no fact."),
        "upkeep": _("Upkeep: none."),
        **{
            f"change_{name}": _("%(group)s: prices stay as they are.") % {"group": group(name)}
            for name in GROUP_WORDS
        },
    }
    return [told[name] for name in assumed if name in told]


def language() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def _written(value: object) -> object:
    if isinstance(value, Message):
        return localised(value)
    if isinstance(value, date):
        return numbers.day(value, language())
    if isinstance(value, int | Decimal):
        return numbers.number(value, language())
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return numbers.number(Decimal(value), language())
    return value
