"""The outbox of a demonstration, for anybody to read: nothing is sent there, and links have to be tried.

Outside a demonstration none of these pages exists.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import urlsplit
from uuid import UUID

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from klimapakt.foundation.mail import queries, sealing, writing
from klimapakt.foundation.models import OutgoingMail
from klimapakt.pacts.queries import pact_at_hand

Rest = ParamSpec("Rest")
Page = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

ON_A_PAGE: Final = 50
# A mail brings its own style and nothing else; its links open instead of the page around it.
_POLICY: Final = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


def _demo_page(view: Page[Rest]) -> Page[Rest]:
    @wraps(view)
    def page(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if not settings.KLIMA_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return require_safe(never_cache(page))


@_demo_page
def index(request: HttpRequest) -> HttpResponse:
    """List what would have been sent, the newest first."""
    page = Paginator(queries.newest(pact_at_hand().pk), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "website/demo_mail.html", {"page": page})


@_demo_page
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one mail as its reader would see it: the letter in a frame of its own, and the plain text."""
    mail = _mail(pk)
    context = {"mail": mail, "text": writing.filled(mail.text, _secrets(mail, request))}
    return render(request, "website/demo_mail_one.html", context)


@_demo_page
@csp(_POLICY)  # type: ignore[arg-type]  # its types know views without arguments only
@xframe_options_sameorigin
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand out the HTML of a mail for the frame."""
    mail = _mail(pk)
    html = writing.filled_html(mail.html, _secrets(mail, request))
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


def _secrets(mail: OutgoingMail, request: HttpRequest) -> dict[str, str]:
    """Return what the mail opens, its link under the address at which the demonstration is looked at.

    The invitations that come with the demo city were written before anybody knew that address.
    """
    try:
        secrets = sealing.unseal(mail.secrets)
    except sealing.SecretLost:
        return {}
    if "link" in secrets:
        secrets["link"] = request.build_absolute_uri(urlsplit(secrets["link"]).path)
    return secrets


def _mail(pk: UUID) -> OutgoingMail:
    found = queries.mail_of(pact_at_hand().pk, pk)
    if found is None:
        raise Http404
    return found
