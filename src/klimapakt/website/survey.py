"""The public page of a commuting survey: no account, no tracking, one screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from klimapakt.inventories import actions, queries
from klimapakt.inventories.models import Survey
from klimapakt.inventories.surveying import SurveyOver, is_over
from klimapakt.website.limits import may_go_on
from klimapakt.website.survey_form import CommuteForm

ANSWERS_PER_ADDRESS = 100
"""Answers from one address of the network within ten minutes."""

_SALT = "klimapakt.website.survey"
_THANKS = "thanks"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """Ask how somebody comes to work; closed, answered and unknown links each say so calmly."""
    found = queries.survey_by_token(token)
    if found is None:
        return render(request, "website/survey_unknown.html", status=404)
    context: dict[str, object] = {"survey": found, "organisation": found.inventory.organisation}
    if is_over(found, timezone.localdate()):
        return render(request, "website/survey_over.html", context)
    if _has_answered(request, found):
        return render(request, "website/survey_answered.html", {**context, "is_new": _THANKS in request.GET})
    form = CommuteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _keep(request, found, form, context)
    return render(request, "website/survey.html", {**context, "form": form})


def _keep(request: HttpRequest, found: Survey, form: CommuteForm, context: dict[str, object]) -> HttpResponse:
    if not may_go_on(request, "survey", ANSWERS_PER_ADDRESS):
        return render(request, "website/survey_busy.html", context, status=429)
    try:
        actions.answer_survey(survey=found, answer=form.commute())
    except SurveyOver:
        return render(request, "website/survey_over.html", context)
    response = redirect(f"{request.path}?{_THANKS}")
    _remember(response, request, found)
    return response


def _remember(response: HttpResponse, request: HttpRequest, found: Survey) -> None:
    """Leave a note on the device that this survey was answered: that and nothing else."""
    days = (found.closes_on - timezone.localdate()).days + 1
    response.set_signed_cookie(
        _cookie_of(found),
        "answered",
        salt=_SALT,
        max_age=days * 24 * 60 * 60,
        path=request.path,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _has_answered(request: HttpRequest, found: Survey) -> bool:
    return request.get_signed_cookie(_cookie_of(found), default=None, salt=_SALT) is not None


def _cookie_of(found: Survey) -> str:
    return f"survey-{found.pk.hex[:12]}"
