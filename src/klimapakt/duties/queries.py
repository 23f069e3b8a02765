"""Reads about duties: what a person, a member or the office has before them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

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
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import Asking
from klimapakt.organisations.rules import hash_of
from klimapakt.pacts.queries import rulebook_in_force
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
    """Return one duty of an organisation of this person, or of one it advises; None for somebody else's."""
    opened = organisations.opened_to(person, MandatePart.DUTIES)
    return _with_all(Duty.objects.filter(membership__organisation__in=opened, pk=pk)).first()


def open_of(organisation: Organisation) -> QuerySet[Duty]:
    """Return what one organisation still owes, what is due first at the top."""
    live = Duty.objects.filter(membership__stage__in=MEMBERS, state__in=OWED)
    return _with_all(live.filter(membership__organisation=organisation))


def next_of_each(members: Iterable[Organisation]) -> Mapping[UUID, Duty]:
    """Return for each of these organisations what it owes first; nothing for one that owes nothing."""
    found: dict[UUID, Duty] = {}
    wanted = Duty.objects.filter(membership__organisation__in=list(members))
    for one in _with_all(wanted.filter(membership__stage__in=MEMBERS, state__in=OWED)):
        found.setdefault(one.membership.organisation_id, one)
    return found


def duty(pk: UUID) -> Duty | None:
    """Return a duty of the pact at hand, for the office."""
    return _with_all(Duty.objects.filter(pk=pk)).first()


def duties_of(membership: Membership) -> QuerySet[Duty]:
    """Return every duty of a membership, also those that nobody asks for any more, by due day."""
    return _with_all(Duty.objects.filter(membership=membership))


def with_next_duty(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Return memberships with ``next_due_on``, ``next_duty_id`` (None without) and ``is_overdue``."""
    owed = Duty.objects.filter(membership=OuterRef("pk"), state__in=OWED).order_by("due_on", "rule", "number")
    first = owed.filter(membership__stage__in=MEMBERS)
    return memberships.annotate(
        next_due_on=Subquery(first.values("due_on")[:1]),
        next_duty_id=Subquery(first.values("pk")[:1]),
        is_overdue=Exists(first.filter(state=DutyState.OVERDUE)),
    )


def duties_by_pk(keys: Iterable[UUID]) -> Mapping[UUID, Duty]:
    """Return duties of the pact at hand by their ids."""
    return Duty.objects.in_bulk(list(keys))


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
    """Return what happened to a duty, also at members that this one carries on, in order."""
    carried = Q(
        duty__membership__carried_on_by=one.membership_id, duty__rule=one.rule, duty__number=one.number
    )
    own = Q(duty=one) | carried
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


def months_left(one: Duty) -> int:
    """Return how many months of extension the rulebook in force still leaves for a duty."""
    rulebook = rulebook_in_force()
    return max(0, rulebook.extension_months.value - one.extended_months) if rulebook else 0


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
    asked = {event.duty_id: event for event in requests_waiting()}
    unread = set(_unread())
    needed = _live().filter(
        Q(pk__in=asked.keys() | unread)
        | Q(state=DutyState.OVERDUE)
        | Q(handed_in_on__isnull=False, state__in=AT_HAND)
    )
    if responsible is not None:
        needed = needed.filter(_answered_for_by(responsible))
    told = _said()
    items = [
        _item(one, today, _Said(asked.get(one.pk), told.get(one.pk, []), one.pk in unread)) for one in needed
    ]
    found = [item for item in items if item is not None]
    return sorted(found, key=lambda item: (item.since, str(item.duty.pk)))


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


@dataclass(frozen=True, slots=True)
class _Said:
    """What the office has to know about a duty to see what it is needed for."""

    request: DutyEvent | None
    told: list[DutyEvent]
    is_unread: bool

    def last(self, kind: str) -> DutyEvent | None:
        """Return the last event of a kind."""
        return next((event for event in reversed(self.told) if event.kind == kind), None)

    def until(self) -> date | None:
        """Return the day that the member has named."""
        return max((event.until for event in self.told if event.until), default=None)


def _said() -> Mapping[UUID, list[DutyEvent]]:
    """Return explanations and answers about what is still owed, in order."""
    about = DutyEvent.objects.filter(
        kind__in=(EventKind.EXPLAINED, EventKind.ANSWERED),
        duty__state__in=OWED,
        duty__membership__stage__in=MEMBERS,
    )
    found: defaultdict[UUID, list[DutyEvent]] = defaultdict(list)
    for event in _counting(about).order_by("on", "at", "pk"):
        found[event.duty_id].append(event)
    return found


def _unread() -> QuerySet[Reminder, UUID]:
    """Return the duties about whose due day there was nobody to write to."""
    found = Reminder.objects.filter(
        skipped=Skipped.NOBODY.value,
        due_on=F("duty__due_on"),
        duty__state__in=OWED,
        duty__membership__stage__in=MEMBERS,
    )
    return found.order_by().values_list("duty_id", flat=True)


def _item(one: Duty, today: date, said: _Said) -> WorkItem | None:
    if said.request is not None:
        request = said.request
        return WorkItem(WorkKind.EXTENSION, one, request.on, request.text, request=request.pk)
    if one.handed_in_on is not None:
        link = "office:monitoring" if one.rule == DutyRule.MONITORING else "office:duty"
        return WorkItem(WorkKind.HANDED_IN, one, one.handed_in_on, "", link=link)
    until, explained = said.until(), said.last(EventKind.EXPLAINED)
    if until is not None and until >= today:
        return None
    if one.state == DutyState.OVERDUE and explained is not None:
        return WorkItem(WorkKind.EXPLANATION, one, explained.on, explained.text)
    if said.is_unread:
        return WorkItem(WorkKind.NOBODY, one, one.opens_on, "")
    if until is not None:
        return WorkItem(WorkKind.ANSWER_OVER, one, until, "")
    late = one.state == DutyState.OVERDUE and today - one.due_on > LATE
    return WorkItem(WorkKind.OVERDUE, one, one.due_on, "") if late else None


def _live() -> QuerySet[Duty]:
    found = Duty.objects.filter(membership__stage__in=MEMBERS, state__in=OWED)
    return found.select_related("membership__organisation", "membership__owner", "responsible")


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
