"""What ``bench.pages`` measures; loaded once Django stands."""

import gc
import os
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any, Final

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.city import ONE_DAY, PASSWORD, City, do_most, founded, settle
from bench.city_years import lived, said
from klimapakt.duties import nightly
from klimapakt.duties.enums import DutyRule, DutyState
from klimapakt.duties.models import Duty, Reminder
from klimapakt.measures.enums import Field, MeasureState
from klimapakt.memberships.enums import Stage
from klimapakt.office.list_forms import COLUMNS
from klimapakt.office.presenting.reporting import REPORTS
from klimapakt.organisations.enums import OrganisationKind
from klimapakt.pacts.scoping import within

Answer = dict[str, Any]
_OK, _LEADS_ON = 200, 302
_EVERY_COLUMN: Final = "&".join(f"columns={name}" for name in COLUMNS)
_SORTS: Final = ("stage", "since", "-next_step", "owner", "-joined", "signed", "contact", "-tasks", "-duty")


@dataclass(slots=True)
class Looks:
    """The looks at one page: seconds and processor seconds in all, seconds in the database, queries."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)

    def told(self, name: str) -> Answer:
        """Return them in milliseconds; the first, for which everything is loaded, apart from the others."""
        first, *others = self.wall
        plain = median(self.plain)
        return {
            "page": name,
            "first_ms": 1000 * first,
            "ms": 1000 * median(others),
            "p95_ms": 1000 * quantiles(others, n=20, method="inclusive")[-1],
            "cpu_ms": 1000 * median(self.cpu[1:]),
            "database_ms": 1000 * median(self.database[1:]),
            "queries_least": min(self.queries[1:]),
            "queries_most": max(self.queries[1:]),
            "ratio": median(others) / plain,
        }


def measure(members: int, looks: int) -> Answer:
    """Return the milliseconds of each page, and how much there was to show."""
    call_command("migrate", verbosity=0, interactive=False)
    began = time.perf_counter()
    city = founded(members, timezone.localdate())
    with within(city.pact):
        counts = _live(city)
        addresses = _addresses(city)
    filled_s = time.perf_counter() - began
    client = _signed_in(city)
    # As in production, the collector leaves alone what was there before the first page (config/wsgi.py).
    gc.collect()
    gc.freeze()
    return {
        "database": connection.vendor,
        "members": members,
        "looks": looks,
        "load": os.getloadavg()[0],
        "filled_s": filled_s,
        "counts": counts,
        "pages": [_looked(client, name, asked, looks).told(name) for name, asked in addresses.items()],
    }


def _live(city: City) -> dict[str, int]:
    """Fill in the years, then the night in which duties are new, what became of them, and one night more."""
    counts = lived(city)
    settle()
    nightly.run(city.today)
    do_most(city)
    events = said(city)
    settle()
    nightly.run(city.today + ONE_DAY)
    settle()
    return {
        **counts,
        "duties": Duty.objects.count(),
        "answers": events,
        "reminders": Reminder.objects.count(),
    }


def _addresses(city: City) -> dict[str, Sequence[str]]:
    """Return what is asked of each page, one after the other."""
    members, duties, measures = (reverse(f"office:{name}") for name in ("members", "duties", "measures"))
    return {
        "queue": [f"{reverse('office:index')}{asked}" for asked in ("?whose=all", "", "?whose=all&page=3")],
        "members": [
            members,
            *(f"{members}?sort={sort}&page={page}" for page, sort in enumerate(_SORTS, 1)),
            *(f"{members}?stage={stage}" for stage in ("members", "before", Stage.ACTIVE, Stage.TALK)),
            *(f"{members}?kind={kind}&sort=duty" for kind in OrganisationKind.values[:3]),
            *(
                f"{members}?{asked}"
                for asked in ("q=99", "duty=overdue", "duty=none", "silent=on", "step=due")
            ),
            f"{members}?{_EVERY_COLUMN}&sort=contact",
        ],
        "duties": [
            duties,
            *(f"{duties}?state={state}&page=2" for state in DutyState.values),
            *(f"{duties}?rule={rule}" for rule in DutyRule.values),
            f"{duties}?mine=on",
        ],
        "measures": [
            measures,
            f"{measures}?page=100",
            *(f"{measures}?state={state}" for state in MeasureState.values),
            *(f"{measures}?field={field_}&page=2" for field_ in Field.values),
        ],
        "inventories": [reverse("office:inventories")],
        "member": [reverse("office:member", args=[one.pk]) for one in city.memberships[::97]],
        "sums": [reverse("office:sums")],
        "targets": [reverse("office:targets")],
        "mails": [reverse("office:mails"), f"{reverse('office:mails')}?page=40"],
        **{f"report_{key}": [reverse("office:report_page", args=[key])] for key in REPORTS},
        "member_table": [f"{reverse('office:member_table', args=['csv'])}?{_EVERY_COLUMN}"],
    }


def _signed_in(city: City) -> Client:
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "de"})
    entered = {"login": city.office.email, "password": PASSWORD}
    if client.post(reverse("account_login"), entered).status_code != _LEADS_ON:
        raise LookupError("sign-in")
    TOTP.activate(city.office, generate_totp_secret())
    return client


def _looked(client: Client, name: str, asked: Sequence[str], looks: int) -> Looks:
    found, plain = Looks(), reverse("website:sources")
    for place in range(looks + 1):
        counting = _Counting()
        wall, cpu = time.perf_counter(), time.process_time()
        with counting.on():
            answer = client.get(asked[place % len(asked)])
            _ = answer.content
        found.wall.append(time.perf_counter() - wall)
        found.cpu.append(time.process_time() - cpu)
        found.database.append(counting.seconds)
        found.queries.append(counting.queries)
        if answer.status_code != _OK:
            raise LookupError(f"{name}: {answer.status_code} {asked[place % len(asked)]}")
        began = time.perf_counter()
        client.get(plain)
        found.plain.append(time.perf_counter() - began)
    return found


@dataclass(slots=True)
class _Counting:
    """Counts queries and the seconds in which this process waits for them."""

    queries: int = 0
    seconds: float = 0.0

    def on(self) -> AbstractContextManager[None]:
        """Count while this is entered."""
        return connection.execute_wrapper(self._asked)

    def _asked(self, execute: Callable[..., Any], *call: Any) -> Any:  # noqa: ANN401  (Django's own signature)
        began = time.perf_counter()
        try:
            return execute(*call)
        finally:
            self.seconds += time.perf_counter() - began
            self.queries += 1
