"""Meetings for the office: all of them, planning, announcing, who takes part, who came."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.network import actions, queries, rules
from klimapakt.network.enums import MeetingState, RegistrationState
from klimapakt.network.models import Meeting, Registration
from klimapakt.network.rules import MeetingRefused
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.meeting_form import MeetingForm
from klimapakt.office.presenting import meetings as presenting
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DECISIONS: Final[dict[str, Callable[..., Registration]]] = {
    "approve": actions.approve,
    "prefer": actions.prefer,
    "decline": actions.decline,
}


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """List all meetings with how many seats are taken and waited for."""
    context = {
        "meetings": queries.for_office(),
        "may_change": is_allowed(request.user, Permission.CHANGE_MEMBERS),
    }
    return render(request, "office/meetings.html", context)


@staff_page("GET", "HEAD", "POST", needs=Permission.CHANGE_MEMBERS)
def plan(request: StaffRequest) -> HttpResponse:
    """Plan a meeting; it is not announced by that."""
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            one = actions.create(facts=form.facts(), by=request.user)
        except MeetingRefused as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The meeting is planned. Members see it once you announce it."))
            return redirect("office:meeting", one.pk)
    return render(request, "office/meeting_edit.html", {"form": form, "meeting": None})


@staff_page("GET", "HEAD", "POST", needs=Permission.CHANGE_MEMBERS)
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a meeting; what was typed stays where somebody else was quicker."""
    one = _meeting(pk)
    form = MeetingForm(request.POST or None, meeting=one)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["revision"] or 0
        try:
            actions.change(meeting=one, facts=form.facts(), seen_revision=seen, by=request.user)
        except MeetingRefused as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("Saved."))
            return redirect("office:meeting", one.pk)
    return render(request, "office/meeting_edit.html", {"form": form, "meeting": one})


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show a meeting with everybody who registered."""
    one = _meeting(pk)
    registrations = list(queries.registrations_of(one))
    now = timezone.now()
    context = {
        "meeting": one,
        "registrations": registrations,
        "free": queries.free_seats(one),
        "waiting": sum(each.state == RegistrationState.WAITING for each in registrations),
        "steps": _steps(one),
        "seats": list(queries.seats_of(one)) if now >= one.begins_at - rules.DOORS_OPEN else (),
        "may_change": is_allowed(request.user, Permission.CHANGE_MEMBERS),
        "has_begun": now >= one.begins_at,
    }
    return render(request, "office/meeting.html", context)


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def move(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Announce a meeting, say that it took place or is documented, or cancel it."""
    one, wanted = _meeting(pk), request.POST.get("to", "")
    if wanted not in MeetingState.values:
        return redirect("office:meeting", one.pk)
    try:
        moved = actions.move(meeting=one, to=MeetingState(wanted), by=request.user)
        messages.success(request, _("State of the meeting: %(state)s") % {"state": moved.get_state_display()})
    except MeetingRefused as refused:
        messages.warning(request, refused.message.translated(_))
    return redirect("office:meeting", one.pk)


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def decide(request: StaffRequest, pk: UUID, registration: UUID, what: str) -> HttpResponseRedirect:
    """Approve or decline a registration, or give it seats out of order."""
    one = _meeting(pk)
    found = queries.registrations_of(one).filter(pk=registration).first()
    if found is None or what not in _DECISIONS:
        raise Http404
    try:
        decided = _DECISIONS[what](registration=found, by=request.user)
        values = {"name": decided.organisation.name, "state": decided.get_state_display()}
        messages.success(request, _("%(name)s: %(state)s. An e-mail tells them.") % values)
    except MeetingRefused as refused:
        messages.warning(request, refused.message.translated(_))
    return redirect("office:meeting", one.pk)


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def attendance(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Note by the list who came."""
    one = _meeting(pk)
    came = {int(value) for value in request.POST.getlist("came") if value.isascii() and value.isdigit()}
    try:
        count = actions.note_attendance(meeting=one, came=came, by=request.user)
        messages.success(request, _("Noted: %(count)s came.") % {"count": count})
    except MeetingRefused as refused:
        messages.warning(request, refused.message.translated(_))
    return redirect("office:meeting", one.pk)


@staff_page(needs=Permission.SEE_MEMBERS)
def table(request: StaffRequest, pk: UUID, kind: str) -> HttpResponse:
    """Hand out who registered, a line for each name, as CSV or XLSX."""
    one = _meeting(pk)
    if kind not in ("csv", "xlsx"):
        raise Http404
    content = presenting.as_csv(one) if kind == "csv" else presenting.as_xlsx(one)
    headers = {"Content-Disposition": f'attachment; filename="participants-{one.begins_at:%Y-%m-%d}.{kind}"'}
    content_type = "text/csv; charset=utf-8" if kind == "csv" else _XLSX
    return HttpResponse(content, content_type=content_type, headers=headers)


def _steps(one: Meeting) -> list[tuple[str, object]]:
    words = {
        MeetingState.INVITED: _("Announce it"),
        MeetingState.HELD: _("It took place"),
        MeetingState.DOCUMENTED: _("It is documented"),
        MeetingState.CANCELLED: _("Cancel it"),
    }
    return [(step.value, words[step]) for step in rules.STEPS[MeetingState(one.state)] if step in words]


def _meeting(pk: UUID) -> Meeting:
    found = queries.meeting(pk)
    if found is None:
        raise Http404
    return found
