"""All lines of an inventory, and for each of them why it is what it is."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from klimapakt.inventories import queries
from klimapakt.inventories.presenting.explanation import explained
from klimapakt.inventories.presenting.lines import Filter, filtered
from klimapakt.organisations import queries as organisations
from klimapakt.portal.access import MemberRequest, calculated_inventory_for, member_page

LINES_ON_A_PAGE = 50


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the lines, the largest first, by scope and site."""
    inventory = calculated_inventory_for(request, pk)
    by = Filter(**{key: request.GET.get(key, "") for key in ("scope", "site", "entry")})
    found = filtered(queries.calculated(inventory), by)
    context = {
        "inventory": inventory,
        "page": Paginator(found, LINES_ON_A_PAGE).get_page(request.GET.get("page")),
        "filter": by,
        "sites": organisations.sites_of(inventory.organisation),
    }
    return render(request, "portal/lines.html", context)


@member_page()
def why(request: MemberRequest, pk: UUID, line_id: str) -> HttpResponse:
    """Explain one line: amount times factor, with source, reason and evidence."""
    inventory = calculated_inventory_for(request, pk)
    explanation = explained(queries.calculated(inventory), line_id)
    if explanation is None:
        raise Http404
    files = queries.evidence_for_record(inventory)
    context = {
        "inventory": inventory,
        "why": explanation,
        "upload": queries.upload_of(explanation.row),
        "files": files.get(explanation.row.number, []),
    }
    return render(request, "portal/line.html", context)
