"""Meetings and registrations, as tests need them."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from klimapakt.network import actions
from klimapakt.network.actions import MeetingFacts
from klimapakt.network.enums import MeetingState
from klimapakt.network.models import Meeting, Registration
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person


def facts(**different: object) -> MeetingFacts:
    now = timezone.now()
    plain = MeetingFacts(
        title_de="Abwärme nutzen",
        title_en="Using waste heat",
        programme_de="Vorträge und Rundgang",
        venue="Musterhalle",
        begins_at=now + timedelta(days=20),
        ends_at=now + timedelta(days=20, hours=3),
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=18),
        capacity=2,
    )
    return replace(plain, **different)  # type: ignore[arg-type]  # whatever a test names


def meeting_of(by: Person, **different: object) -> Meeting:
    """Plan and announce a meeting whose registration is open, unless the facts say otherwise."""
    one = actions.create(facts=facts(**different), by=by)
    return actions.move(meeting=one, to=MeetingState.INVITED, by=by)


def registered(meeting: Meeting, organisation: Organisation, by: Person, seats: int = 1) -> Registration:
    names = [f"Guest {number}" for number in range(1, seats + 1)]
    return actions.register(meeting=meeting, organisation=organisation, names=names, answer="", by=by)


def registered_of(organisation: Organisation) -> Registration:
    """Return the registration of an organisation; it is made the first time it is asked for."""
    found = Registration.objects.filter(organisation=organisation).first()
    if found is not None:
        return found
    person = organisation.roles.earliest("pk").person
    return registered(meeting_of(person), organisation, person)
