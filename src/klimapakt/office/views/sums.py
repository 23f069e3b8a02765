"""The sums of the pact for the leadership of the city: nobody's figures, and no name."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting.sums import sums
from klimapakt.pacts.permissions import Permission


@staff_page(needs=Permission.SEE_SUMS)
def index(request: StaffRequest) -> HttpResponse:
    """Show the sums."""
    today = timezone.localdate()
    return render(request, "office/sums.html", {"sums": sums(today), "today": today})
