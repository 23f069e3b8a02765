"""The four states of a saving, and annual and cumulative, as types that cannot be added to one another."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from klimapakt.methods.figures import LARGEST_MG


class Planned:
    """Somebody intends it."""


class Implemented:
    """It was done; what it saves is still an estimate."""


class Evidenced:
    """Meters, bills or a comparison of years show it."""


class Verified:
    """Somebody else has checked the evidence."""


class Annual:
    """Milligrams per year of use."""


class Cumulative:
    """Milligrams over a stated number of years."""


StateT = TypeVar("StateT", Planned, Implemented, Evidenced, Verified)
PeriodT = TypeVar("PeriodT", Annual, Cumulative)

STATES: Final = (Planned, Implemented, Evidenced, Verified)
PERIODS: Final = (Annual, Cumulative)
METHODS: Final = ("before_after", "engineering", "supplier", "not_quantified")
"""How a saving was found; the last one stands for a measure without any tonnes, which is welcome."""


class NeverAdded(TypeError):
    """Savings of different states, periods or times were about to be added."""


@dataclass(frozen=True, slots=True)
class Saving(Generic[StateT, PeriodT]):
    """What a measure saves: whole milligrams CO2e in one state, per year or over ``years``.

    Two of the same kind add up; mypy refuses others, and so does the program:

    >>> Saving(3, Planned, Annual) + Saving(4, Planned, Annual)
    Saving(mg=7, state=Planned, period=Annual, years=1)
    >>> Saving(3, Planned, Annual) + Saving(4, Evidenced, Annual)
    Traceback (most recent call last):
    klimapakt.methods.savings.states.NeverAdded: planned savings are never added to evidenced ones
    """

    mg: int
    state: type[StateT]
    period: type[PeriodT]
    years: int = 1

    def __post_init__(self) -> None:
        if self.state not in STATES or self.period not in PERIODS:
            raise NeverAdded("a saving has one of four states and is annual or cumulative")
        if type(self.mg) is not int or abs(self.mg) > LARGEST_MG:
            raise ValueError("a saving is a whole number of milligrams within 64 bits")
        if self.years < 1 or (self.period is Annual and self.years != 1):
            raise ValueError("a cumulative saving counts whole years, an annual one counts one")

    def __add__(self, other: "Saving[StateT, PeriodT]") -> "Saving[StateT, PeriodT]":
        if not isinstance(other, Saving):
            return NotImplemented
        _ensure_same(self, other)
        return Saving(self.mg + other.mg, self.state, self.period, self.years)

    def __repr__(self) -> str:
        names = f"state={self.state.__name__}, period={self.period.__name__}"
        return f"Saving(mg={self.mg}, {names}, years={self.years})"


def _ensure_same(one: "Saving[StateT, PeriodT]", other: "Saving[StateT, PeriodT]") -> None:
    if one.state is not other.state:
        names = one.state.__name__.lower(), other.state.__name__.lower()
        raise NeverAdded(f"{names[0]} savings are never added to {names[1]} ones")
    if one.period is not other.period:
        raise NeverAdded("annual and cumulative savings are never added")
    if one.years != other.years:
        raise NeverAdded(f"savings over {one.years} and over {other.years} years are never added")


def total(savings: Iterable[Saving[StateT, PeriodT]]) -> Saving[StateT, PeriodT] | None:
    """Return the sum of savings of one state and period, None for none. Raises NeverAdded.

    >>> total([Saving(1, Verified, Annual), Saving(2, Verified, Annual)]).mg
    3
    """
    found: Saving[StateT, PeriodT] | None = None
    for one in savings:
        found = one if found is None else found + one
    return found


def over(saving: Saving[StateT, Annual], years: int) -> Saving[StateT, Cumulative]:
    """Return what an annual saving comes to over so many years of use.

    >>> over(Saving(5, Implemented, Annual), 10)
    Saving(mg=50, state=Implemented, period=Cumulative, years=10)
    """
    return Saving(saving.mg * years, saving.state, Cumulative, years)
