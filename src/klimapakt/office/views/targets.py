"""Targets in the office: what the members have promised together, with how many stand behind it, and each."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from klimapakt.memberships import queries as memberships
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting import targets as presenting
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.targets.summing import Promised, promised_by

ON_A_PAGE = 50


@staff_page(needs=Permission.SEE_INVENTORIES)
def index(request: StaffRequest) -> HttpResponse:
    """Show the sums with their coverage, and the targets of every member."""
    promised, names = _promised()
    listed = presenting.rows(promised, names)
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    without = sorted(names[pk] for pk in promised.members - promised.with_target)
    context = {"promised": promised, "page": page, "rows": list(page), "without": without}
    return render(request, "office/targets.html", context)


@staff_page(needs=Permission.SEE_INVENTORIES)
def table(request: StaffRequest) -> HttpResponse:
    """Hand out the targets of every member as CSV."""
    content = presenting.as_csv(*_promised())
    name = f"{pact_at_hand().slug}-targets-{timezone.localdate().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _promised() -> tuple[Promised, presenting.Names]:
    # Of thousands only what is needed, no whole members.
    names = dict(memberships.members().order_by().values_list("organisation_id", "organisation__name"))
    return promised_by(names), names
