"""Two people press the button at the same moment: one effect, and the other is told."""

from threading import Barrier

import pytest
from django.db import connection

from klimapakt.inventories import actions
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.inventories.rules import NotPossible
from klimapakt.people.models import Person
from tests.inventories.tables import DIESEL, ELECTRICITY, GAS, csv_of, kept, received, seal_of
from tests.pacts.threads import threads

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_two_take_overs_of_one_file_at_once_write_its_rows_once(inventory: Inventory, bruno: Person) -> None:
    upload = kept(inventory, bruno, ELECTRICITY, GAS, DIESEL)
    seal, start = seal_of(upload), Barrier(2)

    def press() -> bool:
        try:
            mine = Upload.objects.get(pk=upload.pk)
            start.wait(10)
            actions.take_over(upload=mine, seal=seal, by=bruno)
        except NotPossible:
            return False
        else:
            return True
        finally:
            connection.close()

    with threads(2) as both:
        results = [future.result(20) for future in [both.submit(press), both.submit(press)]]
    assert sorted(results) == [False, True]
    assert Activity.objects.count() == 3


def test_the_same_file_loaded_twice_at_once_is_kept_once(inventory: Inventory, bruno: Person) -> None:
    start = Barrier(2)

    def load() -> bool:
        try:
            start.wait(10)
            file = received(csv_of(ELECTRICITY))
            return actions.keep_upload(inventory=inventory, file=file, by=bruno).is_new
        finally:
            connection.close()

    with threads(2) as both:
        results = [future.result(20) for future in [both.submit(load), both.submit(load)]]
    assert sorted(results) == [False, True]
    assert Upload.objects.count() == 1
