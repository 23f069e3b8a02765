"""Who works for the pact: the list with every role explained, inviting, changing and ending."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting import staff as presenting
from klimapakt.office.staff_forms import ColleagueForm, OfficeRoleForm
from klimapakt.pacts import actions, queries
from klimapakt.pacts.models import OfficeRole
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.rules import NotPossible


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """Show who works for the pact as what, and what every role may do."""
    context = {
        "colleagues": presenting.colleagues(),
        "roles": presenting.roles(),
        "may_give": queries.is_allowed(request.user, Permission.GIVE_OFFICE_ROLES),
    }
    return render(request, "office/staff.html", context)


@staff_page("GET", "HEAD", "POST", needs=Permission.GIVE_OFFICE_ROLES)
def invite(request: StaffRequest) -> HttpResponse | HttpResponseRedirect:
    """Enter somebody for the office by their address; the role counts once they follow the link in a mail."""
    language = queries.pact_at_hand().languages[0]
    form = ColleagueForm(request.POST if request.method == "POST" else None, initial={"language": language})
    if request.method == "POST" and form.is_valid():
        try:
            role = actions.invite_to_office(
                colleague=form.colleague(), link=_way_in(request), by=request.user
            )
        except NotPossible as refused:
            form.add_error("email", refused.message.translated(_))
        except ValidationError as refused:
            form.add_error(None, " ".join(refused.messages))
        else:
            told = _(
                "%(person)s is entered. The role counts once the link in the mail to %(email)s was followed."
            )
            messages.success(request, told % {"person": role.person.name, "email": role.person.email})
            return redirect("office:staff")
    return render(request, "office/staff_invite.html", {"form": form, "roles": presenting.roles()})


@staff_page("GET", "HEAD", "POST", needs=Permission.GIVE_OFFICE_ROLES)
def change(request: StaffRequest, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Change what somebody does for the pact."""
    role = _role(pk)
    form = OfficeRoleForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": role.kind, "chamber": role.chamber},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_office_role(
                person=role.person,
                kind=form.kind_chosen(),
                chamber=form.cleaned_data["chamber"],
                by=request.user,
            )
        except NotPossible as refused:
            form.add_error("kind", refused.message.translated(_))
        else:
            messages.success(request, _("The role has been changed."))
            return redirect("office:staff")
    context = {"form": form, "role": role, "roles": presenting.roles()}
    return render(request, "office/staff_role.html", context)


@staff_page("GET", "HEAD", "POST", needs=Permission.SEE_MEMBERS)
def end(request: StaffRequest, pk: int) -> HttpResponse | HttpResponseRedirect:
    """End what somebody does for the pact: by the head of the office, or by the person."""
    role = _role(pk)
    is_own = role.person_id == request.user.pk
    if not is_own and not queries.is_allowed(request.user, Permission.GIVE_OFFICE_ROLES):
        raise Http404
    if request.method != "POST":
        return render(request, "office/staff_end.html", {"role": role, "is_own": is_own})
    try:
        actions.end_office_role(person=role.person, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("office:staff")
    messages.success(request, _("The role of %(person)s has ended.") % {"person": role.person.name})
    return redirect("portal:start" if is_own else "office:staff")


@staff_page("POST", needs=Permission.GIVE_OFFICE_ROLES)
def remind(request: StaffRequest, pk: int) -> HttpResponseRedirect:
    """Write once more to somebody who has not taken the role on, or not signed in yet."""
    role = _role(pk)
    try:
        actions.remind_of_role(role=role, link=_way_in(request), by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The mail to %(to)s is on its way again.") % {"to": role.person.email})
    return redirect("office:staff")


def _way_in(request: HttpRequest) -> Callable[[str], str]:
    def link(token: str) -> str:
        path = reverse("invitations:office", args=[token]) if token else reverse("account_login")
        return request.build_absolute_uri(path)

    return link


def _role(pk: int) -> OfficeRole:
    found = queries.office_role(pk)
    if found is None:
        raise Http404
    return found
