"""Choosing which approach decides what belongs to the organisation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.inventories import actions
from klimapakt.organisations import queries as organisations
from klimapakt.portal.access import MemberRequest, member_page, open_inventory_for
from klimapakt.portal.forms.boundary import BoundaryForm


@member_page("GET", "HEAD", "POST")
def choose(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Choose the approach and see how each site is held."""
    inventory = open_inventory_for(request, pk)
    form = BoundaryForm(request.POST or None, initial={"boundary": inventory.boundary})
    if request.method == "POST" and form.is_valid():
        actions.set_boundary(inventory=inventory, boundary=form.chosen(), by=request.user)
        messages.success(request, _("It is saved what counts in this inventory."))
        return redirect("portal:inventory", inventory.pk)
    context = {
        "inventory": inventory,
        "form": form,
        "sites": organisations.sites_of(inventory.organisation),
    }
    return render(request, "portal/boundary.html", context)
