"""How many stood in which stage at the end of each quarter, from the steps memberships took."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncQuarter
from django.utils import timezone

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
    """Return the ends of the quarters of a period, the oldest first; one query."""
    taken = Step.objects.order_by().annotate(quarter=TruncQuarter("at"))
    grouped = taken.values_list("quarter", "from_stage", "to_stage").annotate(Count("pk"))
    moved = [
        (rules.quarter_of(timezone.localdate(at)), source, target, count)
        for at, source, target, count in grouped
    ]
    days = period.quarter_ends()
    stood = rules.standing(moved, [rules.quarter_of(day) for day in days])
    return [Quarter(day, stages) for day, stages in zip(days, stood, strict=True)]
