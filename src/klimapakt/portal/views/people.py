"""Who acts for an organisation: list, invite, change and end roles, leave."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.organisations import actions
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Role
from klimapakt.organisations.rules import Refused, may_grant
from klimapakt.portal.access import MemberRequest, NotAllowed, member_page, organisation_for
from klimapakt.portal.forms.people import InviteForm, RoleForm

Answer = HttpResponse | HttpResponseRedirect


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List who acts as what, and who is invited."""
    organisation = organisation_for(request, pk)
    own = organisations.role_in(request.user, organisation)
    now = timezone.now()
    context = {
        "organisation": organisation,
        "roles": [(role, may_grant(own, role.kind)) for role in organisations.roles_of(organisation)],
        "invitations": [
            (invitation, invitation.expires_at <= now, may_grant(own, invitation.kind))
            for invitation in organisations.open_invitations(organisation)
        ],
        "may_invite": may_grant(own, RoleKind.READ_ONLY),
        "person": request.user,
    }
    return render(request, "portal/people.html", context)


@member_page("GET", "HEAD", "POST")
def invite(request: MemberRequest, pk: UUID) -> Answer:
    """Invite somebody; an invitation that is open already is sent again with a new link."""
    organisation, own = _granting(request, pk)
    form = InviteForm(request.POST or None, own=own)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(
                organisation=organisation,
                email=form.cleaned_data["email"],
                kind=RoleKind(form.cleaned_data["kind"]),
                link=lambda token: request.build_absolute_uri(reverse("website:invitation", args=[token])),
                by=request.user,
            )
        except Refused as refused:
            form.add_error("email", refused.message.translated(_))
        else:
            told = _("We have written to %(address)s. The link in the mail is valid for 14 days.")
            messages.success(request, told % {"address": invitation.email})
            return redirect("portal:people", organisation.pk)
    return render(request, "portal/invite.html", {"organisation": organisation, "form": form})


@member_page("POST")
def withdraw(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Take an invitation back."""
    invitation = organisations.invitations_visible_to(request.user).filter(pk=pk).first()
    if invitation is None:
        raise Http404
    _granting(request, invitation.organisation_id)
    try:
        actions.withdraw_invitation(invitation=invitation, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        told = _("The invitation of %(address)s has been taken back.")
        messages.success(request, told % {"address": invitation.email})
    return redirect("portal:people", invitation.organisation_id)


@member_page("GET", "HEAD", "POST")
def change(request: MemberRequest, pk: UUID, role: int) -> Answer:
    """Change what somebody does."""
    organisation, own = _granting(request, pk)
    found = _role(organisation, role)
    form = RoleForm(request.POST or None, own=own, now=found.kind)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(role=found, kind=RoleKind(form.cleaned_data["kind"]), by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The role of %(name)s is changed.") % {"name": found.person.name})
            return redirect("portal:people", organisation.pk)
    context = {"organisation": organisation, "form": form, "role": found}
    return render(request, "portal/role.html", context)


@member_page("GET", "HEAD", "POST")
def end(request: MemberRequest, pk: UUID, role: int) -> Answer:
    """Ask once, then end a role; one's own ends without anybody's leave."""
    organisation = organisation_for(request, pk)
    found = _role(organisation, role)
    is_own = found.person_id == request.user.pk
    if not is_own:
        _granting(request, pk)
    if request.method == "POST":
        try:
            actions.end_role(role=found, by=request.user)
        except Refused as refused:
            messages.warning(request, refused.message.translated(_))
            return redirect("portal:people", organisation.pk)
        told = _("%(name)s no longer acts for %(organisation)s.")
        messages.success(request, told % {"name": found.person.name, "organisation": organisation.name})
        return redirect("portal:start") if is_own else redirect("portal:people", organisation.pk)
    context = {"organisation": organisation, "role": found, "is_own": is_own}
    return render(request, "portal/role_end.html", context)


def _granting(request: MemberRequest, pk: UUID) -> tuple[Organisation, str | None]:
    """Return the organisation and one's own role there; raise NotAllowed when it grants nothing."""
    organisation = organisation_for(request, pk)
    own = organisations.role_in(request.user, organisation)
    if not may_grant(own, RoleKind.READ_ONLY):
        raise NotAllowed(organisation)
    return organisation, own


def _role(organisation: Organisation, pk: int) -> Role:
    found = organisations.roles_of(organisation).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
