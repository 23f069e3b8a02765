"""Parts of a measure: its grants as they come along and its steps; the steps of all on one screen."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.measures import actions, queries
from klimapakt.measures.funding import is_approved
from klimapakt.measures.models import Grant, Measure, Step
from klimapakt.measures.rules import MeasureChanged
from klimapakt.organisations.rules import NotPossible
from klimapakt.portal.access import MemberRequest, can_edit, editable_organisation_for, member_page
from klimapakt.portal.forms import plans as forms
from klimapakt.portal.views.plans import measure_for, readable, tell

ON_A_PAGE = 50


@member_page()
def steps(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List what is to do for all measures: who, by when, what is late first; for everybody or for one."""
    organisation, today = readable(request, pk), timezone.localdate()
    found = queries.open_steps_of(organisation)
    owners = sorted(set(found.order_by().exclude(owner="").values_list("owner", flat=True)))
    form = forms.StepFilterForm(request.GET or None, owners=owners)
    if form.chosen():
        found = found.filter(owner=form.chosen())
    context = {
        "organisation": organisation,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "overdue": found.filter(due_on__lt=today).count(),
        "late": list(queries.late_of(organisation, today)),
        "form": form if owners else None,
        "today": today,
        "may_edit": can_edit(request, organisation),
    }
    return render(request, "portal/plan_steps.html", context)


@member_page("GET", "HEAD", "POST")
def step(request: MemberRequest, pk: UUID, step: int) -> HttpResponse | HttpResponseRedirect:
    """Change a step, or take it off."""
    measure = measure_for(request, pk)
    organisation = editable_organisation_for(request, measure.organisation_id)
    found = _step(measure, step)
    form = forms.StepForm(request.POST or None, initial=forms.StepForm.initial_of(found))
    if request.method == "POST" and _is_step_written(request, found, form):
        return redirect("portal:plan", pk)
    context = {"organisation": organisation, "measure": measure, "form": form}
    return render(request, "portal/plan_step.html", context)


@member_page("POST")
def step_done(request: MemberRequest, pk: UUID, step: int) -> HttpResponseRedirect:
    """Tick a step off, and go back to the list it was ticked off in."""
    measure = measure_for(request, pk)
    editable_organisation_for(request, measure.organisation_id)
    actions.finish_step(step=_step(measure, step), by=request.user)
    if request.POST.get("back") == "steps":
        return redirect("portal:plan_steps", measure.organisation_id)
    return redirect("portal:plan", pk)


@member_page("GET", "HEAD", "POST")
def grant(request: MemberRequest, pk: UUID, grant: int) -> HttpResponse | HttpResponseRedirect:
    """Say how far a grant has come: its state, its days, its amount; or take it off."""
    measure = measure_for(request, pk)
    organisation = editable_organisation_for(request, measure.organisation_id)
    found = _grant(measure, grant)
    form = forms.GrantForm(request.POST or None, initial=forms.GrantForm.initial_of(found))
    status = 200
    if request.method == "POST":
        try:
            if _is_grant_written(request, measure, found, form):
                return redirect("portal:plan", pk)
        except MeasureChanged:
            status = 409
            form.add_error(None, _("Somebody else has changed this grant. Load the page anew and look."))
    context = {
        "organisation": organisation,
        "measure": measure,
        "grant": found,
        "form": form,
        "is_approved": is_approved(found),
    }
    return render(request, "portal/plan_grant.html", context, status=status)


def _is_grant_written(request: MemberRequest, measure: Measure, grant: Grant, form: forms.GrantForm) -> bool:
    """Write or remove; raise MeasureChanged where somebody was faster."""
    try:
        if "remove" in request.POST:
            seen = request.POST.get("seen", "")
            actions.remove_grant(measure=measure, grant=grant, seen=seen, by=request.user)
            messages.success(request, _("The grant is removed."))
            return True
        if not form.is_valid():
            return False
        seen = form.cleaned_data["seen"]
        actions.save_grant(measure=measure, facts=form.facts(), grant=grant, seen=seen, by=request.user)
    except NotPossible as refused:
        tell(form, refused)
        return False
    messages.success(request, _("Saved."))
    return True


def _is_step_written(request: MemberRequest, step: Step, form: forms.StepForm) -> bool:
    try:
        if "remove" in request.POST:
            actions.remove_step(step=step, by=request.user)
        elif form.is_valid():
            actions.change_step(step=step, by=request.user, **form.cleaned_data)
        else:
            return False
    except NotPossible as refused:
        tell(form, refused)
        return False
    except MeasureChanged:
        messages.warning(request, _("This step is not there any more."))
        return True
    messages.success(request, _("Saved."))
    return True


def _step(measure: Measure, number: int) -> Step:
    found = queries.steps_of(measure).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _grant(measure: Measure, number: int) -> Grant:
    found = queries.grants_of(measure).filter(pk=number).first()
    if found is None:
        raise Http404
    return found
