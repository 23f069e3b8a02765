"""Good plans quickly: one choice is changed, what no longer fits is put out, and the room is filled again."""

from collections.abc import Iterable, Mapping, Sequence

from klimapakt.methods.portfolio.options import Option, Plan, covers
from klimapakt.methods.portfolio.problem import Problem, Score, Steps, npv_eur

_CENT = 1e-6

Merits = Mapping[Option, float]
"""What an option is good for: money, or milligrams where targets are missed."""


class Draft:
    """A plan that is being changed; budgets and requirements are kept at every moment."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.choices: list[Option | None] = list(plan)
        self.left = problem.left_eur(plan)
        self.by_measure = {option.measure: option for option in plan if option}

    def plan(self) -> Plan:
        """Return the plan as it is."""
        return tuple(self.choices)

    def put(self, block: int, option: Option) -> None:
        """Choose an option for a block."""
        self.drop(block)
        self.choices[block] = option
        self.left[option.start] -= option.capex_eur
        self.by_measure[option.measure] = option

    def drop(self, block: int) -> None:
        """Choose nothing for a block."""
        option = self.choices[block]
        if option:
            self.choices[block] = None
            self.left[option.start] += option.capex_eur
            del self.by_measure[option.measure]

    def has_required(self, option: Option) -> bool:
        """Tell whether all that an option requires is there."""
        return all(
            needed in self.by_measure and covers(self.by_measure[needed], option)
            for needed in self.problem.requires[option.measure]
        )

    def fits(self, option: Option) -> bool:
        """Tell whether an option can be added."""
        return self.left[option.start] >= option.capex_eur - _CENT and self.has_required(option)

    def make_room(self, kept: int, merits: Merits) -> None:
        """Put out the least useful of an overdrawn year, and whatever lacks what it requires."""
        chosen = self.choices[kept]
        if chosen:
            others = [
                (merits[option] / (option.capex_eur + 1), block)
                for block, option in enumerate(self.choices)
                if option and block != kept and option.start == chosen.start
            ]
            for _, block in sorted(others):
                if self.left[chosen.start] >= -_CENT:
                    break
                self.drop(block)
        while lacking := [
            block for block, option in enumerate(self.choices) if option and not self.has_required(option)
        ]:
            for block in lacking:
                self.drop(block)

    def fill(self, order: Iterable[Sequence[tuple[int, Option]]]) -> None:
        """Add what fits, block by block, the first option of each that does."""
        for options in order:
            for block, option in options:
                if self.choices[block] is None and self.fits(option):
                    self.put(block, option)
                    break


def improved(problem: Problem, plan: Plan, merits: Merits, steps: Steps) -> tuple[Plan, Score]:
    """Return the plan after every change of one choice that helps, until none does or the steps are used."""
    order = _order(problem, merits)
    score = problem.score(plan)
    is_moving = True
    while is_moving:
        is_moving = False
        for options in order:
            for block, option in options:
                if plan[block] is option or not steps.take(problem.effort):
                    continue
                changed = _changed(problem, plan, (block, option), merits, order)
                better = _score_if_better(problem, changed, plan, score)
                if better:
                    plan, score, is_moving = changed, better, True
    return plan, score


def filled(problem: Problem, wanted: Plan, merits: Merits) -> Plan:
    """Return as much of a plan as budgets and requirements allow, filled with what else fits."""
    draft = Draft(problem, problem.empty())
    first = sorted(
        ((block, option) for block, option in enumerate(wanted) if option),
        key=lambda one: (-merits[one[1]] / (one[1].capex_eur + 1), one[0]),
    )
    for _ in range(2):  # twice: what was refused may have lacked only what it requires
        draft.fill([one] for one in first)
    draft.fill(_order(problem, merits))
    return draft.plan()


def _order(problem: Problem, merits: Merits) -> list[list[tuple[int, Option]]]:
    """Return the useful options of each block, the best first, and the blocks by what they give per euro."""
    found = []
    for block, options in enumerate(problem.blocks):
        useful = sorted(
            (option for option in options if merits[option] > 0),
            key=lambda option: (-merits[option], option.start, option.measure),
        )
        if useful:
            found.append([(block, option) for option in useful])
    return sorted(found, key=lambda one: -merits[one[0][1]] / (one[0][1].capex_eur + 1))


def _changed(
    problem: Problem,
    plan: Plan,
    choice: tuple[int, Option],
    merits: Merits,
    order: list[list[tuple[int, Option]]],
) -> Plan:
    draft = Draft(problem, plan)
    draft.put(*choice)
    draft.make_room(choice[0], merits)
    draft.fill(order)
    return draft.plan()


def _score_if_better(problem: Problem, plan: Plan, old: Plan, score: Score) -> Score | None:
    """Return the score of a better plan; emissions are calculated only where they can decide."""
    if not score.missed_mg and npv_eur(plan) < npv_eur(old):
        return None
    found = problem.score(plan)
    return found if found < score else None
