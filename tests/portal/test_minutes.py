"""Minutes of a step: counted without names, and not at all for who does not want it."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klimapakt.inventories import actions
from klimapakt.inventories.models import Inventory, QuestionnaireRun
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.reports import actions as reports
from klimapakt.reports.models import StepMinutes
from klimapakt.reports.rules import LEAST_MEASURED
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def brunos(bruno: Person, bakery: Organisation, sign_in: SignIn) -> Client:
    return sign_in(bruno)


@pytest.fixture
def run(inventory: Inventory, bruno: Person) -> QuestionnaireRun:
    return actions.begin_questions(inventory=inventory, key="office", by=bruno)


def answer(client: Client, run: QuestionnaireRun, minutes: str, **headers: str) -> None:
    address = reverse("portal:guided_question", args=[run.inventory_id, "electricity"])
    given = {"bought": "12,480", "seen": "0", "measured_minutes": minutes}
    assert client.post(address, given, headers=headers).status_code == 302


def test_the_minutes_of_an_answer_are_counted_in_their_month(brunos: Client, run: QuestionnaireRun) -> None:
    answer(brunos, run, "7")
    one = StepMinutes.objects.get()
    assert (one.step, one.minutes, one.count, one.month.day) == ("electricity", 8, 1, 1)


def test_who_has_switched_it_off_is_not_counted(brunos: Client, run: QuestionnaireRun) -> None:
    brunos.cookies["minutes"] = "no"
    answer(brunos, run, "7")
    assert not StepMinutes.objects.exists()


@pytest.mark.parametrize("header", ["Sec-GPC", "DNT"])
def test_a_browser_that_asks_not_to_be_followed_is_not_counted(
    header: str, brunos: Client, run: QuestionnaireRun
) -> None:
    answer(brunos, run, "7", **{header: "1"})
    assert not StepMinutes.objects.exists()


@pytest.mark.parametrize("minutes", ["", "-1", "7.5", "1441", "9" * 400, "seven", "\u0667"])
def test_what_no_page_sends_is_not_counted(minutes: str, brunos: Client, run: QuestionnaireRun) -> None:
    answer(brunos, run, minutes)
    assert not StepMinutes.objects.exists()


def test_nobody_counts_without_end(
    brunos: Client, run: QuestionnaireRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("klimapakt.portal.minutes._MOST_WITHIN", 0)
    answer(brunos, run, "7")
    assert not StepMinutes.objects.exists()


def test_the_public_page_names_the_minutes_once_enough_was_measured(dora: Client, pact: object) -> None:
    del pact
    assert "How much work it is" not in dora.get("/").content.decode()
    assert dora.get("/minutes.csv").status_code == 404
    today = timezone.localdate()
    for _number in range(LEAST_MEASURED):
        reports.count_minutes(step="submit", minutes=7, today=today)
    # The figure on the first page may be minutes old.
    cache.clear()
    assert "How much work it is" in dora.get("/").content.decode()
    assert "submit;" in dora.get("/minutes.csv").content.decode()
