"""What changed between two versions, row by row; the differences add up to that of the total."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from klimapakt.inventories.drafts import amount_text
from klimapakt.inventories.models import Activity
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.inventory import Line

Kind = Literal["added", "removed", "changed", "recalculated", "same"]
FIELDS = ("site", "label", "amount", "unit", "period", "quality", "extras", "evidence", "note")


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after, with its location-based emissions; ``fields`` are those that differ."""

    number: int
    before: Activity | None
    after: Activity | None
    before_mg: int
    after_mg: int
    fields: tuple[str, ...]

    @property
    def row(self) -> Activity:
        """Return the row as it is now, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  (one of the two is always there)
        return found

    @property
    def difference_mg(self) -> int:
        """Return how many milligrams more the row has."""
        return self.after_mg - self.before_mg

    @property
    def kind(self) -> Kind:
        """Return what happened to the row; "recalculated" when only its factors changed."""
        if self.before is None or self.after is None:
            return "removed" if self.after is None else "added"
        if self.fields:
            return "changed"
        return "recalculated" if self.difference_mg else "same"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions with every row of either."""

    before: Calculated
    after: Calculated
    rows: tuple[RowChange, ...]

    @property
    def changed(self) -> tuple[RowChange, ...]:
        """Return the rows that differ, in the order of their numbers."""
        return tuple(row for row in self.rows if row.kind != "same")

    @property
    def location_mg(self) -> int:
        """Return the difference of the location-based totals: the sum of the rows' differences."""
        return sum(row.difference_mg for row in self.rows)

    @property
    def is_like_with_like(self) -> bool:
        """Tell whether both versions were calculated here; else their difference says nothing."""
        return self.before.external is None and self.after.external is None

    @property
    def is_of_reports(self) -> bool:
        """Tell whether both versions state what another tool found."""
        return self.before.external is not None and self.after.external is not None

    def count(self, kind: Kind) -> int:
        """Return how many rows this happened to."""
        return sum(row.kind == kind for row in self.rows)


def compared(before: Calculated, after: Calculated) -> Comparison:
    """Return what changed from one version to another; rows are the same when they have the same number."""
    old, new = {row.number: row for row in before.rows}, {row.number: row for row in after.rows}
    old_mg, new_mg = _sums(before), _sums(after)
    rows = tuple(
        RowChange(
            number,
            old.get(number),
            new.get(number),
            old_mg.get(number, 0),
            new_mg.get(number, 0),
            _differing(old.get(number), new.get(number)),
        )
        for number in sorted(old.keys() | new.keys())
    )
    return Comparison(before, after, rows)


def _sums(calculated: Calculated) -> Mapping[int, int]:
    sums: defaultdict[int, int] = defaultdict(int)
    for line in calculated.result.lines:
        if _counts(line):
            sums[int(line.activity)] += line.co2e_mg
    return sums


def _counts(line: Line) -> bool:
    return line.scope is not None and line.part != "market"


def _differing(before: Activity | None, after: Activity | None) -> tuple[str, ...]:
    if before is None or after is None:
        return ()
    old, new = _content(before), _content(after)
    return tuple(name for name in FIELDS if old[name] != new[name])


def _content(row: Activity) -> Mapping[str, object]:
    return {
        "site": row.site.name if row.site else "",
        "label": (row.activity, row.factor_id),
        "amount": amount_text(row.amount),
        "unit": row.unit,
        "period": (row.period_start, row.period_end, row.year),
        "quality": row.quality,
        "extras": row.extras,
        "evidence": row.evidence,
        "note": row.note,
    }
