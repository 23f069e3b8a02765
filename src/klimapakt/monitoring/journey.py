"""One cycle as it stands: the inventories, the rows of last time, the targets, and what is left to do."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from klimapakt.duties.enums import AT_HAND, DutyRule
from klimapakt.duties.models import Duty
from klimapakt.inventories import queries as inventories
from klimapakt.inventories.enums import InventoryStatus, RowOrigin
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.queries import Calculated
from klimapakt.memberships.models import Membership
from klimapakt.monitoring.beside import Beside
from klimapakt.monitoring.enums import Outcome, StepKey, StepState
from klimapakt.monitoring.models import AcceptedMonitoring, Explanation, MonitoringCycle, RowAnswer
from klimapakt.monitoring.rules import Judged, Target, judged, steps, unexplained
from klimapakt.monitoring.targets import targets_of
from klimapakt.pacts.queries import rulebook_in_force
from klimapakt.targets.figures import measured

_MADE_ELSEWHERE = (RowOrigin.QUESTION, RowOrigin.BILL, RowOrigin.SURVEY)


@dataclass(frozen=True, slots=True)
class RowStanding:
    """A row of last time: its copy, or the row that the same bill or question made, or why there is none."""

    row: Activity
    copy: Activity | None = None
    left: str = ""
    elsewhere: Activity | None = None

    @property
    def is_done(self) -> bool:
        """Tell whether somebody has said what became of it."""
        return bool(self.copy or self.left or self.elsewhere)

    @property
    def is_carried(self) -> bool:
        """Tell whether it has the number of last time."""
        return self.copy is not None and is_carried(self.copy)

    @property
    def is_made_elsewhere(self) -> bool:
        """Tell whether last time a bill, a question or a survey made it."""
        return self.row.origin in _MADE_ELSEWHERE


@dataclass(frozen=True)
class Journey:
    """Everything about the cycle of a duty; what is not begun has no cycle."""

    duty: Duty
    cycle: MonitoringCycle | None = None

    @property
    def membership(self) -> Membership:
        """Return the membership that owes it."""
        return self.duty.membership

    @property
    def inventory(self) -> Inventory | None:
        """Return the new inventory."""
        return self.cycle.inventory if self.cycle else None

    @property
    def is_at_hand(self) -> bool:
        """Tell whether it can be done now."""
        return self.duty.state in AT_HAND

    @property
    def is_open(self) -> bool:
        """Tell whether what was said can still be changed."""
        return self.inventory is not None and self.inventory.is_open

    @property
    def is_submitted(self) -> bool:
        """Tell whether it waits for the office."""
        return self.inventory is not None and self.inventory.status == InventoryStatus.SUBMITTED

    @property
    def is_accepted(self) -> bool:
        """Tell whether the office has accepted it."""
        return self.inventory is not None and self.inventory.status == InventoryStatus.ACCEPTED

    @cached_property
    def accepted(self) -> AcceptedMonitoring | None:
        """Return what was frozen when it was accepted."""
        found = AcceptedMonitoring.objects.select_related("by").filter(cycle=self.cycle)
        return found.first() if self.cycle else None

    @cached_property
    def source(self) -> Inventory | None:
        """Return the inventory it was begun from, else the one it would be begun from."""
        return self.cycle.source if self.cycle else last_accepted(self.membership)

    @cached_property
    def baseline(self) -> Inventory | None:
        """Return the inventory that the report stands beside; the one it was accepted beside stays."""
        kept = self._kept.get("baseline")
        found = Inventory.objects.select_related("organisation").filter(pk=kept["id"]) if kept else None
        return (found.first() if found else None) or baseline_of(self.membership)

    @cached_property
    def rows(self) -> tuple[RowStanding, ...]:
        """Return the rows of last time with what became of each."""
        return tuple(_rows(self.cycle)) if self.cycle else ()

    @cached_property
    def now(self) -> Calculated | None:
        """Return the new inventory, calculated."""
        return inventories.calculated(self.inventory) if self.inventory else None

    @cached_property
    def beside(self) -> Beside | None:
        """Return it beside the baseline; None before there are both."""
        if self.now is None or self.baseline is None or self.baseline == self.inventory:
            return None
        return Beside(inventories.calculated(self.baseline), self.now)

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """Return the targets with whether they were met, each on the method of its base year.

        None before the year is counted: half a year's rows are no reduction. Once accepted they stay.
        """
        if "targets" in self._kept:
            return tuple(_judged_then(one) for one in self._kept["targets"])
        if self.now is None or not self.is_counted:
            return ()
        besides: dict[int, Beside | None] = {}
        found = []
        for target in targets_of(self.membership):
            if target.base_year not in besides:
                besides[target.base_year] = self._beside_year(target.base_year)
            found.append(_judged(target, besides[target.base_year], self.now.inventory.year))
        return tuple(found)

    @cached_property
    def explanations(self) -> Mapping[UUID, Explanation]:
        """Return why targets were missed, by target."""
        found = Explanation.objects.filter(cycle=self.cycle) if self.cycle else ()
        return {one.target: one for one in found}

    @cached_property
    def must_explain(self) -> bool:
        """Tell whether the rulebook wants missed targets explained."""
        rulebook = rulebook_in_force()
        return rulebook is not None and rulebook.explain_if_missed.value

    @cached_property
    def unexplained(self) -> tuple[Judged, ...]:
        """Return the missed targets nobody has said anything about."""
        return unexplained(self.judged, self.explanations.keys())

    @property
    def carried(self) -> tuple[Activity, ...]:
        """Return the rows of the new inventory that have the number of last time."""
        return tuple(row for row in self.now.rows if is_carried(row)) if self.now else ()

    @property
    def missed(self) -> tuple[Judged, ...]:
        """Return the targets that were missed."""
        return tuple(one for one in self.judged if one.outcome == Outcome.MISSED)

    @cached_property
    def steps(self) -> tuple[tuple[StepKey, StepState], ...]:
        """Return the steps with how far each is."""
        if self.cycle is None:
            return steps({})
        if not self.is_open:
            return steps(dict.fromkeys(StepKey, True))
        has_rows = self.is_counted
        return steps(
            {
                StepKey.BEGIN: True,
                StepKey.FACTS: self.cycle.facts_at is not None,
                StepKey.ROWS: has_rows,
                StepKey.TARGETS: has_rows and not (self.must_explain and self.unexplained),
                StepKey.MEASURES: self.cycle.measures_at is not None,
            }
        )

    @property
    def is_counted(self) -> bool:
        """Tell whether everything of last time is answered: before that the year says nothing."""
        if self.now is None:
            return False
        if not self.is_open:
            return True
        if self.now.total_mg is None:
            return False
        return self.now.external is not None or all(one.is_done for one in self.rows)

    @cached_property
    def _kept(self) -> Mapping[str, Any]:
        """Return what was frozen; nothing before the acceptance."""
        found: dict[str, Any] = json.loads(self.accepted.document) if self.accepted else {}
        return found

    def _beside_year(self, year: int) -> Beside | None:
        """Return the report beside the accepted inventory of a year."""
        if self.beside is not None and self.beside.before.inventory.year == year:
            return self.beside
        found = _accepted(self.membership).filter(year=year).first()
        if found is None or self.now is None or found == self.inventory:
            return None
        return Beside(inventories.calculated(found), self.now)


def journey_of(duty: Duty) -> Journey:
    """Return the cycle of a duty as it stands."""
    found = MonitoringCycle.objects.select_related("source__organisation", "inventory__organisation")
    found = found.select_related("inventory__submitted_by", "inventory__accepted_by")
    return Journey(duty, found.filter(duty=duty).first())


def cycle_of(inventory: Inventory) -> MonitoringCycle | None:
    """Return the cycle an inventory belongs to."""
    return MonitoringCycle.objects.select_related("duty").filter(inventory=inventory).first()


def duties_of_reports(pks: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Return for those of these inventories that are reports the duty they do, with one query."""
    return dict(MonitoringCycle.objects.filter(inventory__in=pks).values_list("inventory", "duty"))


def is_carried(row: Activity) -> bool:
    """Tell whether a row has the number of last time, which nobody has confirmed."""
    return row.origin == RowOrigin.COPY and row.derivation.get("kind") == "copy"


def last_accepted(membership: Membership) -> Inventory | None:
    """Return the newest accepted inventory of a member."""
    return _accepted(membership).first()


def baseline_of(membership: Membership) -> Inventory | None:
    """Return the version that counts of the year of the baseline, else of the earliest year accepted."""
    duty = Duty.objects.filter(membership=membership, rule=DutyRule.BASELINE).select_related("fulfilled_by")
    done = duty.first()
    accepted = _accepted(membership)
    if done is not None and done.fulfilled_by is not None:
        found = accepted.filter(year=done.fulfilled_by.year).first()
        if found is not None:
            return found
    return accepted.order_by("year").first()


def _accepted(membership: Membership) -> QuerySet[Inventory]:
    found = inventories.current_of(membership.organisation)
    return found.filter(status=InventoryStatus.ACCEPTED).select_related("organisation")


def _judged(target: Target, beside: Beside | None, year: int) -> Judged:
    if beside is None or (beside.before.external is not None and beside.before.total_mg is None):
        return judged(target, base_mg=None, now_mg=None, year=year)
    if beside.before.external is not None:
        return Judged(target, Outcome.NOT_COMPARABLE)
    now = beside.now_totals
    return judged(
        target,
        base_mg=measured(beside.before, beside.before_totals, target.coverage, target.per),
        now_mg=None if now is None else measured(beside.now, now, target.coverage, target.per),
        year=year,
    )


def _judged_then(kept: Mapping[str, Any]) -> Judged:
    target = Target(
        UUID(kept["id"]),
        kept["words"],
        kept["source"],
        kept["coverage"],
        kept["base_year"],
        kept["target_year"],
        Decimal(kept["percent"]),
        kept.get("per", ""),
    )
    return Judged(target, Outcome(kept["outcome"]), kept["base_mg"], kept["now_mg"])


def _rows(cycle: MonitoringCycle) -> list[RowStanding]:
    new = list(inventories.rows_of(cycle.inventory))
    copies = {row.origin_key: row for row in new if row.origin == RowOrigin.COPY}
    made = {(row.origin, row.origin_key): row for row in new if row.origin in _MADE_ELSEWHERE}
    answers = dict(RowAnswer.objects.filter(cycle=cycle).values_list("row", "left"))
    return [
        RowStanding(
            row=row,
            copy=copies.get(f"row-{row.pk}"),
            left=answers.get(row.pk, ""),
            elsewhere=made.get((row.origin, row.origin_key)) if row.origin_key else None,
        )
        for row in inventories.rows_of(cycle.source)
    ]
