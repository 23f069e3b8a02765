"""Many savings beside each other: one total per state, and no total over states."""

from collections.abc import Iterable
from dataclasses import dataclass

from klimapakt.methods.savings.states import (
    Annual,
    Evidenced,
    Implemented,
    Planned,
    Saving,
    Verified,
)

AnyAnnual = (
    Saving[Planned, Annual]
    | Saving[Implemented, Annual]
    | Saving[Evidenced, Annual]
    | Saving[Verified, Annual]
)


@dataclass(frozen=True, slots=True)
class ByState:
    """The annual savings of many measures by state, and how many measures state no tonnes.

    There is no sum of the four on purpose: a measure stands in one of them, and each says something else.
    """

    planned: Saving[Planned, Annual]
    implemented: Saving[Implemented, Annual]
    evidenced: Saving[Evidenced, Annual]
    verified: Saving[Verified, Annual]
    not_quantified: int


def by_state(savings: Iterable[AnyAnnual | None]) -> ByState:
    """Return annual savings by state; None stands for a measure that is not quantified.

    >>> found = by_state([Saving(5, Planned, Annual), Saving(3, Verified, Annual), None])
    >>> found.planned.mg, found.verified.mg, found.evidenced.mg, found.not_quantified
    (5, 3, 0, 1)
    """
    milligrams: dict[type, int] = {Planned: 0, Implemented: 0, Evidenced: 0, Verified: 0}
    unknown = 0
    for one in savings:
        if one is None:
            unknown += 1
        elif one.period is not Annual:
            raise TypeError("only annual savings stand beside each other")
        else:
            milligrams[one.state] += one.mg
    return ByState(
        planned=Saving(milligrams[Planned], Planned, Annual),
        implemented=Saving(milligrams[Implemented], Implemented, Annual),
        evidenced=Saving(milligrams[Evidenced], Evidenced, Annual),
        verified=Saving(milligrams[Verified], Verified, Annual),
        not_quantified=unknown,
    )
