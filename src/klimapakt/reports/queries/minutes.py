"""How many minutes members need for a step: what may be published of what was measured."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from klimapakt.reports import rules, steps
from klimapakt.reports.models import StepMinutes


@dataclass(frozen=True, slots=True)
class Measured:
    """The minutes in the middle for one step; None where too few were measured."""

    step: str
    minutes: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Burden:
    """What is published: the steps with a figure, their sum, and the months it rests on."""

    steps: tuple[Measured, ...]
    first: date
    last: date

    @property
    def minutes(self) -> int:
        """Return the sum over the steps."""
        return sum(one.minutes or 0 for one in self.steps)


def measured(today: date) -> list[Measured]:
    """Return every step with what was measured in the last twelve whole months and this one; one query."""
    rows = StepMinutes.objects.filter(month__gte=_first(today)).order_by()
    counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for step, minutes, count in rows.values_list("step", "minutes").annotate(Sum("count")):
        counts[step][minutes] = count
    return [
        Measured(step, rules.median(counts[step]), sum(counts[step].values()))
        for step in steps.in_order()
        if step in counts
    ]


def published(today: date) -> Burden | None:
    """Return the burden figure; None until enough was measured for some step."""
    found = tuple(one for one in measured(today) if one.minutes is not None)
    if not found:
        return None
    last: date | None = StepMinutes.objects.aggregate(last=Max("month"))["last"]
    return Burden(found, _first(today), last or today)


def _first(today: date) -> date:
    return today.replace(year=today.year - 1, day=1)
