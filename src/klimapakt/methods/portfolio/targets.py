"""Targets as limits on sums of years, and by how much a plan misses them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from klimapakt.methods.portfolio.model import Case


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many milligrams in these years together; years count from the first of the case."""

    years: tuple[int, ...]
    mg: int


def limits_of(case: Case) -> tuple[Limit, ...]:
    """Return a limit for each target, or one over all years."""
    if case.budget_mg is not None:
        return (Limit(tuple(range(len(case.years))), case.budget_mg),)
    place = {year: at for at, year in enumerate(case.years)}
    return tuple(Limit((place[year],), mg) for year, mg in (case.targets_mg or {}).items())


def missed_mg(limits: Sequence[Limit], emissions: Sequence[int]) -> int:
    """Return by how many milligrams all limits together are missed."""
    return sum(max(0, sum(emissions[year] for year in limit.years) - limit.mg) for limit in limits)


def shortfalls(case: Case, emissions: Sequence[int]) -> list[int]:
    """Return the shortfall of each year.

    Under a budget over all years it is the part of the year's emissions for which nothing of it is left.
    """
    if case.budget_mg is not None:
        beyond = [max(0, so_far - case.budget_mg) for so_far in accumulate(emissions)]
        return [now - before for now, before in zip(beyond, [0, *beyond], strict=False)]
    targets = case.targets_mg or {}
    return [
        max(0, emitted - targets[year]) if year in targets else 0
        for year, emitted in zip(case.years, emissions, strict=True)
    ]
