"""Coming meetings for everybody: those the office released for it, and the same as a calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from klimapakt.network import queries
from klimapakt.network.calendars import calendar_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what comes, with place and programme; members register in the portal."""
    return render(request, "website/public/meetings.html", {"meetings": queries.public(timezone.now())})


@require_safe
def as_calendar(request: HttpRequest) -> HttpResponse:
    """Hand out the same as a calendar that programs can subscribe to."""
    now = timezone.now()
    content = calendar_of(queries.public(now), host=request.get_host(), at=now)
    headers = {"Content-Disposition": 'inline; filename="meetings.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
