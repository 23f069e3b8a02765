"""A target beside what was emitted and beside the reference paths. Pure: works on what was calculated."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from klimapakt.inventories.queries import Calculated, impact_of
from klimapakt.methods.inventory import Inventory as Result
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.pathway import Carried, Case, Neutrality, Pathway, carried, path_of, pathway
from klimapakt.methods.pathway import Target as Point
from klimapakt.targets.figures import figure_of, measured
from klimapakt.targets.models import Target
from klimapakt.targets.queries import Held
from klimapakt.targets.rules import Promise

PACT: Final = "pact"
LAW: Final = "ksg"
LINEAR: Final = "sbti_1p5_linear"
_HUNDRED: Final = Decimal(100)
_NO_GROWTH: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Compared:
    """A target beside one reference; ``neutral_year`` is that of the pact."""

    key: str
    pathway: Pathway
    neutral_year: int | None = None

    @property
    def is_comparable(self) -> bool:
        """Tell whether anything can be concluded."""
        return self.pathway.verdict != "not_comparable"

    @property
    def is_met_by_point(self) -> bool:
        """Tell whether every year with a target is at or below the reference."""
        return self.pathway.verdict in ("compatible", "point_only")

    @property
    def is_met_by_budget(self) -> bool:
        """Tell whether everything emitted until then is at most what the reference emits."""
        return self.pathway.verdict in ("compatible", "budget_only")

    def said(self, code: str) -> Message | None:
        """Return the reason with this code."""
        return next((one for one in self.pathway.reasons if one.code == code), None)


@dataclass(frozen=True)
class Picture:
    """A target with its path and the accepted inventories, in the unit of the target.

    ``actual`` and ``path`` are milligrams, or milligrams per unit. ``left_out`` are accepted inventories that
    cannot be compared on one method, with why. ``growth`` turns a target per unit into tonnes.
    """

    held: Held
    base: Calculated | None
    actual: Mapping[int, int]
    left_out: Mapping[int, Message]
    pact_year: int | None
    growth: Decimal = _NO_GROWTH

    @property
    def base_mg(self) -> int | None:
        """Return the tonnes of the base year as they count now, in milligrams."""
        coverage = self.held.target.coverage
        return None if self.base is None else figure_of(self.base.result.totals, coverage)

    @property
    def base_value(self) -> int | None:
        """Return the base year in the unit of the target."""
        return self.actual.get(self.held.promise.base_year)

    @cached_property
    def path(self) -> Mapping[int, int]:
        """Return what is promised for each year, in the unit of the target; empty without a base."""
        if self.base_value is None:
            return {}
        points = tuple(Point(year, percent) for year, percent in self.held.promise.points)
        return path_of(Case(self.held.promise.base_year, self.base_value, points, LINEAR, {}))

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """Return it beside every reference."""
        if self.base_mg is None:
            return ()
        target = self.held.target
        growth = self.growth if target.per else _NO_GROWTH
        return compare(self.held.promise, self.base_mg, self.pact_year, growth)

    @cached_property
    def carried(self) -> Carried | None:
        """Return what was emitted above or below the path so far."""
        return carried(self.path, self.actual) if self.path else None

    @property
    def latest_year(self) -> int | None:
        """Return the newest year that can be compared."""
        return max(self.actual, default=None)


def picture_of(
    held: Held, years: Mapping[int, Calculated], pact_year: int | None, growth: Decimal = _NO_GROWTH
) -> Picture:
    """Return a target beside the accepted inventories from its base year on, on the method of the base."""
    target, base_year = held.target, held.promise.base_year
    base = years.get(base_year)
    actual: dict[int, int] = {}
    left_out: dict[int, Message] = {}
    for year, one in sorted(years.items()):
        if base is None or year < base_year:
            continue
        found = on_method_of(base, one)
        value = found if isinstance(found, Message) else _value(one, found, target)
        if isinstance(value, Message):
            left_out[year] = value
        else:
            actual[year] = value
    return Picture(held, base, actual, left_out, pact_year, growth)


def compare(
    promise: Promise, base_mg: int, pact_year: int | None, growth: Decimal = _NO_GROWTH
) -> tuple[Compared, ...]:
    """Return a promise beside the path of the pact, where it names a year, of the law, and of 1.5 °C."""
    points = tuple(
        Point(year, in_total(percent, growth, year - promise.base_year)) for year, percent in promise.points
    )
    asked: list[tuple[str, str | Neutrality]] = [(LAW, LAW), (LINEAR, LINEAR)]
    if pact_year is not None and pact_year > promise.base_year:
        asked.insert(0, (PACT, Neutrality(pact_year, Decimal(0))))
    return tuple(
        Compared(
            key,
            pathway(Case(promise.base_year, base_mg, points, reference, {})),
            pact_year if key == PACT else None,
        )
        for key, reference in asked
    )


def in_total(percent: Decimal, growth: Decimal, years: int) -> Decimal:
    """Return what a reduction per unit is of the total when the number of units grows; it can be negative.

    >>> in_total(Decimal(50), Decimal(0), 5), in_total(Decimal(10), Decimal(20), 1)
    (Decimal('50'), Decimal('-8.0'))
    """
    return _HUNDRED - (_HUNDRED - percent) * (1 + growth / _HUNDRED) ** years


def on_method_of(base: Calculated, one: Calculated) -> Result | Message:
    """Return the result of an inventory with the factors of the base, or why the two are not compared."""
    if one.inventory.boundary != base.inventory.boundary:
        return Message("boundary", gettext_noop("It has another boundary than the base year."))
    if one.inventory.edition == base.inventory.edition:
        return one.result
    found = impact_of(one.inventory, base.inventory.edition, one)
    if found.refused:
        text = gettext_noop("Some of its rows cannot be calculated with the factors of the base year.")
        return Message("rows", text)
    return found.after


def _value(one: Calculated, result: Result, target: Target) -> int | Message:
    found = measured(one, result.totals, target.coverage, target.per)
    if found is None:
        return Message("figure", gettext_noop("It does not state the figure that the target divides by."))
    return found
