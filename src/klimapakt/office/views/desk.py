"""The first page of the office: what needs a person today."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from klimapakt.duties import days
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting import desk
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand

ON_A_PAGE = 50


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """Show what waits for this person, the oldest promise first; or for everybody of the office."""
    today, is_for_all = days.today(), request.GET.get("whose") == "all"
    found = desk.waiting_for(request.user, pact_at_hand(), today, only_mine=not is_for_all)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "groups": [
            (words, [(one, one.lasted(today)) for one in ones]) for words, ones in desk.grouped(page, today)
        ],
        "count": len(found),
        "is_for_all": is_for_all,
        "may_change": is_allowed(request.user, Permission.CHANGE_MEMBERS),
        "sees_inventories": is_allowed(request.user, Permission.SEE_INVENTORIES),
    }
    return render(request, "office/index.html", context)
