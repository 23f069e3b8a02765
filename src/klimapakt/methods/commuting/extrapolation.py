"""From the answers of some to the commuting of all staff in a year."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from klimapakt.methods.commuting.groups import (
    LEAST_IN_A_GROUP,
    TRAVEL,
    Group,
    HomeOffice,
    grouped_modes,
)

_PLACES: Final = 1
_FULL_WEEK: Final = 5


@dataclass(frozen=True, slots=True)
class Commute:
    """One answer: means of transport, kilometres one way, days a week on the way and at home."""

    mode: str
    km_one_way: int
    days_per_week: int
    home_office_days: int = 0
    persons_in_car: int = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """What the company states: staff, and the days a year that somebody with a five-day week works.

    ``hours_per_day`` are the hours of a day of work; only work at home needs them.
    """

    staff: int
    workdays: int
    hours_per_day: Decimal


@dataclass(frozen=True, slots=True)
class Extrapolated:
    """The commuting of all staff. ``home_office`` is None where fewer than three named days at home."""

    answers: int
    staff: int
    groups: tuple[Group, ...]
    home_office: HomeOffice | None

    @property
    def is_complete(self) -> bool:
        """Tell whether everybody answered, so that nothing was extrapolated."""
        return self.answers == self.staff


def extrapolate(answers: Sequence[Commute], frame: Frame) -> Extrapolated | None:
    """Return the commuting of all staff in the year; None for fewer than three answers.

    Kilometres of one answer: 2 x kilometres one way x days a week / 5 x workdays, in a car divided by the
    people in it; all of them together x staff / answers, rounded to a tenth of a kilometre. The largest group
    stands first.

    >>> found = extrapolate(
    ...     [Commute("car", 10, 5)] * 3 + [Commute("bus", 5, 3)] * 3, Frame(12, 220, Decimal(8))
    ... )
    >>> [(group.mode, group.per_mille, str(group.km)) for group in found.groups]
    [('car', 500, '26400'), ('bus', 500, '7920')]
    """
    if len(answers) < LEAST_IN_A_GROUP:
        return None
    group_of = grouped_modes(Counter(answer.mode for answer in answers))
    factor = Fraction(frame.staff, len(answers)) * Fraction(frame.workdays, _FULL_WEEK)
    counts: Counter[str] = Counter()
    km: dict[str, Fraction] = {}
    for answer in answers:
        group = group_of[answer.mode]
        counts[group] += 1
        km[group] = km.get(group, Fraction(0)) + _km_in_a_week(answer) * factor
    shares = per_mille(counts)
    groups = (Group(mode, count, shares[mode], _rounded(km[mode])) for mode, count in counts.items())
    ordered = sorted(groups, key=lambda group: (-group.answers, list(TRAVEL).index(group.mode)))
    return Extrapolated(len(answers), frame.staff, tuple(ordered), _home_office(answers, frame, factor))


def per_mille(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the shares of the counts in thousandths; they add up to 1000 (largest remainders round up).

    >>> per_mille({"car": 1, "bus": 1, "tram": 1})
    {'car': 334, 'bus': 333, 'tram': 333}
    """
    total = sum(counts.values())
    shares = {mode: count * 1000 // total for mode, count in counts.items()}
    by_remainder = sorted(counts, key=lambda mode: -(counts[mode] * 1000 % total))
    for mode in by_remainder[: 1000 - sum(shares.values())]:
        shares[mode] += 1
    return shares


def _km_in_a_week(answer: Commute) -> Fraction:
    way = Fraction(2 * answer.km_one_way * answer.days_per_week)
    return way / answer.persons_in_car if TRAVEL[answer.mode].is_shared else way


def _home_office(answers: Sequence[Commute], frame: Frame, factor: Fraction) -> HomeOffice | None:
    at_home = [answer.home_office_days for answer in answers if answer.home_office_days]
    if len(at_home) < LEAST_IN_A_GROUP:
        return None
    return HomeOffice(len(at_home), _rounded(sum(at_home) * factor * Fraction(frame.hours_per_day)))


def _rounded(amount: Fraction) -> Decimal:
    return Decimal(round(amount * 10**_PLACES)) / 10**_PLACES
