"""The survey as the member sees it: open, pass on, close, take over."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from klimapakt.inventories import actions
from klimapakt.inventories.models import Activity, Inventory, Survey
from klimapakt.methods.commuting import Commute
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.metering import answered, survey_of

pytestmark = pytest.mark.django_db

CAR = Commute("car", 10, 5)


@pytest.fixture
def browser(sign_in: SignIn, bruno: Person, inventory: Inventory) -> Client:
    return sign_in(bruno)


def address(inventory: Inventory, rest: str = "") -> str:
    return f"/portal/inventories/{inventory.pk}/survey/{rest}"


def facts(days: int = 14) -> dict[str, object]:
    closes = timezone.localdate() + timedelta(days=days)
    return {"staff": 20, "workdays": 220, "hours_per_day": "7.8", "closes_on": closes.isoformat()}


def test_opening_gives_a_link_and_a_text_in_both_languages(browser: Client, inventory: Inventory) -> None:
    page = browser.post(address(inventory), facts(), follow=True).content.decode()
    assert f"http://testserver/survey/{Survey.objects.get().token}/" in page
    assert "Wie kommen Sie zur Arbeit?" in page
    assert "How do you come to work?" in page


def test_working_days_and_hours_are_asked_for_and_never_assumed(
    browser: Client, inventory: Inventory
) -> None:
    page = browser.get(address(inventory)).content.decode()
    assert 'value="220"' not in page
    assert browser.post(address(inventory), {**facts(), "workdays": ""}).status_code == 200
    assert not Survey.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"staff": 0}, "greater than or equal to 1"),
        ({"hours_per_day": "25"}, "at most 24"),
        ({"workdays": 400}, "366"),
    ],
)
def test_what_cannot_be_is_refused(
    wrong: dict[str, object], sentence: str, browser: Client, inventory: Inventory
) -> None:
    page = browser.post(address(inventory), {**facts(), **wrong}).content.decode()
    assert sentence in page
    assert not Survey.objects.exists()


def test_the_last_day_lies_ahead(browser: Client, inventory: Inventory) -> None:
    assert "has passed" in browser.post(address(inventory), facts(-1)).content.decode()
    assert "within a year" in browser.post(address(inventory), facts(400)).content.decode()


def test_while_it_is_open_only_the_number_of_answers_is_seen(browser: Client, inventory: Inventory) -> None:
    answered(survey_of(inventory), *[CAR] * 7)
    page = browser.get(address(inventory)).content.decode()
    assert "7 of 20 have answered" in page
    assert "26,400" not in page
    assert "Share" not in page


def test_closing_shows_the_result_and_taking_it_over_makes_rows(
    browser: Client, inventory: Inventory
) -> None:
    answered(survey_of(inventory), *[CAR] * 7)
    browser.post(address(inventory, "close/"))
    page = browser.get(address(inventory)).content.decode()
    assert "The response rate is 35%" in page
    assert "88,000 km" in page.replace("\xa0", " ")
    browser.post(address(inventory, "take-over/"))
    assert Activity.objects.get().amount == 88000
    assert "1 row of this survey counts" in browser.get(address(inventory)).content.decode()


def test_too_few_answers_show_nothing_and_can_be_thrown_away(browser: Client, inventory: Inventory) -> None:
    answered(survey_of(inventory), *[CAR] * 4)
    browser.post(address(inventory, "close/"))
    page = browser.get(address(inventory)).content.decode()
    assert "nothing is shown" in page
    browser.post(address(inventory, "take-over/"))
    assert not Activity.objects.exists()
    browser.post(address(inventory, "discard/"))
    assert not Survey.objects.exists()


def test_other_rows_about_commuting_are_pointed_out(
    browser: Client, inventory: Inventory, bruno: Person
) -> None:
    survey = survey_of(inventory)
    answered(survey, *[CAR] * 5)
    actions.close_survey(survey=survey, by=bruno)
    actions.take_survey(survey=survey, by=bruno)
    assert "Perhaps counted twice" not in browser.get(address(inventory)).content.decode()
    Activity.objects.update(origin="entry", origin_key="")
    assert "Perhaps counted twice" in browser.get(address(inventory)).content.decode()


def test_opening_twice_has_one_effect(browser: Client, inventory: Inventory) -> None:
    for _press in range(2):
        browser.post(address(inventory), facts())
    assert Survey.objects.count() == 1
