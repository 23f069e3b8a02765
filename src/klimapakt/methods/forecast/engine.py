"""Each flow times activity, times what measures leave of it, times its emission factor; parts by LMDI-I."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from klimapakt.methods import decomposition
from klimapakt.methods.decomposition import decompose
from klimapakt.methods.pathway.lines import rounded

Group = Literal["decided", "planned", "idea"]
_FACTORS: Final = ("activity", "measures", "factor")


@dataclass(frozen=True, slots=True)
class Flow:
    """Emissions that move together: whole milligrams of the latest inventory, and savings by group.

    ``factor`` is the emission factor of the later year over that of the inventory; 1 where nothing is known.
    """

    base_mg: int
    savings_mg: Mapping[Group, int] = field(default_factory=dict)
    factor: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked; ``activity`` is what is made or done in the later year over that of the inventory."""

    flows: tuple[Flow, ...]
    activity: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Whole milligrams. The three parts together are exactly the change from ``base_mg`` to ``expected_mg``.

    Only decided measures are in it. ``alone_mg`` says what each other group would save on top of them, each
    for itself: the groups are not added. ``is_more_than_all`` where savings were more than their flow.
    """

    base_mg: int
    expected_mg: int
    activity_mg: int
    measures_mg: int
    factor_mg: int
    alone_mg: Mapping[Group, int]
    is_more_than_all: bool


def forecast(case: Case) -> Forecast:
    """Return what is to be expected. Raises Refused when a product leaves the range of a float.

    >>> power = Flow(1000, {"decided": 200, "planned": 100}, Fraction(1, 2))
    >>> found = forecast(Case((power, Flow(500)), Fraction(11, 10)))
    >>> found.expected_mg, found.alone_mg["planned"]
    (990, 55)
    >>> found.activity_mg + found.measures_mg + found.factor_mg
    -510
    """
    base = sum(flow.base_mg for flow in case.flows)
    expected = sum((_left(flow, case.activity, "decided") for flow in case.flows), Fraction(0))
    exact = _parts(case)
    parts = _whole(exact, rounded(expected) - base)
    alone: dict[Group, int] = {}
    for group in ("planned", "idea"):
        rest = sum((_left(flow, case.activity, "decided", group) for flow in case.flows), Fraction(0))
        alone[group] = rounded(expected - rest)
    return Forecast(
        base_mg=base,
        expected_mg=rounded(expected),
        activity_mg=parts[0],
        measures_mg=parts[1],
        factor_mg=parts[2],
        alone_mg=alone,
        is_more_than_all=any(flow.savings_mg.get("decided", 0) > flow.base_mg for flow in case.flows),
    )


def _share(flow: Flow, *groups: Group) -> Fraction:
    """Return what measures leave of a flow, never less than nothing."""
    if not flow.base_mg:
        return Fraction(1)
    saved = sum(flow.savings_mg.get(group, 0) for group in groups)
    return max(Fraction(0), 1 - Fraction(saved, flow.base_mg))


def _left(flow: Flow, activity: Fraction, *groups: Group) -> Fraction:
    return flow.base_mg * activity * _share(flow, *groups) * flow.factor


def _parts(case: Case) -> tuple[float, ...]:
    one = Fraction(1)
    asked = decomposition.Case(
        ("amount", *_FACTORS),
        tuple((Fraction(flow.base_mg), one, one, one) for flow in case.flows),
        tuple(
            (Fraction(flow.base_mg), case.activity, _share(flow, "decided"), flow.factor)
            for flow in case.flows
        ),
    )
    return decompose(asked).additive[1:]


def _whole(parts: tuple[float, ...], change: int) -> list[int]:
    """Return the parts as whole milligrams that are the change together; the largest takes the rest."""
    whole = [round(part) for part in parts]
    largest = max(range(len(whole)), key=lambda at: abs(whole[at]))
    whole[largest] += change - sum(whole)
    return whole
