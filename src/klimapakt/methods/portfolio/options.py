"""What can be decided: for each block one option at most. A block is an exclusive group, or a single measure.

An option is a measure with the year it starts; its money is that of its whole life, as in an appraisal.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from klimapakt.methods.portfolio.model import Case, Measure


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """A measure started in a year; ``start`` and the active years count from the first year of the case.

    Each is made once and is equal to itself alone, which makes looking it up cheap.
    """

    measure: int
    start: int
    active: range
    npv_eur: float
    capex_eur: float


Blocks = tuple[tuple[Option, ...], ...]
Plan = tuple[Option | None, ...]
"""One choice for each block."""


def blocks_of(case: Case) -> Blocks:
    """Return the options of each block; those that no budget of their year could pay are left out."""
    members: dict[str, list[int]] = {}
    for place, measure in enumerate(case.measures):
        name = f"group {measure.group}" if measure.group is not None else f"measure {measure.id}"
        members.setdefault(name, []).append(place)
    return tuple(
        tuple(option for place in places for option in _options(case, place)) for places in members.values()
    )


def _options(case: Case, place: int) -> Iterator[Option]:
    measure = case.measures[place]
    for start, year in enumerate(case.years):
        if measure.earliest <= year <= measure.latest and measure.capex_eur <= case.budget_eur[start]:
            active = [at for at, other in enumerate(case.years) if year <= other < year + measure.life_years]
            yield Option(
                measure=place,
                start=start,
                active=range(active[0], active[-1] + 1),
                npv_eur=npv_of(measure, year, case),
                capex_eur=float(measure.capex_eur),
            )


def npv_of(measure: Measure, year: int, case: Case) -> float:
    """Return the net present value of a measure that starts in a year, in the money of the first year.

    Payments come at the end of each year of its life, also beyond the last year of the case. Raises
    OverflowError.
    """
    worth = 1 / float(1 + case.discount_rate)
    yearly = sum(worth**later for later in range(1, measure.life_years + 1))
    net = float(measure.granted_eur(year) - measure.capex_eur) + float(measure.yearly_eur) * yearly
    found: float = net * worth ** (year - case.years[0])
    return found


def covers(required: Option, option: Option) -> bool:
    """Tell whether a required measure is active in every year in which the other one is."""
    return required.active.start <= option.active.start and option.active.stop <= required.active.stop


def is_consistent(plan: Plan, requires: tuple[tuple[int, ...], ...]) -> bool:
    """Tell whether every measure of a complete plan has what it requires; both by their place in the case."""
    chosen = {option.measure: option for option in plan if option}
    return all(
        needed in chosen and covers(chosen[needed], option)
        for option in chosen.values()
        for needed in requires[option.measure]
    )


def requires_of(case: Case) -> tuple[tuple[int, ...], ...]:
    """Return for each measure the places of those that it requires."""
    place = {measure.id: at for at, measure in enumerate(case.measures)}
    return tuple(tuple(place[one] for one in measure.requires) for measure in case.measures)
