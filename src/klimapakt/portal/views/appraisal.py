"""A measure appraised as an investment: the form, the result, earlier versions, its files."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from klimapakt.inventories.documents.report import LANGUAGES, language_of_page
from klimapakt.measures import actions, queries
from klimapakt.measures.appraising import report, words, workbook
from klimapakt.measures.appraising.cases import in_force_on
from klimapakt.measures.appraising.reopening import counted, initial_of_appraisal, initial_of_measure
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.measures.models import Appraisal, Measure
from klimapakt.measures.rules import MeasureChanged
from klimapakt.portal.access import MemberRequest, can_edit, editable_organisation_for, member_page
from klimapakt.portal.forms.appraisal import AppraisalForm
from klimapakt.portal.forms.appraisal_parts import PARTS, moved
from klimapakt.portal.presenting import appraisal as presenting
from klimapakt.portal.presenting.csv_file import download

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@member_page()
def show(request: MemberRequest, pk: UUID, number: int | None = None) -> HttpResponse:
    """Show the newest appraisal of a measure, or an earlier version."""
    measure = measure_for(request, pk)
    versions = list(queries.appraisals_of(measure))
    chosen = _chosen(versions, number) if versions or number is not None else None
    context: dict[str, object] = {
        "organisation": measure.organisation,
        "measure": measure,
        "versions": versions,
        "appraisal": chosen,
        "is_newest": chosen is not None and chosen.pk == versions[0].pk,
        "may_edit": can_edit(request, measure.organisation),
        "grants": counted(queries.grants_of(measure)),
    }
    if chosen is not None:
        context |= presenting.shown(chosen)
    return render(request, "portal/appraisal.html", context)


@member_page("GET", "HEAD", "POST")
def add(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Appraise a measure, or appraise it anew from what was entered last."""
    measure = measure_for(request, pk)
    editable_organisation_for(request, measure.organisation_id)
    last = queries.appraisals_of(measure).first()
    todo = request.POST.get("do", "")
    if request.method == "POST" and todo.startswith(("add_", "remove_")):
        return _form_page(request, measure, _form(measure, last, None, _changed(request.POST.dict(), todo)))
    form = _form(measure, last, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _appraise(request, measure, form)
        except StepNeeds as refused:
            told = words.reason(refused.message)
            form.add_error(refused.field if refused.field in form.fields else None, told)
        except MeasureChanged:
            messages.warning(request, _("This measure is not there any more."))
            return redirect("portal:plans", measure.organisation_id)
        else:
            messages.success(request, _("Calculated and kept. Here is the result."))
            return redirect("portal:appraisal", pk)
    return _form_page(request, measure, form)


@member_page()
def as_report(request: MemberRequest, pk: UUID, number: int, language: str) -> HttpResponse:
    """Return the report as PDF in the language of the address."""
    if language not in LANGUAGES:
        raise Http404
    appraisal = _version(request, pk, number)
    with override(language):
        name = report.name_of(appraisal, "pdf")
    return download(report.report(appraisal, language), name, "application/pdf")


@member_page()
def as_workbook(request: MemberRequest, pk: UUID, number: int) -> HttpResponse:
    """Return the workbook that calculates the value itself, in the language of the page."""
    appraisal = _version(request, pk, number)
    content = workbook.workbook(appraisal, language_of_page())
    return download(content, report.name_of(appraisal, "xlsx"), _XLSX)


@member_page()
def as_case(request: MemberRequest, pk: UUID, number: int) -> HttpResponse:
    """Return the input as ``klimapakt calc appraisal`` reads it."""
    appraisal = _version(request, pk, number)
    content = json.dumps(appraisal.case, ensure_ascii=False, indent=1).encode()
    return download(content, report.name_of(appraisal, "json"), "application/json")


def measure_for(request: MemberRequest, pk: UUID) -> Measure:
    """Return a measure with a course whose figures the person may see, else 404."""
    found = queries.visible_to(request.user).filter(pk=pk, is_before_pact=False)
    measure = found.select_related("organisation").first()
    if measure is None:
        raise Http404
    return measure


def _version(request: MemberRequest, pk: UUID, number: int) -> Appraisal:
    found = queries.appraisals_of(measure_for(request, pk)).select_related("measure__organisation")
    return _chosen(list(found.filter(number=number)), number)


def _chosen(versions: list[Appraisal], number: int | None) -> Appraisal:
    found = next((one for one in versions if number in (None, one.number)), None)
    if found is None:
        raise Http404
    return found


def _form(
    measure: Measure,
    last: Appraisal | None,
    data: Mapping[str, object] | None,
    initial: Mapping[str, object] | None = None,
) -> AppraisalForm:
    if initial is None and last is not None:
        initial = initial_of_appraisal(last)
    if initial is None:
        saving = queries.statements_of(measure).last()
        initial = initial_of_measure(measure, saving, queries.grants_of(measure))
    prices = presenting.prices_to_choose(timezone.localdate().year)
    return AppraisalForm(data, initial=initial, prices=prices, is_first=last is None)


def _changed(data: Mapping[str, object], todo: str) -> Mapping[str, object]:
    """Return what was entered with a part more or less; a button that makes no sense changes nothing."""
    verb, _low, rest = todo.partition("_")
    kind, _dash, place = rest.partition("-")
    if kind not in PARTS:
        return data
    if verb == "add":
        return moved(data, kind, None)
    return moved(data, kind, int(place)) if place.isdecimal() else data


def _appraise(request: MemberRequest, measure: Measure, form: AppraisalForm) -> None:
    grants = [
        {"name": one.name, "state": one.state, "amount_eur": str(one.amount_eur)}
        for one in counted(queries.grants_of(measure))
    ]
    actions.appraise(
        measure=measure,
        entered=form.entered(presenting.names_of_positions(), grants),
        reason=form.cleaned_data.get("reason", ""),
        on=timezone.localdate(),
        by=request.user,
    )


def _form_page(request: MemberRequest, measure: Measure, form: AppraisalForm) -> HttpResponse:
    context = {
        "organisation": measure.organisation,
        "measure": measure,
        "form": form,
        "grants": counted(queries.grants_of(measure)),
        "tests": presenting.tests_by_name(in_force_on(timezone.localdate())),
    }
    return render(request, "portal/appraisal_edit.html", context)
