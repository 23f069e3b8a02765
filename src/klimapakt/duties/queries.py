"""Reads about duties: what a person, a member or the office has before them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from klimapakt.duties.enums import (
    AT_HAND,
    OWED,
    DutyRule,
    DutyState,
    EventKind,
    MissedReason,
    Skipped,
    WorkKind,
)
from klimapakt.duties.models import CalendarLink, Duty, DutyEvent, NightlyRun, Reminder
from klimapakt.memberships.models import Membership
from klimapakt.memberships.rules import MEMBERS
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.queries import Asking
from klimapakt.organisations.rules import hash_of
from klimapakt.people.models import Person

LATE: Final = timedelta(days=30)
"""Before that the platform asks by itself; afterwards somebody of the office is needed."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Something a person of the office is needed for: what, for which duty, since when, and why.

    ``request`` is the request that waits. ``link`` is the page that helps, to be opened for the duty.
    """

    kind: WorkKind
    duty: Duty
    since: date
    why: str
    request: UUID | None = None
    link: str = "office:duty"


def visible_to(person: Asking) -> QuerySet[Duty]:
    """Return the duties of the organisations in which the person has any role."""
    return _with_all(Duty.objects.filter(membership__organisation__in=organisations.visible_to(person)))


def open_for(person: Asking) -> QuerySet[Duty]:
    """Return what the organisations of a person still owe, what is due first at the top."""
    return visible_to(person).filter(membership__stage__in=MEMBERS, state__in=OWED)


def duty_for(person: Asking, pk: UUID) -> Duty | None:
    """Return one duty of an organisation of this person; None where it is somebody else's."""
    return visible_to(person).filter(pk=pk).first()


def duty(pk: UUID) -> Duty | None:
    """Return a duty of the pact at hand, for the office."""
    return _with_all(Duty.objects.filter(pk=pk)).first()


def duties_of(membership: Membership) -> QuerySet[Duty]:
    """Return every duty of a membership, also those that nobody asks for any more, by due day."""
    return _with_all(Duty.objects.filter(membership=membership))


def due_between(first: date, last: date, responsible: Person | None = None) -> QuerySet[Duty]:
    """Return what members owe by a day between these two; of one person of the office, or of all."""
    found = _owed().filter(due_on__gte=first, due_on__lte=last)
    return found if responsible is None else found.filter(_answered_for_by(responsible))


def overdue(responsible: Person | None = None) -> QuerySet[Duty]:
    """Return what is overdue, the oldest first; of one person of the office, or of all."""
    found = _owed().filter(state=DutyState.OVERDUE)
    return found if responsible is None else found.filter(_answered_for_by(responsible))


def counted() -> Mapping[str, int]:
    """Return how many duties of members are in each state, in the order of the states."""
    live = Duty.objects.filter(membership__stage__in=MEMBERS)
    found = dict(live.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in DutyState.values}


def counted_by_rule() -> Mapping[str, Mapping[str, int]]:
    """Return the same for each rule."""
    live = Duty.objects.filter(membership__stage__in=MEMBERS)
    found: dict[str, dict[str, int]] = {rule: dict.fromkeys(DutyState.values, 0) for rule in DutyRule.values}
    for rule, state, count in live.order_by().values_list("rule", "state").annotate(Count("pk")):
        found[rule][state] = count
    return found


def missed_reasons() -> Mapping[str, int]:
    """Return for how many duties each reason for missing them was named; a duty counts once per reason."""
    told = _counting(DutyEvent.objects.filter(kind=EventKind.EXPLAINED)).order_by()
    found = dict(told.values_list("missed_reason").annotate(Count("duty", distinct=True)))
    return {reason: found.get(reason, 0) for reason in MissedReason.values}


def events_of(one: Duty) -> QuerySet[DutyEvent]:
    """Return what happened to a duty, also at the member that this one continues, in order."""
    own = Q(duty=one)
    before = one.membership.continues_id
    if before is not None:
        own |= Q(duty__membership=before, duty__rule=one.rule, duty__number=one.number)
    return DutyEvent.objects.filter(own).select_related("by", "duty", "answered_by").order_by("at", "pk")


def reminders_of(one: Duty) -> QuerySet[Reminder]:
    """Return the steps of the ladder that were taken for a duty, in order."""
    return Reminder.objects.filter(duty=one)


def requests_waiting() -> QuerySet[DutyEvent]:
    """Return the requests for more time that nobody has decided about, the oldest first."""
    asked = DutyEvent.objects.filter(
        kind=EventKind.ASKED, answered_by__isnull=True, duty__membership__stage__in=MEMBERS
    )
    return asked.select_related("duty__membership__organisation", "by").order_by("on", "pk")


def request_of(one: Duty) -> DutyEvent | None:
    """Return the request for more time about a duty that nobody has decided about."""
    return requests_waiting().filter(duty=one).first()


def listed(state: str, rule: str, responsible: Person | None) -> QuerySet[Duty]:
    """Return the duties of members in one state (else what they owe now) and of one rule, by due day."""
    live = Duty.objects.filter(membership__stage__in=MEMBERS)
    found = live.filter(state=state) if state else live.filter(state__in=AT_HAND)
    if rule:
        found = found.filter(rule=rule)
    if responsible is not None:
        found = found.filter(_answered_for_by(responsible))
    return _with_all(found)


def request_waiting(pk: UUID) -> DutyEvent | None:
    """Return one of them."""
    return requests_waiting().filter(pk=pk).first()


def needing_office(today: date, responsible: Person | None = None) -> list[WorkItem]:
    """Return what the office is needed for, the oldest first; of one person, or of all.

    Each duty stands there once, for what matters most: a question that waits, a report to look at, a missed
    duty to decide about, nobody to write to, a day that was named and is over, long overdue.
    """
    asked = DutyEvent.objects.filter(duty=OuterRef("pk"), kind=EventKind.ASKED, answered_by__isnull=True)
    told = _counting(DutyEvent.objects.filter(duty=OuterRef("pk")))
    explained = told.filter(kind=EventKind.EXPLAINED).order_by("-on", "-at")
    answered = told.filter(kind=EventKind.ANSWERED).order_by("-until")
    unread = Reminder.objects.filter(
        duty=OuterRef("pk"), due_on=OuterRef("due_on"), skipped=Skipped.NOBODY.value
    )
    owed = Duty.objects.filter(membership__stage__in=MEMBERS, state__in=OWED)
    found = owed.select_related("membership__organisation", "membership__owner", "responsible").annotate(
        asked_on=Subquery(asked.values("on")[:1]),
        asked_pk=Subquery(asked.values("pk")[:1]),
        explained_on=Subquery(explained.values("on")[:1]),
        explained_text=Subquery(explained.values("text")[:1]),
        answered_until=Subquery(answered.values("until")[:1]),
        nobody_reads=Exists(unread),
    )
    needed = found.filter(
        Q(asked_on__isnull=False)
        | Q(handed_in_on__isnull=False, state__in=AT_HAND)
        | Q(nobody_reads=True)
        | Q(state=DutyState.OVERDUE)
    )
    if responsible is not None:
        needed = needed.filter(_answered_for_by(responsible))
    items = [item for one in needed if (item := _item(one, today)) is not None]
    return sorted(items, key=lambda item: (item.since, str(item.duty.pk)))


def calendar_link(person: Person) -> CalendarLink | None:
    """Return the link of a person's calendar."""
    return CalendarLink.objects.filter(person=person).first()


def calendar_of_token(token: str) -> CalendarLink | None:
    """Return the link a token belongs to, of a person who can still sign in."""
    found = CalendarLink.objects.select_related("person", "pact")
    return found.filter(token_hash=hash_of(token), person__is_active=True).first()


def last_run() -> NightlyRun | None:
    """Return the newest nightly run of the pact at hand."""
    return NightlyRun.objects.order_by("-day").first()


def last_finished_day() -> date | None:
    """Return the newest day whose run has come to its end."""
    done = NightlyRun.objects.filter(finished_at__isnull=False)
    day: date | None = done.aggregate(day=Max("day"))["day"]
    return day


def _item(one: Duty, today: date) -> WorkItem | None:
    """Return what the office is needed for about a duty that has been read with its annotations."""
    told = vars(one)
    if told["asked_on"] is not None:
        return WorkItem(WorkKind.EXTENSION, one, told["asked_on"], one.reason, request=told["asked_pk"])
    if one.handed_in_on is not None:
        return WorkItem(WorkKind.HANDED_IN, one, one.handed_in_on, "")
    until = told["answered_until"]
    if until is not None and until >= today:
        return None
    if one.state == DutyState.OVERDUE and told["explained_on"] is not None:
        return WorkItem(WorkKind.EXPLANATION, one, told["explained_on"], told["explained_text"] or "")
    if told["nobody_reads"]:
        return WorkItem(WorkKind.NOBODY, one, one.opens_on, "")
    if until is not None:
        return WorkItem(WorkKind.ANSWER_OVER, one, until, "")
    late = one.state == DutyState.OVERDUE and today - one.due_on > LATE
    return WorkItem(WorkKind.OVERDUE, one, one.due_on, "") if late else None


def _owed() -> QuerySet[Duty]:
    return _with_all(Duty.objects.filter(membership__stage__in=MEMBERS, state__in=OWED))


def _with_all(found: QuerySet[Duty]) -> QuerySet[Duty]:
    related = found.select_related(
        "membership__organisation", "membership__owner", "responsible", "deputy", "fulfilled_by"
    )
    return related.order_by("due_on", "membership__organisation__name", "rule", "number")


def _answered_for_by(person: Person) -> Q:
    """Say which duties a person of the office answers for; those of nobody are everybody's."""
    return (
        Q(responsible=person)
        | Q(deputy=person)
        | Q(responsible__isnull=True, membership__owner=person)
        | Q(responsible__isnull=True, membership__owner__isnull=True)
    )


def _counting(events: QuerySet[DutyEvent]) -> QuerySet[DutyEvent]:
    """Leave out what was taken back."""
    return events.exclude(answered_by__kind=EventKind.TAKEN_BACK)
