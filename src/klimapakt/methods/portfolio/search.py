"""Choose exactly: every plan is either tried or shown to be no better than one that was tried.

Depth first through the blocks, the most valuable first. A branch is left where the limits cannot be met even
if everything undecided were done at once, or where the relaxation shows no more value than the best plan has.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from klimapakt.methods.portfolio.options import Option, Plan, covers
from klimapakt.methods.portfolio.problem import Score, Steps
from klimapakt.methods.portfolio.relaxation import Bound, Goal, Relaxation

_CENT: Final = 0.005
_ROUNDING: Final = 1e-9

Rows = list[list[float]]


@dataclass(slots=True)
class Best:
    """The best plan so far, and what is not excluded beyond it."""

    plan: Plan
    score: Score
    open_value: float = float("-inf")
    is_complete: bool = True


@dataclass(slots=True)
class _Node:
    """What has been decided: the choices, what is left of budgets, and the value at the prices."""

    choices: list[Option | None]
    money: list[float]
    value: float
    left: Rows
    by_measure: dict[int, Option] = field(default_factory=dict)


class Search:
    """One search for a goal with a bound of the relaxation."""

    def __init__(self, relaxation: Relaxation, goal: Goal, bound: Bound, steps: Steps) -> None:
        self.problem = relaxation.problem
        self.relaxation = relaxation
        self.goal = goal
        self.steps = steps
        spread = [max((0.0, *worth)) for worth in bound.worth]
        self.order = sorted(range(len(spread)), key=lambda block: (-spread[block], block))
        self.children = [_children(bound.blocks[block], bound.worth[block]) for block in self.order]
        self.later = [*_sums([spread[block] for block in self.order])]
        self.constant = bound.constant
        self.least = self._least_left()
        self.tolerance = tolerance(relaxation)
        self.dependents = _dependents(self.problem.requires)

    def run(self, best: Best) -> Best:
        """Return the best plan; complete where it is proved."""
        node = _Node([], list(self.problem.budgets), self.constant, [list(row) for row in self._start()])
        self._branch(node, best)
        return best

    def _start(self) -> Rows:
        return self.relaxation.emitted

    def _least_left(self) -> list[Rows]:
        """Return for each depth which share of each flow is left if all later blocks do their best."""
        shares = [[[1.0 for _ in self.relaxation.years] for _ in self.relaxation.flows]]
        for children in reversed(self.children):
            shares.append(self._with_best_of(shares[-1], [option for _, option in children if option]))
        return shares[::-1]

    def _with_best_of(self, shares: Rows, options: Sequence[Option]) -> Rows:
        found = [list(row) for row in shares]
        flow_of = self.problem.emissions.flow_of
        for flow in {flow_of[option.measure] for option in options}:
            here = [option for option in options if flow_of[option.measure] == flow]
            for year in self.relaxation.years:
                found[flow][year] *= min(
                    self.relaxation.left[option.measure][year] if year in option.active else 1.0
                    for option in here
                )
        return found

    def _branch(self, node: _Node, best: Best) -> None:
        depth = len(node.choices)
        value = node.value + self.later[depth]
        if self._is_hopeless(value, best) or self._must_miss(node, best):
            return
        if not self.steps.take():
            best.is_complete = False
            best.open_value = max(best.open_value, value)
            return
        if depth == len(self.order):
            self._try(node, best)
            return
        for worth, option in self.children[depth]:
            if option is None or self._may_choose(node, option):
                self._branch(self._chosen(node, worth, option), best)

    def _is_hopeless(self, value: float, best: Best) -> bool:
        return value <= enough(self.goal, best, self.relaxation)

    def _must_miss(self, node: _Node, best: Best) -> bool:
        """Tell whether the limits are missed by more than may be, whatever follows."""
        shares = self.least[len(node.choices)]
        missed = 0.0
        for limit, mg in zip(self.problem.limits, self.relaxation.limits, strict=True):
            emitted = sum(
                left[year] * share[year]
                for left, share in zip(node.left, shares, strict=True)
                for year in limit.years
            )
            missed += max(0.0, emitted - mg)
        allowed = best.score.missed_mg / self.relaxation.unit
        if self.goal.money:
            return missed > allowed + self.tolerance
        return missed >= allowed - self.tolerance

    def _may_choose(self, node: _Node, option: Option) -> bool:
        """Tell whether the budget of the year is enough and nothing decided contradicts what is required."""
        if node.money[option.start] < option.capex_eur - 1e-6:
            return False
        decided = node.by_measure
        for needed in self.problem.requires[option.measure]:
            if needed in decided and not covers(decided[needed], option):
                return False
        return all(
            covers(option, decided[other]) for other in self.dependents[option.measure] if other in decided
        )

    def _chosen(self, node: _Node, worth: float, option: Option | None) -> _Node:
        choices = [*node.choices, option]
        if option is None:
            return _Node(choices, node.money, node.value, node.left, node.by_measure)
        money = list(node.money)
        money[option.start] -= option.capex_eur
        flow = self.problem.emissions.flow_of[option.measure]
        left = list(node.left)
        row = list(left[flow])
        for year in option.active:
            row[year] *= self.relaxation.left[option.measure][year]
        left[flow] = row
        return _Node(choices, money, node.value + worth, left, {**node.by_measure, option.measure: option})

    def _try(self, node: _Node, best: Best) -> None:
        placed = dict(zip(self.order, node.choices, strict=True))
        plan = tuple(placed[block] for block in range(len(self.order)))
        if self.problem.is_feasible(plan):
            score = self.problem.score(plan)
            if score < best.score:
                best.plan, best.score = plan, score


def enough(goal: Goal, best: Best, relaxation: Relaxation) -> float:
    """Return the value that a plan has to exceed to be better than the best one."""
    if goal.money:
        return -best.score.cost_cents / 100 + _CENT
    return -best.score.missed_mg / relaxation.unit + tolerance(relaxation)


def tolerance(relaxation: Relaxation) -> float:
    """Return what lines rounded to milligrams and float64 may add up to, in units of the largest year."""
    return _ROUNDING + len(relaxation.flows) * len(relaxation.years) / relaxation.unit


def _children(block: Sequence[Option], worth: Sequence[float]) -> list[tuple[float, Option | None]]:
    """Return the choices of a block, the most valuable first; doing nothing is worth nothing."""
    choices: list[tuple[float, Option | None]] = [*zip(worth, block, strict=True), (0.0, None)]
    return sorted(choices, key=lambda choice: -choice[0])


def _sums(values: Sequence[float]) -> list[float]:
    """Return the sums of all values from each place on."""
    found = [0.0]
    for value in reversed(values):
        found.append(found[-1] + value)
    return found[::-1]


def _dependents(requires: Sequence[Sequence[int]]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in requires]
    for measure, needed in enumerate(requires):
        for one in needed:
            found[one].append(measure)
    return found
