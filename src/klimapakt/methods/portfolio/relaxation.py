"""What no plan can be better than: budgets and limits priced instead of kept (Lagrange).

Emissions are bounded from below by tangents of e^x, on which the savings of a flow add up instead of
multiplying. For any prices the best choice of each block on its own bounds every plan from above; the prices
are improved by subgradient steps (Polyak). A bound is true for every price, however a step was rounded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, log
from typing import Final

from klimapakt.methods.portfolio.options import Blocks, Option, Plan
from klimapakt.methods.portfolio.problem import Problem, Steps

_LEAST: Final = 1e-12
_DEEPEST: Final = -3.0
_PATIENCE: Final = 12
_NEW: Final = 0.05
_ROUNDS: Final = 150
_OPTIONS_PER_STEP: Final = 40


@dataclass(frozen=True, slots=True)
class Goal:
    """What is bounded: money (1), or minus what is missed (0); up to ``missed`` may be missed."""

    money: float
    missed: float = 0.0

    @property
    def highest_price(self) -> float:
        """Return how much a unit missed can cost at most: 1 where the units missed are the goal."""
        return float("inf") if self.money else 1.0


@dataclass(frozen=True, slots=True)
class Prices:
    """The price of a euro of each year's budget, of a unit of each limit, and of what is required."""

    money: tuple[float, ...]
    limits: tuple[float, ...]
    links: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """The value no plan exceeds, what each option is worth at the prices, and the best choices."""

    value: float
    constant: float
    prices: Prices
    blocks: Blocks
    worth: tuple[tuple[float, ...], ...]
    chosen: Plan


class Relaxation:
    """Bounds for one problem; milligrams are counted in units of the largest year."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.flows = range(len(problem.emissions.amounts))
        self.years = range(problem.emissions.years)
        emitted = [
            [amount * factor for amount, factor in zip(amounts, factors, strict=True)]
            for amounts, factors in zip(problem.emissions.amounts, problem.emissions.mg_per_unit, strict=True)
        ]
        self.unit = max([1.0, *(sum(flow[year] for flow in emitted) for year in self.years)])
        self.emitted = [[value / self.unit for value in flow] for flow in emitted]
        self.left = [[self._left(measure, year) for year in self.years] for measure in range(_count(problem))]
        self.limits = [limit.mg / self.unit for limit in problem.limits]
        self.links = [(measure, needed) for measure, all_ in enumerate(problem.requires) for needed in all_]
        self.blocks = problem.blocks
        self.prices: Prices | None = None
        self.touch(problem.empty())

    def _left(self, measure: int, year: int) -> float:
        """Return the least share of a flow's emissions that a measure leaves, switched energy included."""
        emissions = self.problem.emissions
        part = emissions.parts[measure]
        own = emissions.mg_per_unit[emissions.flow_of[measure]][year]
        if part.target is None or not own:
            return 1 - part.share if own else 1.0
        other = part.factor * emissions.mg_per_unit[part.target][year] / own
        return 1 - part.share + part.share * min(1.0, other)

    def touch(self, plan: Plan) -> None:
        """Lay the tangents at a plan."""
        self.mean = self._logs(plan)
        self._lay(self.mean)

    def touch_mean(self) -> None:
        """Lay the tangents at what the steps chose on average, which is close to the best fractions."""
        self._lay(self.mean)

    def _logs(self, plan: Plan) -> list[list[float]]:
        """Return the logarithm of the share of each flow that is left in each year."""
        logs = [[0.0 for _ in self.years] for _ in self.flows]
        for option in plan:
            if option:
                row = logs[self.problem.emissions.flow_of[option.measure]]
                for year in option.active:
                    row[year] += log(max(_LEAST, self.left[option.measure][year]))
        return logs

    def _average(self, plan: Plan) -> None:
        self.mean = [
            [(1 - _NEW) * old + _NEW * new for old, new in zip(*rows, strict=True)]
            for rows in zip(self.mean, self._logs(plan), strict=True)
        ]

    def _lay(self, logs: Sequence[Sequence[float]]) -> None:
        points = [[max(_DEEPEST, value) for value in row] for row in logs]
        slopes = [
            [emitted * exp(point) for emitted, point in zip(*rows, strict=True)]
            for rows in zip(self.emitted, points, strict=True)
        ]
        self.fixed = [
            sum(slopes[flow][year] * (1 - points[flow][year]) for flow in self.flows) for year in self.years
        ]
        flow_of = self.problem.emissions.flow_of
        self.saved = [
            [
                0.0,
                *accumulate(-slopes[flow_of[at]][year] * log(max(_LEAST, row[year])) for year in self.years),
            ]
            for at, row in enumerate(self.left)
        ]
        self.by_year = [[later - before for before, later in pairwise(sums)] for sums in self.saved]

    def bound(self, goal: Goal, prices: Prices) -> Bound:
        """Return the bound at these prices."""
        of_year = [0.0 for _ in self.years]
        constant = max(prices.limits, default=0.0) * goal.missed
        for price, limit, mg in zip(prices.limits, self.problem.limits, self.limits, strict=True):
            constant += price * (mg - sum(self.fixed[year] for year in limit.years))
            for year in limit.years:
                of_year[year] += price
        constant += sum(
            price * budget for price, budget in zip(prices.money, self.problem.budgets, strict=True)
        )
        saved = [
            [0.0, *accumulate(price * value for price, value in zip(of_year, row, strict=True))]
            for row in self.by_year
        ]

        linked = self._linked(prices)

        def worth(option: Option) -> float:
            row = saved[option.measure]
            value = row[option.active.stop] - row[option.active.start] + linked[option.measure]
            return value + goal.money * option.npv_eur - prices.money[option.start] * option.capex_eur

        worths = tuple(tuple(worth(option) for option in block) for block in self.blocks)
        best = [max((0.0, *block)) for block in worths]
        chosen = tuple(
            block[values.index(value)] if value > 0 else None
            for block, values, value in zip(self.blocks, worths, best, strict=True)
        )
        return Bound(constant + sum(best), constant, prices, self.blocks, worths, chosen)

    def _linked(self, prices: Prices) -> list[float]:
        """Return what a measure gains by being required by others, less what it pays for what it requires."""
        found = [0.0 for _ in self.left]
        for price, (measure, needed) in zip(prices.links, self.links, strict=True):
            found[measure] -= price
            found[needed] += price
        return found

    def saved_by(self, option: Option) -> float:
        """Return what an option saves on its own in the years of the limits, in units of the largest year."""
        row = self.emitted[self.problem.emissions.flow_of[option.measure]]
        left = self.left[option.measure]
        return sum(
            row[year] * (1 - left[year])
            for limit in self.problem.limits
            for year in limit.years
            if year in option.active
        )

    def narrow(self, bound: Bound, enough: float) -> None:
        """Leave out options with which no plan is worth more than enough."""
        self.blocks = tuple(
            tuple(
                option
                for option, worth in zip(block, worths, strict=True)
                if bound.value - max((0.0, *worths)) + worth > enough
            )
            for block, worths in zip(bound.blocks, bound.worth, strict=True)
        )

    def tightened(self, goal: Goal, reached: float, steps: Steps, seen: Callable[[Plan], None]) -> Bound:
        """Return the best bound that the steps allow to find; ``reached`` is what a plan already reaches."""
        free = self._first_prices(Goal(money=1.0))
        prices = self.prices or self._first_prices(goal)
        found = self.bound(goal, prices)
        best = min(found, self.bound(goal, free), key=_value)
        pace, waited = 1.0, 0
        effort = 1 + sum(map(len, self.blocks)) // _OPTIONS_PER_STEP
        for step in range(_ROUNDS):
            if best.value <= reached or not steps.take(effort):
                break
            prices = self._next_prices(goal, prices, found, pace * max(0.0, found.value - reached))
            found = self.bound(goal, prices)
            self._average(found.chosen)
            if step % _PATIENCE == 0:
                seen(found.chosen)
            waited = 0 if found.value < best.value else waited + 1
            best = min(best, found, key=_value)
            if waited > _PATIENCE:
                pace, waited, prices, found = pace / 2, 0, best.prices, best
        self.prices = best.prices
        return best

    def _first_prices(self, goal: Goal) -> Prices:
        """Return prices to begin with: what is missed costs all where missing is the goal, else nothing."""
        return Prices(
            money=(0.0,) * len(self.problem.budgets),
            limits=(1.0 - goal.money,) * len(self.limits),
            links=(0.0,) * len(self.links),
        )

    def _next_prices(self, goal: Goal, prices: Prices, found: Bound, aim: float) -> Prices:
        """Raise the prices of what the best choices overdraw and lower those of what they leave."""
        scale = max([1.0, *self.problem.budgets])
        money = [value / scale for value in self.problem.left_eur(found.chosen)]
        units = self._left_of_limits(goal, found.chosen)
        links = self._left_of_links(found.chosen)
        slopes, all_prices = (*money, *units, *links), (*prices.money, *prices.limits, *prices.links)
        size = sum(
            slope**2 for slope, price in zip(slopes, all_prices, strict=True) if price > 0 or slope < 0
        )
        if not size:
            return prices
        step = aim / size
        return Prices(
            _moved(prices.money, money, step / scale),
            tuple(min(goal.highest_price, price) for price in _moved(prices.limits, units, step)),
            _moved(prices.links, links, step),
        )

    def _left_of_links(self, plan: Plan) -> list[float]:
        chosen = {option.measure for option in plan if option}
        return [float(needed in chosen) - float(measure in chosen) for measure, needed in self.links]

    def _left_of_limits(self, goal: Goal, plan: Plan) -> list[float]:
        saved = [0.0 for _ in self.years]
        for option in plan:
            if option:
                row = self.by_year[option.measure]
                for year in option.active:
                    saved[year] += row[year]
        return [
            mg + goal.missed - sum(self.fixed[year] - saved[year] for year in limit.years)
            for mg, limit in zip(self.limits, self.problem.limits, strict=True)
        ]


def _count(problem: Problem) -> int:
    return len(problem.case.measures)


def _moved(prices: Sequence[float], slopes: Sequence[float], step: float) -> tuple[float, ...]:
    return tuple(max(0.0, price - step * slope) for price, slope in zip(prices, slopes, strict=True))


def _value(bound: Bound) -> float:
    return bound.value
