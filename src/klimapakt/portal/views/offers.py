"""Offers for a measure of a member: which fit, why, and taking one along as a grant."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.duties.days import today
from klimapakt.measures.rules import MeasureChanged
from klimapakt.offers import actions, queries
from klimapakt.offers.fitting import fits
from klimapakt.organisations.rules import NotPossible
from klimapakt.portal.access import MemberRequest, editable_organisation_for, may_decide, member_page
from klimapakt.portal.presenting.offers import grouped
from klimapakt.portal.views.plans import measure_for, sees_amounts


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the offers by what they answer to a measure, with the reason of every rule."""
    measure, day = measure_for(request, pk), today()
    found = fits(measure, queries.current(day), day, with_figures=sees_amounts(request))
    context = {
        "organisation": measure.organisation,
        "measure": measure,
        "groups": grouped(found, day),
        "may_decide": may_decide(request, measure.organisation),
    }
    return render(request, "portal/plan_offers.html", context)


@member_page("POST")
def take(request: MemberRequest, pk: UUID, offer: UUID) -> HttpResponseRedirect:
    """Note an offer as a grant of the measure; from then on its order of steps is watched."""
    measure = measure_for(request, pk)
    editable_organisation_for(request, measure.organisation_id)
    found = queries.shown(today()).filter(pk=offer).first()
    if found is None:
        raise Http404
    try:
        actions.take(offer=found, measure=measure, today=today(), by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("portal:plan_offers", pk)
    except MeasureChanged:
        messages.warning(request, _("This measure is not there any more."))
        return redirect("portal:plans", measure.organisation_id)
    messages.success(
        request, _("Noted as a grant you mean to use. Say here how far it is whenever something happens.")
    )
    return redirect("portal:plan", pk)
