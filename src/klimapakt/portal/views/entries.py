"""The rows of an inventory as they were entered, and deleting one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, queries
from klimapakt.inventories.enums import Quality, RowOrigin
from klimapakt.inventories.presenting.words import period_of, row_name
from klimapakt.inventories.queries import EntryFilter
from klimapakt.methods.factors import edition
from klimapakt.portal.access import (
    MemberRequest,
    calculated_inventory_for,
    can_change,
    editable_inventory_for,
    member_page,
)

ROWS_ON_A_PAGE = 50
REMOVED_SHOWN = 5


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the rows as chosen by the filter, with those deleted last to bring back."""
    inventory = calculated_inventory_for(request, pk)
    factors = edition(inventory.edition)
    chosen = EntryFilter.of(request.GET)
    found = queries.chosen_rows(inventory, chosen)
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    may_change = can_change(request, inventory)
    context = {
        "inventory": inventory,
        "page": page,
        "rows": [(row, row_name(row, factors) or row.label, period_of(row, inventory.year)) for row in page],
        "may_edit": may_change,
        "chosen": chosen,
        "sites": inventory.organisation.sites.all(),
        "origins": RowOrigin.choices,
        "qualities": Quality.choices,
        "removed": queries.removed_rows(inventory)[:REMOVED_SHOWN] if may_change else (),
    }
    return render(request, "portal/entries.html", context)


@member_page("GET", "HEAD", "POST")
def remove(request: MemberRequest, pk: UUID, number: int) -> HttpResponse | HttpResponseRedirect:
    """Ask once, then delete one row."""
    inventory = editable_inventory_for(request, pk)
    row = queries.rows_of(inventory).filter(number=number).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        actions.remove_row(row=row, by=request.user)
        messages.success(
            request,
            _("Row no. %(number)s has been deleted. You can bring it back below.") % {"number": number},
        )
        return redirect("portal:entries", inventory.pk)
    context = {
        "inventory": inventory,
        "row": row,
        "name": row_name(row, edition(inventory.edition)),
        "period": period_of(row, inventory.year),
    }
    return render(request, "portal/entry_remove.html", context)
