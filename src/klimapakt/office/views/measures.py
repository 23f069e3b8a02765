"""Measures in the office: those of all members with sums by state, one of them, and verifying its saving."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimapakt.measures import actions, queries
from klimapakt.measures.enums import Field, MeasureState
from klimapakt.measures.models import Measure
from klimapakt.measures.presenting import BADGES
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed

ON_A_PAGE = 50


class MeasureFilterForm(forms.Form):
    """One member or a part of its name, one state of the course, one field of action."""

    organisation = forms.CharField(
        label=gettext_lazy("Organisation"), required=False, max_length=200, strip=True
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("all")), *MeasureState.choices],
    )
    field = forms.ChoiceField(
        label=gettext_lazy("Field of action"),
        required=False,
        choices=[("", gettext_lazy("all")), *Field.choices],
    )

    def chosen(self) -> queries.Chosen:
        """Return what was chosen; nothing where the address makes no sense."""
        return queries.Chosen(**self.cleaned_data) if self.is_valid() else queries.Chosen()


class VerifyForm(forms.Form):
    """What was looked at."""

    text = forms.CharField(
        label=gettext_lazy("What you looked at"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


@staff_page(needs=Permission.SEE_INVENTORIES)
def index(request: StaffRequest) -> HttpResponse:
    """List the measures of all members, with the four sums beside each other."""
    form = MeasureFilterForm(request.GET or None)
    chosen = form.chosen()
    found = queries.for_office(chosen)
    page = Paginator(queries.of_pact(found), ON_A_PAGE).get_page(request.GET.get("page"))
    newest = queries.newest_of(page)
    context = {
        "page": page,
        "rows": [(one, newest.get(one.pk), BADGES[one.state]) for one in page],
        "totals": queries.sums_of(found, within=queries.sharing_lines(chosen)),
        "form": form,
    }
    return render(request, "office/measures.html", context)


@staff_page(needs=Permission.SEE_INVENTORIES)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show one measure, its evidence, and the form that verifies it."""
    return _page(request, _measure(pk), VerifyForm())


@staff_page("POST", needs=Permission.REVIEW_INVENTORIES)
def verify(request: StaffRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Verify what was evidenced."""
    measure, form = _measure(pk), VerifyForm(request.POST)
    if form.is_valid():
        try:
            actions.verify(
                measure=measure,
                mg=None,
                text=form.cleaned_data["text"],
                today=timezone.localdate(),
                by=request.user,
            )
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("Verified."))
            return redirect("office:measure", pk)
    return _page(request, measure, form)


def _page(request: StaffRequest, measure: Measure, form: VerifyForm) -> HttpResponse:
    may_verify = is_allowed(request.user, Permission.REVIEW_INVENTORIES)
    context = {
        "measure": measure,
        "statements": queries.statements_of(measure),
        "proofs": queries.proofs_of(measure),
        "events": queries.events_of(measure),
        "badge": BADGES[measure.state],
        "form": form if may_verify and measure.state == MeasureState.EVIDENCED else None,
    }
    return render(request, "office/measure.html", context)


def _measure(pk: UUID) -> Measure:
    found = queries.for_office().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
