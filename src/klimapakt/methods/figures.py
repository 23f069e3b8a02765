"""Read figures that several methods share: whole numbers, whole milligrams, percentages, signed amounts."""

from decimal import Decimal
from math import isfinite
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

LARGEST_MG: Final = 9 * 10**18
"""Beyond this a sum of milligrams would leave 64 bits."""


def whole(value: object, path: str, *, least: int, most: int) -> int:
    """Return a whole number between two bounds."""
    found = reading.number(value, path, limit=Decimal(LARGEST_MG))
    if found == found.to_integral_value() and least <= found <= most:
        return int(found)
    template = gettext_noop("A whole number from %(least)s to %(most)s is needed here.")
    raise Refused(path, Message("not_a_whole_number", template, {"least": least, "most": most}))


def milligrams(value: object, path: str) -> int:
    """Return whole milligrams CO2e that are not negative."""
    reading.positive_or_zero(value, path, limit=Decimal(LARGEST_MG))
    return whole(value, path, least=0, most=LARGEST_MG)


def signed_milligrams(value: object, path: str) -> int:
    """Return whole milligrams CO2e with their sign."""
    return whole(value, path, least=-LARGEST_MG, most=LARGEST_MG)


def percent(value: object, path: str) -> Decimal:
    """Return a percentage from 0 to 100."""
    found = reading.positive_or_zero(value, path)
    if found <= 100:
        return found
    template = gettext_noop("A percentage from 0 to 100 is needed here.")
    raise Refused(path, Message("not_a_percentage", template))


def ensure_room(value: float, path: str) -> None:
    """Refuse a result that left the range of 64 bits instead of printing infinity."""
    if not isfinite(value):
        template = gettext_noop("These numbers are too large to be multiplied. Check them and their units.")
        raise Refused(path, Message("overflow", template))
