"""Solve a problem in two stages: miss the limits as little as possible, then earn as much as possible."""

from dataclasses import dataclass
from typing import Final

from klimapakt.methods.portfolio.improving import feasible_part, improved
from klimapakt.methods.portfolio.options import Plan
from klimapakt.methods.portfolio.problem import Problem, Score, Steps
from klimapakt.methods.portfolio.relaxation import Bound, Goal, Relaxation
from klimapakt.methods.portfolio.search import Best, Search

_ROUNDS: Final = 150
_LAYERS: Final = 3


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
    plans = [feasible_part(problem, known or problem.empty())]
    best = Best(*_improved(problem, plans, steps))
    if best.score.missed_mg:
        missing = _stage(relaxation, Goal(money=0.0), best, steps)
        if missing:
            return Solution(best.plan, best.score, missing)
    goal = Goal(money=1.0, missed=best.score.missed_mg / relaxation.unit)
    return Solution(*_finished(relaxation, goal, best, steps))


def _finished(relaxation: Relaxation, goal: Goal, best: Best, steps: Steps) -> tuple[Plan, Score, float]:
    gap = _stage(relaxation, goal, best, steps)
    return best.plan, best.score, gap


def _stage(relaxation: Relaxation, goal: Goal, best: Best, steps: Steps) -> float:
    """Improve the best plan for a goal; return the gap that is left."""
    bound = _bound(relaxation, goal, best, steps)
    best.is_complete, best.open_value = True, float("-inf")
    Search(relaxation, goal, bound, steps).run(best)
    reached = _reached(goal, best, relaxation)
    if best.is_complete:
        return 0.0
    scale = max(abs(reached), 1.0 if goal.money else 1 / relaxation.unit)
    return max(0.0, min(best.open_value, bound.value) - reached) / scale


def _bound(relaxation: Relaxation, goal: Goal, best: Best, steps: Steps) -> Bound:
    """Return the tightest bound of several layers of tangents; plans met on the way are improved."""
    problem = relaxation.problem
    found: list[Bound] = []
    for _ in range(_LAYERS):
        relaxation.touch(best.plan)
        seen: list[Plan] = []
        found.append(relaxation.tightened(goal, _reached(goal, best, relaxation), _ROUNDS, seen.append))
        plan, score = _improved(problem, [feasible_part(problem, one) for one in seen], steps, best)
        if score >= best.score:
            break
        best.plan, best.score = plan, score
    return min(found, key=lambda bound: bound.value)


def _improved(
    problem: Problem, plans: list[Plan], steps: Steps, best: Best | None = None
) -> tuple[Plan, Score]:
    """Return the best of some plans after improving the most promising one."""
    scored = sorted(((problem.score(plan), at) for at, plan in enumerate(plans)))
    if not scored:
        return (best.plan, best.score) if best else (problem.empty(), problem.score(problem.empty()))
    plan, score = improved(problem, plans[scored[0][1]], steps)
    return plan, score


def _reached(goal: Goal, best: Best, relaxation: Relaxation) -> float:
    if goal.money:
        return -best.score.cost_cents / 100
    return -best.score.missed_mg / relaxation.unit
