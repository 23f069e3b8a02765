"""Read a case from the contract's JSON; what cannot be is refused with its place."""

from fractions import Fraction
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.decomposition.engine import Case, Row
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

CASE_KEYS: Final = ("factors", "base", "current", "rows")


def read_case(raw: object) -> Case:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong."""
    given = reading.mapping(raw, "", CASE_KEYS, required=CASE_KEYS[:3])
    factors = _names(given["factors"], "factors")
    if not factors:
        raise Refused("factors", Message("no_factor", gettext_noop("At least one factor is needed.")))
    base = _rows(given["base"], "base", len(factors))
    current = _rows(given["current"], "current", len(factors))
    _ensure_as_many("current", len(current), len(base))
    if given.get("rows") is not None:
        _ensure_as_many("rows", len(_names(given["rows"], "rows")), len(base))
    return Case(factors, base, current)


def _names(raw: object, path: str) -> tuple[str, ...]:
    found = tuple(reading.text(name, f"{path}[{at}]") for at, name in enumerate(reading.sequence(raw, path)))
    for at, name in enumerate(found):
        if name in found[:at]:
            template = gettext_noop("The name %(name)s stands twice. Each needs its own.")
            raise Refused(f"{path}[{at}]", Message("duplicate_name", template, {"name": name}))
    return found


def _rows(raw: object, path: str, width: int) -> tuple[Row, ...]:
    found = tuple(_row(row, f"{path}[{at}]", width) for at, row in enumerate(reading.sequence(raw, path)))
    if not found:
        raise Refused(path, Message("no_row", gettext_noop("At least one row is needed.")))
    return found


def _row(raw: object, path: str, width: int) -> Row:
    values = reading.sequence(raw, path)
    _ensure_as_many(path, len(values), width)
    return tuple(
        Fraction(reading.positive_or_zero(value, f"{path}[{at}]")) for at, value in enumerate(values)
    )


def _ensure_as_many(path: str, found: int, wanted: int) -> None:
    if found != wanted:
        template = gettext_noop("There are %(found)s entries where %(wanted)s are needed.")
        raise Refused(path, Message("wrong_length", template, {"found": found, "wanted": wanted}))
