"""What ``bench.measures`` measures; loaded once Django stands."""

import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median, quantiles

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.city import PASSWORD, founded, settle
from klimapakt.inventories.models import Inventory
from klimapakt.measures.lifecycle import NOT_COUNTED, SAVING_OF
from klimapakt.measures.models import Measure, Statement, Step
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Role
from klimapakt.pacts.scoping import within
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person

_LOOKS = 40
_LEADS_ON = 302
_TONNE = 10**9
_LINE_MG = 400 * _TONNE
_STATES = ("idea", "planned", "decided", "in_work", "implemented", "evidenced", "dropped")
_PLAIN = "/sources/"
Answer = dict[str, float | int | str]


def measure(of_one: int, members: int, of_each: int) -> Answer:
    """Return milliseconds, ratios and numbers of queries."""
    call_command("migrate", verbosity=0, interactive=False)
    city = founded(members + 1, timezone.localdate())
    with within(city.pact):
        bruno = create_person(email="bruno@firm.example.org", name="Bruno", password=PASSWORD, by=None)
        organisations = [one.organisation for one in city.memberships]
        Role.objects.create(person=bruno, organisation=organisations[0], kind=RoleKind.MANAGEMENT)
        _fill(organisations[:1], of_one)
        _fill(organisations[1:], of_each)
        settle()
        member = f"/portal/organisations/{organisations[0].pk}/plans/"
        one = Measure.objects.filter(organisation=organisations[0]).order_by("title").values_list("pk")[0][0]
        count = Measure.objects.count()
    brunos, offices = _signed_in(bruno), _signed_in(city.office)
    pages = {
        "list": (brunos, member),
        "steps": (brunos, f"{member}steps/"),
        "one": (brunos, f"/portal/plans/{one}/"),
        "office": (offices, "/office/measures/"),
        "office_filtered": (offices, "/office/measures/?field=heat"),
    }
    found: Answer = {"database": connection.vendor, "of_one": of_one, "members": members, "measures": count}
    for name, (client, path) in pages.items():
        found |= dict(_looked_at(name, client, path))
    return found


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


def _looked_at(name: str, client: Client, path: str) -> Iterator[tuple[str, float | int]]:
    first = _seconds(client, path)
    _seconds(client, _PLAIN)
    looks, cpu = [], []
    for _look in range(_LOOKS):
        began = time.process_time()
        page = _seconds(client, path)
        cpu.append(1000 * (time.process_time() - began))
        looks.append((page, _seconds(client, _PLAIN)))
    times = [1000 * page for page, _plain in looks]
    with CaptureQueriesContext(connection) as asked:
        _seconds(client, path)
    yield f"{name}_first_ms", 1000 * first
    yield f"{name}_ms", median(times)
    yield f"{name}_p95_ms", quantiles(times, n=20)[-1]
    yield f"{name}_cpu_ms", median(cpu)
    yield f"{name}_cpu_p95_ms", quantiles(cpu, n=20)[-1]
    yield f"{name}_ratio", median(page / plain for page, plain in looks)
    yield f"{name}_queries", len(asked)


def _signed_in(person: Person) -> Client:
    """Return the browser of a person; whoever works in the office has a second factor."""
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    entered = {"login": person.email, "password": PASSWORD}
    if client.post(reverse("account_login"), entered).status_code != _LEADS_ON:
        raise LookupError("sign-in")
    TOTP.activate(person, generate_totp_secret())
    return client


def _seconds(client: Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    if answer.status_code != 200:
        raise LookupError(f"{path}: {answer.status_code}")
    return time.perf_counter() - began
