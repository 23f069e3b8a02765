"""Accepting an invitation by the link in the mail: with an account, without one, or with the wrong one."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from klimapakt.organisations import actions
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.actions.invitations import NewAccount, state_of
from klimapakt.organisations.models import Invitation, Role
from klimapakt.organisations.rules import InvitationOver, InvitationState, NotPossible, UnknownToken
from klimapakt.people import queries as people
from klimapakt.people.actions import AddressTaken
from klimapakt.people.models import Person
from klimapakt.portal.forms.people import WHAT_ROLES_MAY, NewAccountForm


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show what one is invited to, and let the right person accept it."""
    invitation = organisations.invitation_of(token)
    if invitation is None:
        return _over(request, UnknownToken(), status=404)
    state = state_of(invitation, timezone.now())
    if state is not InvitationState.OPEN:
        return _over(request, InvitationOver(state), status=410)
    if isinstance(request.user, Person):
        return _with_account(request, request.user, invitation, token)
    holder = people.holder_of(invitation.email)
    if holder is not None:
        return _page(request, invitation, {"has_account": True, "is_closed": not holder.is_active})
    return _without_account(request, invitation, token)


def _with_account(
    request: HttpRequest, person: Person, invitation: Invitation, token: str
) -> HttpResponseBase:
    if not people.has_address(person, invitation.email):
        return _page(request, invitation, {"is_other": True})
    if request.method != "POST":
        return _page(request, invitation, {"may_confirm": True})
    try:
        role = actions.accept(token=token, by=person)
    except NotPossible as refused:
        return _over(request, refused, status=410)
    _welcome(request, role)
    return redirect("portal:organisation", role.organisation_id)


def _without_account(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponseBase:
    form = NewAccountForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        account = NewAccount(entered["name"], entered["password"], get_language() or invitation.language)
        try:
            role = actions.accept(token=token, account=account, by=None)
        except NotPossible as refused:
            return _over(request, refused, status=410)
        except AddressTaken:
            return redirect(request.path)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            _welcome(request, role)
            return perform_login(request, role.person, email=invitation.email)  # type: ignore[no-any-return]  # allauth says nothing about it
    return _page(request, invitation, {"form": form})


def _welcome(request: HttpRequest, role: Role) -> None:
    told = _("You act for %(name)s now. Your role: %(role)s.")
    messages.success(request, told % {"name": role.organisation.name, "role": role.get_kind_display()})


def _page(request: HttpRequest, invitation: Invitation, how: dict[str, object]) -> HttpResponse:
    context = {
        "invitation": invitation,
        "role_words": WHAT_ROLES_MAY[invitation.kind],  # type: ignore[index]  # the kinds are these
        "has_account": False,
        "is_closed": False,
        "is_other": False,
        "may_confirm": False,
        "form": None,
        **how,
    }
    return render(request, "portal/invitation.html", context)


def _over(request: HttpRequest, why: NotPossible, *, status: int) -> HttpResponse:
    context = {"why": why.message.translated(_)}
    return render(request, "portal/invitation_over.html", context, status=status)
