"""The measurement of ``bench.effects``, loaded once Django stands."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

from django.core.management import call_command
from django.utils import timezone

from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.methods import duties
from klimapakt.methods.rulebook import preset, preset_json
from klimapakt.office.presenting import simulation as presenting
from klimapakt.office.simulation import simulated
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import PactFacts, create_pact, draft_rulebook, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.actions import create_person

_ROUNDS = 9
_DAYS = 700
_FIRST = date(2024, 1, 1)


def measure(members: int) -> dict[str, float]:
    """Return the median seconds of both, and how many duties change."""
    call_command("migrate", verbosity=0)
    facts = PactFacts(name="Klimapakt", city="Musterstadt", host="city.localhost")
    pact = create_pact(facts=facts, preset="duesseldorf", by=None)
    with within(pact):
        person = create_person(email="ole@city.example.org", name="Ole", by=None)
        give_office_role(person=person, kind=OfficeKind.CASE_WORKER, by=None)
        _join(pact, members)
        version = draft_rulebook(raw=preset_json("krefeld"), reason="bench", by=person)
        today = timezone.localdate()
        known = [duties.Member(str(place), duties.Membership(_joined(place))) for place in range(members)]
        old, new = preset("duesseldorf"), preset("krefeld")
        found = simulated(version)
        return {
            "members": members,
            "changes": sum(len(one.changes) for one in found.members),
            "calculated_s": _median(lambda: duties.simulate(old, new, known, today)),
            "shown_s": _median(lambda: presenting.summary(simulated(version))),
            "table_s": _median(lambda: presenting.table(simulated(version).members)),
        }


def _join(pact: Pact, members: int) -> None:
    now = timezone.now()
    organisations = Organisation.objects.bulk_create(
        Organisation(pact=pact, name=f"Company {place}", city="Musterstadt") for place in range(members)
    )
    Membership.objects.bulk_create(
        Membership(
            organisation=organisation,
            stage=Stage.ACTIVE,
            source=Source.IMPORT,
            since_at=now,
            created_at=now,
            joined_on=_joined(place),
        )
        for place, organisation in enumerate(organisations)
    )


def _joined(place: int) -> date:
    return _FIRST + timedelta(days=place % _DAYS)


def _median(work: Callable[[], object]) -> float:
    seconds = []
    for _round in range(_ROUNDS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return median(seconds)
