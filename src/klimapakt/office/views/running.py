"""What runs in the background, for the head of the office; what has stopped is tried again or set aside."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.foundation import jobs
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting.running import shown
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.reports import actions
from klimapakt.reports.queries import running


@staff_page(needs=Permission.RUN_OFFICE)
def index(request: StaffRequest) -> HttpResponse:
    """Show whether a worker lives, what comes when, what waits, and what has stopped."""
    now = timezone.now()
    underway, stopped = running.underway(), running.stopped()
    context = {
        "is_anybody_there": jobs.is_anybody_there(),
        "sign_of_life": running.last_sign_of_life(),
        "schedule": running.schedule(now),
        "underway": shown(underway[: running.MOST_SHOWN]),
        "underway_count": len(underway),
        "stopped": shown(stopped[: running.MOST_SHOWN]),
        "stopped_count": len(stopped),
    }
    return render(request, "office/jobs.html", context)


@staff_page("POST", needs=Permission.RUN_OFFICE)
def try_again(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Let a job be tried from the beginning."""
    return _decided(request, pk, actions.try_job_again, _("The job is tried again."))


@staff_page("POST", needs=Permission.RUN_OFFICE)
def set_aside(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Give a job up."""
    words = _("The job was set aside. Nobody tries it any more.")
    return _decided(request, pk, actions.set_job_aside, words)


def _decided(
    request: StaffRequest, pk: UUID, decide: Callable[..., None], words: str
) -> HttpResponseRedirect:
    job = running.stopped_job(pk)
    if job is None:
        raise Http404
    try:
        decide(job=job, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, words)
    return redirect("office:jobs")
