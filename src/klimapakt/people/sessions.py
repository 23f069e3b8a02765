"""How long a session lasts; who has to prove what besides is the pact's to say (``pacts.sessions``).

When a session began and was last used stands in the session itself; the list of devices follows once a
minute, so that looking at pages does not write at every click.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimapakt.people import actions
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


def follow(request: HttpRequest, *, in_office: bool) -> Ended | None:
    """Return why the session is over, or note that it was used."""
    now = timezone.now()
    began, seen = _instant(request, BEGAN, now), _instant(request, SEEN, now)
    over = ended(began_at=began, seen_at=seen, now=now, in_office=in_office)
    if over is None and (SEEN not in request.session or now - seen > _NOTED_EVERY):
        request.session[BEGAN], request.session[SEEN] = began.timestamp(), now.timestamp()
        actions.note_session_used(key=request.session.session_key or "", at=now)
    return over


def signed_out(request: HttpRequest, why: Ended) -> HttpResponseBase:
    """Sign out, say why, and lead to the sign-in."""
    came_to_look = request.method in {"GET", "HEAD"}
    back_to = request.get_full_path() if came_to_look else reverse(settings.LOGIN_REDIRECT_URL)
    logout(request)
    messages.info(request, _WORDS[why])  # type: ignore[arg-type]  # a lazy text is one
    return redirect_to_login(back_to)


def _instant(request: HttpRequest, name: str, otherwise: datetime) -> datetime:
    kept = request.session.get(name)
    return otherwise if kept is None else datetime.fromtimestamp(float(kept), tz=UTC)
