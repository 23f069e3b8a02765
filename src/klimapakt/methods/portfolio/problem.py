"""One case made ready for the search: options, limits, and what a plan is worth, by the engine alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final, NamedTuple

from klimapakt.methods.portfolio.emissions import Emissions
from klimapakt.methods.portfolio.model import Case
from klimapakt.methods.portfolio.options import Blocks, Option, Plan, blocks_of, is_consistent, requires_of
from klimapakt.methods.portfolio.targets import Limit, limits_of, missed_mg

_CENT: Final = 1e-6
"""What a budget may be exceeded by: nothing but rounding."""


class Score(NamedTuple):
    """What a plan is judged by, in this order; less is better."""

    missed_mg: int
    cost_cents: int
    emitted_mg: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A case with everything that does not change during the search."""

    case: Case
    emissions: Emissions
    blocks: Blocks
    limits: tuple[Limit, ...]
    budgets: tuple[float, ...]
    requires: tuple[tuple[int, ...], ...]

    def score(self, plan: Plan) -> Score:
        """Return what a plan is worth."""
        emitted = self.emissions.by_year(plan)
        return Score(missed_mg(self.limits, emitted), round(-100 * npv_eur(plan)), sum(emitted))

    def is_feasible(self, plan: Plan) -> bool:
        """Tell whether budgets and requirements are kept."""
        left = self.left_eur(plan)
        return min(left) >= -_CENT and is_consistent(plan, self.requires)

    def left_eur(self, plan: Plan) -> list[float]:
        """Return what is left of the budget of each year."""
        left = list(self.budgets)
        for option in plan:
            if option:
                left[option.start] -= option.capex_eur
        return left

    @property
    def effort(self) -> int:
        """Return how many steps it takes to calculate the emissions of a plan."""
        return 1 + len(self.case.measures) * len(self.case.years) // 400

    def without(self, measure: int) -> "Problem":
        """Return the problem in which a measure cannot be chosen."""
        blocks = tuple(
            tuple(option for option in block if option.measure != measure) for block in self.blocks
        )
        return Problem(self.case, self.emissions, blocks, self.limits, self.budgets, self.requires)

    def empty(self) -> Plan:
        """Return the plan in which nothing is done."""
        return (None,) * len(self.blocks)


def problem_of(case: Case) -> Problem:
    """Return the problem of a case. Raises OverflowError where a number does not fit."""
    return Problem(
        case=case,
        emissions=Emissions(case),
        blocks=blocks_of(case),
        limits=limits_of(case),
        budgets=tuple(float(budget) for budget in case.budget_eur),
        requires=requires_of(case),
    )


def npv_eur(plan: Sequence[Option | None]) -> float:
    """Return the net present value of a plan."""
    return fsum(option.npv_eur for option in plan if option)


def with_choice(plan: Plan, block: int, choice: Option | None) -> Plan:
    """Return the plan with another choice for one block."""
    return (*plan[:block], choice, *plan[block + 1 :])


class Steps:
    """How much may still be tried. Counted, not timed: the same input gives the same answer everywhere."""

    def __init__(self, count: int) -> None:
        self.left = count

    def part(self, parts: int) -> "Steps":
        """Set aside a part of what is left and return it."""
        share = max(0, self.left) // parts
        self.left -= share
        return Steps(share)

    def take(self, count: int = 1) -> bool:
        """Use steps; tell whether there were any left."""
        self.left -= count
        return self.left >= 0
