"""What an organisation did for the climate before joining the pact: list, add, change, delete."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.measures import actions, queries
from klimapakt.measures.models import Measure
from klimapakt.measures.rules import MeasureChanged, MeasureRefused
from klimapakt.organisations.models import Organisation
from klimapakt.portal.access import (
    MemberRequest,
    can_edit,
    can_read,
    editable_organisation_for,
    member_page,
    organisation_for,
)
from klimapakt.portal.forms.measures import MeasureForm


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the measures, the newest first."""
    organisation = _readable(request, pk)
    context = {
        "organisation": organisation,
        "measures": queries.existing_of(organisation),
        "may_edit": can_edit(request, organisation),
    }
    return render(request, "portal/measures.html", context)


@member_page("GET", "HEAD", "POST")
def add(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """List one more."""
    _readable(request, pk)
    organisation = editable_organisation_for(request, pk)
    form = MeasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            measure = actions.list_measure(organisation=organisation, facts=form.facts(), by=request.user)
        except MeasureRefused as refused:
            form.add_error(refused.field, refused.message.translated(_))
        else:
            messages.success(request, _("“%(title)s” has been added to the list.") % {"title": measure.title})
            return redirect("portal:measures", organisation.pk)
    return _form_page(request, organisation, form, None)


@member_page("GET", "HEAD", "POST")
def change(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Change one; when somebody else was faster both versions stand side by side."""
    measure = _editable(request, pk)
    form = MeasureForm(request.POST or None, initial=MeasureForm.initial_of(measure))
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, measure.organisation, form, measure)
    seen = form.cleaned_data["revision"] or 0
    try:
        changed = actions.change_measure(
            measure=measure, facts=form.facts(), seen_revision=seen, by=request.user
        )
    except MeasureRefused as refused:
        form.add_error(refused.field, refused.message.translated(_))
        return _form_page(request, measure.organisation, form, measure)
    except MeasureChanged:
        current = queries.visible_to(request.user).filter(pk=pk).first()
        if current is None:
            raise Http404 from None
        mine = MeasureForm(initial={**MeasureForm.initial_of(current), **form.entered()})
        return _form_page(request, measure.organisation, mine, current, theirs=current)
    messages.success(request, _("“%(title)s” has been changed.") % {"title": changed.title})
    return redirect("portal:measures", changed.organisation_id)


@member_page("GET", "HEAD", "POST")
def remove(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Ask once, then take one off the list."""
    measure = _editable(request, pk)
    if request.method == "POST":
        actions.remove_measure(measure=measure, by=request.user)
        told = _("“%(title)s” has been taken off the list.") % {"title": measure.title}
        messages.success(request, told)
        return redirect("portal:measures", measure.organisation_id)
    return render(
        request, "portal/measure_remove.html", {"measure": measure, "organisation": measure.organisation}
    )


def _readable(request: MemberRequest, pk: UUID) -> Organisation:
    """Return the organisation when the person's role includes its figures, else 404."""
    organisation = organisation_for(request, pk)
    if not can_read(request, organisation):
        raise Http404
    return organisation


def _editable(request: MemberRequest, pk: UUID) -> Measure:
    measure = queries.visible_to(request.user).filter(pk=pk, is_before_pact=True).first()
    if measure is None:
        raise Http404
    editable_organisation_for(request, measure.organisation_id)
    return measure


def _form_page(
    request: MemberRequest,
    organisation: Organisation,
    form: MeasureForm,
    measure: Measure | None,
    theirs: Measure | None = None,
) -> HttpResponse:
    context = {"organisation": organisation, "form": form, "measure": measure, "theirs": theirs}
    return render(request, "portal/measure.html", context, status=409 if theirs else 200)
