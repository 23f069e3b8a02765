"""The calendar of one's duties: a link for other programs that is shown once and can be revoked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from klimapakt.duties import actions, queries
from klimapakt.duties.calendars import calendar_of
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.portal.access import MemberRequest, member_page


@member_page("GET", "HEAD", "POST")
def show(request: MemberRequest) -> HttpResponse:
    """Explain the calendar; make a link, or a new one in place of the former."""
    address = ""
    if request.method == "POST":
        token = actions.make_calendar(by=request.user)
        address = request.build_absolute_uri(reverse("calendars:read", args=[token]))
    context = {
        "link": queries.calendar_link(request.user),
        "address": address,
        "subscribe": address.replace("https://", "webcal://", 1).replace("http://", "webcal://", 1),
    }
    return render(request, "portal/calendar.html", context)


@member_page("POST")
def revoke(request: MemberRequest) -> HttpResponse:
    """Let the link stop working."""
    actions.revoke_calendar(by=request.user)
    messages.success(request, _("The link does not work any more."))
    return redirect("portal:calendar")


@require_safe
@never_cache
def read(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the calendar to a program that has the link; without a session, in the person's language."""
    link = queries.calendar_of_token(token)
    if link is None:
        raise Http404
    actions.note_read(link=link)
    pact = pact_at_hand()
    with override(link.person.language):
        content = calendar_of(
            queries.open_for(link.person), name=pact.name, host=request.get_host(), at=timezone.now()
        )
    headers = {"Content-Disposition": 'inline; filename="klimapakt.ics"', "Referrer-Policy": "no-referrer"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
