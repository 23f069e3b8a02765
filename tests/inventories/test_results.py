"""The page's result is the shell's result, and people see the inventories of their own organisation only."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser

from klimapakt.inventories import queries
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.methods.inventory import calculate
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.inventories.tables import DIESEL, ELECTRICITY, GAS, kept, taken_over
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db


def test_a_person_sees_the_own_inventories_and_no_others(
    bruno: Person, inventory: Inventory, carlas_inventory: Inventory
) -> None:
    assert list(queries.visible_to(bruno)) == [inventory]


def test_nobody_sees_an_inventory_without_signing_in(inventory: Inventory) -> None:
    assert not queries.visible_to(AnonymousUser()).exists()


def test_the_press_role_sees_no_inventory(ada: Person, bakery: Organisation, inventory: Inventory) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.PRESS, by=None)
    assert not queries.visible_to(ada).exists()


def test_who_may_only_read_may_not_edit(ada: Person, bakery: Organisation, inventory: Inventory) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    assert list(queries.visible_to(ada)) == [inventory]
    assert not queries.editable_by(ada).exists()


def test_the_result_is_what_the_shell_prints_for_the_same_case(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY, GAS, DIESEL)
    case = queries.case_of(inventory, queries.rows_of(inventory))
    by_shell = calculate(json.loads(json.dumps(case)))
    assert queries.calculated(inventory).result.as_json() == by_shell.as_json()


def test_each_line_leads_to_the_row_it_comes_from(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY, GAS)
    calculated = queries.calculated(inventory)
    assert {calculated.row_of[line.activity].label for line in calculated.result.lines} == {
        "Electricity",
        "Natural gas",
    }


def test_several_inventories_take_the_same_few_queries_however_many_there_are(
    inventory: Inventory, carlas_inventory: Inventory, bruno: Person, carla: Person, query_count: QueryCount
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    taken_over(carlas_inventory, carla, GAS)
    # What decides whether they are kept (changes, sites), then sites and rows to calculate with.
    assert query_count(lambda: queries.calculated_each([inventory, carlas_inventory])) == 4


def test_the_progress_counts_rows_and_waiting_files_apart(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY, GAS)
    kept(inventory, bruno, DIESEL)
    found = queries.with_progress(Inventory.objects.all()).get()
    assert (found.row_count, found.waiting_count) == (2, 1)  # type: ignore[attr-defined]  # added by the query


def test_what_the_database_holds_is_what_was_checked(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, GAS)
    row = Activity.objects.get()
    assert queries.case_of(inventory, [row])["activities"] == [
        {
            "id": "1",
            "amount": "120000",
            "unit": "kWh_Hs",
            "site": "Bakehouse",
            "activity": "natural_gas",
            "period_start": "2024-01-01",
            "period_end": "2024-12-31",
            "quality": "billed",
        }
    ]
