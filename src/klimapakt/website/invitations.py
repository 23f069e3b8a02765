"""Taking up an invitation: the page behind the link of the mail."""

from django import forms
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from klimapakt.organisations import actions, queries
from klimapakt.organisations.models import Invitation
from klimapakt.organisations.rules import InvitationRefused, ensure_is_open
from klimapakt.people import queries as people
from klimapakt.people.actions import AddressTaken
from klimapakt.people.models import Person

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_NOT_FOUND, _GONE, _FORBIDDEN = 404, 410, 403


class AccountForm(forms.Form):
    """Name and password of a new account; the address is that of the invitation."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        max_length=200,
        help_text=gettext_lazy("At least 12 characters; several words are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse | HttpResponseRedirect:
    """Show whom an invitation is for and let that person accept it, with an account or without one yet."""
    found = queries.invitation_by_token(token)
    if found is None:
        sentence = _("This link belongs to no invitation. Please copy it from the mail as a whole.")
        return _told(request, None, sentence, _NOT_FOUND)
    try:
        ensure_is_open(found, timezone.now())
    except InvitationRefused as refused:
        return _told(request, found, refused.message.translated(_), _GONE)
    if isinstance(request.user, Person):
        return _with_account(request, found, request.user)
    if people.has_account(found.email):
        return render(request, "website/invitation_sign_in.html", {"invitation": found})
    return _without_account(request, found)


def _with_account(request: HttpRequest, found: Invitation, person: Person) -> HttpResponse:
    if person.email != found.email:
        return render(request, "website/invitation_other.html", {"invitation": found}, status=_FORBIDDEN)
    if request.method == "POST":
        try:
            actions.accept_invitation(invitation=found, by=person)
        except InvitationRefused as refused:
            return _told(request, found, refused.message.translated(_), _GONE)
        return redirect("portal:start")
    return render(request, "website/invitation.html", {"invitation": found, "form": None})


def _without_account(request: HttpRequest, found: Invitation) -> HttpResponse | HttpResponseRedirect:
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.accept_with_new_account(
                invitation=found, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
            )
        except InvitationRefused as refused:
            return _told(request, found, refused.message.translated(_), _GONE)
        except AddressTaken:
            return render(request, "website/invitation_sign_in.html", {"invitation": found})
        except ValidationError as wrong:
            form.add_error(
                "name" if "name" in getattr(wrong, "error_dict", {}) else "password", wrong.messages
            )
        else:
            login(request, person, backend=_BACKEND)
            return redirect("portal:start")
    return render(request, "website/invitation.html", {"invitation": found, "form": form})


def _told(request: HttpRequest, found: Invitation | None, sentence: str, status: int) -> HttpResponse:
    context = {"invitation": found, "sentence": sentence}
    return render(request, "website/invitation_refused.html", context, status=status)
