"""Two at the same moment: one cycle, one row, one acceptance."""

import pytest

from klimapakt.inventories.models import Inventory
from klimapakt.inventories.rules import NotPossible as InventoryRefused
from klimapakt.monitoring import actions
from klimapakt.monitoring.journey import journey_of
from klimapakt.monitoring.models import AcceptedMonitoring, MonitoringCycle
from klimapakt.monitoring.record import record_of
from klimapakt.organisations.rules import NotPossible
from klimapakt.people.models import Person
from tests.duties.test_simultaneous import at_once
from tests.inventories.versions import accepted, checked, staff
from tests.monitoring.scenes import TODAY, begun, filled_in, handed_in, monitoring_of

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_two_who_begin_at_once_begin_one_cycle(inventory: Inventory, bruno: Person) -> None:
    accepted(inventory, bruno, staff())
    duty = monitoring_of(inventory.organisation)
    work = lambda: actions.begin(duty=duty, today=TODAY, by=bruno)  # noqa: E731 -- twice the same
    assert at_once(work, work) == [True, True]
    assert MonitoringCycle.objects.count() == 1


def test_two_amounts_for_one_row_at_once_make_one_row(inventory: Inventory, bruno: Person) -> None:
    cycle = begun(inventory, bruno, staff())
    number = journey_of(cycle.duty).rows[0].row.number
    work = lambda: actions.answer_rows(cycle=cycle, amounts={number: None}, left={}, by=bruno)  # noqa: E731 -- twice the same
    assert at_once(work, work) == [True, True]
    assert cycle.inventory.activities.count() == 1


def test_two_who_accept_at_once_accept_one_report(inventory: Inventory, bruno: Person) -> None:
    ole = staff()
    cycle = begun(inventory, bruno, ole)
    handed_in(filled_in(cycle, bruno), bruno)
    checked(cycle.inventory, ole)
    seen = record_of(journey_of(cycle.duty)).sha256

    def work() -> None:
        try:
            actions.accept(cycle=cycle, seen_sha256=seen, today=TODAY, by=ole)
        except InventoryRefused as refused:
            raise NotPossible(refused.message) from refused

    assert sorted(at_once(work, work)) == [False, True]
    assert AcceptedMonitoring.objects.count() == 1
