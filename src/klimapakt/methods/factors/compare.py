"""What differs between two editions, series by series and year by year: renamed rows are still compared."""

from dataclasses import dataclass
from decimal import Decimal

from klimapakt.methods.factors.model import Edition, Factor


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of the older and of the newer edition; one of them is None when it was added or removed."""

    older: Factor | None
    newer: Factor | None

    @property
    def change_percent(self) -> Decimal | None:
        """Return the change of the value in percent; None when it cannot be said."""
        if self.older is None or self.newer is None or self.older.kg_per_unit == 0:
            return None
        return (self.newer.kg_per_unit - self.older.kg_per_unit) / self.older.kg_per_unit * 100


def differences(older: Edition, newer: Edition) -> list[Difference]:
    """Return every row whose values differ, and every row that only one edition holds, ordered by series."""
    before, after = _by_place(older), _by_place(newer)
    found = []
    for place in sorted(before.keys() | after.keys()):
        difference = Difference(before.get(place), after.get(place))
        if (
            difference.older is None
            or difference.newer is None
            or _values(difference.older) != _values(difference.newer)
        ):
            found.append(difference)
    return found


def _by_place(edition: Edition) -> dict[tuple[str, str], Factor]:
    return {(factor.series, factor.validity()): factor for factor in edition.factors.values()}


def _values(factor: Factor) -> tuple[object, ...]:
    return (
        factor.kg_per_unit,
        factor.upstream_kg_per_unit,
        factor.biogenic_kg_per_unit,
        factor.unit,
        factor.scope,
        factor.scope3_category,
        factor.use,
    )
