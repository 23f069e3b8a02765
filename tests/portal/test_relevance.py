"""The relevance screen: one answer at a time, reasons, contradictions, two people at once."""

import pytest
from django.test import Client

from klimapakt.inventories import actions
from klimapakt.inventories.actions import Assessment
from klimapakt.inventories.enums import Relevance
from klimapakt.inventories.models import Inventory, RelevanceAnswer
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.tables import ELECTRICITY, taken_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in: SignIn, bruno: Person, inventory: Inventory) -> Client:
    return sign_in(bruno)


def answer(browser: Client, inventory: Inventory, **entered: object) -> str:
    address = f"/portal/inventories/{inventory.pk}/relevance/"
    response = browser.post(address, {"revision": 0, "reason": "", **entered}, follow=True)
    return response.content.decode()


def test_all_fifteen_categories_stand_in_plain_words(browser: Client, inventory: Inventory) -> None:
    page = browser.get(f"/portal/inventories/{inventory.pk}/relevance/").content.decode()
    assert page.count('class="category"') == 15
    assert "0 of 15 looked at" in page
    assert "How your staff come to work" in page


def test_examples_fit_the_sector(browser: Client, inventory: Inventory) -> None:
    inventory.organisation.sector = "55.10 Hotels"
    inventory.organisation.save()
    page = browser.get(f"/portal/inventories/{inventory.pk}/relevance/").content.decode()
    assert "Food, drinks, laundry" in page


def test_an_answer_is_saved_and_counted(browser: Client, inventory: Inventory) -> None:
    page = answer(browser, inventory, category=14, relevance="not_relevant", reason="no franchise")
    assert "1 of 15 looked at" in page
    assert "Reason: no franchise" in page


def test_not_relevant_without_a_reason_is_said_at_the_field(browser: Client, inventory: Inventory) -> None:
    page = answer(browser, inventory, category=14, relevance="not_relevant")
    assert 'href="#id_14_reason"' in page
    assert not RelevanceAnswer.objects.exists()


@pytest.mark.parametrize("category", ["0", "16", "x", "", "9" * 30])
def test_a_category_that_does_not_exist_is_refused(
    category: str, browser: Client, inventory: Inventory
) -> None:
    assert "one of the fifteen" in answer(browser, inventory, category=category, relevance="open")


def test_the_second_sees_both_answers_and_loses_nothing(
    browser: Client, inventory: Inventory, ada: Person
) -> None:
    first = Assessment(6, Relevance.ESTIMATED, "few trips", 0)
    actions.assess_category(inventory=inventory, assessment=first, by=ada)
    page = answer(browser, inventory, category=6, relevance="measured", reason="mine")
    assert "few trips" in page
    assert "mine" in page
    assert RelevanceAnswer.objects.get().reason == "few trips"
    answer(browser, inventory, category=6, relevance="measured", reason="mine", revision=1)
    assert RelevanceAnswer.objects.get().reason == "mine"


def test_a_contradiction_is_shown_here_and_counted(
    browser: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    page = answer(browser, inventory, category=3, relevance="not_relevant", reason="small")
    assert "is called not relevant, but the inventory holds data" in page


def test_the_page_of_the_inventory_leads_here(browser: Client, inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    page = browser.get(f"/portal/inventories/{inventory.pk}/").content.decode()
    assert "0 of 15 categories looked at" in page
