"""Statements as typed savings, what savings come to together on one energy flow, and who counts which part.

Pure: works on what was read. Sums stand by state; there is none over states.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final
from uuid import UUID

from klimapakt.measures.enums import SavingState
from klimapakt.methods.interactions import interact
from klimapakt.methods.savings import (
    Annual,
    Cumulative,
    Evidenced,
    Implemented,
    NeverAdded,
    Planned,
    Saving,
    Verified,
    attributed,
    over,
)
from klimapakt.methods.savings.ledger import AnyAnnual

AnyCumulative = (
    Saving[Planned, Cumulative]
    | Saving[Implemented, Cumulative]
    | Saving[Evidenced, Cumulative]
    | Saving[Verified, Cumulative]
)
_OWNER: Final = "owner"
_WHOLE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Stated:
    """The saving of one measure as it counts: the whole, the line it acts on, and who else counts a part."""

    measure: UUID
    state: str
    mg: int | None
    flow: tuple[UUID, int] | None = None
    line_mg: int | None = None
    shares: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Total:
    """What measures in one state save together, in milligrams a year.

    ``overlap_mg`` is what adding them up one by one would have counted too much; ``others_mg`` is the part
    that other members count.
    """

    state: str
    label: str
    mg: int = 0
    quantified: int = 0
    not_quantified: int = 0
    overlap_mg: int = 0
    others_mg: int = 0

    @property
    def saving(self) -> AnyAnnual:
        """Return it as a saving that is never added to one of another state."""
        return annual(self.state, self.mg)


def annual(state: str, mg: int) -> AnyAnnual:
    """Return milligrams a year as a saving in its state."""
    if state == SavingState.PLANNED:
        return Saving(mg, Planned, Annual)
    if state == SavingState.IMPLEMENTED:
        return Saving(mg, Implemented, Annual)
    if state == SavingState.EVIDENCED:
        return Saving(mg, Evidenced, Annual)
    if state == SavingState.VERIFIED:
        return Saving(mg, Verified, Annual)
    raise NeverAdded(f"{state} is no state of a saving")


def cumulative(state: str, mg: int, years: Decimal | None) -> AnyCumulative | None:
    """Return what a saving comes to over whole years of use; None where the life is not known.

    >>> cumulative("planned", 5, Decimal("10.5")).mg
    50
    """
    if years is None or years < 1:
        return None
    return over(annual(state, mg), int(years))  # type: ignore[misc]  # one state at a time


def totals(stated: Iterable[Stated], only: Container[UUID] | None = None) -> tuple[Total, ...]:
    """Return the four totals beside each other: joint on each line, without what others count.

    ``only`` names measures whose parts are added up. The parts rest on all that is given, so that the totals
    of a list that was divided make the total of the whole.
    """
    by_state: dict[str, list[Stated]] = defaultdict(list)
    for one in stated:
        by_state[one.state].append(one)
    return tuple(_total(state, by_state[state], only) for state in SavingState)


def with_alone(total: Total, mg: int, quantified: int, not_quantified: int) -> Total:
    """Return a total with that of measures in the same state that share nothing with anybody.

    >>> with_alone(Total("planned", "Planned", mg=2, quantified=1), 5, 2, 1).mg
    7
    """
    return replace(
        total,
        mg=total.mg + mg,
        quantified=total.quantified + quantified,
        not_quantified=total.not_quantified + not_quantified,
    )


def parts_of(stated: Iterable[Stated]) -> dict[UUID, int]:
    """Return by measure its part of what measures of the same state save together on their lines."""
    parts: dict[UUID, int] = {}
    for group in _flows([one for one in stated if one.mg is not None]).values():
        parts |= _joint(group)
    return parts


def own_together(stated: Iterable[Stated], before: Iterable[Stated] = ()) -> dict[UUID, Fraction]:
    """Return by measure what its owner counts when all of them act together, whatever their states.

    ``before`` act first: of a line they share, the others save their part of what those leave. No order among
    either matters. Measures without a line, and those that save more than their line has, count whole.
    """
    left = _left(_as_one(before))
    together = _as_one(stated)
    parts = parts_of(together)
    return {
        one.measure: _own(one, parts[one.measure]) * (left.get(one.flow, _WHOLE) if _acts(one) else _WHOLE)
        for one in together
    }


def _as_one(stated: Iterable[Stated]) -> list[Stated]:
    """Return those with a figure as if they stood in one state."""
    return [replace(one, state=SavingState.PLANNED.value) for one in stated if one.mg is not None]


def _left(stated: list[Stated]) -> dict[object, Fraction]:
    """Return by line which share of it all measures on it leave."""
    parts = parts_of(stated)
    left: dict[object, Fraction] = {}
    for group in _flows([one for one in stated if _acts(one)]).values():
        saved = sum(parts[one.measure] for one in group)
        left[group[0].flow] = 1 - Fraction(saved, _line_of(group))
    return left


def _total(state: SavingState, found: list[Stated], only: Container[UUID] | None) -> Total:
    parts = parts_of(found)
    chosen = [one for one in found if only is None or one.measure in only]
    quantified = [one for one in chosen if one.mg is not None]
    own = sum(_own(one, parts[one.measure]) for one in quantified)
    joint, naive = sum(parts[one.measure] for one in quantified), sum(one.mg or 0 for one in quantified)
    return Total(
        state=state.value,
        label=str(state.label),
        mg=own,
        quantified=len(quantified),
        not_quantified=len(chosen) - len(quantified),
        overlap_mg=naive - joint,
        others_mg=joint - own,
    )


def _flows(quantified: list[Stated]) -> dict[object, list[Stated]]:
    groups: dict[object, list[Stated]] = defaultdict(list)
    for one in quantified:
        groups[(one.state, one.flow) if _acts(one) else (one.state, one.measure)].append(one)
    return groups


def _acts(one: Stated) -> bool:
    """Tell whether it acts on a line together with others: one that saves more than the line has does not."""
    return one.flow is not None and bool(one.line_mg) and 0 <= (one.mg or 0) <= (one.line_mg or 0)


def _line_of(group: list[Stated]) -> int:
    return max(one.line_mg or 0 for one in group)


def _joint(group: list[Stated]) -> dict[UUID, int]:
    """Return each measure's part; one alone on its line saves what it says."""
    if len(group) == 1:
        return {group[0].measure: group[0].mg or 0}
    # By number: ids are compared slowly, and here thousands are.
    in_order = sorted(group, key=lambda one: one.measure.int)
    return dict(_together(_line_of(group), tuple((one.measure, one.mg or 0) for one in in_order)))


@lru_cache(maxsize=2**16)
def _together(flow_mg: int, measures: tuple[tuple[UUID, int], ...]) -> tuple[tuple[UUID, int], ...]:
    """Return the parts on one line; kept, because long lists ask for the same lines again and again."""
    shares = {str(measure): Decimal(mg) / flow_mg for measure, mg in measures}
    parts = interact(flow_mg, shares).parts
    return tuple((measure, parts[str(measure)]) for measure, _mg in measures)


def _own(one: Stated, mg: int) -> int:
    """Return what the owner counts of a saving after the parts of others."""
    if not one.shares:
        return mg
    left = 1 - sum(one.shares.values(), Decimal(0))
    found = attributed(annual(one.state, mg), {**one.shares, _OWNER: left})  # type: ignore[misc]  # one state at a time
    return found[_OWNER].mg
