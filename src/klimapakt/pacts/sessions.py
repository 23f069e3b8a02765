"""What holds for every request of somebody signed in: whose session it is, its end, the second factor.

A session belongs to the pact under whose host it began; brought to another one it is nobody's.
"""

from collections.abc import Callable
from typing import Final, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klimapakt.pacts import permissions, queries
from klimapakt.pacts.middleware import PactRequest
from klimapakt.people import sessions
from klimapakt.people.models import Person
from klimapakt.people.queries import has_second_factor

PACT: Final = "klimapakt_pact"


class OfficeRequest(PactRequest):
    """A request of which it is known what its person does for the pact."""

    office_kind: str | None


def bind(request: HttpRequest) -> None:
    """Note for which pact a session began."""
    request.session[PACT] = str(cast("PactRequest", request).pact.pk)


class SessionRules:
    """Signs out whose session is over or another pact's, and asks the office for its second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request, or lead to the sign-in when the session is over."""
        if isinstance(request.user, Person) and not _is_of_this_pact(request):
            logout(request)
        if isinstance(request.user, Person):
            kind = queries.office_kind(request.user)
            cast("OfficeRequest", request).office_kind = kind
            over = sessions.follow(request, in_office=permissions.needs_second_factor(kind))
            if over is not None:
                return sessions.signed_out(request, over)
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Lead people of the office to their second factor before any page of members or of the office."""
        room = request.resolver_match.app_name if request.resolver_match else ""
        if room not in settings.KLIMA_ROOMS_BEHIND_SECOND_FACTOR or not needs_second_factor(request):
            return None
        messages.warning(
            request, _("People of the pact office need a second proof besides the password or the code.")
        )
        return HttpResponseRedirect(reverse("mfa_index"))


def needs_second_factor(request: HttpRequest) -> bool:
    """Tell whether this person has to set up a second factor first; in a demo nobody has to."""
    kind: str | None = getattr(request, "office_kind", None)
    if settings.KLIMA_DEMO or not permissions.needs_second_factor(kind):
        return False
    return not has_second_factor(request.user)  # type: ignore[arg-type]  # ours, or nobody


def _is_of_this_pact(request: HttpRequest) -> bool:
    return bool(request.session.get(PACT) == str(cast("PactRequest", request).pact.pk))
