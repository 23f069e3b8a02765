"""What is accepted never moves: not by a page, by no action, by no program, by no new factor."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from klimapakt.foundation import append_only, guards
from klimapakt.inventories import actions, queries
from klimapakt.inventories.enums import InventoryKind, InventoryStatus
from klimapakt.inventories.models import Activity, ExternalFigures, FrozenInventory, FrozenLine, Inventory
from klimapakt.inventories.presenting import figures
from klimapakt.inventories.presenting.explanation import explained
from klimapakt.inventories.presenting.findings import told
from klimapakt.inventories.queries import frozen, results
from klimapakt.inventories.queries.kept import MOST_ROWS, Kept
from klimapakt.inventories.records import record_of
from klimapakt.methods.factors import edition
from klimapakt.organisations.actions import SiteFacts, change_site
from klimapakt.organisations.models import Organisation, Site
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.inventories.versions import accepted, filled, fresh, seal_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(inventory: Inventory, bruno: Person, ada: Person) -> Inventory:
    """The bakery's inventory, accepted by Ada."""
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    return accepted(inventory, bruno, ada)


def shown(inventory: Inventory) -> tuple[object, ...]:
    """Return what pages make of an inventory, in both languages."""
    calculated = queries.calculated(inventory)
    pages: list[object] = [calculated.result.as_json(), queries.case_of(inventory, calculated.rows)]
    for language in ("de", "en"):
        with override(language):
            pages += [
                figures.by_scope_and_category(calculated),
                figures.by_site(calculated),
                figures.energy_by_carrier(calculated.result),
                told(calculated),
                [
                    (one.name, one.line.amount, one.line.reason.translated(str), one.attribution)
                    for line in calculated.result.lines
                    if (one := explained(calculated, line.id)) is not None
                ],
            ]
    return tuple(pages)


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this process like one that has never looked at an inventory."""
    frozen._RESTORED.clear()
    monkeypatch.setattr(results, "_KEPT", Kept(MOST_ROWS, lambda one: len(one.rows)))


def test_freezing_changes_nothing_anybody_sees(inventory: Inventory, bruno: Person, ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    before = shown(filled(inventory, bruno))
    assert shown(accepted(inventory, bruno, ada)) == before


def test_a_frozen_inventory_is_not_calculated_again(
    closed: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown(closed)

    def refuse(*arguments: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr(results, "calculate", refuse)
    forget(monkeypatch)
    assert shown(closed) == before
    assert queries.calculated_each([closed])[0].result.as_json() == before[0]


def test_another_value_of_a_factor_moves_nothing_frozen(
    closed: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = queries.calculated(closed).result
    factors = edition(closed.edition)
    dearer = {
        name: replace(factor, kg_per_unit=factor.kg_per_unit * 2) for name, factor in factors.factors.items()
    }
    forget(monkeypatch)
    monkeypatch.setattr(
        "klimapakt.methods.inventory.restoring.edition", lambda name: replace(factors, factors=dearer)
    )
    after = queries.calculated(closed).result
    assert after is not before
    assert after.as_json() == before.as_json()


def test_a_site_that_is_renamed_keeps_its_name_in_what_is_frozen(
    closed: Inventory, bakehouse: Site, bruno: Person
) -> None:
    before = shown(closed)
    change_site(site=bakehouse, facts=SiteFacts("Something else"), by=bruno)
    assert shown(fresh(closed)) == before


def test_the_record_of_a_frozen_inventory_is_the_stored_one(closed: Inventory) -> None:
    stored = queries.frozen_of(closed)
    record = record_of(queries.calculated(closed))
    assert (record.text, record.sha256) == (stored.document, stored.sha256)


def test_a_damaged_record_is_not_shown_as_if_it_were_sound(
    closed: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    append_only.lift(connection)
    FrozenInventory.objects.filter(pk=closed.pk).update(document="{}")
    append_only.guard(connection)
    forget(monkeypatch)
    with pytest.raises(queries.FrozenRecordDamaged):
        queries.calculated(closed)


def _delete(sql: str) -> Callable[[Inventory], None]:
    def run(inventory: Inventory) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [inventory.pk.hex if connection.vendor == "sqlite" else inventory.pk])

    return run


WRITES: dict[str, Callable[[Inventory], object]] = {
    "a row changed": lambda one: one.activities.update(amount=Decimal(1)),
    "a row deleted": lambda one: one.activities.all().delete(),
    "a row added": lambda one: Activity.objects.create(
        inventory=one, number=99, label="x", activity="electricity", amount=1, unit="kWh"
    ),
    "a row moved away": lambda one: one.activities.update(inventory=_other(one)),
    "a row moved in": lambda one: Activity.objects.filter(inventory=_other(one)).update(inventory=one),
    "the year": lambda one: Inventory.objects.filter(pk=one.pk).update(year=2020),
    "the state": lambda one: Inventory.objects.filter(pk=one.pk).update(status=InventoryStatus.DRAFT),
    "another acceptor": lambda one: Inventory.objects.filter(pk=one.pk).update(accepted_by=_somebody(one)),
    "the inventory": _delete("DELETE FROM inventories_inventory WHERE id = %s"),
    "the record": lambda one: FrozenInventory.objects.filter(pk=one.pk).update(document="{}"),
    "the record deleted": lambda one: FrozenInventory.objects.filter(pk=one.pk).delete(),
    "a line": lambda one: FrozenLine.objects.filter(inventory=one).update(co2e_mg=0),
    "a line deleted": lambda one: FrozenLine.objects.filter(inventory=one).delete(),
    "a line added": lambda one: FrozenLine.objects.create(
        inventory=one, line_id="x", activity="1", part="direct", category="x", method="both", co2e_mg=1
    ),
    "relevance": lambda one: one.relevance.create(category=1, relevance="estimated"),
    "accepted without a record": lambda one: Inventory.objects.filter(pk=_other(one).pk).update(
        status=InventoryStatus.ACCEPTED, accepted_at=one.accepted_at, submitted_at=one.submitted_at
    ),
}


def _other(inventory: Inventory) -> Inventory:
    found = Inventory.objects.filter(organisation=inventory.organisation, year=2023).first()
    assert found is not None
    return found


def _somebody(inventory: Inventory) -> Person:
    return Person.objects.exclude(pk__in=[inventory.accepted_by_id, inventory.submitted_by_id]).get()


@pytest.mark.parametrize("what", WRITES)
def test_the_database_refuses_what_would_move_it(
    what: str, closed: Inventory, bruno: Person, bakery: Organisation, carla: Person
) -> None:
    other = actions.create_inventory(organisation=bakery, year=2023, by=bruno)
    other.activities.create(number=1, label="x", activity="electricity", amount=1, unit="kWh")
    with pytest.raises(DatabaseError, match=r"accepted|frozen"), transaction.atomic():
        WRITES[what](closed)
    assert fresh(closed).status == InventoryStatus.ACCEPTED


def test_erasing_a_person_only_empties_the_link(closed: Inventory) -> None:
    Activity.objects.filter(inventory=closed).update(changed_by=None)
    Inventory.objects.filter(pk=closed.pk).update(submitted_by=None, accepted_by=None)
    assert queries.calculated(fresh(closed)).is_frozen


def test_an_open_inventory_is_as_free_as_before(inventory: Inventory, bruno: Person) -> None:
    found = filled(inventory, bruno)
    found.activities.update(note="free")
    found.activities.all().delete()
    assert not Activity.objects.exists()


def test_after_all_migrations_every_refusal_stands() -> None:
    assert guards.refusals(connection)
    assert guards.is_guarded(connection)


def test_migrating_sets_a_missing_refusal_again() -> None:
    guards.lift(connection)
    assert not guards.is_guarded(connection)
    call_command("migrate", verbosity=0, interactive=False)
    assert guards.is_guarded(connection)


def test_a_lifted_refusal_shows_in_what_the_doctor_asks() -> None:
    with connection.cursor() as cursor:
        place = "" if connection.vendor == "sqlite" else " ON inventories_frozenline"
        cursor.execute(f"DROP TRIGGER frozenline_no_update{place}")
    assert not append_only.is_guarded(connection)
    append_only.guard(connection)
    assert append_only.is_guarded(connection)


def test_an_inventory_from_another_tool_is_frozen_with_its_figures(
    inventory: Inventory, bruno: Person, ada: Person
) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    Inventory.objects.filter(pk=inventory.pk).update(kind=InventoryKind.EXTERNAL)
    ExternalFigures.objects.create(inventory=inventory, tool="ecocockpit", scope1_mg=12, scope3_mg=7)
    found = fresh(inventory)
    actions.submit(inventory=found, seen_revision=found.revision, by=bruno)
    actions.accept(inventory=found, seen_sha256=seal_now(found), by=ada)
    recorded = record_of(queries.calculated(fresh(found))).content["external"]
    assert (recorded["scope1_mg"], recorded["scope2_location_mg"], recorded["scope3_mg"]) == (12, None, 7)
    with pytest.raises(DatabaseError, match="accepted"), transaction.atomic():
        ExternalFigures.objects.filter(pk=found.pk).update(scope1_mg=0)
