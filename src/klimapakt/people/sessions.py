"""What holds for every request of somebody signed in: the session's end, the office's second factor.

When a session began and was last used stands in the session itself; the list of devices follows once a
minute, so that looking at pages does not write at every click.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimapakt.people import actions, queries
from klimapakt.people.models import Person
from klimapakt.people.rules import Ended, ended

BEGAN: Final = "klimapakt_began_at"
SEEN: Final = "klimapakt_seen_at"
_NOTED_EVERY: Final = timedelta(minutes=1)
_WORDS: Final[Mapping[Ended, object]] = {
    Ended.TOO_LONG: _("You were signed out: nobody stays signed in for longer than twelve hours."),
    Ended.IDLE: _("You were signed out: there was nothing to do for an hour."),
}


def begin(request: HttpRequest) -> None:
    """Note that a session begins now and ends with the browser."""
    request.session[BEGAN] = request.session[SEEN] = timezone.now().timestamp()
    request.session.set_expiry(0)


class SessionRules:
    """Signs out whose session is over, and asks people of the office for their second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request, or lead to the sign-in when the session is over."""
        if isinstance(request.user, Person):
            in_office = queries.is_staff(request.user)
            request.works_in_office = in_office  # type: ignore[attr-defined]  # for the frame and below
            over = _follow(request, in_office=in_office)
            if over is not None:
                return _signed_out(request, over)
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
    if settings.KLIMA_DEMO or not getattr(request, "works_in_office", False):
        return False
    return not queries.has_second_factor(request.user)  # type: ignore[arg-type]  # ours, or nobody


def _follow(request: HttpRequest, *, in_office: bool) -> Ended | None:
    """Return why the session is over, or note that it was used."""
    now = timezone.now()
    began, seen = _instant(request, BEGAN, now), _instant(request, SEEN, now)
    over = ended(began_at=began, seen_at=seen, now=now, in_office=in_office)
    if over is None and (SEEN not in request.session or now - seen > _NOTED_EVERY):
        request.session[BEGAN], request.session[SEEN] = began.timestamp(), now.timestamp()
        actions.note_session_used(key=request.session.session_key or "", at=now)
    return over


def _instant(request: HttpRequest, name: str, otherwise: datetime) -> datetime:
    kept = request.session.get(name)
    return otherwise if kept is None else datetime.fromtimestamp(float(kept), tz=UTC)


def _signed_out(request: HttpRequest, why: Ended) -> HttpResponseBase:
    came_to_look = request.method in {"GET", "HEAD"}
    back_to = request.get_full_path() if came_to_look else reverse(settings.LOGIN_REDIRECT_URL)
    logout(request)
    messages.info(request, _WORDS[why])  # type: ignore[arg-type]  # a lazy text is one
    return redirect_to_login(back_to)
