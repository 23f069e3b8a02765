"""Minutes a step took, as the device of the member measured them: taken from the form, counted without names.

Nothing is counted for who has switched it off (the cookie ``minutes``), whose browser asks not to be followed
(Sec-GPC, DNT), or who sends more than a person can.
"""

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from klimapakt.reports import actions

FIELD: Final = "measured_minutes"
COOKIE: Final = "minutes"
_REFUSED: Final = "no"
_LONGEST: Final = 24 * 60
_WITHIN_SECONDS: Final = 60 * 60
_MOST_WITHIN: Final = 60


def count(request: HttpRequest, step: str) -> bool:
    """Count what came with a form; tell whether it was counted."""
    given = request.POST.get(FIELD, "")
    # Only digits of ASCII, and few of them: anything else comes from no page of ours.
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(_LONGEST))):
        return False
    if has_refused(request) or int(given) > _LONGEST or not _may_go_on(request):
        return False
    return actions.count_minutes(step=step, minutes=int(given), today=timezone.localdate())


def has_refused(request: HttpRequest) -> bool:
    """Tell whether the person, or their browser, does not want to be measured."""
    asks = request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1"
    return asks or request.COOKIES.get(COOKIE) == _REFUSED


def _may_go_on(request: HttpRequest) -> bool:
    """Count how often a session sends; only a keyed hash of it is kept, for an hour, beside no minutes."""
    mark = salted_hmac("klimapakt.portal.minutes", request.session.session_key or "", algorithm="sha256")
    key = f"minutes:{mark.hexdigest()}"
    cache.add(key, 0, _WITHIN_SECONDS)
    try:
        return cache.incr(key) <= _MOST_WITHIN
    except ValueError:  # it has just run out
        return True
