"""What a review finds out by itself and what it still needs: pure, over the result of an inventory.

A fact is what a program counted for an item of the checklist. The riskiest rows come first
(``docs/methods/review.md``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from klimapakt.inventories.enums import Boundary, CheckAnswer, QuestionOutcome
from klimapakt.inventories.lifecycle import NotReady
from klimapakt.inventories.models import Activity, ReviewCheck
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.review import Item, Looked, risk_points
from klimapakt.organisations.enums import FinancialControl
from klimapakt.organisations.models import Site

if TYPE_CHECKING:
    from klimapakt.inventories.queries import Calculated

_ROUGH: Final = frozenset({"", "estimated", "proxy"})
_SEVERITIES: Final = ("", "hint", "warning", "error")


class NoteNeeded(NotPossible):
    """A no and a not-applicable say why."""

    def __init__(self) -> None:
        template = gettext_noop(
            "Please say in a sentence why you answer a check with “No” or “Not applicable”."
        )
        super().__init__(Message("check_needs_note", template))


class ReasonNeeded(NotPossible):
    """What is accepted as it is needs a reason."""

    def __init__(self) -> None:
        template = gettext_noop("Please say in a sentence why you accept it as it is.")
        super().__init__(Message("as_is_needs_reason", template))


@dataclass(frozen=True, slots=True)
class Fact:
    """What a program counted: whether it is in order, and the sentence that says so."""

    is_fine: bool
    message: Message


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of a review: what was counted, what was answered in this round, and what in an earlier one."""

    item: Item
    fact: Fact | None = None
    answer: ReviewCheck | None = None
    earlier: ReviewCheck | None = None

    @property
    def is_settled_by_machine(self) -> bool:
        """Tell whether nobody has to answer, because the program found it in order."""
        return self.fact is not None and self.fact.is_fine

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to answer."""
        return self.answer is None and not self.is_settled_by_machine

    @property
    def is_refused(self) -> bool:
        """Tell whether the answer is a no."""
        return self.answer is not None and self.answer.answer == CheckAnswer.NO


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row with its risk points."""

    row: Activity
    mg: int
    points: int


def ensure_checked(asked: Iterable[Asked]) -> None:
    """Raise NotReady while a check is unanswered or answered with no."""
    listed = list(asked)
    unanswered = sum(one.is_open for one in listed)
    if unanswered:
        template = gettext_noop("Checks without an answer: %(count)s. Answer them first.")
        raise NotReady(Message("checks_left", template, {"count": unanswered}))
    refused = sum(one.is_refused for one in listed)
    if refused:
        template = gettext_noop(
            "Checks answered with “No”: %(count)s. Return the inventory with a question or change the answer."
        )
        raise NotReady(Message("checks_refused", template, {"count": refused}))


def ensure_noted(answer: str, note: str) -> None:
    """Raise NoteNeeded for anything but a yes without a note."""
    if answer != CheckAnswer.YES and not note:
        raise NoteNeeded


def ensure_closing(outcome: str, reason: str) -> None:
    """Raise ReasonNeeded for a question that is accepted as it is without a reason."""
    if outcome == QuestionOutcome.AS_IS and not reason:
        raise ReasonNeeded


def facts_of(
    calculated: "Calculated",
    evidence: Collection[int],
    accepted: Collection[str],
    sites: Collection[UUID],
) -> Mapping[str, Fact]:
    """Return what a program can tell, by the key of the item.

    ``evidence`` are the numbers of rows with a file, ``accepted`` the fingerprints of accepted findings,
    ``sites`` those inside the boundary of the inventory, whether or not a row names them.
    """
    rows, totals = calculated.rows, calculated.result.totals
    scope_3 = sum(line.co2e_mg for line in calculated.result.lines if line.scope == 3)
    return {
        "scope_1": _mass(totals.scope1_mg, gettext_noop("Scope 1 adds up to %(kg)s kg CO2e.")),
        "scope_2": _electricity(calculated, sites),
        "scope_3": _mass(scope_3, gettext_noop("Scope 3 adds up to %(kg)s kg CO2e.")),
        "scope_2_both": _both(calculated),
        "evidence": _counted(
            [bool(row.evidence) or row.number in evidence for row in rows],
            gettext_noop("%(have)s of %(all)s rows name their evidence."),
        ),
        "quality": _counted(
            [row.quality not in _ROUGH for row in rows],
            gettext_noop("%(have)s of %(all)s amounts are measured, billed or calculated."),
        ),
        "findings": _findings(calculated, accepted),
    }


def is_inside(site: Site, boundary: str) -> bool:
    """Tell whether a site belongs to an inventory with this boundary, as the calculation consolidates."""
    if boundary == Boundary.OPERATIONAL_CONTROL:
        return site.is_operated
    if boundary == Boundary.EQUITY_SHARE:
        return site.equity_share_percent is None or site.equity_share_percent > 0
    return site.financial_control != FinancialControl.NONE


def by_risk(calculated: "Calculated", before: "Calculated | None") -> tuple[Ranked, ...]:
    """Return the rows, the riskiest first; equal ones in the order of their numbers."""
    sums = location_mg(calculated)
    severities = _severities(calculated)
    earlier = _by_source(before) if before else {}
    now = _by_source(calculated)
    total = sum(abs(mg) for mg in sums.values())
    found = []
    for row in calculated.rows:
        mg, source = sums.get(row.number, 0), _source(row)
        # A source of several rows is compared as a whole, and each of its rows takes the change.
        before_mg = None if before is None else _scaled(mg, now.get(source, 0), earlier.get(source, 0))
        looked = Looked(mg, severities.get(row.number, ""), row.quality, before_mg)
        found.append(Ranked(row, mg, risk_points(looked, total)))
    return tuple(sorted(found, key=lambda one: (-one.points, one.row.number)))


def location_mg(calculated: "Calculated") -> Mapping[int, int]:
    """Return the location-based milligrams by the number of the row."""
    sums: defaultdict[int, int] = defaultdict(int)
    for line in calculated.result.lines:
        if line.scope is not None and line.part != "market":
            sums[int(line.activity)] += line.co2e_mg
    return sums


def _scaled(mg: int, now: int, before: int) -> int:
    return before if not now else round(mg * before / now)


def _source(row: Activity) -> tuple[str, UUID | None]:
    return row.activity or row.factor_id or row.label, row.site_id


def _by_source(calculated: "Calculated") -> Mapping[tuple[str, UUID | None], int]:
    sums = location_mg(calculated)
    found: defaultdict[tuple[str, UUID | None], int] = defaultdict(int)
    for row in calculated.rows:
        found[_source(row)] += sums.get(row.number, 0)
    return found


def _severities(calculated: "Calculated") -> Mapping[int, str]:
    found: dict[int, str] = {}
    for finding in calculated.result.findings:
        row = calculated.row_of.get(finding.activity or "")
        if row is not None:
            known = found.get(row.number, "")
            found[row.number] = max(known, finding.severity, key=_SEVERITIES.index)
    return found


def _mass(mg: int, template: str) -> Fact:
    return Fact(mg != 0, Message("mass", template, {"kg": round(mg / 1_000_000)}))


def _electricity(calculated: "Calculated", sites: Collection[UUID]) -> Fact:
    """Count the sites with electricity; without any site, or with a single one, the organisation is it."""
    with_power = {
        int(line.activity)
        for line in calculated.result.lines
        if line.scope == 2 and line.category == "purchased_electricity"
    }
    named = {row.site_id for row in calculated.rows if row.number in with_power}
    places: set[UUID | None] = set(sites) or {None}
    if len(places) == 1 and None in named:
        named |= places
    supplied = places & named
    template = gettext_noop("%(have)s of %(all)s sites have an electricity row.")
    told = Message("sites", template, {"have": len(supplied), "all": len(places)})
    return Fact(supplied == places, told)


def _both(calculated: "Calculated") -> Fact:
    """Look for both figures at every row of bought energy; a market-based zero is a figure as well."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for line in calculated.result.lines:
        if line.scope == 2:
            parts[line.activity].add(line.part)
    if not parts:
        return Fact(True, Message("none_bought", gettext_noop("No electricity or heat is bought.")))
    totals = calculated.result.totals
    values = {
        "location": round(totals.scope2_location_mg / 1_000_000),
        "market": round(totals.scope2_market_mg / 1_000_000),
    }
    one_sided = [row for row, found in parts.items() if not {"location", "market"} <= found]
    if one_sided:
        template = gettext_noop(
            "Location-based %(location)s kg CO2e, market-based %(market)s kg CO2e. Rows with only one of the "
            "two: %(count)s."
        )
        return Fact(False, Message("not_both", template, {**values, "count": len(one_sided)}))
    template = gettext_noop("Location-based %(location)s kg CO2e, market-based %(market)s kg CO2e.")
    return Fact(True, Message("both", template, values))


def _counted(fine: list[bool], template: str) -> Fact:
    return Fact(all(fine), Message("counted", template, {"have": sum(fine), "all": len(fine)}))


def _findings(calculated: "Calculated", accepted: Collection[str]) -> Fact:
    pointed = zip(calculated.result.findings, calculated.fingerprints, strict=True)
    grave = [mark in accepted for one, mark in pointed if one.severity in {"error", "warning"}]
    template = gettext_noop("%(have)s of %(all)s warnings are accepted with a reason.")
    return Fact(all(grave), Message("findings", template, {"have": sum(grave), "all": len(grave)}))
