"""Solve a problem in two stages: miss the limits as little as possible, then earn as much as possible."""

from dataclasses import dataclass
from typing import Final

from klimapakt.methods.portfolio.improving import Merits, filled, improved
from klimapakt.methods.portfolio.options import Plan
from klimapakt.methods.portfolio.problem import Problem, Score, Steps
from klimapakt.methods.portfolio.relaxation import Bound, Goal, Relaxation
from klimapakt.methods.portfolio.search import Best, Search, enough

_LAYERS: Final = 3
_SHARE_FOR_IMPROVING: Final = 2
"""Half of the steps of a stage may go into good plans and bounds, the rest into the proof."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The best plan found; ``gap`` is how much better another one could at most be, 0 where it is proved."""

    plan: Plan
    score: Score
    gap: float

    @property
    def is_proved(self) -> bool:
        """Tell whether no plan is better."""
        return self.gap == 0


def solved(problem: Problem, steps: Steps, known: Plan | None = None) -> Solution:
    """Return the best plan that the steps allow to find, starting from a known one where there is one."""
    relaxation = Relaxation(problem)
    money = {option: option.npv_eur for block in problem.blocks for option in block}
    plan = filled(problem, known or problem.empty(), money)
    best = Best(plan, problem.score(plan))
    _improve(problem, best, [problem.empty()], money, steps.part(_SHARE_FOR_IMPROVING))
    missing = 0.0
    if best.score.missed_mg:
        tonnes = {option: relaxation.saved_by(option) for block in problem.blocks for option in block}
        missing = _stage(relaxation, Goal(money=0.0), best, tonnes, steps.part(2))
        relaxation = Relaxation(problem)
    goal = Goal(money=1.0, missed=best.score.missed_mg / relaxation.unit)
    gap = _stage(relaxation, goal, best, money, steps)
    return Solution(best.plan, best.score, missing or gap)


def _stage(relaxation: Relaxation, goal: Goal, best: Best, merits: Merits, steps: Steps) -> float:
    """Improve the best plan for a goal; return the gap that is left."""
    bound = _bound(relaxation, goal, best, merits, steps.part(_SHARE_FOR_IMPROVING))
    best.is_complete, best.open_value = True, float("-inf")
    Search(relaxation, goal, bound, steps).run(best)
    if best.is_complete:
        return 0.0
    reached = _reached(goal, best, relaxation)
    scale = max(abs(reached), 1.0 if goal.money else 1 / relaxation.unit)
    return max(0.0, min(best.open_value, bound.value) - reached) / scale


def _bound(relaxation: Relaxation, goal: Goal, best: Best, merits: Merits, steps: Steps) -> Bound:
    """Return the tightest bound of several layers of tangents.

    Plans met on the way are improved; options that no better plan can have are left out for the next layer.
    """
    relaxation.touch(best.plan)
    found: list[Bound] = []
    for layer in range(_LAYERS, 0, -1):
        seen: list[Plan] = []
        part = steps.part(layer)
        reached = _reached(goal, best, relaxation)
        found.append(relaxation.tightened(goal, reached, part, seen.append))
        before = best.score
        _improve(relaxation.problem, best, seen, merits, part)
        if found[-1].value <= enough(goal, best, relaxation):
            break
        relaxation.narrow(found[-1], enough(goal, best, relaxation))
        if best.score < before:
            relaxation.touch(best.plan)
        else:
            relaxation.touch_mean()
    return min(found, key=lambda bound: bound.value)


def _improve(problem: Problem, best: Best, seen: list[Plan], merits: Merits, steps: Steps) -> None:
    """Improve the most promising of the plans, and the best one itself where it is that."""
    plans = {filled(problem, plan, merits) for plan in seen} | {best.plan}
    ranked = sorted(((problem.score(plan), _key(plan), plan) for plan in plans), key=lambda one: one[:2])
    plan, score = improved(problem, ranked[0][2], merits, steps)
    if score < best.score:
        best.plan, best.score = plan, score


def _key(plan: Plan) -> list[tuple[int, int]]:
    """Return what tells plans of the same score apart, so that the order is always the same."""
    return [(option.measure, option.start) if option else (-1, -1) for option in plan]


def _reached(goal: Goal, best: Best, relaxation: Relaxation) -> float:
    if goal.money:
        return -best.score.cost_cents / 100
    return -best.score.missed_mg / relaxation.unit
