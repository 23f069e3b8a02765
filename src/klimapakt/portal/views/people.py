"""Who acts for an organisation: inviting, changing and ending roles."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.organisations import actions
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.actions.invitations import state_of
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation
from klimapakt.organisations.rules import (
    InvitationState,
    NotPossible,
    invitable_by,
    may_change_roles,
    may_invite,
)
from klimapakt.portal.access import (
    MemberRequest,
    invitation_for,
    inviting_organisation_for,
    member_page,
    organisation_for,
    role_for,
)
from klimapakt.portal.forms.people import InvitationForm, RoleForm

Answer = HttpResponse | HttpResponseRedirect


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation nobody has accepted yet."""

    invitation: Invitation
    is_expired: bool
    may_decide: bool


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List who acts for the organisation as what, and who is invited."""
    organisation = organisation_for(request, pk)
    mine = organisations.role_in(request.user, organisation)
    now = timezone.now()
    waiting = [
        Waiting(one, state_of(one, now) is InvitationState.EXPIRED, may_invite(mine, one.kind))
        for one in organisations.waiting_invitations(organisation)
    ]
    context = {
        "organisation": organisation,
        "roles": organisations.roles_of(organisation),
        "waiting": waiting if invitable_by(mine) else [],
        "may_invite": bool(invitable_by(mine)),
        "may_change_roles": may_change_roles(mine),
    }
    return render(request, "portal/people.html", context)


@member_page("GET", "HEAD", "POST")
def invite(request: MemberRequest, pk: UUID) -> Answer:
    """Invite somebody by mail."""
    organisation = inviting_organisation_for(request, pk)
    roles = invitable_by(organisations.role_in(request.user, organisation))
    form = InvitationForm(request.POST or None, roles=roles, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.invite(
                organisation=organisation, invited=form.invited(), link=_link(request), by=request.user
            )
        except NotPossible as refused:
            form.add_error("email", refused.message.translated(_))
        else:
            messages.success(request, _("The invitation is on its way to %(to)s.") % {"to": sent.email})
            return redirect("portal:people", organisation.pk)
    return render(request, "portal/invite.html", {"organisation": organisation, "form": form})


@member_page("POST")
def renew(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Send an invitation again with a new link."""
    invitation = invitation_for(request, pk)
    try:
        actions.renew(invitation=invitation, link=_link(request), by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        told = _("A new link is on its way to %(to)s. The former one no longer works.")
        messages.success(request, told % {"to": invitation.email})
    return redirect("portal:people", invitation.organisation_id)


@member_page("POST")
def withdraw(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Take an invitation back."""
    invitation = invitation_for(request, pk)
    try:
        actions.withdraw(invitation=invitation, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The invitation to %(to)s is withdrawn.") % {"to": invitation.email})
    return redirect("portal:people", invitation.organisation_id)


@member_page("GET", "HEAD", "POST")
def change(request: MemberRequest, pk: UUID, role: int) -> Answer:
    """Change what a person does for the organisation."""
    found = role_for(request, pk, role)
    form = RoleForm(request.POST or None, initial={"kind": found.kind})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(role=found, kind=RoleKind(form.cleaned_data["kind"]), by=request.user)
        except NotPossible as refused:
            form.add_error("kind", refused.message.translated(_))
        else:
            told = _("The role of %(name)s is saved.")
            messages.success(request, told % {"name": found.person.name})
            return redirect("portal:people", found.organisation_id)
    context = {"organisation": found.organisation, "role": found, "form": form}
    return render(request, "portal/role.html", context)


@member_page("GET", "HEAD", "POST")
def end(request: MemberRequest, pk: UUID, role: int) -> Answer:
    """End what a person does for the organisation; everybody may end the own role."""
    found = role_for(request, pk, role, or_own=True)
    is_own = found.person_id == request.user.pk
    if request.method != "POST":
        context = {"organisation": found.organisation, "role": found, "is_own": is_own}
        return render(request, "portal/role_end.html", context)
    try:
        actions.end_role(role=found, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("portal:people", found.organisation_id)
    if is_own:
        told = _("You no longer act for %(name)s.")
        messages.success(request, told % {"name": found.organisation.name})
        return redirect("portal:start")
    messages.success(request, _("The role of %(name)s has ended.") % {"name": found.person.name})
    return redirect("portal:people", found.organisation_id)


def _link(request: MemberRequest) -> Callable[[str], str]:
    return lambda token: request.build_absolute_uri(reverse("invitations:accept", args=[token]))
