"""Two people of the office press "accept" at the same moment: one acceptance, and the other is told."""

from collections.abc import Callable
from threading import Barrier

import pytest
from django.db import connection

from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories import actions
from klimapakt.inventories.models import FrozenInventory, Inventory
from klimapakt.inventories.rules import NotPossible
from klimapakt.people.models import Person
from tests.inventories.versions import fresh, seal_now, staff, submitted
from tests.pacts.threads import threads

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def race(*acts: Callable[[], object]) -> list[bool]:
    """Run acts at once and return which of them had an effect."""
    start = Barrier(len(acts))

    def press(act: Callable[[], object]) -> bool:
        try:
            start.wait(10)
            act()
        except NotPossible:
            return False
        else:
            return True
        finally:
            connection.close()

    with threads(len(acts)) as pool:
        return sorted(future.result(20) for future in [pool.submit(press, act) for act in acts])


def test_two_acceptances_at_once_freeze_once(inventory: Inventory, bruno: Person) -> None:
    ole, lea = staff("ole@city.example.org"), staff("lea@city.example.org")
    found = submitted(inventory, bruno)
    seal = seal_now(found)
    results = race(
        lambda: actions.accept(inventory=fresh(found), seen_sha256=seal, by=ole),
        lambda: actions.accept(inventory=fresh(found), seen_sha256=seal, by=lea),
    )
    assert results == [False, True]
    assert FrozenInventory.objects.count() == 1
    assert AuditEvent.objects.filter(what="inventory.accepted").count() == 1


def test_taking_back_and_accepting_at_once_has_one_winner(inventory: Inventory, bruno: Person) -> None:
    ole, found = staff("ole@city.example.org"), submitted(inventory, bruno)
    seal = seal_now(found)
    results = race(
        lambda: actions.accept(inventory=fresh(found), seen_sha256=seal, by=ole),
        lambda: actions.withdraw(inventory=fresh(found), by=bruno),
    )
    assert results == [False, True]
    is_accepted = fresh(found).status == "accepted"
    assert FrozenInventory.objects.exists() == is_accepted


def test_two_corrections_at_once_are_one(inventory: Inventory, bruno: Person) -> None:
    ole, found = staff("ole@city.example.org"), submitted(inventory, bruno)
    actions.accept(inventory=found, seen_sha256=seal_now(found), by=ole)

    def correct() -> None:
        actions.begin_correction(
            inventory=fresh(found), reason="A mistake.", with_edition=found.edition, by=bruno
        )

    assert race(correct, correct) == [False, True]
    assert Inventory.objects.count() == 2
