"""``klimapakt inventories verify`` names what is no longer what was frozen."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection

from klimapakt.commands import inventories as command
from klimapakt.foundation import append_only
from klimapakt.inventories.models import FrozenInventory, FrozenLine, Inventory
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.inventories.versions import accepted

pytestmark = pytest.mark.django_db

Output = pytest.CaptureFixture[str]


@pytest.fixture
def closed(inventory: Inventory, bruno: Person, ada: Person) -> Inventory:
    """The bakery's inventory, accepted by Ada."""
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    return accepted(inventory, bruno, ada)


def test_without_accepted_inventories_nothing_is_wrong(capsys: Output, inventory: Inventory) -> None:
    assert command.run(["verify"]) == 0
    assert "All 0 accepted inventories" in capsys.readouterr().out


def test_a_sound_inventory_is_counted(capsys: Output, closed: Inventory) -> None:
    assert command.run(["verify"]) == 0
    assert "All 1 accepted inventories are what was frozen." in capsys.readouterr().out


def _new_record(inventory: Inventory) -> None:
    hash_of_braces = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    FrozenInventory.objects.filter(pk=inventory.pk).update(document="{}", sha256=hash_of_braces)


TAMPERING: dict[str, tuple[Callable[[Inventory], object], str]] = {
    "record": (
        lambda one: FrozenInventory.objects.filter(pk=one.pk).update(document="{}"),
        "does not match its hash",
    ),
    "record and hash": (_new_record, "The audit chain tells of another record"),
    "line": (lambda one: FrozenLine.objects.filter(inventory=one).update(co2e_mg=1), "Its lines are not"),
    "row": (lambda one: one.activities.update(amount=Decimal(1)), "Its rows are not"),
    "no record": (lambda one: FrozenInventory.objects.filter(pk=one.pk).delete(), "record is missing"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_what_somebody_with_the_keys_changed_is_named(what: str, capsys: Output, closed: Inventory) -> None:
    tamper, sentence = TAMPERING[what]
    append_only.lift(connection)
    tamper(closed)
    assert command.run(["verify"]) == 1
    told = capsys.readouterr().out
    assert "Bakery 2024, version 1" in told
    assert sentence in told
