"""Choose measures and years, and say what comes of it: emissions, shortfall, value, attribution, proof."""

from dataclasses import dataclass
from typing import Final

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.portfolio.attribution import attribution
from klimapakt.methods.portfolio.model import Case
from klimapakt.methods.portfolio.problem import Problem, Steps, npv_eur, problem_of
from klimapakt.methods.portfolio.solving import Solution, solved
from klimapakt.methods.portfolio.targets import shortfalls
from klimapakt.methods.refusal import Refused

STEPS_PER_SECOND: Final = 50_000
"""What a slow machine tries in a second; the limit on time is a number of steps, so that answers repeat."""


@dataclass(frozen=True, slots=True)
class Start:
    """A measure and the year in which it starts."""

    measure: str
    year: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The answer; mappings by year and by measure have an entry for each of the case."""

    plan: tuple[Start, ...]
    emissions_mg: dict[int, int]
    shortfall_mg: dict[int, int]
    npv_eur: float
    capex_eur: dict[int, float]
    value_of: dict[str, float]
    attribution_mg: dict[str, int]
    gap: float
    is_proved: bool

    def as_json(self) -> dict[str, object]:
        """Return the answer exactly as the contract prints it."""
        return {
            "plan": [{"measure": one.measure, "year": one.year} for one in self.plan],
            "emissions_mg": {str(year): value for year, value in self.emissions_mg.items()},
            "shortfall_mg": {str(year): value for year, value in self.shortfall_mg.items()},
            "npv_eur": _cents(self.npv_eur),
            "capex_eur": {str(year): _cents(value) for year, value in self.capex_eur.items()},
            "value_of": {measure: _cents(value) for measure, value in self.value_of.items()},
            "attribution_mg": dict(self.attribution_mg),
            "gap": self.gap,
            "proved_optimal": self.is_proved,
        }


def choose(case: Case) -> Portfolio:
    """Return the best portfolio that is found within the limit. Raises Refused where numbers do not fit."""
    try:
        problem = problem_of(case)
        steps = max(1, int(case.time_limit_s * STEPS_PER_SECOND / 2))
        solution = solved(problem, Steps(steps))
        return _portfolio(problem, solution, _values(problem, solution, steps))
    except OverflowError as error:
        template = gettext_noop(
            "A result is larger than money and emissions can be. Check amounts, factors, rates and lives."
        )
        raise Refused("", Message("result_too_large", template)) from error


def _values(problem: Problem, solution: Solution, steps: int) -> dict[int, float]:
    """Return by how much the portfolio would be worth less if a measure of it could not be done."""
    planned = [option.measure for option in solution.plan if option]
    worth = npv_eur(solution.plan)
    found: dict[int, float] = {}
    for measure in planned:
        rest = tuple(None if option and option.measure == measure else option for option in solution.plan)
        other = solved(problem.without(measure), Steps(steps // len(planned)), known=rest)
        found[measure] = worth - npv_eur(other.plan)
    return found


def _portfolio(problem: Problem, solution: Solution, values: dict[int, float]) -> Portfolio:
    case = problem.case
    emitted = problem.emissions.by_year(solution.plan)
    before = problem.emissions.by_year(problem.empty())
    credited = attribution(problem.emissions, solution.plan, sum(before) - sum(emitted))
    spent = dict.fromkeys(case.years, 0.0)
    starts = []
    for option in solution.plan:
        if option:
            year = case.years[option.start]
            spent[year] += option.capex_eur
            starts.append((year, option.measure))
    ids = [measure.id for measure in case.measures]
    return Portfolio(
        plan=tuple(Start(ids[measure], year) for year, measure in sorted(starts)),
        emissions_mg=dict(zip(case.years, emitted, strict=True)),
        shortfall_mg=dict(zip(case.years, shortfalls(case, emitted), strict=True)),
        npv_eur=npv_eur(solution.plan),
        capex_eur=spent,
        value_of={name: values.get(at, 0.0) for at, name in enumerate(ids)},
        attribution_mg={name: credited.get(at, 0) for at, name in enumerate(ids)},
        gap=solution.gap,
        is_proved=solution.is_proved,
    )


def _cents(value: float) -> float:
    return round(value, 2) + 0.0
