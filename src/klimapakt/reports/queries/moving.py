"""How many stood in which stage at the end of each quarter, from the steps memberships took."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncQuarter
from django.utils import timezone

from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Step
from klimapakt.memberships.rules import MEMBERS
from klimapakt.reports import rules
from klimapakt.reports.rules import Period


@dataclass(frozen=True, slots=True)
class Quarter:
    """How many stood in which stage on a day; stages where nobody stood are left out."""

    day: date
    stages: Mapping[str, int]

    @property
    def members(self) -> int:
        """Return how many were members."""
        return sum(self.stages.get(stage, 0) for stage in MEMBERS)


def by_quarter(period: Period) -> list[Quarter]:
    """Return the ends of the quarters of a period, the oldest first; three queries."""
    taken = Step.objects.order_by()
    left = Q(to_stage=Stage.ENDED, membership__ended_on__isnull=False)
    entered = Q(from_stage="", to_stage__in=MEMBERS, membership__joined_on__isnull=False)
    moved = [
        (rules.quarter_of(timezone.localdate(at)), source, target, count)
        for at, source, target, count in _grouped(taken.exclude(entered).exclude(left), "at")
    ]
    # Who came as a member, with an imported list perhaps, was one from the first day of the membership on.
    first_days = _grouped(taken.filter(entered), "membership__joined_on")
    # Who left did so on the last day of the membership, whenever it was written down.
    last_days = _grouped(taken.filter(left), "membership__ended_on")
    for days_of in (first_days, last_days):
        moved += [(rules.quarter_of(day), source, target, count) for day, source, target, count in days_of]
    days = period.quarter_ends()
    stood = rules.standing(moved, [rules.quarter_of(day) for day in days])
    return [Quarter(day, stages) for day, stages in zip(days, stood, strict=True)]


def _grouped(steps: QuerySet[Step], day: str) -> Iterable[tuple[Any, str, str, int]]:
    quarters = steps.annotate(quarter=TruncQuarter(day))
    return quarters.values_list("quarter", "from_stage", "to_stage").annotate(Count("pk"))
