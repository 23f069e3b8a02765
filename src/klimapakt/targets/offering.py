"""Three honest ways to a target, each with what it means for next year. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from klimapakt.methods.pathway import published
from klimapakt.methods.pathway.lines import rounded
from klimapakt.targets.enums import Option
from klimapakt.targets.rules import Promise

_HUNDRED: Final = Decimal(100)
_LONGEST: Final = 10
_SHORTEST: Final = 5


@dataclass(frozen=True, slots=True)
class Start:
    """What an offer begins from: base year and latest accepted inventory, in whole milligrams."""

    base_year: int
    base_mg: int
    latest_year: int
    latest_mg: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a promise allows in a year, and how much less that is than the latest inventory."""

    year: int
    allowed_mg: int
    less_mg: int
    less_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Offer:
    """One way; without a promise where the member enters its own, or where the pact names no year."""

    option: Option
    promise: Promise | None = None
    meaning: Meaning | None = None


def offers(start: Start, this_year: int, pact_year: int | None) -> tuple[Offer, ...]:
    """Return the three ways, in a fixed order: none of them is recommended.

    >>> found = offers(Start(2024, 1000, 2024, 1000), 2026, 2035)
    >>> [(one.option.value, one.promise.percent if one.promise else None) for one in found]
    [('pact', Decimal('100')), ('linear', Decimal('46.2')), ('own', None)]
    >>> found[1].meaning.less_mg, found[1].meaning.year
    (126, 2027)
    """
    found = []
    for option in Option:
        promise = promise_of(option, start.base_year, this_year, pact_year)
        found.append(
            Offer(option, promise, meaning(promise, start, this_year + 1) if promise is not None else None)
        )
    return tuple(found)


def promise_of(option: str, base_year: int, this_year: int, pact_year: int | None) -> Promise | None:
    """Return what an option promises; None for steps of one's own, and for a pact without a year.

    The straight path ends with the pact where that is five to ten years away, as SBTi asks of a near-term
    target, else after ten years.
    """
    if option == Option.PACT:
        if pact_year is None or pact_year <= max(base_year, this_year):
            return None
        return Promise(base_year, pact_year, _HUNDRED)
    if option == Option.OWN:
        return None
    near = range(this_year + _SHORTEST, this_year + _LONGEST + 1)
    year = pact_year if pact_year is not None and pact_year in near else this_year + _LONGEST
    rate = published().sbti_share_per_year * 100
    percent = Decimal(rate.numerator) / Decimal(rate.denominator) * (year - base_year)
    return Promise(base_year, year, min(_HUNDRED, percent))


def meaning(promise: Promise, start: Start, year: int) -> Meaning | None:
    """Return what a promise means for a year on its way; None where the year is past its end."""
    share = share_in(promise, year)
    if share is None:
        return None
    allowed = rounded(share * start.base_mg)
    less = start.latest_mg - allowed
    percent = Decimal(less) * 100 / start.latest_mg if start.latest_mg else None
    return Meaning(year, allowed, less, percent)


def share_in(promise: Promise, year: int) -> Fraction | None:
    """Return which share of the base year may be left in a year; None outside of the path."""
    before_year, before = promise.base_year, Fraction(1)
    for at, percent in promise.points:
        left = 1 - Fraction(percent) / 100
        if before_year <= year <= at:
            return before + (left - before) * Fraction(year - before_year, at - before_year)
        before_year, before = at, left
    return None
