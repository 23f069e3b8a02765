"""Read the value of each parameter; what a value may be stands here and in ``schema.py``."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from klimapakt.methods import reading
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import model
from klimapakt.methods.texts import Text, text_of
from klimapakt.methods.working_days import calendars

T = TypeVar("T")

LONGEST_MONTHS: Final = 600
DEADLINE_KEYS: Final = ("due_months", "grace_months", "counts_from", "tiers")
RHYTHM_KEYS: Final = ("every_months", "first_after_months", "synchronised_on", "counts_from", "tiers")
_SCOPES: Final = (1, 2, 3)


def whole(value: object, path: str, least: int, most: int) -> int:
    """Return a whole number between two bounds."""
    found = reading.number(value, path) if not isinstance(value, bool) else None
    if found is not None and found == found.to_integral_value() and least <= found <= most:
        return int(found)
    template = gettext_noop("A whole number from %(least)s to %(most)s is needed here.")
    raise Refused(path, Message("not_a_whole_number", template, {"least": least, "most": most}))


def months(value: object, path: str) -> int:
    """Return a number of months, one at least."""
    return whole(value, path, 1, LONGEST_MONTHS)


def _months_or_none(value: object, path: str) -> int:
    return whole(value, path, 0, LONGEST_MONTHS)


def _maybe(given: Mapping[str, object], key: str, path: str, reader: Callable[[object, str], T]) -> T | None:
    return None if given.get(key) is None else reader(given[key], f"{path}.{key}")


def _one_of(known: Collection[str]) -> Callable[[object, str], str]:
    def read(value: object, path: str) -> str:
        return reading.choice(value, path, known)

    return read


def _each(value: object, path: str, reader: Callable[[object, str], T]) -> tuple[T, ...]:
    found = tuple(reader(one, f"{path}[{at}]") for at, one in enumerate(reading.sequence(value, path)))
    twice = next((at for at, one in enumerate(found) if one in found[:at]), None)
    if twice is not None:
        template = gettext_noop("This stands twice in the list. Keep one.")
        raise Refused(f"{path}[{twice}]", Message("twice_in_the_list", template))
    return found


def _members(value: object, path: str) -> model.Members:
    given = reading.mapping(value, path, ("kinds", "seat"), required=("kinds", "seat"))
    return model.Members(
        kinds=_each(given["kinds"], f"{path}.kinds", _one_of(model.KINDS)),
        seat=reading.choice(given["seat"], f"{path}.seat", model.SEATS),
    )


def _tiers(value: object, path: str) -> tuple[model.Tier, ...]:
    found = _each(value, path, _tier)
    _each([tier.key for tier in found], path, reading.text)
    return found


def _tier(value: object, path: str) -> model.Tier:
    given = reading.mapping(value, path, ("key", "title"), required=("key", "title"))
    return model.Tier(reading.text(given["key"], f"{path}.key"), text_of(given["title"], f"{path}.title"))


def _term(value: object, path: str) -> model.Term:
    given = reading.mapping(value, path, ("months", "until", "renewable"), required=("renewable",))
    return model.Term(
        months=_maybe(given, "months", path, months),
        until=_maybe(given, "until", path, reading.day),
        is_renewable=reading.flag(given["renewable"], f"{path}.renewable"),
    )


def _deadline(value: object, path: str) -> model.Deadline:
    given = reading.mapping(value, path, DEADLINE_KEYS, required=("due_months",))
    due_months, grace_months = _days_of(given, path)
    return model.Deadline(due_months, grace_months, _counts_from(given, path), _tiers_of(given, path))


def _measures(value: object, path: str) -> model.Measures:
    given = reading.mapping(value, path, (*DEADLINE_KEYS, "at_least"), required=("due_months", "at_least"))
    due_months, grace_months = _days_of(given, path)
    at_least = whole(given["at_least"], f"{path}.at_least", 0, 100)
    return model.Measures(
        due_months, grace_months, _counts_from(given, path), _tiers_of(given, path), at_least
    )


def _days_of(given: Mapping[str, object], path: str) -> tuple[int | None, int]:
    grace = _maybe(given, "grace_months", path, _months_or_none)
    return _maybe(given, "due_months", path, months), grace or 0


def _counts_from(given: Mapping[str, object], path: str) -> str:
    known = (model.JOINING, *model.SINGLE_DUTIES)
    return _maybe(given, "counts_from", path, _one_of(known)) or model.JOINING


def _tiers_of(given: Mapping[str, object], path: str) -> tuple[str, ...] | None:
    return _maybe(given, "tiers", path, lambda value, place: _each(value, place, reading.text))


def _rhythm(value: object, path: str) -> model.Rhythm:
    given = reading.mapping(value, path, RHYTHM_KEYS, required=("every_months",))
    return model.Rhythm(
        every_months=_maybe(given, "every_months", path, months),
        first_after_months=_maybe(given, "first_after_months", path, _months_or_none),
        synchronised_on=_maybe(given, "synchronised_on", path, reading.day),
        counts_from=_counts_from(given, path),
        tiers=_tiers_of(given, path),
    )


def _closing(value: object, path: str) -> model.Closing:
    given = reading.mapping(value, path, ("on", "after_months"))
    on: date | None = _maybe(given, "on", path, reading.day)
    return model.Closing(on, _maybe(given, "after_months", path, months))


def _scopes(value: object, path: str) -> model.Scopes:
    given = reading.mapping(value, path, ("minimum", "optional"), required=("minimum", "optional"))
    minimum, optional = (_each(given[key], f"{path}.{key}", _scope) for key in ("minimum", "optional"))
    return model.Scopes(minimum, optional)


def _scope(value: object, path: str) -> int:
    return whole(value, path, _SCOPES[0], _SCOPES[-1])


def _base_year(value: object, path: str) -> model.BaseYear:
    given = reading.mapping(value, path, ("rule", "not_before"), required=("rule",))
    rule = reading.choice(given["rule"], f"{path}.rule", model.BASE_YEARS)
    return model.BaseYear(rule, _maybe(given, "not_before", path, reading.whole_year))


def _percent(value: object, path: str) -> Decimal:
    found = reading.positive_or_zero(value, path)
    if found <= 100:
        return found
    template = gettext_noop("A percentage from 0 to 100 is needed here.")
    raise Refused(path, Message("not_a_percentage", template))


def _target_form(value: object, path: str) -> model.Targets:
    given = reading.mapping(value, path, ("forms", "stated"), required=("forms", "stated"))
    forms = _each(given["forms"], f"{path}.forms", _one_of(model.TARGET_FORMS))
    return model.Targets(forms, text_of(given["stated"], f"{path}.stated"))


def _neutrality(value: object, path: str) -> model.Neutrality:
    given = reading.mapping(value, path, ("tonnes_per_head", "stated"))
    stated: Text | None = _maybe(given, "stated", path, text_of)
    return model.Neutrality(_maybe(given, "tonnes_per_head", path, reading.positive_or_zero), stated)


READERS: Final[Mapping[str, Callable[[object, str], object]]] = {
    "who_may_join": _members,
    "tiers": _tiers,
    "pre_stage": _one_of(model.PRE_STAGES),
    "term": _term,
    "baseline": _deadline,
    "targets": _deadline,
    "measures": _measures,
    "extension_months": _months_or_none,
    "yearly_check": _rhythm,
    "monitoring": _rhythm,
    "closing_balance": _closing,
    "scopes": _scopes,
    "scope_2_method": _one_of(model.SCOPE_2_METHODS),
    "base_year": _base_year,
    "recalculation_threshold_percent": _percent,
    "boundary": _one_of(model.BOUNDARIES),
    "target_form": _target_form,
    "explain_if_missed": reading.flag,
    "review_mode": _one_of(model.REVIEW_MODES),
    "default_visibility": _one_of(model.VISIBILITIES),
    "offsets_in_claims": reading.flag,
    "neutrality": _neutrality,
    "working_days": _one_of(tuple(calendars())),
}
"""Every parameter of a rulebook with the reader of its value, in the order of the page."""
