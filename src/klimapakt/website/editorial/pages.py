"""Shows the editorial pages of the pact of the host; another pact's pages are not there."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from klimapakt.pacts.queries import pact_at_hand


@require_safe
def show(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """Show a page that is published, found by its address below the pact and the language."""
    below = f"{path}/" if path else ""
    place = f"/{pact_at_hand().slug}/{get_language()}/{below}"
    page = Page.objects.live().public().filter(url_path=place, depth__gt=2).first()
    if page is None:
        raise Http404
    return cast("HttpResponseBase", page.specific.serve(request))
