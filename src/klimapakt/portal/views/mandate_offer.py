"""Accepting a mandate by the link in the mail: with an account, without one, or with the wrong one."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from klimapakt.organisations import actions, mandates
from klimapakt.organisations.actions.invitations import NewAccount
from klimapakt.organisations.enums import MandateState
from klimapakt.organisations.mandate_rules import MandateOver
from klimapakt.organisations.models import Mandate
from klimapakt.organisations.rules import NotPossible, UnknownToken
from klimapakt.people import queries as people
from klimapakt.people.actions import AddressTaken
from klimapakt.people.models import Person
from klimapakt.portal.forms.people import NewAccountForm
from klimapakt.portal.presenting.mandates import told


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show what the mandate opens and until when, and let the right person accept it."""
    mandate = mandates.mandate_of(token)
    if mandate is None:
        return _over(request, UnknownToken(), status=404)
    state = mandates.state_of(mandate)
    if state is not MandateState.OFFERED:
        return _over(request, MandateOver(state), status=410)
    if isinstance(request.user, Person):
        return _with_account(request, request.user, mandate, token)
    holder = people.holder_of(mandate.email)
    if holder is not None:
        return _page(request, mandate, {"has_account": True, "is_closed": not holder.is_active})
    return _without_account(request, mandate, token)


def _with_account(request: HttpRequest, person: Person, mandate: Mandate, token: str) -> HttpResponseBase:
    if not people.has_address(person, mandate.email):
        return _page(request, mandate, {"is_other": True})
    if request.method != "POST":
        return _page(request, mandate, {"may_confirm": True})
    try:
        accepted = actions.accept_mandate(token=token, by=person)
    except NotPossible as refused:
        return _over(request, refused, status=410)
    _welcome(request, accepted)
    return redirect("portal:mandate", accepted.pk)


def _without_account(request: HttpRequest, mandate: Mandate, token: str) -> HttpResponseBase:
    form = NewAccountForm(request.POST or None, email=mandate.email)
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        account = NewAccount(entered["name"], entered["password"], get_language() or mandate.language)
        try:
            accepted = actions.accept_mandate(token=token, account=account, by=None)
        except NotPossible as refused:
            return _over(request, refused, status=410)
        except AddressTaken:
            return redirect(request.path)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            _welcome(request, accepted)
            return perform_login(request, accepted.adviser, email=accepted.adviser.email)  # type: ignore[no-any-return, union-attr, arg-type]  # accepted has somebody
    return _page(request, mandate, {"form": form})


def _welcome(request: HttpRequest, mandate: Mandate) -> None:
    words = _("You advise %(name)s now. Everything you look at and change is written down for the member.")
    messages.success(request, words % {"name": mandate.organisation.name})


def _page(request: HttpRequest, mandate: Mandate, how: dict[str, object]) -> HttpResponse:
    context = {
        "mandate": mandate,
        "told": told([mandate])[0],
        "has_account": False,
        "is_closed": False,
        "is_other": False,
        "may_confirm": False,
        "form": None,
        **how,
    }
    return render(request, "portal/mandate_offer.html", context)


def _over(request: HttpRequest, why: NotPossible, *, status: int) -> HttpResponse:
    context = {"why": why.message.translated(_)}
    return render(request, "portal/invitation_over.html", context, status=status)
