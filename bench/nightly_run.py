"""What ``bench.nightly`` measures; loaded once Django stands."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from statistics import median, quantiles

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klimapakt.duties import nightly, queries
from klimapakt.duties.enums import OWED, EventKind, Side
from klimapakt.duties.models import Duty, DutyEvent, Reminder
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Role
from klimapakt.pacts.actions import PactFacts, create_pact, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person

YEARS = 10
_LOOKS = 40
_TODAY = date(2026, 11, 23)
_ONE_DAY = timedelta(days=1)
Answer = dict[str, float | int | str]


def measure(members: int) -> Answer:
    """Return seconds, milliseconds and counts."""
    call_command("migrate", verbosity=0, interactive=False)
    pact = create_pact(facts=PactFacts(name="Klimapakt", city="Stadt"), preset="duesseldorf", by=None)
    with within(pact):
        office = create_person(email="lead@city.example.org", name="Lead", by=None)
        give_office_role(person=office, kind=OfficeKind.LEAD, by=None)
        _join(pact, members)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as PostgreSQL does by itself within minutes
        first = _times("first", lambda: nightly.run(_TODAY))
        _do_most(office)
        settled = _times("settled", lambda: nightly.run(_TODAY + _ONE_DAY))
        nights = [_times("night", partial(nightly.run, day)) for day in _days()]
        again = _times("again", lambda: nightly.run(_TODAY))
        return {
            "database": connection.vendor,
            "members": members,
            "duties": Duty.objects.count(),
            "reminders": Reminder.objects.filter(skipped="").count(),
            **first,
            **settled,
            "night_s": median(float(one["night_s"]) for one in nights),
            "night_cpu_s": median(float(one["night_cpu_s"]) for one in nights),
            "slowest_s": max(float(one["night_s"]) for one in nights),
            **again,
            **_list(_TODAY + 12 * _ONE_DAY),
        }


def _days() -> list[date]:
    return [_TODAY + place * _ONE_DAY for place in range(2, 12)]


def _join(pact: Pact, members: int) -> None:
    """Make members who joined over ten years, each with two people."""
    now, days = timezone.now(), YEARS * 365
    organisations = [
        Organisation(pact=pact, name=f"Firm {place:05}", city="Stadt") for place in range(members)
    ]
    Organisation.objects.bulk_create(organisations)
    people = [Person(email=f"p{place}@firm.example.org", name=f"P {place}") for place in range(2 * members)]
    Person.objects.bulk_create(people)
    kinds = (RoleKind.MANAGEMENT, RoleKind.CLIMATE_CONTACT)
    Role.objects.bulk_create(
        Role(person=person, organisation=organisations[place // 2], kind=kinds[place % 2])
        for place, person in enumerate(people)
    )
    joined = [_TODAY - (1 + place * days // members) * _ONE_DAY for place in range(members)]
    Membership.objects.bulk_create(
        Membership(
            organisation=organisation,
            stage=Stage.ACTIVE,
            since_at=now,
            created_at=now,
            source=Source.IMPORT,
            joined_on=day,
            signed_on=day,
        )
        for organisation, day in zip(organisations, joined, strict=True)
    )


def _do_most(office: Person) -> None:
    """Let nine of ten have done what was due before."""
    past = Duty.objects.filter(state__in=OWED, due_on__lt=_TODAY)
    DutyEvent.objects.bulk_create(
        DutyEvent(
            duty=duty,
            kind=EventKind.FULFILLED,
            side=Side.OFFICE,
            on=duty.due_on,
            at=timezone.now(),
            by=office,
            text="on paper",
        )
        for place, duty in enumerate(past)
        if place % 10
    )


def _list(day: date) -> Answer:
    looks = [1000 * _seconds(lambda: queries.needing_office(day)) for _ in range(_LOOKS)]
    with CaptureQueriesContext(connection) as asked:
        needed = queries.needing_office(day)
    return {
        "needed": len(needed),
        "list_ms": median(looks),
        "list_p95_ms": quantiles(looks, n=20)[-1],
        "list_queries": len(asked),
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _times(name: str, work: Callable[[], object]) -> Answer:
    """Return the seconds that a night took, and those the processor worked for it in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {f"{name}_s": time.perf_counter() - wall, f"{name}_cpu_s": time.process_time() - cpu}
