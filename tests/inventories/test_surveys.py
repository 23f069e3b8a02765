"""The commuting survey: anonymous, closed for good, taken into the inventory once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import models
from django.utils import timezone

from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import SurveyFacts
from klimapakt.inventories.enums import CommuteMode
from klimapakt.inventories.models import Activity, Inventory, Survey, SurveyAnswer
from klimapakt.inventories.surveying import AnswersExist, NothingToShow, SurveyExists, SurveyOver
from klimapakt.methods.commuting import Commute
from klimapakt.people.models import Person
from tests.inventories.metering import answered, survey_of

pytestmark = pytest.mark.django_db

CAR, BUS, TRAIN = Commute("car", 10, 5), Commute("bus", 5, 3), Commute("long_distance_train", 80, 2, 3)


@pytest.fixture
def survey(inventory: Inventory) -> Survey:
    return survey_of(inventory, staff=12)


@pytest.fixture
def finished(survey: Survey, bruno: Person) -> Survey:
    answered(survey, CAR, CAR, CAR, BUS, BUS, BUS)
    return actions.close_survey(survey=survey, by=bruno)


def test_an_open_survey_shows_nothing_but_the_number_of_answers(survey: Survey) -> None:
    answered(survey, *[CAR] * 8)
    state = queries.state_of(survey, timezone.localdate())
    assert (state.answers, state.is_over, state.result) == (8, False, None)


def test_four_answers_show_nothing_even_when_closed(survey: Survey, bruno: Person) -> None:
    answered(survey, *[CAR] * 4)
    closed = actions.close_survey(survey=survey, by=bruno)
    assert queries.state_of(closed, timezone.localdate()).result is None
    with pytest.raises(NothingToShow):
        actions.take_survey(survey=closed, by=bruno)


def test_the_result_goes_into_scope_3_category_7(finished: Survey, bruno: Person) -> None:
    assert actions.take_survey(survey=finished, by=bruno) == 2
    rows = {row.origin_key: row for row in Activity.objects.all()}
    assert (rows["car"].activity, rows["car"].amount, rows["car"].unit) == ("commute_car", 26400, "km")
    assert (rows["bus"].activity, rows["bus"].amount, rows["bus"].unit) == ("bus_local", 7920, "pkm")
    assert rows["bus"].quality == "estimated"
    lines = queries.calculated(finished.inventory).result.lines
    assert {line.scope3_category for line in lines} == {7}


def test_taking_it_again_rewrites_the_same_rows(finished: Survey, bruno: Person) -> None:
    actions.take_survey(survey=finished, by=bruno)
    more = SurveyFacts(24, 220, Decimal(8), finished.closes_on)
    actions.change_survey(survey=finished, facts=more, by=bruno)
    actions.take_survey(survey=finished, by=bruno)
    assert sorted(Activity.objects.values_list("number", "amount")) == [(1, 52800), (2, 15840)]


def test_everybody_answered_is_calculated_and_not_estimated(inventory: Inventory, bruno: Person) -> None:
    survey = survey_of(inventory, staff=6)
    answered(survey, *[CAR] * 6)
    actions.take_survey(survey=actions.close_survey(survey=survey, by=bruno), by=bruno)
    assert Activity.objects.get().quality == "calculated"


@pytest.mark.parametrize("mode", CommuteMode.values)
def test_every_means_of_transport_can_be_calculated(mode: str, survey: Survey, bruno: Person) -> None:
    answered(survey, *[Commute(mode, 10, 3, 2)] * 5)
    closed = actions.close_survey(survey=survey, by=bruno)
    rows = actions.take_survey(survey=closed, by=bruno)
    assert rows == (1 if mode == CommuteMode.BICYCLE_OR_FOOT else 2)
    assert len(queries.calculated(closed.inventory).result.lines) >= rows


def test_a_rare_means_of_transport_makes_no_row_of_its_own(survey: Survey, bruno: Person) -> None:
    answered(survey, *[CAR] * 5, *[BUS] * 3, TRAIN)
    actions.take_survey(survey=actions.close_survey(survey=survey, by=bruno), by=bruno)
    assert set(Activity.objects.values_list("origin_key", flat=True)) == {"car", "other"}


def test_a_closed_survey_takes_no_answer_and_does_not_open_again(finished: Survey, bruno: Person) -> None:
    with pytest.raises(SurveyOver):
        answered(finished, CAR)
    later = SurveyFacts(12, 220, Decimal(8), timezone.localdate() + timedelta(days=90))
    changed = actions.change_survey(survey=finished, facts=later, by=bruno)
    assert changed.closes_on == finished.closes_on


def test_a_survey_whose_last_day_has_passed_is_over_and_stays_so(survey: Survey, bruno: Person) -> None:
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(SurveyOver):
        answered(survey, CAR)
    later = SurveyFacts(12, 220, Decimal(8), timezone.localdate() + timedelta(days=9))
    assert actions.change_survey(survey=survey, facts=later, by=bruno).closes_on < timezone.localdate()


def test_there_is_one_survey_per_inventory(survey: Survey, bruno: Person) -> None:
    facts = SurveyFacts(12, 220, Decimal(8), date(2030, 1, 1))
    with pytest.raises(SurveyExists):
        actions.open_survey(inventory=survey.inventory, facts=facts, by=bruno)


def test_a_survey_with_too_few_answers_can_be_thrown_away_and_others_cannot(
    survey: Survey, bruno: Person
) -> None:
    answered(survey, *[CAR] * 5)
    with pytest.raises(AnswersExist):
        actions.discard_survey(survey=survey, by=bruno)
    SurveyAnswer.objects.filter(pk=SurveyAnswer.objects.order_by("pk").first().pk).delete()  # type: ignore[union-attr]  # there are five
    actions.discard_survey(survey=survey, by=bruno)
    assert not SurveyAnswer.objects.exists()


def test_an_answer_leaves_no_trace_of_when_or_who(survey: Survey) -> None:
    before = AuditEvent.objects.count()
    answered(survey, CAR)
    assert AuditEvent.objects.count() == before
    kinds = {type(field) for field in SurveyAnswer._meta.get_fields()}
    assert not kinds & {models.DateTimeField, models.DateField, models.GenericIPAddressField}


def test_the_link_cannot_be_guessed(survey: Survey, carlas_inventory: Inventory) -> None:
    assert len(survey.token) >= 32
    assert survey_of(carlas_inventory).token != survey.token
