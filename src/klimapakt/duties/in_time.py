"""Duties met in time, as numbers of members: for sums that tell of nobody in particular."""

from collections.abc import Mapping

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from klimapakt.duties.enums import DutyRule, DutyState
from klimapakt.duties.models import Duty
from klimapakt.memberships.rules import MEMBERS

IN_TIME, LATE, OVERDUE = "in_time", "late", "overdue"


def members_in_time() -> Mapping[str, Mapping[str, int]]:
    """Return for each rule how many members met it in time, met it late, and are overdue with it."""
    handed_in = Q(state=DutyState.FULFILLED)
    counts = {
        IN_TIME: Count("membership", filter=handed_in & Q(day__lte=F("due_on")), distinct=True),
        LATE: Count("membership", filter=handed_in & Q(day__gt=F("due_on")), distinct=True),
        OVERDUE: Count("membership", filter=Q(state=DutyState.OVERDUE), distinct=True),
    }
    live = Duty.objects.filter(membership__stage__in=MEMBERS).order_by()
    # The day it was handed in counts, not the one on which the office came to look at it.
    live = live.annotate(day=Coalesce("handed_in_on", "fulfilled_on"))
    found: dict[str, dict[str, int]] = {rule: dict.fromkeys(counts, 0) for rule in DutyRule.values}
    for rule, *numbers in live.values_list("rule").annotate(**counts):
        found[rule] = dict(zip(counts, numbers, strict=True))
    return found
