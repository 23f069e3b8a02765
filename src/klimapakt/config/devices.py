"""Sessions and devices: where somebody is signed in, and ending it there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from klimapakt.people import actions, queries
from klimapakt.people.models import Person

# The order decides: Edge and Opera call themselves Chrome as well, and Chrome calls itself Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh|Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux|X11", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """One browser in which somebody is signed in."""

    pk: int
    words: str
    since: datetime
    seen: datetime
    is_this: bool


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List where the person is signed in."""
    person = cast("Person", request.user)
    devices = [
        Device(
            session.pk,
            device_in_words(session.user_agent),
            session.created_at,
            session.last_seen_at,
            session.session_key == request.session.session_key,
        )
        for session in queries.sessions_of(person)
    ]
    devices.sort(key=lambda device: not device.is_this)
    return render(request, "account/devices.html", {"devices": devices})


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Sign one device out."""
    person = cast("Person", request.user)
    session = UserSession.objects.filter(pk=pk, user_id=person.pk).first()
    if session is None:
        raise Http404
    actions.end_session(session=session, by=person)
    messages.success(request, _("This device is signed out now."))
    return redirect("devices")


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponseRedirect:
    """Sign out every device but this one."""
    person = cast("Person", request.user)
    ended = actions.end_other_sessions(kept_key=request.session.session_key or "", by=person)
    words = ngettext("%(count)s device is signed out.", "%(count)s devices are signed out.", ended)
    messages.success(request, words % {"count": ended})
    return redirect("devices")


def device_in_words(user_agent: str) -> str:
    """Return the browser and the system by the names people know.

    >>> device_in_words("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/131.0 Safari/537.36 Edg/131.0")
    'Edge · Windows'
    """
    found = [_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)]
    return " · ".join(name for name in found if name) or _("A browser we do not know")


def _first(names: Iterable[tuple[str, str]], user_agent: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, user_agent)), "")
