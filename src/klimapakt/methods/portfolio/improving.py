"""Good plans quickly: filled with what looks valuable, improved by changing one choice at a time."""

from collections.abc import Sequence

from klimapakt.methods.portfolio.options import Option, Plan
from klimapakt.methods.portfolio.problem import Problem, Score, Steps, with_choice


def improved(problem: Problem, plan: Plan, steps: Steps) -> tuple[Plan, Score]:
    """Return the plan after the best change of each block in turn, until none helps."""
    score = problem.score(plan)
    is_moving = True
    while is_moving:
        is_moving = False
        for block, options in enumerate(problem.blocks):
            found, better = _best_choice(problem, plan, (block, score), (None, *options), steps)
            if better < score:
                plan, score, is_moving = found, better, True
        if steps.left <= 0:
            break
    return plan, score


def _best_choice(
    problem: Problem,
    plan: Plan,
    so_far: tuple[int, Score],
    choices: Sequence[Option | None],
    steps: Steps,
) -> tuple[Plan, Score]:
    block, best = so_far
    found = plan
    for choice in choices:
        changed = with_choice(plan, block, choice)
        if choice is not plan[block] and problem.is_feasible(changed) and steps.take():
            score = problem.score(changed)
            if score < best:
                found, best = changed, score
    return found, best


def feasible_part(problem: Problem, wanted: Plan) -> Plan:
    """Return as much of a plan as budgets and requirements allow, the most valuable per euro first."""
    order = sorted(
        (block for block, choice in enumerate(wanted) if choice),
        key=lambda block: (-_per_euro(wanted[block]), block),
    )
    plan = problem.empty()
    waiting = order
    while waiting:
        left_over = []
        for block in waiting:
            changed = with_choice(plan, block, wanted[block])
            if problem.is_feasible(changed):
                plan = changed
            else:
                left_over.append(block)
        # What was refused may have lacked only what it requires, which is there now.
        waiting = left_over if len(left_over) < len(waiting) else []
    return plan


def _per_euro(option: Option | None) -> float:
    return option.npv_eur / (option.capex_eur + 1) if option else 0.0
