"""An installation from before there were several pacts: what it has belongs to one, and nothing is lost."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps
from django.db.models import Model
from django.utils import timezone

from klimapakt.foundation import guards
from klimapakt.pacts.models import Pact

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("pacts", None), ("people", "0002_staff_role"), ("organisations", "0002_members_portal")]
LATEST = ("pacts", "people", "organisations", "inventories", "measures")


_COPIES: dict[str, sqlite3.Connection] = {}
"""Where the tests run on SQLite, copies of the tables as they were and as they are now."""


@pytest.fixture
def before(pact: Pact) -> Iterator[StateApps]:
    """The tables as they were; afterwards they are again as they are now."""
    pact.delete()
    _keep("now")
    if not _is_restored("before"):
        guards.lift(connection)
        MigrationExecutor(connection).migrate(BEFORE)
        _keep("before")
    yield (
        MigrationExecutor(connection).loader.project_state([(app, name) for app, name in BEFORE if name]).apps
    )
    if not _is_restored("now"):
        call_command("flush", verbosity=0, interactive=False)
        call_command("migrate", verbosity=0, interactive=False)


def _keep(name: str) -> None:
    if connection.vendor == "sqlite" and name not in _COPIES:
        _COPIES[name] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(_COPIES[name])


def _is_restored(name: str) -> bool:
    if name in _COPIES:
        _COPIES[name].backup(connection.connection)
    return name in _COPIES


def migrated() -> StateApps:
    """Migrate as an operator does and return the models as they are then."""
    call_command("migrate", verbosity=0, interactive=False)
    loader = MigrationExecutor(connection).loader
    return loader.project_state([node for node in loader.graph.leaf_nodes() if node[0] in LATEST]).apps


def person(apps: StateApps, name: str) -> Model:
    made: Model = apps.get_model("people", "Person").objects.create(
        email=f"{name}@example.org", name=name, password="-", language="de"
    )
    return made


def test_what_there_was_belongs_to_one_pact(before: StateApps, settings: LazySettings) -> None:
    settings.KLIMA_PACT_NAME, settings.KLIMA_CONTACT_EMAIL = "Klimapakt Köln", "office@example.org"
    organisations = before.get_model("organisations", "Organisation").objects
    for name, city in (
        ("Bakery", "Köln"),
        ("Metalworks", "Köln"),
        ("Hotel", "Köln"),
        ("Bakery", "Bonn"),
        ("Bakery (Bonn)", "Bonn"),
    ):
        organisations.create(name=name, city=city)
    long = "x" * 200
    organisations.create(name=long, city="Köln")
    organisations.create(name=long, city="Bonn")
    staff = before.get_model("people", "StaffRole").objects
    since = timezone.now() - timedelta(days=400)
    for name, kind in (("ada", "reviewer"), ("ole", "lead")):
        staff.create(person=person(before, name), kind=kind)
    staff.update(since_at=since)

    after = migrated()
    pact = after.get_model("pacts", "Pact").objects.get()
    assert (pact.name, pact.slug, pact.city, pact.host) == ("Klimapakt Köln", "klimapakt-koeln", "Köln", "")
    assert pact.contact_email == "office@example.org"
    found = after.get_model("organisations", "Organisation").objects
    assert set(found.values_list("pact", flat=True)) == {pact.pk}
    names = sorted(found.values_list("name", flat=True))
    assert names[:4] == ["Bakery", "Bakery (Bonn)", "Bakery (Bonn) 2", "Hotel"]
    assert len(set(names)) == 7
    roles = after.get_model("pacts", "OfficeRole").objects
    assert set(roles.values_list("person__name", "kind", "since_at")) == {
        ("ada", "reviewer", since),
        ("ole", "lead", since),
    }
    assert "people_staffrole" not in connection.introspection.table_names()
    assert guards.is_guarded(connection)


@pytest.mark.sqlite
def test_an_office_without_members_is_a_pact_too(before: StateApps) -> None:
    before.get_model("people", "StaffRole").objects.create(person=person(before, "ada"), kind="lead")
    assert migrated().get_model("pacts", "OfficeRole").objects.get().pact.name == "Klimapakt"


@pytest.mark.sqlite
def test_an_empty_installation_waits_for_its_first_pact(before: StateApps) -> None:
    assert not migrated().get_model("pacts", "Pact").objects.exists()
