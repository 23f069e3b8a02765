"""Read the single values of an appraisal; each refuses what cannot be appraised, with a sentence."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.appraisal.model import (
    HIGHEST_RATE,
    LONGEST_YEARS,
    RISKS,
    TIMINGS,
    Plan,
    Risk,
    Tax,
    Timing,
)
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

MOST_FLOWS: Final = 20_001
MOST_POSITIONS: Final = 10_000
_LARGEST_MG: Final = Decimal(9) * 10**18
_FROM_HERE_PERCENTAGE_POINTS: Final = 1
_TOO_MUCH_FOR_A_SHARE: Final = Decimal("0.25")
_RISK_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "surcharge": ("kind", "points"),
    "deduction": ("kind", "loss_share", "probability"),
}
_TIMING_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "yearly": ("kind",),
    "every": ("kind", "n"),
    "once": ("kind", "year"),
}


def whole(value: object, path: str, least: int, most: int) -> int:
    """Return a whole number between two bounds."""
    found = reading.number(value, path)
    if found == found.to_integral_value() and least <= found <= most:
        return int(found)
    template = gettext_noop("A whole number from %(least)s to %(most)s is needed here.")
    raise Refused(path, Message("not_a_whole_number", template, {"least": least, "most": most}))


def horizon(value: object, path: str) -> int:
    """Return a number of years, one at least."""
    return whole(value, path, 1, LONGEST_YEARS)


def price_year(value: object, path: str) -> int:
    """Return whether prices are those of year 0 or of year 1."""
    return whole(value, path, 0, 1)


def sign(value: object, path: str) -> int:
    """Return 1 for what is received and -1 for what is paid."""
    found = reading.number(value, path)
    if abs(found) == 1:
        return int(found)
    template = gettext_noop("1 (received or saved) or -1 (paid) is needed here.")
    raise Refused(path, Message("not_a_sign", template))


def rate(value: object, path: str) -> Decimal:
    """Return a rate per year as a share, above -1."""
    found = reading.number(value, path)
    if found <= -1:
        template = gettext_noop("A rate has to be above -100 %%. Write 5 %% as 0.05.")
        raise Refused(path, Message("rate_too_low", template))
    if found > HIGHEST_RATE:
        template = gettext_noop("A rate of more than 1000 %% a year is not appraised. Write 5 %% as 0.05.")
        raise Refused(path, Message("rate_too_high", template))
    return found


def life(value: object, path: str) -> Decimal:
    """Return a life in years, above zero."""
    found = reading.above_zero(value, path)
    if found <= LONGEST_YEARS:
        return found
    template = gettext_noop("A life of more than %(most)s years is not appraised. Check the number.")
    raise Refused(path, Message("life_too_long", template, {"most": LONGEST_YEARS}))


def percent(value: object, path: str) -> Decimal:
    """Return by how many percent the sensitivities vary: above 0, at most 100."""
    found = reading.above_zero(value, path)
    if found <= 100:
        return found
    template = gettext_noop("A percentage above 0 and up to 100 is needed here.")
    raise Refused(path, Message("not_a_percentage", template))


def price_changes(value: object, path: str) -> dict[str, Decimal]:
    """Return the price change of each group as a share per year."""
    if not isinstance(value, Mapping):
        template = gettext_noop("An object with named values is needed here.")
        raise Refused(path, Message("not_an_object", template))
    return {reading.text(group, path): rate(change, f"{path}.{group}") for group, change in value.items()}


def timing(value: object, path: str) -> Timing:
    """Return when a position falls due."""
    kind = reading.choice(
        reading.mapping(value, path, ("kind", "n", "year"), required=("kind",))["kind"],
        f"{path}.kind",
        TIMINGS,
    )
    keys = _TIMING_KEYS[kind]
    given = reading.mapping(value, path, keys, required=keys)
    if kind == "every":
        return Timing(kind, whole(given["n"], f"{path}.n", 1, LONGEST_YEARS))
    if kind == "once":
        return Timing(kind, whole(given["year"], f"{path}.year", 0, LONGEST_YEARS))
    return Timing(kind)


def saved(value: object, path: str) -> tuple[int, ...]:
    """Return the milligrams saved in each year; a year may also bring more than before."""
    given = reading.mapping(value, path, ("saved_mg_per_year",), required=("saved_mg_per_year",))
    place = f"{path}.saved_mg_per_year"
    items = reading.sequence(given["saved_mg_per_year"], place)
    return tuple(_milligrams(item, f"{place}[{at}]") for at, item in enumerate(items))


def risk(value: object, path: str) -> Risk:
    """Return the risk: a surcharge on the rate, or the share of the payments expected to fail."""
    every = dict.fromkeys(key for keys in _RISK_KEYS.values() for key in keys)
    given = reading.mapping(value, path, tuple(every), required=("kind",))
    kind = reading.choice(given["kind"], f"{path}.kind", RISKS)
    given = reading.mapping(value, path, _RISK_KEYS[kind], required=_RISK_KEYS[kind])
    if kind == "surcharge":
        return Risk(surcharge=_points(given["points"], f"{path}.points"))
    return Risk(
        loss_share=reading.share(given["loss_share"], f"{path}.loss_share"),
        probability=reading.share(given["probability"], f"{path}.probability"),
    )


def tax(value: object, path: str) -> Tax:
    """Return the tax on income and over how many years the investment is written off."""
    keys = ("rate", "depreciation_years")
    given = reading.mapping(value, path, keys, required=keys)
    return Tax(
        rate=reading.share(given["rate"], f"{path}.rate"),
        depreciation_years=life(given["depreciation_years"], f"{path}.depreciation_years"),
    )


def ensure_length(count: int, path: str) -> None:
    """Refuse a series without payments, and one that is longer than any project."""
    if not 1 <= count <= MOST_FLOWS:
        template = gettext_noop("From 1 to %(most)s payments are needed here; there are %(count)s.")
        raise Refused(path, Message("wrong_length", template, {"most": MOST_FLOWS, "count": count}))


def ensure_count(count: int, path: str) -> None:
    """Refuse more positions than an appraisal can show."""
    if count > MOST_POSITIONS:
        template = gettext_noop("There are %(count)s positions; %(most)s at most are appraised.")
        raise Refused(path, Message("too_many", template, {"most": MOST_POSITIONS, "count": count}))


def ensure_years_of_saving(plan: Plan, path: str) -> None:
    """Refuse savings after the horizon, and an empty list of them."""
    if len(plan.saved_mg) > plan.horizon_years + 1:
        template = gettext_noop("There are %(count)s years of savings, but the horizon is %(horizon)s years.")
        values = {"count": len(plan.saved_mg), "horizon": plan.horizon_years}
        raise Refused(path, Message("wrong_length", template, values))


def _milligrams(value: object, path: str) -> int:
    found = reading.number(value, path, limit=_LARGEST_MG)
    if found == found.to_integral_value():
        return int(found)
    template = gettext_noop("Whole milligrams are needed here.")
    raise Refused(path, Message("not_whole_milligrams", template))


def _points(value: object, path: str) -> Decimal:
    """Return a surcharge as a share: 0.02 and 2 are both two percentage points.

    A share as high as that of the numbers between does not exist, and a point as small hardly; so they are
    refused instead of guessed.
    """
    found = reading.positive_or_zero(value, path)
    if found < _TOO_MUCH_FOR_A_SHARE:
        return found
    if found < _FROM_HERE_PERCENTAGE_POINTS:
        template = gettext_noop(
            "%(value)s may be meant as a share or in percentage points. Write half a point as 0.005."
        )
        raise Refused(path, Message("ambiguous_points", template, {"value": found}))
    if found <= 100:
        return found / 100
    template = gettext_noop("A surcharge of more than 100 percentage points is not appraised.")
    raise Refused(path, Message("rate_too_high", template))
