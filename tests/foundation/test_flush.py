"""Emptying a database in spite of the append-only chain."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import Settings

from klimapakt.foundation import append_only, audit
from klimapakt.foundation.models import AuditEvent, AuditHead
from klimapakt.foundation.verification import verify
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ada() -> Person:
    return create_person(email="ada@stadt.example", name="Ada Amt", by=None)


def test_everything_is_gone_and_a_guarded_new_chain_begins(ada: Person) -> None:
    call_command("flush", verbosity=0, interactive=False)
    assert not Person.objects.exists()
    assert not AuditEvent.objects.exists()
    assert AuditHead.objects.get().events == 0
    assert append_only.is_guarded(connection)
    assert verify().fault is None


def test_the_new_chain_takes_entries(ada: Person) -> None:
    call_command("flush", verbosity=0, interactive=False)
    carla = create_person(email="carla@other.example", name="Carla", by=None)
    with transaction.atomic():
        assert audit.record(what="inventory.accepted", subject=carla, by=carla).sequence == 2


def test_in_production_the_chain_does_not_disappear(ada: Person, settings: Settings) -> None:
    settings.KLIMA_IS_PRODUCTION = True
    with pytest.raises(CommandError, match="delete the audit chain"):
        call_command("flush", verbosity=0, interactive=False)
    assert AuditEvent.objects.exists()
    settings.KLIMA_IS_PRODUCTION = False
