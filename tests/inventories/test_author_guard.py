"""The database itself refuses that somebody accepts their own work, whatever program writes."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from klimapakt.inventories.models import FrozenInventory, Inventory
from klimapakt.people.models import Person
from tests.inventories.versions import fresh, seal_now, staff, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(inventory: Inventory, bruno: Person) -> Inventory:
    """The bakery's inventory, submitted, its record written: all that is missing is the new state."""
    found = submitted(inventory, bruno)
    FrozenInventory.objects.create(
        inventory=found,
        document="{}",
        sha256=seal_now(found),
        edition=found.edition,
        edition_sha256="0" * 64,
        frozen_at=timezone.now(),
    )
    return found


def accept_by_sql(inventory: Inventory, by: Person | None) -> None:
    """Accept past the program, as a script on the database would."""
    key = inventory.pk.hex if connection.vendor == "sqlite" else str(inventory.pk)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inventories_inventory SET status = 'accepted', accepted_at = submitted_at, "
            "accepted_by_id = %s WHERE id = %s",
            [by.pk if by else None, key],
        )


def test_somebody_else_may_accept(waiting: Inventory) -> None:
    accept_by_sql(waiting, staff())
    assert fresh(waiting).status == "accepted"


def test_the_submitter_is_refused_by_the_database(waiting: Inventory, bruno: Person) -> None:
    waiting.activities.update(changed_by=None)
    with pytest.raises(DatabaseError):
        accept_by_sql(waiting, bruno)


def test_whoever_wrote_a_row_is_refused_by_the_database(waiting: Inventory) -> None:
    ole = staff()
    waiting.activities.filter(number=1).update(changed_by=ole)
    with pytest.raises(DatabaseError, match="neither submitted it nor wrote"):
        accept_by_sql(waiting, ole)


def test_whoever_loaded_the_file_is_refused_by_the_database(waiting: Inventory) -> None:
    ole = staff()
    waiting.uploads.update(uploaded_by=ole)
    with pytest.raises(DatabaseError, match="neither submitted it nor wrote"):
        accept_by_sql(waiting, ole)


def test_an_acceptance_by_nobody_is_refused_by_the_database(waiting: Inventory) -> None:
    with pytest.raises(DatabaseError, match="neither submitted it nor wrote"):
        accept_by_sql(waiting, None)


def test_a_change_of_the_submitter_in_the_same_breath_does_not_help(
    waiting: Inventory, bruno: Person
) -> None:
    waiting.activities.update(changed_by=None)
    waiting.uploads.update(uploaded_by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Inventory.objects.filter(pk=waiting.pk).update(
            status="accepted", accepted_at=timezone.now(), accepted_by=bruno, submitted_by=None
        )
