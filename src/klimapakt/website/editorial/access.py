"""Who gets to the editor of Wagtail under ``/editorial/``, and what may run there.

People whose role in the pact of the host includes writing its texts; for everybody else the editor does not
exist. The group that Wagtail asks for is set anew at every request, so that the role is the one truth. Only
under this path a looser content security policy holds: the editor brings scripts and styles in its pages.
"""

from collections.abc import Callable
from typing import Final

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from klimapakt.pacts import sessions
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand
from klimapakt.people.models import Person
from klimapakt.website.editorial.trees import editors_of, plant

PATH: Final = "/editorial/"
# Accounts, passwords and roles have their own pages; there must not be a second way around them.
_CLOSED: Final = tuple(f"{PATH}{part}" for part in ("account/", "users/", "groups/", "password_reset/"))
_POLICY: Final = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
}


class EditorialAccess:
    """Stands before every page of the editor and touches no other."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; under the path of the editor with its own policy, and kept by nobody."""
        response = self._get_response(request)
        if request.path.startswith(PATH):
            response._csp_replace = _POLICY  # type: ignore[attr-defined]  # noqa: SLF001 -- what csp_replace does
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Let in who writes for the pact; lead others to sign in or to their second proof, or say 404."""
        if not request.path.startswith(PATH):
            return None
        if not isinstance(request.user, Person):
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        is_closed = request.path.startswith(_CLOSED)
        if is_closed or not is_allowed(request.user, Permission.EDIT_TEXTS):
            raise Http404
        if sessions.needs_second_factor(request):
            return HttpResponseRedirect(reverse("mfa_index"))
        _seat(request.user)
        return None


def _seat(person: Person) -> None:
    """Let the person's groups be that of the pact at hand, and no other pact's."""
    pact = pact_at_hand()
    group = editors_of(pact)
    if list(person.groups.values_list("pk", flat=True)) != [group.pk]:
        plant(pact)
        person.groups.set([group])
