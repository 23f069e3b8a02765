"""The rows of ``bench.saving``; apart from it, because models load only after Django has been set up."""

import time
from collections.abc import Callable
from decimal import Decimal

from django.core.management import call_command
from django.utils import timezone

from klimapakt.foundation import actions as foundation
from klimapakt.inventories import actions
from klimapakt.inventories.drafts import Draft
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.pacts.actions import PactFacts, create_pact
from klimapakt.pacts.scoping import within


def measure(rows: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each saved row and of each plain insert, in turns."""
    call_command("migrate", verbosity=0, interactive=False)
    pact = create_pact(facts=PactFacts("Bench", "Musterstadt"), preset="duesseldorf", by=None)
    with within(pact):
        return _saved(rows)


def _saved(rows: int) -> tuple[list[float], list[float]]:
    organisation = create_organisation(facts=OrganisationFacts("Bench", "Musterstadt"), by=None)
    inventory = actions.create_inventory(organisation=organisation, year=2024, by=None)
    saved, plain = [], []
    for number in range(rows):
        draft = Draft(0, "", "Strom", Decimal(number + 1), "kWh", "electricity")

        def save(draft: Draft = draft) -> None:
            actions.add_row(inventory=inventory, draft=draft, site=None, by=None)

        def insert(number: int = number) -> None:
            foundation.beat(worker_id=f"bench-{number}", at=timezone.now())

        saved.append(_timed(save))
        plain.append(_timed(insert))
    return saved, plain


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
