"""What is held about whoever is signed in: to see, to take along, and to have erased."""

from collections.abc import Iterable

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.organisations.models import Organisation
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person
from klimapakt.portal.access import MemberRequest, member_page
from klimapakt.privacy import actions, queries
from klimapakt.privacy.answer import answer_for, package_for
from klimapakt.privacy.rules import ANSWERED_WITHIN


@member_page()
def show(request: MemberRequest) -> HttpResponse:
    """Show in which tables the person occurs and what they can do about it."""
    answer = answer_for(request.user, _language(request), pact_at_hand(), with_texts=False)
    waiting = queries.open_request_of(request.user)
    context = {
        "answer": answer,
        "waiting": waiting,
        "answered_by": waiting.asked_at + ANSWERED_WITHIN if waiting else None,
    }
    return render(request, "portal/account_data.html", context)


@member_page()
def download(request: MemberRequest) -> HttpResponseBase:
    """Hand all of it out as a ZIP, after the person has proved once more who they are."""
    answer: HttpResponseBase = _proved_download(request)
    return answer


@reauthentication_required
def _proved_download(request: MemberRequest) -> HttpResponse:
    content = package_for(request.user, _language(request), pact_at_hand())
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="klimapakt-data.zip"'
    return response


@member_page("GET", "HEAD", "POST")
def erase(request: MemberRequest) -> HttpResponseBase:
    """Say what erasure means, and ask the office for it, after the person has proved who they are."""
    answer: HttpResponseBase = _proved_erase(request)
    return answer


@reauthentication_required
def _proved_erase(request: MemberRequest) -> HttpResponseBase:
    if request.method == "POST":
        actions.ask(by=request.user)
        messages.success(request, _("Your request is with the pact office."))
        return redirect("own_data:show")
    context = {"managed": _managed_alone(request.user)}
    return render(request, "portal/account_erase.html", context)


@member_page("POST")
def take_back(request: MemberRequest) -> HttpResponseRedirect:
    """Take the request back."""
    actions.take_back(by=request.user)
    messages.success(request, _("Your request is taken back. Nothing is erased."))
    return redirect("own_data:show")


def _language(request: MemberRequest) -> str:
    return get_language() or request.user.language


def _managed_alone(person: Person) -> Iterable[Organisation]:
    return queries.orphaned_by(person)
