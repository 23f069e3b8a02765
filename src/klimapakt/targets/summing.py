"""What members have promised together: by which emissions and which year, and how many stand behind it.

Percent become milligrams of the accepted base year as it counts now. Different emissions and different years
stand beside each other and are never added: a member can have promised in several of them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from klimapakt.inventories.queries import sums
from klimapakt.targets.enums import Coverage
from klimapakt.targets.figures import lines_counted
from klimapakt.targets.queries import Figures, base_years, figures_of


@dataclass(frozen=True, slots=True)
class Together:
    """What was promised about some emissions for some year, by organisation, in milligrams."""

    coverage: Coverage
    target_year: int
    base_mg: Mapping[UUID, int]
    less_mg: Mapping[UUID, int]

    @property
    def members(self) -> int:
        """Return how many members promised it."""
        return len(self.base_mg)

    @property
    def base_sum_mg(self) -> int:
        """Return their base years together."""
        return sum(self.base_mg.values())

    @property
    def less_sum_mg(self) -> int:
        """Return by how much their emissions fall together."""
        return sum(self.less_mg.values())


@dataclass(frozen=True, slots=True)
class Promised:
    """All promises of the members asked about, with how many and how much of all stands behind them.

    ``covered_mg`` and ``known_mg`` are scopes 1 and 2, location-based, of accepted baselines: of members with
    a target, and of all. Where a baseline comes from another tool and has no lines, the base year of the
    member's target stands for it.
    """

    members: frozenset[UUID]
    with_target: frozenset[UUID]
    covered_mg: int
    known_mg: int
    together: tuple[Together, ...]
    targets: tuple[Figures, ...]
    without_tonnes: tuple[Figures, ...]
    less_mg: Mapping[UUID, int] = field(default_factory=dict)


def promised_by(members: Collection[UUID], known: Mapping[UUID, int] | None = None) -> Promised:
    """Return what members have promised; constant in queries.

    ``known`` are scopes 1 and 2, location-based, of each accepted baseline, where somebody has them already.
    """
    targets = figures_of(members)
    bases = _bases()
    base: defaultdict[tuple[Coverage, int], dict[UUID, int]] = defaultdict(dict)
    less: defaultdict[tuple[Coverage, int], dict[UUID, int]] = defaultdict(dict)
    each: dict[UUID, int] = {}
    without: list[Figures] = []
    for one in targets:
        found = bases.get((one.organisation, one.base_year))
        if one.per or found is None:
            without.append(one)
            continue
        mg = found.get(one.coverage, 0)
        saved = int(mg * one.percent / 100)
        key = (Coverage(one.coverage), one.target_year)
        # Who promised twice for the same year means the stronger promise.
        base[key][one.organisation] = mg
        less[key][one.organisation] = max(saved, less[key].get(one.organisation, 0))
        each[one.target] = saved
    known = sums.together(sums.baselines(members)) if known is None else dict(known)
    for (coverage, _year), values in base.items():
        if coverage is Coverage.SCOPES_12_LOCATION:
            known = {**values, **known}
    with_target = frozenset(one.organisation for one in targets)
    together = tuple(Together(*key, base[key], less[key]) for key in sorted(base, key=_order))
    return Promised(
        members=frozenset(members),
        with_target=with_target,
        covered_mg=sum(mg for pk, mg in known.items() if pk in with_target),
        known_mg=sum(known.values()),
        together=together,
        targets=tuple(targets),
        without_tonnes=tuple(without),
        less_mg=each,
    )


def _order(key: tuple[Coverage, int]) -> tuple[int, int]:
    return list(Coverage).index(key[0]), key[1]


def _bases() -> Mapping[tuple[UUID, int], Mapping[str, int]]:
    """Return the accepted base years by coverage: their lines, summed up where they are kept."""
    accepted = base_years()
    summed = sums.by_condition(accepted, {one.value: lines_counted(one) for one in Coverage})
    nothing: Mapping[str, int] = {}
    return {
        (organisation, year): summed.get(pk, nothing)
        for organisation, year, pk in accepted.values_list("organisation_id", "year", "pk")
    }
