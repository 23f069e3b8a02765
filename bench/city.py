"""A pact of many members who joined over ten years, and what they owed; made in bulk, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, TypeVar

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from klimapakt.duties.enums import OWED, EventKind, Side
from klimapakt.duties.models import Duty, DutyEvent
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations.enums import OrganisationKind, RoleKind
from klimapakt.organisations.models import Organisation, Role
from klimapakt.pacts.actions import PactFacts, create_pact, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person

YEARS: Final = 10
AT_ONCE: Final = 500
PASSWORD: Final = "Rheinufer-2026"  # noqa: S105  (opens nothing but a database that is gone afterwards)
Row = TypeVar("Row", bound=Model)
ONE_DAY: Final = timedelta(days=1)
_DAYS: Final = YEARS * 365
_SECTIONS: Final = "CFGHIJKLMNQRS"
_KINDS: Final = OrganisationKind.values


@dataclass(frozen=True, slots=True)
class City:
    """The pact, the day it is, who heads its office, and the memberships in the order of their first day."""

    pact: Pact
    today: date
    office: Person
    memberships: list[Membership]


def founded(members: int, today: date) -> City:
    """Make the pact with members who joined over ten years, each with two people."""
    pact = create_pact(facts=PactFacts(name="Klimapakt", city="Stadt"), preset="duesseldorf", by=None)
    with within(pact):
        office = create_person(email="lead@city.example.org", name="Lead", password=PASSWORD, by=None)
        give_office_role(person=office, kind=OfficeKind.LEAD, by=None)
        return City(pact, today, office, _joined(pact, members, today))


def do_most(city: City) -> None:
    """Let nine of ten have done what was due before."""
    past = Duty.objects.filter(state__in=OWED, due_on__lt=city.today).order_by(
        "membership__organisation__name", "due_on", "rule", "number"
    )
    DutyEvent.objects.bulk_create(
        DutyEvent(
            duty=duty,
            kind=EventKind.FULFILLED,
            side=Side.OFFICE,
            on=duty.due_on,
            at=timezone.now(),
            by=city.office,
            text="on paper",
        )
        for place, duty in enumerate(past)
        if place % 10
    )


def settle() -> None:
    """Let the database look at what it holds, as PostgreSQL does by itself within minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def made(rows: Sequence[Row]) -> Sequence[Row]:
    """Write rows of one model and return them."""
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=AT_ONCE)  # noqa: SLF001 -- Django documents it
    return rows


def email_of(place: int) -> str:
    """Return the address of a person: two of each member, the first one manages it."""
    return f"p{place}@firm.example.org"


def noon(day: date) -> datetime:
    """Return noon of a day."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def _joined(pact: Pact, members: int, today: date) -> list[Membership]:
    organisations = [_organisation(pact, place) for place in range(members)]
    Organisation.objects.bulk_create(organisations)
    people = [Person(email=email_of(place), name=f"P {place}") for place in range(2 * members)]
    Person.objects.bulk_create(people)
    kinds = (RoleKind.MANAGEMENT, RoleKind.CLIMATE_CONTACT)
    Role.objects.bulk_create(
        Role(person=person, organisation=organisations[place // 2], kind=kinds[place % 2])
        for place, person in enumerate(people)
    )
    days = [today - (1 + place * _DAYS // members) * ONE_DAY for place in range(members)]
    return Membership.objects.bulk_create(
        Membership(
            organisation=organisation,
            stage=Stage.ACTIVE,
            since_at=noon(day),
            created_at=noon(day),
            source=Source.IMPORT,
            joined_on=day,
            signed_on=day,
        )
        for organisation, day in zip(organisations, days, strict=True)
    )


def _organisation(pact: Pact, place: int) -> Organisation:
    return Organisation(
        pact=pact,
        name=f"Firm {place * 7919 % 100_003:06}",
        city="Stadt",
        kind=_KINDS[place % 17 % len(_KINDS)],
        wz_code=_SECTIONS[place % len(_SECTIONS)],
    )
