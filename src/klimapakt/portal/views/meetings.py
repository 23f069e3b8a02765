"""Meetings for members: what comes, one of them, registering, the place on the waiting list, the way back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.network import actions, queries
from klimapakt.network.calendars import calendar_of
from klimapakt.network.models import Meeting, Registration
from klimapakt.network.rules import MeetingRefused, takes_registrations
from klimapakt.organisations.models import Organisation
from klimapakt.portal.access import (
    MemberRequest,
    can_edit,
    editable_organisation_for,
    member_page,
    organisation_for,
)
from klimapakt.portal.forms.meetings import RegisterForm
from klimapakt.portal.presenting.csv_file import download

_MOST_PAST = 20


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List what comes, with how the organisation is registered, and what was."""
    organisation, now = organisation_for(request, pk), timezone.now()
    mine = queries.live_for(request.user).filter(organisation=organisation)
    found = {one.meeting_id: one for one in mine}
    past = queries.announced().filter(ends_at__lt=now)[:_MOST_PAST]
    context = {
        "organisation": organisation,
        "coming": [(one, found.get(one.pk)) for one in queries.coming(now)],
        "past": past,
    }
    return render(request, "portal/meetings.html", context)


@member_page("GET", "HEAD", "POST")
def show(request: MemberRequest, pk: UUID, meeting: UUID) -> HttpResponse:
    """Show a meeting; register people for it where there is time."""
    organisation = organisation_for(request, pk)
    one = _meeting(request, meeting)
    form = RegisterForm(request.POST or None, meeting=one, first=request.user.name)
    if request.method == "POST":
        editable_organisation_for(request, pk)
        if form.is_valid() and _register(request, one, organisation, form):
            return redirect("portal:meeting", organisation.pk, one.pk)
    mine = _mine(request, organisation, one)
    is_open = takes_registrations(one.state, one.opens_at, one.closes_at, timezone.now())
    context = {
        "organisation": organisation,
        "meeting": one,
        "mine": mine,
        "place": queries.place_of(mine) if mine else None,
        "has_begun": timezone.now() >= one.begins_at,
        "is_open": is_open,
        "free": max(0, queries.free_seats(one)),
        "may_edit": can_edit(request, organisation),
        "form": form if is_open and mine is None and can_edit(request, organisation) else None,
    }
    return render(request, "portal/meeting.html", context)


@member_page("POST")
def withdraw(request: MemberRequest, pk: UUID, meeting: UUID) -> HttpResponseRedirect:
    """Withdraw the registration of the organisation."""
    organisation, one = editable_organisation_for(request, pk), _meeting(request, meeting)
    try:
        actions.withdraw(registration=_registration(request, organisation, one), by=request.user)
        messages.success(request, _("The registration is withdrawn. Thank you: others wait for a seat."))
    except MeetingRefused as refused:
        messages.warning(request, refused.message.translated(_))
    return redirect("portal:meeting", organisation.pk, one.pk)


@member_page("POST")
def accept(request: MemberRequest, pk: UUID, meeting: UUID) -> HttpResponseRedirect:
    """Accept seats that are offered."""
    organisation, one = editable_organisation_for(request, pk), _meeting(request, meeting)
    try:
        actions.accept_offer(registration=_registration(request, organisation, one), by=request.user)
        messages.success(request, _("The seats are yours."))
    except MeetingRefused as refused:
        messages.warning(request, refused.message.translated(_))
    return redirect("portal:meeting", organisation.pk, one.pk)


@member_page()
def as_calendar(request: MemberRequest, pk: UUID, meeting: UUID) -> HttpResponse:
    """Hand out a meeting for a calendar program."""
    organisation_for(request, pk)
    content = calendar_of([_meeting(request, meeting)], host=request.get_host(), at=timezone.now())
    return download(content, "meeting.ics", "text/calendar; charset=utf-8")


def _register(request: MemberRequest, one: Meeting, organisation: Organisation, form: RegisterForm) -> bool:
    try:
        actions.register(
            meeting=one,
            organisation=organisation,
            names=form.people(),
            answer=form.answer(),
            by=request.user,
        )
    except MeetingRefused as refused:
        form.add_error(None, refused.message.translated(_))
        return False
    messages.success(request, _("You are registered. An e-mail tells you how it stands."))
    return True


def _meeting(request: MemberRequest, pk: UUID) -> Meeting:
    found = queries.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _mine(request: MemberRequest, organisation: Organisation, one: Meeting) -> Registration | None:
    return queries.live_for(request.user).filter(organisation=organisation, meeting=one).first()


def _registration(request: MemberRequest, organisation: Organisation, one: Meeting) -> Registration:
    found = _mine(request, organisation, one)
    if found is None:
        raise Http404
    return found
