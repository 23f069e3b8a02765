"""What was emitted above the path so far, carried forward: it is missing in the years that are left."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from klimapakt.methods.pathway.lines import rounded


@dataclass(frozen=True, slots=True)
class Carried:
    """Whole milligrams; ``excess_mg`` is negative where less was emitted than the path allows.

    ``counted`` are the years with figures after the base year, ``unknown`` those before the latest of them
    without any: they count neither way. ``left_mg`` is what the path allows in the ``years_left``, together.
    """

    counted: tuple[int, ...]
    unknown: tuple[int, ...]
    excess_mg: int
    years_left: int
    left_mg: int

    @property
    def years_lost(self) -> Fraction | None:
        """Return how many years' mean allowance of the years left is used up already; None without any."""
        if self.excess_mg <= 0:
            return Fraction(0)
        if not self.years_left or not self.left_mg:
            return None
        return Fraction(self.excess_mg * self.years_left, self.left_mg)

    @property
    def mean_before_mg(self) -> int | None:
        """Return what the path allows in each of the years left, on average."""
        return rounded(Fraction(self.left_mg, self.years_left)) if self.years_left else None

    @property
    def mean_after_mg(self) -> int | None:
        """Return the same once the excess is spread evenly over the years left; negative when it is more."""
        left = self.left_mg - max(0, self.excess_mg)
        return rounded(Fraction(left, self.years_left)) if self.years_left else None


def carried(path_mg: Mapping[int, int], actual_mg: Mapping[int, int]) -> Carried | None:
    """Return what is carried forward; None while no year after the base year is known.

    Sums of yearly values without the base year, as monitoring adds them.

    >>> path = {2020: 100, 2021: 90, 2022: 80, 2023: 70, 2024: 60}
    >>> found = carried(path, {2020: 100, 2021: 95, 2022: 100})
    >>> found.excess_mg, found.years_left, found.left_mg, float(round(found.years_lost, 3))
    (25, 2, 130, 0.385)
    >>> found.mean_before_mg, found.mean_after_mg
    (65, 53)
    """
    base, last = min(path_mg), max(path_mg)
    counted = tuple(year for year in sorted(actual_mg) if base < year <= last)
    if not counted:
        return None
    latest = counted[-1]
    left = [value for year, value in path_mg.items() if year > latest]
    return Carried(
        counted=counted,
        unknown=tuple(year for year in range(base + 1, latest) if year not in actual_mg),
        excess_mg=sum(actual_mg[year] - path_mg[year] for year in counted),
        years_left=len(left),
        left_mg=sum(left),
    )
