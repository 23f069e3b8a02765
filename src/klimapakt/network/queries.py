"""Reads of meetings; members see what was announced, the office everything of its pact."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from klimapakt.network import rules
from klimapakt.network.enums import MeetingState, RegistrationState
from klimapakt.network.models import Meeting, Registration, Seat
from klimapakt.organisations import queries as organisations
from klimapakt.people.models import Person


def announced() -> QuerySet[Meeting]:
    """Return the meetings that were announced, the latest first."""
    return Meeting.objects.filter(state__in=rules.ANNOUNCED).select_related("host")


def coming(now: datetime) -> QuerySet[Meeting]:
    """Return what was announced and has not ended, the next first."""
    return announced().filter(ends_at__gte=now).order_by("begins_at", "pk")


def public(now: datetime) -> QuerySet[Meeting]:
    """Return what comes and was released for everybody, the next first."""
    return coming(now).filter(is_public=True)


def visible_to(person: Person | AnonymousUser) -> QuerySet[Meeting]:
    """Return the announced meetings to whoever acts for an organisation, else none."""
    return announced() if organisations.visible_to(person).exists() else Meeting.objects.none()


def for_office() -> QuerySet[Meeting]:
    """Return all meetings with ``taken`` (seats held) and ``waiting`` (seats waited for)."""
    counted = Coalesce(Sum("registrations__count", filter=Q(registrations__state__in=rules.HOLDING)), 0)
    waiting = Coalesce(
        Sum("registrations__count", filter=Q(registrations__state=RegistrationState.WAITING)), 0
    )
    found = Meeting.objects.select_related("host")
    return found.annotate(taken=counted, waiting=waiting)


def meeting(pk: UUID) -> Meeting | None:
    """Return one meeting of the pact at hand."""
    return Meeting.objects.select_related("host").filter(pk=pk).first()


def registrations_of(one: Meeting) -> QuerySet[Registration]:
    """Return the registrations for a meeting with their names, in the order in which they came."""
    found = Registration.objects.filter(meeting=one)
    return found.select_related("organisation", "person", "meeting").prefetch_related("places")


def live_for(person: Person | AnonymousUser) -> QuerySet[Registration]:
    """Return the registrations that count, of the organisations a person acts for."""
    mine = organisations.visible_to(person)
    found = Registration.objects.filter(organisation__in=mine, state__in=rules.LIVE)
    return found.select_related("organisation", "meeting", "person").prefetch_related("places")


def free_seats(one: Meeting) -> int:
    """Return how many seats nobody holds and nobody is offered."""
    held = Registration.objects.filter(meeting=one, state__in=rules.HOLDING).order_by()
    taken: int = held.aggregate(taken=Coalesce(Sum("count"), 0))["taken"]
    return one.capacity - taken


def queue(one: Meeting) -> QuerySet[Registration]:
    """Return who waits, the first first."""
    found = Registration.objects.filter(meeting=one, state=RegistrationState.WAITING)
    return found.select_related("organisation", "person", "meeting")


def place_of(one: Registration) -> int | None:
    """Return the place on the waiting list, 1 being next; None for who does not wait."""
    if one.state != RegistrationState.WAITING:
        return None
    before = Q(requested_at__lt=one.requested_at) | Q(requested_at=one.requested_at, pk__lt=one.pk)
    return queue(one.meeting).filter(before).count() + 1


def seats_of(one: Meeting) -> QuerySet[Seat]:
    """Return the named seats that were confirmed, by organisation and name."""
    found = Seat.objects.filter(registration__meeting=one, registration__state=RegistrationState.CONFIRMED)
    return found.select_related("registration__organisation").order_by(
        "registration__organisation__name", "name", "pk"
    )


def offers_over(now: datetime) -> QuerySet[Registration]:
    """Return offers whose time has passed."""
    return Registration.objects.filter(state=RegistrationState.OFFERED, offered_until__lte=now)


def is_due(now: datetime, remind_until: datetime) -> bool:
    """Tell whether time itself has something to do."""
    return to_open(now).exists() or offers_over(now).exists() or to_remind(now, remind_until).exists()


def to_open(now: datetime) -> QuerySet[Meeting]:
    """Return announced meetings whose registration has begun."""
    return Meeting.objects.filter(state=MeetingState.INVITED, opens_at__lte=now)


def to_remind(now: datetime, until: datetime) -> QuerySet[Registration]:
    """Return confirmed registrations for meetings that begin within this time and were not reminded."""
    found = Registration.objects.filter(
        state=RegistrationState.CONFIRMED,
        reminded_at__isnull=True,
        meeting__state__in=(MeetingState.INVITED, MeetingState.OPEN),
        meeting__begins_at__gt=now,
        meeting__begins_at__lte=until,
    )
    return found.select_related("meeting", "organisation", "person")
