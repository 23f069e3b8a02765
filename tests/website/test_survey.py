"""The public page of the survey: anybody with the link, once per device, and nothing about anybody."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from klimapakt.inventories import actions
from klimapakt.inventories.models import Inventory, Survey, SurveyAnswer
from klimapakt.website import survey as page_of_survey
from tests.inventories.metering import survey_of

pytestmark = pytest.mark.django_db

ANSWER = {
    "mode": "car",
    "km_one_way": "12",
    "days_per_week": "4",
    "home_office_days": "1",
    "persons_in_car": "2",
}


@pytest.fixture
def survey(inventory: Inventory) -> Survey:
    cache.clear()
    return survey_of(inventory)


def address(survey: Survey) -> str:
    return f"/survey/{survey.token}/"


def test_anybody_with_the_link_answers_without_an_account(dora: Client, survey: Survey) -> None:
    page = dora.post(address(survey), ANSWER, follow=True).content.decode()
    assert "your answer has arrived" in page
    answer = SurveyAnswer.objects.get()
    assert (answer.mode, answer.km_one_way, answer.persons_in_car) == ("car", 12, 2)


def test_empty_fields_mean_none_and_alone(dora: Client, survey: Survey) -> None:
    dora.post(address(survey), {"mode": "car", "km_one_way": "0", "days_per_week": "0"})
    answer = SurveyAnswer.objects.get()
    assert (answer.home_office_days, answer.persons_in_car) == (0, 1)


def test_people_in_the_car_count_in_a_car_only(dora: Client, survey: Survey) -> None:
    dora.post(address(survey), {**ANSWER, "mode": "bus"})
    assert SurveyAnswer.objects.get().persons_in_car == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"mode": "rocket"},
        {"mode": ""},
        {"km_one_way": "-1"},
        {"km_one_way": "1001"},
        {"km_one_way": "weit"},
        {"days_per_week": "8"},
        {"days_per_week": "5", "home_office_days": "3"},
        {"persons_in_car": "0"},
        {"km_one_way": "9" * 400},
    ],
)
def test_what_cannot_be_is_refused_and_kept_in_the_form(
    wrong: dict[str, str], dora: Client, survey: Survey
) -> None:
    answer = dora.post(address(survey), {**ANSWER, **wrong})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not SurveyAnswer.objects.exists()


def test_the_same_device_answers_once(dora: Client, survey: Survey) -> None:
    dora.post(address(survey), ANSWER)
    assert "You have answered already" in dora.get(address(survey)).content.decode()
    dora.post(address(survey), ANSWER)
    assert SurveyAnswer.objects.count() == 1


def test_a_forged_cookie_counts_as_none(dora: Client, survey: Survey) -> None:
    dora.cookies[f"survey-{survey.pk.hex[:12]}"] = "answered"
    assert "You have answered already" not in dora.get(address(survey)).content.decode()


def test_only_the_token_the_language_and_the_note_are_left_on_the_device(
    dora: Client, survey: Survey
) -> None:
    dora.post(address(survey), ANSWER, follow=True)
    assert set(dora.cookies) <= {"csrftoken", f"survey-{survey.pk.hex[:12]}"}
    note = dora.cookies[f"survey-{survey.pk.hex[:12]}"]
    assert (note["httponly"], note["samesite"], note["path"]) == (True, "Lax", address(survey))


def test_a_closed_an_expired_and_an_unknown_link_each_say_so(
    dora: Client, survey: Survey, carlas_inventory: Inventory
) -> None:
    actions.close_survey(survey=survey, by=None)
    expired = survey_of(carlas_inventory)
    Survey.objects.filter(pk=expired.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    for link in (address(survey), address(expired)):
        answer = dora.post(link, ANSWER)
        assert (answer.status_code, "This survey is closed" in answer.content.decode()) == (200, True)
    unknown = dora.get("/survey/no-such-token/")
    assert (unknown.status_code, "leads to no survey" in unknown.content.decode()) == (404, True)
    assert not SurveyAnswer.objects.exists()


def test_too_many_answers_from_one_address_have_to_wait(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_of_survey, "ANSWERS_PER_ADDRESS", 2)
    statuses = [
        Client(headers={"accept-language": "en"}).post(address(survey), ANSWER).status_code for _ in range(3)
    ]
    assert statuses == [302, 302, 429]
    assert SurveyAnswer.objects.count() == 2


def test_a_post_without_its_token_is_refused(survey: Survey) -> None:
    assert Client(enforce_csrf_checks=True).post(address(survey), ANSWER).status_code == 403


def test_the_page_is_not_for_search_engines_nor_for_caches(dora: Client, survey: Survey) -> None:
    answer = dora.get(address(survey))
    assert "noindex" in answer.content.decode()
    assert "no-store" in answer.headers["cache-control"]
