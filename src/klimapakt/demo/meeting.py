"""Meetings of the demo: one full, one that takes registrations, one only planned."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from klimapakt.network import actions
from klimapakt.network.actions import MeetingFacts
from klimapakt.network.enums import MeetingState
from klimapakt.network.models import Meeting
from klimapakt.organisations.models import Role
from klimapakt.people.models import Person

_MOST: Final = 4
_SOME_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
_FULL: Final = MeetingFacts(
    title_de="Netzwerktreffen: Abwärme nutzen",
    title_en="Network meeting: using waste heat",
    programme_de="Rundgang durch die Backstube\n\nZwei kurze Vorträge, danach Gespräche an Tischen",
    programme_en="A walk through the bakery\n\nTwo short talks, then conversations at tables",
    venue="Musterhalle, Hafenstraße 1, Musterstadt am Rhein",
    begins_at=_SOME_DAY,
    ends_at=_SOME_DAY,
    opens_at=_SOME_DAY,
    closes_at=_SOME_DAY,
    capacity=3,
    is_public=True,
    question_de="Welche Frage bringen Sie mit?",
    question_en="Which question do you bring along?",
)


def load() -> None:
    """Plan what is missing; what somebody planned stays alone."""
    if Meeting.objects.exists():
        return
    ada = Person.objects.get(email="ada@musterstadt.example.org")
    full = actions.create(facts=_at(_FULL, 24), by=ada)
    actions.move(meeting=full, to=MeetingState.INVITED, by=ada)
    for role in _roles():
        actions.register(
            meeting=full,
            organisation=role.organisation,
            names=[role.person.name],
            answer="",
            by=role.person,
        )
    workshop = replace(
        _FULL,
        title_de="Werkstatt: Förderung richtig beantragen",
        title_en="Workshop: applying for funding the right way",
        programme_de="Was vor dem Auftrag beantragt sein muss",
        programme_en="What has to be applied for before the order",
        venue="Rathaus, Saal 2, Musterstadt am Rhein",
        capacity=40,
        needs_approval=True,
        is_public=False,
    )
    one = actions.create(facts=_at(workshop, 75), by=ada)
    actions.move(meeting=one, to=MeetingState.INVITED, by=ada)
    actions.create(facts=_at(_FULL, 140), by=ada)


def _roles() -> Iterator[Role]:
    """Yield one person of each of a few organisations, by name."""
    seen: set[object] = set()
    found = Role.objects.filter(person__is_active=True).select_related("person", "organisation")
    for role in found.order_by("organisation__name", "pk"):
        if len(seen) < _MOST and role.organisation_id not in seen:
            seen.add(role.organisation_id)
            yield role


def _at(facts: MeetingFacts, days: int) -> MeetingFacts:
    """Return the facts for a meeting in so many days, from three to six in the afternoon."""
    day = timezone.localdate() + timedelta(days=days)
    begins = timezone.make_aware(datetime.combine(day, time(15)))
    return replace(
        facts,
        begins_at=begins,
        ends_at=begins + timedelta(hours=3),
        opens_at=timezone.now() - timedelta(days=3),
        closes_at=begins - timedelta(days=2),
    )
