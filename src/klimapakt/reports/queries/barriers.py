"""What keeps members from doing something in time: the reasons they named, counted."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from klimapakt.duties.enums import EventKind
from klimapakt.duties.models import DutyEvent
from klimapakt.reports import rules
from klimapakt.reports.rules import Period


@dataclass(frozen=True, slots=True)
class Barriers:
    """For how many missed duties each reason was named; ``members`` is how many members named it.

    ``sectors`` holds the sections of which enough members named a reason, ``too_small`` the others.
    """

    duties: Mapping[str, int]
    members: Mapping[str, int]
    sectors: Mapping[str, Mapping[str, int]]
    sizes: Mapping[str, int]
    too_small: int


@dataclass(frozen=True, slots=True)
class MoreTime:
    """What became of requests for more time."""

    asked: int
    granted: int
    refused: int
    waiting: int
    reasons: Mapping[str, int]


def reasons(period: Period, smallest: int = rules.SMALLEST_GROUP) -> Barriers:
    """Return the reasons for missed duties that were named in a period; one query."""
    told = DutyEvent.objects.filter(kind=EventKind.EXPLAINED, on__gte=period.first, on__lte=period.last)
    counting = told.exclude(answered_by__kind=EventKind.TAKEN_BACK).order_by()
    named = counting.values_list(
        "missed_reason",
        "duty_id",
        "duty__membership__organisation_id",
        "duty__membership__organisation__wz_code",
    ).distinct()
    duties: defaultdict[str, int] = defaultdict(int)
    members: defaultdict[str, set[UUID]] = defaultdict(set)
    sectors: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    inside: defaultdict[str, set[UUID]] = defaultdict(set)
    for reason, _duty, organisation, wz_code in named:
        section = rules.section_of(wz_code)
        duties[reason] += 1
        members[reason].add(organisation)
        sectors[section][reason] += 1
        inside[section].add(organisation)
    large = {key for key, theirs in inside.items() if key and len(theirs) >= smallest}
    return Barriers(
        duties,
        {reason: len(theirs) for reason, theirs in members.items()},
        {key: dict(sectors[key]) for key in sorted(large)},
        {key: len(inside[key]) for key in large},
        len(set().union(*(theirs for key, theirs in inside.items() if key not in large))),
    )


def more_time(period: Period) -> MoreTime:
    """Return what became of the requests for more time that came in a period, and why; two queries.

    The reasons are those of requests and of what the office gave without one; a duty counts once for each.
    Requests from before the reason was asked have none and are not counted there.
    """
    within = DutyEvent.objects.filter(on__gte=period.first, on__lte=period.last).order_by()
    asked = within.filter(kind=EventKind.ASKED)
    found = dict(asked.values_list("answered_by__kind").annotate(Count("pk")))
    why = within.filter(kind__in=(EventKind.ASKED, EventKind.EXTENDED)).exclude(missed_reason="")
    why = why.exclude(answered_by__kind=EventKind.TAKEN_BACK)
    reasons = dict(why.values_list("missed_reason").annotate(Count("duty", distinct=True)))
    found.pop(EventKind.TAKEN_BACK, None)
    refused, waiting = found.get(EventKind.REFUSED, 0), found.get(None, 0)
    whole = sum(found.values())
    return MoreTime(whole, whole - refused - waiting, refused, waiting, reasons)
