"""What the leadership sees: sums of at least the minimum group, and how many members stand where."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.duties.enums import DutyRule
from klimapakt.duties.in_time import IN_TIME, LATE, OVERDUE, members_in_time
from klimapakt.inventories.presenting.words import CATEGORIES
from klimapakt.inventories.queries import sums as inventories
from klimapakt.memberships import queries as memberships
from klimapakt.memberships.enums import Stage
from klimapakt.methods.disclosure import (
    Cell,
    MinimumGroup,
    Shown,
    Values,
    at_least,
    is_safe,
    minimum_group,
    shown,
)
from klimapakt.organisations.enums import OrganisationKind
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.reports.enums import Section
from klimapakt.reports.rules import section_of
from klimapakt.targets.enums import Coverage
from klimapakt.targets.summing import Promised, promised_by

_ORDER: Final = (IN_TIME, LATE, OVERDUE)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its name and its cell, None where it is hidden."""

    name: str
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class SumTable:
    """One table: its lines, its total, and whether something is hidden."""

    rows: tuple[Row, ...]
    total: Cell | None
    hides_something: bool


@dataclass(frozen=True, slots=True)
class Met:
    """How many members met one rule in time, late, and not yet; None where too few did."""

    name: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """Everything on the page."""

    minimum: MinimumGroup
    source: str
    stages: SumTable
    baselines: SumTable
    met: tuple[Met, ...]
    by_category: SumTable
    by_kind: SumTable
    by_section: SumTable
    targets: SumTable
    promised: SumTable


def sums(today: date) -> Sums:
    """Return the sums of the pact at hand; constant in queries."""
    minimum = at_least(minimum_group(today), pact_at_hand().least_members)
    found = memberships.members().order_by()
    facts = found.values_list("organisation_id", "organisation__kind", "organisation__wz_code")
    members: dict[UUID, str] = {}
    sections: dict[UUID, str] = {}
    for organisation, kind, wz_code in facts:
        members[organisation] = kind
        sections[organisation] = section_of(wz_code)
    baselines = inventories.baselines(members)
    by_category = inventories.by_category(baselines)
    accepted = {one.organisation for one in baselines}
    totals: dict[UUID, int] = {}
    for values in by_category.values():
        for member, mg in values.items():
            totals[member] = totals.get(member, 0) + mg
    promised = promised_by(members, totals)
    return Sums(
        minimum,
        minimum.source.get(get_language() or "de", minimum.source["de"]),
        _counted(_stages(), lambda key: str(Stage(key).label), minimum),
        _counted(_baselines(members, accepted), _baseline_words, minimum),
        tuple(_met(minimum)),
        _table(by_category, lambda key: str(CATEGORIES.get(key, key)), minimum),
        _table(_in_groups(members, totals), lambda key: str(OrganisationKind(key).label), minimum),
        _table(_in_groups(sections, totals), _section_words, minimum),
        _counted(_with_target(promised), _target_words, minimum),
        _table(_promised(promised), str, minimum),
    )


def _section_words(key: str) -> str:
    return f"{key}: {Section(key).label}" if key else _("Sector not known")


def _stages() -> Mapping[str, int]:
    return {stage: count for stage, count in memberships.counted().items() if stage != Stage.ENDED}


def _baselines(members: Iterable[UUID], accepted: set[UUID]) -> Mapping[str, int]:
    every = set(members)
    return {"accepted": len(every & accepted), "missing": len(every - accepted)}


def _baseline_words(key: str) -> str:
    return {"accepted": _("Baseline accepted"), "missing": _("No accepted baseline yet")}[key]


def _with_target(promised: Promised) -> Mapping[str, int]:
    with_target = len(promised.with_target)
    return {"set": with_target, "missing": len(promised.members) - with_target}


def _target_words(key: str) -> str:
    return {"set": _("A target is set"), "missing": _("No target yet")}[key]


def _promised(promised: Promised) -> dict[str, Values]:
    """Return what is promised by target year, of scopes 1 and 2, location-based."""
    return {
        str(one.target_year): one.less_mg
        for one in promised.together
        if one.coverage == Coverage.SCOPES_12_LOCATION
    }


def _in_groups(groups: Mapping[UUID, str], totals: Mapping[UUID, int]) -> dict[str, dict[UUID, int]]:
    found: dict[str, dict[UUID, int]] = {}
    for member, mg in sorted(totals.items(), key=lambda one: groups[one[0]] or "~"):
        found.setdefault(groups[member], {})[member] = mg
    return found


def _met(minimum: MinimumGroup) -> Iterable[Met]:
    for rule, counts in members_in_time().items():
        if any(counts.values()):
            told = tuple(_alone(counts[name], minimum) for name in _ORDER)
            yield Met(str(DutyRule(rule).label), told)


def _alone(count: int, minimum: MinimumGroup) -> int | None:
    """Return a number of members that stands beside no total; None for one that is too small."""
    return count if is_safe(dict.fromkeys(range(count), 1), minimum) else None


def _counted(counts: Mapping[str, int], words: Callable[[str], str], minimum: MinimumGroup) -> SumTable:
    """Return numbers of members; each is in one group, and has one in it."""
    groups = {key: {(key, number): 1 for number in range(count)} for key, count in counts.items()}
    return _of(shown(groups, minimum), words)


def _table(groups: Mapping[str, Values], words: Callable[[str], str], minimum: MinimumGroup) -> SumTable:
    return _of(shown(groups, minimum), words)


def _of(found: Shown, words: Callable[[str], str]) -> SumTable:
    rows = tuple(Row(words(key), cell) for key, cell in found.cells.items())
    return SumTable(rows, found.total, found.hides_something)
