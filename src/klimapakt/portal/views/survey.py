"""The commuting survey of an inventory: open it, pass the link on, close it, take the result over."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import day
from klimapakt.inventories import actions, queries
from klimapakt.inventories.enums import CommuteMode
from klimapakt.inventories.models import Inventory, Survey
from klimapakt.inventories.queries import SurveyState
from klimapakt.inventories.rules import NotPossible
from klimapakt.inventories.surveying import SurveyRow, rows_of_result
from klimapakt.methods.commuting import OTHER, TRAVEL, Group
from klimapakt.methods.refusal import Refused
from klimapakt.portal.access import (
    MemberRequest,
    calculated_inventory_for,
    can_edit,
    editable_inventory_for,
    member_page,
)
from klimapakt.portal.forms.survey import SurveyForm


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """One means of transport in the result, in words."""

    group: Group
    name: str
    percent: float
    unit: str


@member_page("GET", "HEAD", "POST")
def show(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Show the survey in whatever state it is; without one, offer to open it."""
    inventory = (
        editable_inventory_for(request, pk)
        if request.method == "POST"
        else calculated_inventory_for(request, pk)
    )
    survey = queries.survey_of(inventory)
    if survey is None:
        return _begin(request, inventory)
    if request.method == "POST":
        messages.info(request, _("There is already a survey for this inventory."))
        return redirect("portal:survey", inventory.pk)
    state = queries.state_of(survey, timezone.localdate())
    context = {
        "inventory": inventory,
        "state": state,
        "survey": survey,
        "link": request.build_absolute_uri(reverse("website:survey", args=[survey.token])),
        "texts": _texts(request, survey),
        "may_edit": can_edit(request, inventory.organisation) and inventory.is_open,
        **_result(inventory, state),
    }
    return render(request, "portal/survey.html", context)


@member_page("GET", "HEAD", "POST")
def change(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Change what was stated about the staff, or the last day."""
    inventory = editable_inventory_for(request, pk)
    survey, today = _survey_for(inventory), timezone.localdate()
    state = queries.state_of(survey, today)
    form = SurveyForm(request.POST or None, today=today, survey=survey, is_over=state.is_over)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_survey(survey=survey, facts=form.facts(), by=request.user)
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The survey has been saved."))
            return redirect("portal:survey", inventory.pk)
    return render(
        request, "portal/survey_edit.html", {"inventory": inventory, "form": form, "survey": survey}
    )


@member_page("POST")
def close(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Close the survey for good."""
    inventory = editable_inventory_for(request, pk)
    try:
        actions.close_survey(survey=_survey_for(inventory), by=request.user)
    except NotPossible as refused:
        messages.error(request, refused.message.translated(_))
    else:
        messages.success(request, _("The survey is closed. It takes no more answers."))
    return redirect("portal:survey", inventory.pk)


@member_page("POST")
def discard(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Throw away a survey with too few answers."""
    inventory = editable_inventory_for(request, pk)
    try:
        actions.discard_survey(survey=_survey_for(inventory), by=request.user)
    except NotPossible as refused:
        messages.error(request, refused.message.translated(_))
    else:
        messages.success(request, _("The survey has been discarded. You can open a new one."))
    return redirect("portal:survey", inventory.pk)


@member_page("POST")
def take(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Write the result into the inventory."""
    inventory = editable_inventory_for(request, pk)
    try:
        rows = actions.take_survey(survey=_survey_for(inventory), by=request.user)
    except NotPossible as refused:
        messages.error(request, refused.message.translated(_))
    else:
        messages.success(
            request, _("The survey is part of the inventory now (rows: %(rows)s).") % {"rows": rows}
        )
    return redirect("portal:survey", inventory.pk)


def _begin(request: MemberRequest, inventory: Inventory) -> HttpResponse | HttpResponseRedirect:
    form = SurveyForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_survey(inventory=inventory, facts=form.facts(), by=request.user)
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The survey is open. Send the link to your staff."))
            return redirect("portal:survey", inventory.pk)
    may_edit = can_edit(request, inventory.organisation) and inventory.is_open
    context = {"inventory": inventory, "form": form, "survey": None, "may_edit": may_edit}
    return render(request, "portal/survey_edit.html", context)


def _survey_for(inventory: Inventory) -> Survey:
    survey = queries.survey_of(inventory)
    if survey is None:
        raise Http404
    survey.inventory = inventory
    return survey


def _result(inventory: Inventory, state: SurveyState) -> dict[str, object]:
    if state.result is None:
        return {}
    rows = rows_of_result(state.result, state.survey)
    return {
        "groups": [_shown(group) for group in state.result.groups],
        "mass_mg": _weighed(inventory, rows),
        "response_percent": state.answers * 100 / state.survey.staff,
        "has_other": any(group.mode == OTHER for group in state.result.groups),
        "elsewhere": queries.commuting_rows_from_elsewhere(inventory),
    }


def _weighed(inventory: Inventory, rows: list[SurveyRow]) -> int | None:
    """Return what the rows come to; None where the edition holds no factor for one of them."""
    try:
        return sum(queries.preview(inventory, row.draft).totals.location_based_mg for row in rows)
    except Refused:
        return None


def _shown(group: Group) -> ShownGroup:
    name = _("Other") if group.mode == OTHER else str(CommuteMode(group.mode).label)
    return ShownGroup(group, name, group.per_mille / 10, TRAVEL[group.mode].unit)


def _texts(request: MemberRequest, survey: Survey) -> list[tuple[str, str]]:
    """Return the ready-made text for staff in both languages, the page's language first."""
    link = request.build_absolute_uri(reverse("website:survey", args=[survey.token]))
    current = translation.get_language() or "en"
    texts = []
    for language in sorted(("de", "en"), key=lambda code: not current.startswith(code)):
        with translation.override(language):
            template = _(
                "How do you come to work? Please answer five short questions; it takes two minutes. "
                "The survey is anonymous: nobody sees single answers. It is open until %(day)s.\n%(link)s"
            )
            texts.append((language, template % {"day": day(survey.closes_on), "link": link}))
    return texts
