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
from klimapakt.targets.figures import part_counts
from klimapakt.targets.queries import Held, accepted_years_of_all, counting_of_many


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
    held: tuple[Held, ...]
    without_tonnes: tuple[Held, ...]
    less_mg: Mapping[UUID, int] = field(default_factory=dict)


def promised_by(members: Collection[UUID], known: Mapping[UUID, int] | None = None) -> Promised:
    """Return what members have promised; constant in queries.

    ``known`` are scopes 1 and 2, location-based, of each accepted baseline, where somebody has them already.
    """
    held = counting_of_many(members)
    bases = _bases(held)
    base: defaultdict[tuple[Coverage, int], dict[UUID, int]] = defaultdict(dict)
    less: defaultdict[tuple[Coverage, int], dict[UUID, int]] = defaultdict(dict)
    each: dict[UUID, int] = {}
    without: list[Held] = []
    for one in held:
        found = bases.get((one.target.organisation_id, one.version.base_year))
        if one.target.per or found is None:
            without.append(one)
            continue
        coverage = one.target.coverage
        mg = sum(mg for (scope, part), mg in found.items() if part_counts(scope, part, coverage))
        saved = int(mg * one.version.percent / 100)
        key = (Coverage(coverage), one.version.target_year)
        # Who promised twice for the same year means the stronger promise.
        base[key][one.target.organisation_id] = mg
        before = less[key].get(one.target.organisation_id, 0)
        less[key][one.target.organisation_id] = max(saved, before)
        each[one.target.pk] = saved
    known = _known(members) if known is None else dict(known)
    for (coverage, _year), values in base.items():
        if coverage is Coverage.SCOPES_12_LOCATION:
            known = {**values, **known}
    with_target = frozenset(one.target.organisation_id for one in held)
    together = tuple(Together(*key, base[key], less[key]) for key in sorted(base, key=_order))
    return Promised(
        members=frozenset(members),
        with_target=with_target,
        covered_mg=sum(mg for pk, mg in known.items() if pk in with_target),
        known_mg=sum(known.values()),
        together=together,
        held=tuple(held),
        without_tonnes=tuple(without),
        less_mg=each,
    )


def _order(key: tuple[Coverage, int]) -> tuple[int, int]:
    return list(Coverage).index(key[0]), key[1]


def _bases(held: Collection[Held]) -> Mapping[tuple[UUID, int], Mapping[tuple[int | None, str], int]]:
    """Return the accepted base years by scope and part: their lines, summed up where they are kept."""
    wanted = {(one.target.organisation_id, one.version.base_year) for one in held}
    accepted = accepted_years_of_all({organisation for organisation, _year in wanted})
    found = {key: accepted[key] for key in wanted if key in accepted}
    summed = sums.by_part(found.values())
    return {key: summed.get(pk, {}) for key, pk in found.items()}


def _known(members: Collection[UUID]) -> Mapping[UUID, int]:
    """Return scopes 1 and 2, location-based, of each accepted baseline."""
    found: defaultdict[UUID, int] = defaultdict(int)
    for values in sums.by_category(sums.baselines(members)).values():
        for member, mg in values.items():
            found[member] += mg
    return found
