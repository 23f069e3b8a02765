"""From a survey of commuting to rows of an inventory: when it is over, what it may show, what it comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language

from klimapakt.inventories.derivations import derivation, plain
from klimapakt.inventories.drafts import Draft, storable
from klimapakt.inventories.enums import Quality
from klimapakt.inventories.models import Survey, SurveyAnswer
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.catalogue import activities
from klimapakt.methods.commuting import OTHER, TRAVEL, Commute, Extrapolated, Frame, Group, extrapolate
from klimapakt.methods.messages import Message, gettext_noop

HOME_OFFICE = "home_office"
"""The key of the row for work at home, beside the keys of the means of transport."""

_SOURCE = "commuting survey"


class SurveyOver(NotPossible):
    """The survey takes no more answers."""

    def __init__(self) -> None:
        template = gettext_noop("This survey is closed. It takes no more answers and cannot be opened again.")
        super().__init__(Message("survey_over", template))


class SurveyExists(NotPossible):
    """There is a survey for this inventory already."""

    def __init__(self) -> None:
        template = gettext_noop("There is already a survey for this inventory. Nothing was changed.")
        super().__init__(Message("survey_exists", template))


class NothingToShow(NotPossible):
    """The survey is still open or has too few answers."""

    def __init__(self, minimum: int) -> None:
        template = gettext_noop(
            "There is a result once the survey is closed and has at least %(minimum)s answers."
        )
        super().__init__(Message("survey_shows_nothing", template, {"minimum": minimum}))


class AnswersExist(NotPossible):
    """A survey with enough answers is not thrown away."""

    def __init__(self) -> None:
        template = gettext_noop("This survey has enough answers, so it cannot be discarded.")
        super().__init__(Message("survey_has_answers", template))


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row that a survey makes: its key, the row, how the amount was found."""

    key: str
    draft: Draft
    derivation: dict[str, object]


def is_over(survey: Survey, today: date) -> bool:
    """Tell whether the survey was closed or its last day has passed."""
    return survey.closed_at is not None or survey.closes_on < today


def result_of(survey: Survey, answers: Iterable[SurveyAnswer], today: date) -> Extrapolated | None:
    """Return what the survey comes to; None while it is open or has too few answers."""
    listed = list(answers)
    if not is_over(survey, today) or len(listed) < survey.minimum_answers:
        return None
    commutes = [
        Commute(
            answer.mode,
            answer.km_one_way,
            answer.days_per_week,
            answer.home_office_days,
            answer.persons_in_car,
        )
        for answer in listed
    ]
    return extrapolate(commutes, frame_of(survey))


def frame_of(survey: Survey) -> Frame:
    """Return what the company stated about its staff."""
    return Frame(survey.staff, survey.workdays, survey.hours_per_day)


def rows_of_result(result: Extrapolated, survey: Survey) -> list[SurveyRow]:
    """Return the rows the result makes, largest group first; who walks or cycles makes none."""
    quality = Quality.CALCULATED if result.is_complete else Quality.ESTIMATED
    rows = [
        _row_of_group(group, result, survey, quality)
        for group in result.groups
        if TRAVEL[group.mode].activity and group.km
    ]
    if result.home_office is not None:
        hours = result.home_office.hours
        draft = _draft("home_office_hour", hours, "h", quality)
        template = gettext_noop(
            "Commuting survey: %(answers)s of %(asked)s answers name days at home, "
            "extrapolated to %(staff)s staff."
        )
        values = {"answers": result.home_office.answers, "asked": result.answers, "staff": result.staff}
        rows.append(_row(HOME_OFFICE, draft, Message("survey_home_office", template, values), survey, result))
    return rows


def _row_of_group(group: Group, result: Extrapolated, survey: Survey, quality: str) -> SurveyRow:
    travel = TRAVEL[group.mode]
    draft = _draft(travel.activity, group.km, travel.unit, quality)
    values: dict[str, object] = {
        "answers": group.answers,
        "asked": result.answers,
        "staff": result.staff,
    }
    if group.mode == OTHER:
        template = gettext_noop(
            "Commuting survey: means of transport that fewer than three named, counted as journeys by car; "
            "%(answers)s of %(asked)s answers, extrapolated to %(staff)s staff."
        )
    else:
        template = gettext_noop(
            "Commuting survey: %(answers)s of %(asked)s answers, extrapolated to %(staff)s staff."
        )
    return _row(group.mode, draft, Message("survey_group", template, values), survey, result)


def _row(key: str, draft: Draft, sentence: Message, survey: Survey, result: Extrapolated) -> SurveyRow:
    formula = f"Σ km × 2 × days / 5 × {survey.workdays} × {survey.staff} / {result.answers}"
    if key == HOME_OFFICE:
        hours = plain(survey.hours_per_day)
        formula = f"Σ days / 5 × {survey.workdays} × {hours} h × {survey.staff} / {result.answers}"
    return SurveyRow(key, draft, derivation(sentence, formula=formula, source=_SOURCE))


def _draft(activity: str, amount: Decimal, unit: str, quality: str) -> Draft:
    is_commute = activity in {"commute_car", "home_office_hour"}
    return Draft(
        row_number=0,
        site="",
        label=_label(activity),
        amount=storable(amount),
        unit=unit,
        activity=activity,
        quality=quality,
        extras={} if is_commute else {"purpose": "commute"},
    )


def _label(activity: str) -> str:
    known = activities()[activity]
    return known.label_de if (get_language() or "de").startswith("de") else known.label_en
