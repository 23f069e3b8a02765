"""Fifteen categories of scope 3: always all of them, each with a reason where it is dismissed."""

import pytest

from klimapakt.inventories import actions, queries, rules
from klimapakt.inventories.actions import Assessment
from klimapakt.inventories.enums import InventoryStatus, Relevance
from klimapakt.inventories.models import Inventory, RelevanceAnswer
from klimapakt.inventories.relevance import ReasonMissing, RelevanceChanged
from klimapakt.people.models import Person
from tests.inventories.tables import ELECTRICITY, taken_over

pytestmark = pytest.mark.django_db


def test_there_are_fifteen_categories_before_anybody_answered(inventory: Inventory) -> None:
    found = queries.relevance_of(inventory)
    assert [entry.category for entry in found] == list(range(1, 16))
    assert all(entry.is_open and entry.finding is None for entry in found)
    assert queries.categories_looked_at(inventory) == 0


def test_not_relevant_needs_a_reason(inventory: Inventory, bruno: Person) -> None:
    with pytest.raises(ReasonMissing):
        actions.assess_category(
            inventory=inventory, assessment=Assessment(14, Relevance.NOT_RELEVANT, "  ", 0), by=bruno
        )
    assert not RelevanceAnswer.objects.exists()


def test_an_answer_counts_as_a_change_of_the_inventory(inventory: Inventory, bruno: Person) -> None:
    answer = Assessment(14, Relevance.NOT_RELEVANT, "no franchise", 0)
    actions.assess_category(inventory=inventory, assessment=answer, by=bruno)
    inventory.refresh_from_db()
    assert inventory.revision == 1
    assert queries.categories_looked_at(inventory) == 1


def test_who_was_slower_overwrites_nothing(inventory: Inventory, bruno: Person, ada: Person) -> None:
    first = Assessment(1, Relevance.ESTIMATED, "", 0)
    actions.assess_category(inventory=inventory, assessment=first, by=ada)
    with pytest.raises(RelevanceChanged) as refused:
        actions.assess_category(
            inventory=inventory, assessment=Assessment(1, Relevance.MEASURED, "", 0), by=bruno
        )
    assert refused.value.current is not None
    assert refused.value.current.relevance == Relevance.ESTIMATED


def test_a_category_with_rows_that_is_called_not_relevant_is_a_finding(
    inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    dismissed = Assessment(3, Relevance.NOT_RELEVANT, "too small", 0)
    actions.assess_category(inventory=inventory, assessment=dismissed, by=bruno)
    entry = queries.relevance_of(inventory)[2]
    assert (entry.rows, entry.co2e_mg > 0) == (1, True)
    assert entry.finding is not None
    assert entry.finding.code == "not_relevant_with_rows"


def test_a_category_with_data_but_without_rows_is_a_finding(inventory: Inventory, bruno: Person) -> None:
    actions.assess_category(
        inventory=inventory, assessment=Assessment(6, Relevance.MEASURED, "", 0), by=bruno
    )
    finding = queries.relevance_of(inventory)[5].finding
    assert finding is not None
    assert finding.code == "relevant_without_rows"


def test_a_submitted_inventory_takes_no_answer(inventory: Inventory, bruno: Person) -> None:
    Inventory.objects.filter(pk=inventory.pk).update(status=InventoryStatus.SUBMITTED)
    with pytest.raises(rules.InventoryClosed):
        actions.assess_category(
            inventory=inventory, assessment=Assessment(6, Relevance.OPEN, "", 0), by=bruno
        )
