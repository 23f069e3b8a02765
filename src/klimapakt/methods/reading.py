"""Read values out of JSON: each reader returns the value or refuses with the place and the way to mend it.

Readers take the raw value and its path (``activities[3].amount``, counting from zero).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from klimapakt.methods.messages import Message, gettext_noop, nearest
from klimapakt.methods.refusal import Refused

LIMIT = Decimal(10) ** 15
_LONGEST_TEXT = 500
_SMALLEST = Decimal(10) ** -30
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_YEARS = range(1990, 2101)
_DECIMAL = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?", re.ASCII)


def number(value: object, path: str, *, limit: Decimal = LIMIT) -> Decimal:
    """Return a JSON number or a decimal string as Decimal.

    NaN, Infinity and more than the limit are refused.
    """
    found = _decimal(value, path)
    if not found.is_finite():
        raise Refused(
            path, Message("not_finite", gettext_noop("NaN and Infinity are not amounts. Enter a number."), {})
        )
    if _SMALLEST <= found <= limit:
        return found  # nearly every number; what follows tells the others apart
    # Comparisons, not abs(): arithmetic on numbers such as 1e999999999 leaves the range of Decimal.
    if found > limit or found < -limit:
        raise Refused(
            path,
            Message(
                "too_large",
                gettext_noop("%(value)s is larger than %(limit)s. Check the number and its unit."),
                {"value": _shown(value), "limit": f"{limit:.0e}"},
            ),
        )
    if -_SMALLEST < found < _SMALLEST and found:
        template = gettext_noop("%(value)s is smaller than anything that can be measured. Check the number.")
        raise Refused(path, Message("too_small", template, {"value": _shown(value)}))
    return found


def positive_or_zero(value: object, path: str, *, limit: Decimal = LIMIT) -> Decimal:
    """Return a number that is not negative."""
    found = number(value, path, limit=limit)
    if found < 0:
        raise Refused(
            path,
            Message(
                "negative",
                gettext_noop(
                    "%(value)s is negative. Enter the amount without a minus sign; credits are never netted."
                ),
                {"value": _shown(value)},
            ),
        )
    return found


def share(value: object, path: str) -> Decimal:
    """Return a share between 0 and 1."""
    found = positive_or_zero(value, path)
    if found > 1:
        raise Refused(
            path,
            Message(
                "not_a_share",
                gettext_noop("%(value)s is not a share between 0 and 1. Write 50 %% as 0.5."),
                {"value": _shown(value)},
            ),
        )
    return found


def text(value: object, path: str) -> str:
    """Return a text that is neither empty nor endless."""
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        template = gettext_noop("The text is longer than %(limit)s characters. Shorten it.")
        raise Refused(path, Message("too_long", template, {"limit": _LONGEST_TEXT}))
    if isinstance(value, str) and value.strip():
        return value
    raise Refused(path, Message("not_a_text", gettext_noop("A text is needed here."), {}))


def identifier(value: object, path: str) -> str:
    """Return an id: a text, or a whole number as text."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LIMIT:
        return str(value)
    return text(value, path)


def flag(value: object, path: str) -> bool:
    """Return true or false."""
    if isinstance(value, bool):
        return value
    raise Refused(path, Message("not_a_flag", gettext_noop("true or false is needed here."), {}))


def whole_year(value: object, path: str) -> int:
    """Return a year between 1990 and 2100."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}", value, re.ASCII):
        value = int(value)
    if isinstance(value, Decimal | float) and value in _YEARS:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value in _YEARS:
        return value
    raise Refused(
        path,
        Message(
            "not_a_year",
            gettext_noop(
                "%(value)s is not a year between 1990 and 2100. Write it with four digits, such as 2024."
            ),
            {"value": _shown(value)},
        ),
    )


def day(value: object, path: str) -> date:
    """Return a day written as 2024-12-31."""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return _in_range(date.fromisoformat(value), path)
    except ValueError:
        pass
    raise Refused(
        path,
        Message(
            "not_a_date",
            gettext_noop("%(value)s is not a day of the calendar. Write it as 2024-12-31."),
            {"value": _shown(value)},
        ),
    )


def above_zero(value: object, path: str) -> Decimal:
    """Return a number above zero."""
    found = positive_or_zero(value, path)
    if found == 0:
        raise Refused(path, Message("zero", gettext_noop("A number above zero is needed here."), {}))
    return found


def choice(value: object, path: str, known: Collection[str]) -> str:
    """Return one of the known words."""
    if isinstance(value, str) and value in known:
        return value
    close = nearest(value, list(known)) if isinstance(value, str) else []
    raise Refused(
        path,
        Message(
            "invalid_choice",
            gettext_noop("%(value)s is not possible here. Nearest: %(nearest)s. Possible: %(known)s."),
            {"value": _shown(value), "nearest": close[0] if close else "-", "known": ", ".join(known)},
        ),
    )


def mapping(
    value: object, path: str, keys: Collection[str], required: Collection[str] = ()
) -> Mapping[str, object]:
    """Return an object that has the required keys and no others than the known ones."""
    if not isinstance(value, Mapping):
        raise Refused(
            path, Message("not_an_object", gettext_noop("An object with named values is needed here."), {})
        )
    for key in value:
        if key not in keys:
            raise Refused(f"{path}.{key}" if path else str(key), _unknown_key(str(key), keys))
    for key in required:
        if key not in value:
            raise Refused(
                f"{path}.{key}" if path else key,
                Message("missing_key", gettext_noop("%(key)s is missing. Add it."), {"key": key}),
            )
    return value


def sequence(value: object, path: str) -> Sequence[object]:
    """Return a list."""
    if isinstance(value, list | tuple):
        return value
    raise Refused(path, Message("not_a_list", gettext_noop("A list is needed here."), {}))


def _in_range(found: date, path: str) -> date:
    if found.year in _YEARS:
        return found
    template = gettext_noop("%(value)s lies outside the years 1990 to 2100. Check the date.")
    raise Refused(path, Message("date_out_of_range", template, {"value": found.isoformat()}))


def _unknown_key(key: str, keys: Collection[str]) -> Message:
    close = nearest(key, list(keys))
    return Message(
        "unknown_key",
        gettext_noop("%(key)s is not known here. Nearest: %(nearest)s."),
        {"key": key[:80], "nearest": close[0] if close else ", ".join(keys)},
    )


def _decimal(value: object, path: str) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str):
        if value.strip().lower().lstrip("+-") in {"nan", "snan", "inf", "infinity"}:
            return Decimal("NaN")
        if _DECIMAL.fullmatch(value):
            return Decimal(value)
    raise Refused(
        path,
        Message(
            "not_a_number",
            gettext_noop(
                "%(value)s is not a number. Write it with a decimal point and without separators, as 1234.5."
            ),
            {"value": _shown(value)},
        ),
    )


def _shown(value: object) -> str:
    if isinstance(value, Mapping | list | tuple):
        return "{…}" if isinstance(value, Mapping) else "[…]"
    if isinstance(value, int) and abs(value) > LIMIT:
        return f"{Decimal(value):.3e}"
    shown = value if isinstance(value, str) else str(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
