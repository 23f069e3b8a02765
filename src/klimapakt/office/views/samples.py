"""Draws of who is reviewed in depth: announce one, make it, see what came out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, queries
from klimapakt.inventories.rules import NotPossible
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.review_forms import YearForm
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed


@staff_page()
def index(request: StaffRequest) -> HttpResponse:
    """List the draws with what is published of them, and offer the next one where the rulebook samples."""
    listed = list(queries.draws())
    waiting = {one.year for one in listed if one.drawn_at is None}
    context = {
        "draws": listed,
        "does_sample": queries.does_sample(),
        "may_draw": is_allowed(request.user, Permission.REVIEW_INVENTORIES),
        "years": [year for year in queries.years_to_draw() if year not in waiting],
    }
    return render(request, "office/samples.html", context)


@staff_page("POST", needs=Permission.REVIEW_INVENTORIES)
def announce(request: StaffRequest) -> HttpResponseRedirect:
    """Publish the commitment of the next draw."""
    form = YearForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose the year of the inventories."))
        return redirect("office:samples")
    try:
        actions.announce_draw(year=form.cleaned_data["year"], by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The draw is announced. Its hash is public from now on."))
    return redirect("office:samples")


@staff_page("POST", needs=Permission.REVIEW_INVENTORIES)
def make(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Make a draw that was announced."""
    draw = queries.draw_of(pk)
    if draw is None:
        raise Http404
    try:
        made = actions.make_draw(draw=draw, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        values = {"count": len(made.riskiest) + len(made.drawn), "all": len(made.candidates)}
        messages.success(request, _("%(count)s of %(all)s inventories are reviewed in depth.") % values)
    return redirect("office:samples")
