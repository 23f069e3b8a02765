"""Duties met in time: by kind and by the year in which they were due."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import ExtractYear

from klimapakt.duties.enums import DutyState
from klimapakt.duties.models import Duty
from klimapakt.reports.rules import Period

IN_TIME, LATE, MISSED, WAIVED, OPEN = OUTCOMES = ("in_time", "late", "missed", "waived", "open")


@dataclass(frozen=True, slots=True)
class Kept:
    """How the duties of one kind ended that were due in one year."""

    rule: str
    year: int
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        """Return of how many it is known whether they were met in time."""
        return sum(self.counts.get(one, 0) for one in (IN_TIME, LATE, MISSED))


def by_rule_and_year(period: Period) -> list[Kept]:
    """Return the duties that were due in a period; one query."""
    due = Duty.objects.exclude(state=DutyState.DROPPED).filter(
        due_on__gte=period.first, due_on__lte=period.last
    )
    named = due.order_by().annotate(year=ExtractYear("due_on"), outcome=_OUTCOME)
    found: dict[tuple[str, int], dict[str, int]] = {}
    for rule, year, outcome, count in named.values_list("rule", "year", "outcome").annotate(Count("pk")):
        found.setdefault((rule, year), {})[outcome] = count
    return [Kept(rule, year, counts) for (rule, year), counts in sorted(found.items())]


_OUTCOME = Case(
    When(Q(state=DutyState.FULFILLED, fulfilled_on__lte=F("due_on")), then=Value(IN_TIME)),
    When(state=DutyState.FULFILLED, then=Value(LATE)),
    When(state=DutyState.OVERDUE, then=Value(MISSED)),
    When(state=DutyState.WAIVED, then=Value(WAIVED)),
    default=Value(OPEN),
    output_field=CharField(),
)
