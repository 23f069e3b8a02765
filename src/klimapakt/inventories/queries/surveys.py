"""Surveys of commuting: by inventory for members, by the token of the link for staff."""

from dataclasses import dataclass
from datetime import date

from klimapakt.inventories.enums import RowOrigin
from klimapakt.inventories.models import Activity, Inventory, Survey, SurveyAnswer
from klimapakt.inventories.surveying import is_over, result_of
from klimapakt.methods.commuting import Extrapolated


@dataclass(frozen=True, slots=True)
class SurveyState:
    """A survey with the number of its answers and, once it may be shown, its result."""

    survey: Survey
    answers: int
    is_over: bool
    result: Extrapolated | None
    rows: tuple[Activity, ...]

    @property
    def is_enough(self) -> bool:
        """Tell whether there are as many answers as the survey needs."""
        return self.answers >= self.survey.minimum_answers


def survey_of(inventory: Inventory) -> Survey | None:
    """Return the survey of an inventory."""
    return Survey.objects.filter(inventory=inventory).first()


def survey_by_token(token: str) -> Survey | None:
    """Return the survey a link leads to, with its organisation."""
    found = Survey.objects.filter(token=token).select_related("inventory__organisation")
    return found.first()


def state_of(survey: Survey, today: date) -> SurveyState:
    """Return how a survey stands; of the answers it tells nothing before it may."""
    answers = list(SurveyAnswer.objects.filter(survey=survey))
    rows = Activity.objects.filter(inventory=survey.inventory_id, origin=RowOrigin.SURVEY)
    return SurveyState(
        survey=survey,
        answers=len(answers),
        is_over=is_over(survey, today),
        result=result_of(survey, answers, today),
        rows=tuple(rows.order_by("number")),
    )


def commuting_rows_from_elsewhere(inventory: Inventory) -> int:
    """Return how many rows of the inventory tell of commuting but do not come from the survey."""
    commuting = Activity.objects.filter(inventory=inventory).exclude(origin=RowOrigin.SURVEY)
    own = commuting.filter(activity__in=("commute_car", "home_office_hour")).count()
    return own + commuting.filter(extras__purpose="commute").count()
