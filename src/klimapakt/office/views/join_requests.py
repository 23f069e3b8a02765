"""Requests to join that somebody has to decide about, because the organisation may be known already."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.memberships import actions, queries
from klimapakt.memberships.models import JoinRequest
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting.members import with_open
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import NameTaken, NotPossible
from klimapakt.pacts.permissions import Permission

_NEW = "new"


@staff_page("GET", "HEAD", "POST", needs=Permission.CHANGE_MEMBERS)
def decide(request: StaffRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Show a request beside what it could mean, and take it in as that or as a new organisation."""
    found = queries.waiting_request(pk)
    if found is None:
        raise Http404
    alike = queries.alike(found.name, found.email)
    if request.method == "POST":
        return _decided(request, found, alike)
    context = {"join": found, "alike": with_open(alike)}
    return render(request, "office/join_request.html", context)


def _decided(request: StaffRequest, found: JoinRequest, alike: list[Organisation]) -> HttpResponseRedirect:
    chosen = request.POST.get("organisation", "")
    try:
        if chosen == "decline":
            actions.decline_request(request=found, by=request.user)
            messages.success(request, _("The request leads to nothing. Its data are deleted after 180 days."))
            return redirect("office:members")
        organisation = next((one for one in alike if str(one.pk) == chosen), None)
        if organisation is None and chosen != _NEW:
            messages.warning(request, _("Please choose what the request means."))
            return redirect("office:join_request", found.pk)
        membership = actions.take_in(request=found, organisation=organisation, by=request.user)
    except (NotPossible, NameTaken) as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("office:members")
    messages.success(request, _("The request has been taken in."))
    return redirect("office:member", membership.pk)
