"""Appraisals on the pages of members: five fields, the result, bad input, files, all measures together."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from klimapakt.measures import actions
from klimapakt.measures.appraising import words
from klimapakt.measures.models import Appraisal
from klimapakt.methods.messages import Message
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.measures.appraising import appraised
from tests.measures.planning import plan_of

pytestmark = pytest.mark.django_db
FIVE = {
    "investment_eur": "10000",
    "quantity": "15000",
    "unit_price_eur": "0.08",
    "upkeep_eur": "200",
    "life_years": "8",
}


@pytest.fixture
def brunos(bruno: Person, sign_in: SignIn) -> Client:
    return sign_in(bruno)


def sent(client: Client, bakery: Organisation, **given: object) -> str:
    address = reverse("portal:appraisal_new", args=[plan_of(bakery).pk])
    return client.post(address, {**FIVE, **given}, follow=True).content.decode()


def test_five_fields_give_a_result_that_names_what_was_assumed(brunos: Client, bakery: Organisation) -> None:
    page = sent(brunos, bakery)
    appraisal = Appraisal.objects.get()
    assert appraisal.npv_eur == Decimal("-3536.79")
    assert "By money alone the investment does not pay" in page
    assert "Discount rate: 5 % a year. This is an assumption of the form" in page


def test_with_and_without_funding_stand_beside_each_other(brunos: Client, bakery: Organisation) -> None:
    page = sent(brunos, bakery, grant_eur="2000")
    assert "−1,537\u202fEUR" in page
    assert "−3,537\u202fEUR" in page


def test_funding_that_is_not_approved_is_named(brunos: Client, bakery: Organisation, bruno: Person) -> None:
    grant = actions.GrantFacts("City grant", amount_eur=Decimal(2000))
    actions.save_grant(measure=plan_of(bakery), facts=grant, by=bruno)
    assert "Not approved yet: City grant" in sent(brunos, bakery, grant_eur="2000")


def test_the_form_begins_with_what_the_measure_knows(
    brunos: Client, bakery: Organisation, bruno: Person
) -> None:
    measure = plan_of(bakery)
    actions.save_grant(measure=measure, facts=actions.GrantFacts("A", amount_eur=Decimal(1234)), by=bruno)
    page = brunos.get(reverse("portal:appraisal_new", args=[measure.pk])).content.decode()
    assert 'name="grant_eur" value="1,234"' in page
    assert 'name="tonnes" value="1"' in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"life_years": "0"}, "A number above zero is needed here."),
        ({"discount_percent": "-100"}, "A rate has to be above"),
        ({"discount_percent": "abc"}, "“abc” is not a number"),
        ({"investment_eur": "-5"}, "The amount cannot be negative"),
        ({"change_energy": "3"}, "Say where this change of prices comes from"),
        ({"horizon_years": "60"}, "Enter whole years from 1 to 50."),
        ({"line_count": "1", "line-0-name": "Pump"}, "Please enter this figure."),
        (
            {
                "line_count": "1",
                "line-0-name": "Pump",
                "line-0-quantity": "1",
                "line-0-unit_price_eur": "9",
                "line-0-timing": "once",
                "line-0-number": "9",
            },
            "This would fall due after the last year",
        ),
        ({"line_count": "10000"}, "and there are 10000"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_nothing_entered_is_lost(
    brunos: Client, bakery: Organisation, given: dict[str, str], told: str
) -> None:
    page = sent(brunos, bakery, effects="Less noise in the yard", **given)
    assert told in page
    assert "Less noise in the yard" in page
    assert 'value="15000"' in page
    assert not Appraisal.objects.exists()


def test_payments_without_a_change_of_sign_have_no_rate_of_return(
    brunos: Client, bakery: Organisation
) -> None:
    page = sent(brunos, bakery, unit_price_eur="0", upkeep_eur="10")
    assert "The payments never change their sign" in page


def test_several_rates_of_return_are_all_named_and_none_is_a_criterion(
    brunos: Client, bakery: Organisation
) -> None:
    line = {"line_count": "1", "line-0-name": "Dismantling", "line-0-sign": "-1", "line-0-quantity": "1"}
    line |= {"line-0-unit_price_eur": "10000", "line-0-timing": "once", "line-0-number": "2"}
    first = {"investment_eur": "1600", "quantity": "1", "unit_price_eur": "0", "upkeep_eur": ""}
    second = {"line-1-name": "Sale", "line-1-sign": "1", "line-1-quantity": "1", "line-1-number": "1"}
    second |= {"line-1-unit_price_eur": "10000", "line-1-timing": "once", "life_years": "2"}
    page = sent(brunos, bakery, **{**first, **line, **second, "line_count": "2"})
    assert "25%; 400%" in page
    assert "none is a criterion" in page


def test_a_payment_is_added_by_a_button_without_losing_anything(brunos: Client, bakery: Organisation) -> None:
    page = sent(brunos, bakery, investment_eur="nonsense", do="add_line")
    assert 'name="line-0-name"' in page
    assert 'value="nonsense"' in page
    assert "needs your attention" not in page


def test_a_payment_is_taken_off_and_the_others_move_up(brunos: Client, bakery: Organisation) -> None:
    lines = {"line_count": "2", "line-0-name": "First", "line-1-name": "Second"}
    page = sent(brunos, bakery, do="remove_line-0", **lines)
    assert 'name="line-0-name" value="Second"' in page
    assert "First" not in page


def test_a_scenario_of_the_form_reaches_the_result(brunos: Client, bakery: Organisation) -> None:
    scenario = {"scenario_count": "1", "scenario-0-name": "Worst", "scenario-0-saving_percent": "80"}
    page = sent(brunos, bakery, **scenario)
    assert "Worst" in page
    assert "As planned, the most likely case" in page


def test_numbers_in_reasons_are_written_as_the_language_of_the_page_writes_them() -> None:
    message = Message("any", "%(value)s EUR on %(day)s", {"value": "-1013.65", "day": date(2026, 1, 2)})
    with override("de"):
        assert words.localised(message).text() == "−1.013,65 EUR on 2.\u00a0Januar 2026"


def test_the_tests_of_the_law_show_no_raw_numbers(brunos: Client, bakery: Organisation) -> None:
    law = sent(brunos, bakery).split('id="law"')[1].split("</section>")[0]
    assert "net present value is −" in law
    assert re.search(r"(?<![\d-])-\d", law) is None


def test_the_tests_of_the_law_cite_their_sources_in_the_language_of_the_page(
    brunos: Client, bakery: Organisation
) -> None:
    assert "BAFA Merkblatt of 1 October 2025; seen 2026-11-22" in sent(brunos, bakery)
    brunos.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    address = reverse("portal:appraisal_version", args=[plan_of(bakery).pk, 1])
    law = brunos.get(address).content.decode().split('id="law"')[1].split("</section>")[0]
    assert "BAFA-Merkblatt vom 1. Oktober 2025; abgerufen am 22.11.2026" in law
    assert "; seen " not in law


def test_an_earlier_version_is_shown_as_such(brunos: Client, bakery: Organisation) -> None:
    measure = plan_of(bakery)
    appraised(measure)
    appraised(measure)
    page = brunos.get(reverse("portal:appraisal_version", args=[measure.pk, 1])).content.decode()
    assert "An earlier version" in page


def test_a_version_that_never_was_is_not_found(brunos: Client, bakery: Organisation) -> None:
    assert brunos.get(reverse("portal:appraisal_version", args=[plan_of(bakery).pk, 7])).status_code == 404


@pytest.mark.parametrize(
    ("name", "begins"),
    [("appraisal_report", b"%PDF"), ("appraisal_workbook", b"PK"), ("appraisal_case", b"{")],
)
def test_the_files_of_an_appraisal_are_what_they_say(
    brunos: Client, bakery: Organisation, name: str, begins: bytes
) -> None:
    appraisal = appraised(plan_of(bakery))
    given = [appraisal.measure_id, appraisal.number, *(["de"] if name == "appraisal_report" else [])]
    answer = brunos.get(reverse(f"portal:{name}", args=given))
    assert answer.content.startswith(begins)
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("name", ["appraisal", "appraisal_new", "appraisal_report", "appraisal_workbook"])
def test_carla_finds_nothing_of_brunos(
    carla: Person, bakery: Organisation, sign_in: SignIn, name: str
) -> None:
    appraisal = appraised(plan_of(bakery))
    given: dict[str, list[object]] = {
        "appraisal_report": [appraisal.measure_id, 1, "de"],
        "appraisal_workbook": [appraisal.measure_id, 1],
    }
    address = reverse(f"portal:{name}", args=given.get(name, [appraisal.measure_id]))
    assert sign_in(carla).get(address).status_code == 404


def test_all_measures_stand_beside_each_other_and_one_without_a_value_says_why(
    brunos: Client, bakery: Organisation, bruno: Person
) -> None:
    appraised(plan_of(bakery))
    actions.plan_measure(organisation=bakery, facts=actions.PlanFacts("Solar", "renewables"), by=bruno)
    page = brunos.get(reverse("portal:appraisals", args=[bakery.pk])).content.decode()
    assert "outdone by none" in page
    assert "By money alone it does not pay" in page
    assert "Not appraised yet." in page


def test_the_page_of_all_measures_asks_the_database_as_often_for_many(
    brunos: Client,
    bakery: Organisation,
    bruno: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    appraised(plan_of(bakery))
    address = reverse("portal:appraisals", args=[bakery.pk])
    brunos.get(address)
    with CaptureQueriesContext(connection) as few:
        brunos.get(address)
    for number in range(5):
        facts = actions.PlanFacts(f"Plan {number}", "heat")
        appraised(actions.plan_measure(organisation=bakery, facts=facts, by=bruno))
    with django_assert_num_queries(len(few)):
        brunos.get(address)
