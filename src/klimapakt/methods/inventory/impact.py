"""What another edition of the factors would change in an inventory, line by line.

Lines are matched by their id, which names activity, year and part. Milligrams are whole numbers, so that the
differences of the lines add up exactly to the difference of the totals. Nothing is decided here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from klimapakt.methods.factors import Edition, edition
from klimapakt.methods.inventory.engine import Inventory, calculate
from klimapakt.methods.inventory.lines import Line
from klimapakt.methods.inventory.totals import counts_location_based
from klimapakt.methods.messages import Message
from klimapakt.methods.refusal import Refused

Kind = Literal["same", "cited", "value", "source", "factor", "gone", "new"]


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line before and after; one of them is None where only one edition has it.

    ``is_same_row``: both factors tell of the same thing and year, whatever the editions call them.
    """

    id: str
    activity: str
    before: Line | None
    after: Line | None
    is_same_row: bool = False

    @property
    def difference_mg(self) -> int:
        """Return how many milligrams more the line would be."""
        return _mg(self.after) - _mg(self.before)

    @property
    def location_mg(self) -> int:
        """Return what the line adds to the difference of the location-based total."""
        return _mg(_if(self.after, location=True)) - _mg(_if(self.before, location=True))

    @property
    def market_mg(self) -> int:
        """Return what the line adds to the difference of the market-based total."""
        return _mg(_if(self.after, location=False)) - _mg(_if(self.before, location=False))

    @property
    def kind(self) -> Kind:
        """Return what changes: the value, its source, the factor itself; the line may be gone or new.

        "cited" is the same value from a newer source, which changes no figure.
        """
        before, after = self.before, self.after
        if before is None or after is None:
            return "gone" if after is None else "new"
        if _multiplied(before) == _multiplied(after):
            return "same" if before.source == after.source else "cited"
        if not self.is_same_row:
            return "factor"
        return "value" if before.source == after.source else "source"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an activity cannot be calculated with the other edition."""

    activity: str
    message: Message


@dataclass(frozen=True, slots=True)
class Impact:
    """Every line before and after, the totals, and the activities that the other edition refuses."""

    before: Inventory
    after: Inventory
    changes: tuple[LineChange, ...]
    refused: tuple[Refusal, ...]

    @property
    def location_mg(self) -> int:
        """Return the difference of the location-based total: the sum of its lines'."""
        return sum(change.location_mg for change in self.changes)

    @property
    def market_mg(self) -> int:
        """Return the difference of the market-based total: the sum of its lines'."""
        return sum(change.market_mg for change in self.changes)

    @property
    def changed(self) -> tuple[LineChange, ...]:
        """Return the lines that would change, the largest difference first."""
        moved = [change for change in self.changes if change.kind not in {"same", "cited"}]
        return tuple(sorted(moved, key=lambda change: (-abs(change.difference_mg), change.id)))

    @property
    def cited(self) -> int:
        """Return how many lines would only name a newer source for the same value."""
        return sum(change.kind == "cited" for change in self.changes)

    @property
    def newer(self) -> Edition:
        """Return the edition that was tried."""
        return self.after.factors


def impact(case: Mapping[str, Any], before: Inventory, name: str) -> Impact:
    """Return what the edition ``name`` would change in a case whose result is ``before``.

    >>> year = {
    ...     "year": 2024,
    ...     "activities": [{"id": "e", "activity": "electricity", "amount": 1000, "unit": "kWh"}],
    ... }
    >>> found = impact(year, calculate(year | {"edition": "2025.1"}), "2026.1")
    >>> found.location_mg == sum(change.location_mg for change in found.changes)
    True
    """
    wanted = {**case, "edition": edition(name).name}
    refused = tuple(_refusals(wanted))
    gone = {refusal.activity for refusal in refused}
    activities = [one for one in wanted["activities"] if str(one["id"]) not in gone]
    after = calculate({**wanted, "activities": activities})
    return Impact(before, after, tuple(_matched(before, after)), refused)


def _refusals(case: Mapping[str, Any]) -> Iterable[Refusal]:
    """Yield the activities that cannot be calculated, looked at one by one only when the whole fails."""
    try:
        calculate(case)
    except Refused:
        for activity in case["activities"]:
            try:
                calculate({**case, "activities": [activity]})
            except Refused as refused:
                yield Refusal(str(activity["id"]), refused.message)


def _matched(before: Inventory, after: Inventory) -> Iterable[LineChange]:
    old, new = {line.id: line for line in before.lines}, {line.id: line for line in after.lines}
    for name in [*old, *(name for name in new if name not in old)]:
        was, will = old.get(name), new.get(name)
        is_same_row = _row_of(was, before.factors) == _row_of(will, after.factors)
        yield LineChange(name, (was or new[name]).activity, was, will, is_same_row)


def _row_of(line: Line | None, factors: Edition) -> object:
    """Return what a factor is about and when: its series and years; its id where the edition lacks it."""
    factor = factors.factors.get(line.factor_id) if line else None
    if factor is None:
        return line and line.factor_id
    return factor.series, factor.validity()


def _mg(line: Line | None) -> int:
    return 0 if line is None else line.co2e_mg


def _if(line: Line | None, *, location: bool) -> Line | None:
    """Return the line where it counts in the total of this method."""
    if line is None or line.scope is None:
        return None
    counts = counts_location_based(line) if location else line.part != "location"
    return line if counts else None


def _multiplied(line: Line) -> tuple[object, ...]:
    return (line.kg_per_unit, line.amount, line.unit, line.co2e_mg)
