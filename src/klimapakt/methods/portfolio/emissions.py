"""What a plan emits: amounts by flow and year, multiplied and rounded line by line as every inventory is.

On one flow savings multiply: each saves its share of what the others leave. What is switched to another flow
is added there as it comes; measures on that flow were stated for its own amount and do not act on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, log

from klimapakt.methods.inventory.lines import milligrams
from klimapakt.methods.portfolio.model import Case
from klimapakt.methods.portfolio.options import Option


@dataclass(frozen=True, slots=True)
class Part:
    """A measure at work on a flow: the share it saves, and where and how much of it is used instead."""

    measure: int
    share: float
    target: int | None = None
    factor: float = 0.0


class Emissions:
    """Calculates plans of one case."""

    def __init__(self, case: Case) -> None:
        place = {flow.id: at for at, flow in enumerate(case.flows)}
        self.years = len(case.years)
        self.amounts = [
            [float(flow.base_amount * activity) for activity in flow.activity] for flow in case.flows
        ]
        self.mg_per_unit = [[float(factor) for factor in flow.mg_per_unit] for flow in case.flows]
        self.flow_of = [place[measure.flow] for measure in case.measures]
        self.parts = [
            Part(
                measure=at,
                share=float(measure.share),
                target=place[measure.switch_to.flow] if measure.switch_to else None,
                factor=float(measure.switch_to.factor) if measure.switch_to else 0.0,
            )
            for at, measure in enumerate(case.measures)
        ]
        self.base = [
            [milligrams(amount, factor) for amount, factor in zip(amounts, factors, strict=True)]
            for amounts, factors in zip(self.amounts, self.mg_per_unit, strict=True)
        ]

    def by_year(self, plan: Iterable[Option | None]) -> list[int]:
        """Return the milligrams of each year. Raises OverflowError beyond 64 bits."""
        options = [option for option in plan if option]
        return [sum(self._of_year(options, year)) for year in range(self.years)]

    def _of_year(self, options: Sequence[Option], year: int) -> list[int]:
        working = self.working(options, year)
        found = [flow[year] for flow in self.base]
        added: dict[int, float] = {}
        left: dict[int, float] = {}
        for flow, parts in working.items():
            amount = self.amounts[flow][year]
            left[flow] = amount * product(parts)
            for part, moved in moved_by(parts, amount):
                if part.target is not None:
                    added[part.target] = added.get(part.target, 0.0) + moved
        for flow in {**left, **added}:
            amount = left.get(flow, self.amounts[flow][year]) + added.get(flow, 0.0)
            found[flow] = milligrams(amount, self.mg_per_unit[flow][year])
        return found

    def working(self, options: Iterable[Option], year: int) -> dict[int, list[Part]]:
        """Return the measures at work in a year by flow."""
        found: dict[int, list[Part]] = {}
        for option in options:
            if year in option.active:
                found.setdefault(self.flow_of[option.measure], []).append(self.parts[option.measure])
        return found


def product(parts: Iterable[Part]) -> float:
    """Return which share of a flow is left."""
    found = 1.0
    for part in parts:
        found *= 1 - part.share
    return found


def moved_by(parts: Sequence[Part], amount: float) -> list[tuple[Part, float]]:
    """Return what each switching measure adds to its target flow, in the units of the target.

    The other measures leave less to switch; what several switch together they share by ``weights``.
    """
    switching = [part for part in parts if part.target is not None]
    if not switching:
        return []
    left = amount * product(part for part in parts if part.target is None)
    together = left * (1 - product(switching))
    return [
        (part, together * weight * part.factor)
        for part, weight in zip(switching, weights(switching), strict=True)
    ]


def weights(parts: Sequence[Part]) -> list[float]:
    """Return which part of a joint saving belongs to each measure, whatever the order: by -ln(1 - share).

    In the limit those that save everything have it all, in equal parts.

    >>> [round(weight, 6) for weight in weights([Part(0, 0.5), Part(1, 0.75)])]
    [0.333333, 0.666667]
    >>> weights([Part(0, 0.5), Part(1, 1.0)])
    [0.0, 1.0]
    """
    whole = [part.share >= 1 for part in parts]
    if any(whole):
        return [one / sum(whole) for one in whole]
    logs = [-log(1 - part.share) for part in parts]
    total = fsum(logs)
    return [one / total for one in logs] if total else [0.0 for _ in logs]
