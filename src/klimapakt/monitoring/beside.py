"""Two inventories beside each other on the same method: that of the earlier one, factors included."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from klimapakt.inventories import queries
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.inventory import Inventory as Result
from klimapakt.methods.inventory import Line
from klimapakt.methods.inventory.impact import Impact
from klimapakt.methods.inventory.totals import Totals, counts_location_based
from klimapakt.methods.messages import Message, gettext_noop


@dataclass(frozen=True, slots=True)
class Difference:
    """The location-based emissions of a category before and now; ``key`` is a number in scope 3."""

    scope: int
    key: int | str
    before_mg: int
    now_mg: int


@dataclass(frozen=True)
class Beside:
    """An earlier inventory, the new one, and the new one calculated with the factors of the earlier one."""

    before: Calculated
    now: Calculated

    @cached_property
    def why_not(self) -> Message | None:
        """Return why their difference says nothing; None where it does."""
        before, now = self.before, self.now
        if before.external is not None or now.external is not None:
            return _OTHER_TOOL
        if before.inventory.boundary != now.inventory.boundary:
            return _OTHER_BOUNDARY
        if self._refused:
            return _rows_refused(self._refused)
        return None

    @property
    def is_recalculated(self) -> bool:
        """Tell whether the new inventory rests on other factors than the earlier one."""
        return self.before.inventory.edition != self.now.inventory.edition

    @property
    def before_totals(self) -> Totals:
        """Return the totals of the earlier inventory."""
        return self.before.result.totals

    @property
    def now_totals(self) -> Totals | None:
        """Return the totals of the new one on the method of the earlier one; None where there are none."""
        return None if self.why_not else self._same.totals

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Return every category of either, in the order of the scopes, the largest first."""
        if self.why_not:
            return ()
        before, now = _sums(self.before.result.lines), _sums(self._same.lines)
        found = [Difference(*key, before.get(key, 0), now.get(key, 0)) for key in before.keys() | now.keys()]
        return tuple(
            sorted(found, key=lambda one: (one.scope, -max(one.before_mg, one.now_mg), str(one.key)))
        )

    @cached_property
    def _impact(self) -> Impact | None:
        if not self.is_recalculated:
            return None
        return queries.impact_of(self.now.inventory, self.before.inventory.edition, self.now)

    @property
    def _same(self) -> Result:
        return self._impact.after if self._impact else self.now.result

    @property
    def _refused(self) -> tuple[str, ...]:
        return tuple(one.activity for one in self._impact.refused) if self._impact else ()


def _sums(lines: Iterable[Line]) -> dict[tuple[int, int | str], int]:
    sums: defaultdict[tuple[int, int | str], int] = defaultdict(int)
    for line in lines:
        applied = line.applied
        if applied.scope is not None and counts_location_based(line):
            sums[applied.scope, applied.scope3_category or applied.category] += line.co2e_mg
    return dict(sums)


def _rows_refused(rows: Iterable[str]) -> Message:
    template = gettext_noop(
        "These rows cannot be calculated with the factors of the earlier inventory: %(rows)s. So the totals "
        "cannot be compared."
    )
    return Message("rows_not_on_old_factors", template, {"rows": ", ".join(rows)})


_OTHER_TOOL = Message(
    "other_tool",
    gettext_noop(
        "One of the two inventories comes from another tool with rules of its own: the difference is no "
        "saving and no increase."
    ),
)
_OTHER_BOUNDARY = Message(
    "other_boundary",
    gettext_noop(
        "The two inventories have different boundaries, so their difference is no saving and no increase. "
        "Choose the boundary of the earlier one, or correct the earlier one."
    ),
)
