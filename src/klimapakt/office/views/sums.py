"""The sums of the pact for the leadership of the city: nobody's figures, and no name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.methods.disclosure import minimum_group
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting.sums import sums
from klimapakt.office.report_forms import GroupForm
from klimapakt.pacts.actions import set_least_members
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand
from klimapakt.pacts.rules import NotPossible


@staff_page(needs=Permission.SEE_SUMS)
def index(request: StaffRequest) -> HttpResponse:
    """Show the sums."""
    may_set = is_allowed(request.user, Permission.RUN_OFFICE)
    form = GroupForm(initial={"members": pact_at_hand().least_members}) if may_set else None
    return _page(request, form)


@staff_page("POST", needs=Permission.RUN_OFFICE)
def set_group(request: StaffRequest) -> HttpResponse:
    """Say from how many members on the pact shows a sum."""
    form = GroupForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        set_least_members(members=form.cleaned_data["members"], today=timezone.localdate(), by=request.user)
    except NotPossible as refused:
        form.add_error("members", refused.message.translated(_))
        return _page(request, form)
    messages.success(request, _("Saved. The sums count by it from now on."))
    return redirect("office:sums")


def _page(request: StaffRequest, form: GroupForm | None) -> HttpResponse:
    today = timezone.localdate()
    floor = minimum_group(today).members
    context = {"sums": sums(today), "today": today, "group_form": form, "floor": floor}
    return render(request, "office/sums.html", context)
