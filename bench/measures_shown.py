"""What ``bench.measures`` measures; loaded once Django stands."""

import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median, quantiles

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klimapakt.inventories.models import Inventory
from klimapakt.measures.lifecycle import NOT_COUNTED, SAVING_OF
from klimapakt.measures.models import Measure, Statement, Step
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Role
from klimapakt.pacts.actions import PactFacts, create_pact, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person

_LOOKS = 40
_HOST = "city.localhost"
_TONNE = 10**9
_LINE_MG = 400 * _TONNE
_STATES = ("idea", "planned", "decided", "in_work", "implemented", "evidenced", "dropped")
_PLAIN = "/sources/"
Answer = dict[str, float | int | str]


def measure(of_one: int, members: int, of_each: int) -> Answer:
    """Return milliseconds, ratios and numbers of queries."""
    call_command("migrate", verbosity=0, interactive=False)
    facts = PactFacts(name="Klimapakt", city="Stadt", host=_HOST)
    pact = create_pact(facts=facts, preset="duesseldorf", by=None)
    with within(pact):
        office = create_person(email="ole@city.example.org", name="Ole", by=None)
        give_office_role(person=office, kind=OfficeKind.REVIEWER, by=None)
        bruno = create_person(email="bruno@firm.example.org", name="Bruno", by=None)
        organisations = _organisations(pact, members + 1)
        Role.objects.create(person=bruno, organisation=organisations[0], kind=RoleKind.MANAGEMENT)
        _fill(organisations[:1], of_one)
        _fill(organisations[1:], of_each)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as PostgreSQL does by itself within minutes
        member = f"/portal/organisations/{organisations[0].pk}/plans/"
        one = Measure.objects.filter(organisation=organisations[0]).order_by("title").values_list("pk")[0][0]
        count = Measure.objects.count()
    pages = {
        "list": (bruno, member),
        "steps": (bruno, f"{member}steps/"),
        "one": (bruno, f"/portal/plans/{one}/"),
        "office": (office, "/office/measures/"),
        "office_filtered": (office, "/office/measures/?field=heat"),
    }
    found: Answer = {"database": connection.vendor, "of_one": of_one, "members": members, "measures": count}
    for name, (person, path) in pages.items():
        found |= dict(_looked_at(name, person, path))
    return found


def _organisations(pact: Pact, members: int) -> list[Organisation]:
    return Organisation.objects.bulk_create(
        Organisation(pact=pact, name=f"Firm {place:05}", city="Stadt") for place in range(members)
    )


def _fill(organisations: list[Organisation], of_each: int) -> None:
    """Give every organisation measures with two statements and two steps; every other one on its one line."""
    inventories = Inventory.objects.bulk_create(
        Inventory(organisation=one, year=2024, edition="2026.1") for one in organisations
    )
    measures = [
        Measure(
            organisation=inventory.organisation,
            title=f"Measure {place:04}",
            field=("heat", "electricity", "mobility")[place % 3],
            state=_STATES[place % len(_STATES)],
            barrier="money" if _STATES[place % len(_STATES)] in NOT_COUNTED else "",
            is_before_pact=False,
            year=2026 + place % 5,
            **({"inventory": inventory, "row_number": 1, "line_mg": _LINE_MG} if place % 2 else {}),
        )
        for inventory in inventories
        for place in range(of_each)
    ]
    Measure.objects.bulk_create(measures, batch_size=1000)
    Statement.objects.bulk_create(_statements(measures), batch_size=1000)
    today = timezone.localdate()
    Step.objects.bulk_create(
        (
            Step(
                measure=one, title=f"Step {number}", owner="Bruno", due_on=today + timedelta(30 * number - 30)
            )
            for one in measures
            for number in range(2)
        ),
        batch_size=1000,
    )


def _statements(measures: list[Measure]) -> Iterator[Statement]:
    now = timezone.now()
    for place, one in enumerate(measures):
        state = SAVING_OF[one.state] or "planned"
        for number in (1, 2):
            yield Statement(
                measure=one,
                number=number,
                state=state,
                method="engineering",
                at=now,
                side="member",
                **{f"{state}_mg": (1 + place % 7) * number * _TONNE},
            )


def _looked_at(name: str, person: Person, path: str) -> Iterator[tuple[str, float | int]]:
    client = _signed_in(person)
    first = _seconds(client, path)
    _seconds(client, _PLAIN)
    looks = [(_seconds(client, path), _seconds(client, _PLAIN)) for _look in range(_LOOKS)]
    times = [1000 * page for page, _plain in looks]
    with CaptureQueriesContext(connection) as asked:
        _seconds(client, path)
    yield f"{name}_first_ms", 1000 * first
    yield f"{name}_ms", median(times)
    yield f"{name}_p95_ms", quantiles(times, n=20)[-1]
    yield f"{name}_ratio", median(page / plain for page, plain in looks)
    yield f"{name}_queries", len(asked)


def _signed_in(person: Person) -> Client:
    """Return the browser of a person; signing in itself would ask for an address."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    client = Client(headers={"host": _HOST, "accept-language": "en"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def _seconds(client: Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    if answer.status_code != 200:
        raise LookupError(f"{path}: {answer.status_code} {answer.headers}")
    return time.perf_counter() - began
