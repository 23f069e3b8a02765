"""Stories for everybody: what is valid today, one of them, what was corrected, a feed, and the badge."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from klimapakt.pacts.queries import pact_at_hand
from klimapakt.publicity import queries
from klimapakt.publicity.checking import read
from klimapakt.publicity.models import StoryVersion

ON_A_PAGE = 20
IN_FEED = 30
FIVE_MINUTES = 300


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the stories that are valid today."""
    page = Paginator(queries.published(timezone.localdate()), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [_row(one) for one in page]}
    return render(request, "website/public/stories.html", context)


@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one story with its claim, its last day and what was corrected; one that is over says so."""
    shown = queries.published_story(pk, timezone.localdate())
    if shown is None:
        if not queries.was_withdrawn(pk):
            raise Http404
        return render(request, "website/public/story_withdrawn.html", status=410)
    language, parts = shown.told.best(get_language() or "en")
    context = {
        "shown": shown,
        "version": shown.version,
        "claim": shown.version.claim,
        "language": language,
        "parts": parts,
        "corrections": queries.corrections_of(shown.version.story),
    }
    return render(request, "website/public/story.html", context)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Show the log of corrections and withdrawals."""
    page = Paginator(queries.corrections(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "website/public/corrections.html", {"page": page})


@require_safe
@cache_control(max_age=FIVE_MINUTES, public=True)
def badge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what a badge stands for now, read from the records at this moment."""
    standing = queries.standing_of(pk)
    context = {"standing": standing, "now": timezone.now()}
    return render(request, "website/public/badge.html", context, status=200 if standing else 404)


@require_safe
@cache_control(max_age=FIVE_MINUTES, public=True)
def badge_picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Draw the badge; what is no longer true says so in the picture."""
    context = {"standing": queries.standing_of(pk), "pact": pact_at_hand()}
    return render(
        request,
        "website/public/badge.svg",
        context,
        content_type="image/svg+xml",
        status=200 if context["standing"] else 404,
    )


class StoryFeed(Feed[StoryVersion, None]):
    """The stories that are valid today, as Atom."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Return the name of the feed."""
        return _("Stories: %(pact)s") % {"pact": pact_at_hand().name}

    def link(self) -> str:
        """Return the page with the same stories."""
        return reverse("public:stories")

    def items(self) -> Iterable[StoryVersion]:
        """Return the newest stories."""
        return queries.published(timezone.localdate())[:IN_FEED]

    def item_title(self, item: StoryVersion) -> str:
        """Return the title of a story."""
        return read(item).best(get_language() or "en")[1]["title"]

    def item_description(self, item: StoryVersion) -> str:
        """Return the sentence with the figure, else what was done."""
        parts = read(item).best(get_language() or "en")[1]
        return parts["sentence"] or parts["done"]

    def item_link(self, item: StoryVersion) -> str:
        """Return the page of a story."""
        return reverse("public:story", args=[item.story_id])

    def item_updateddate(self, item: StoryVersion) -> datetime | None:
        """Return when it was published."""
        return item.published_at

    def item_pubdate(self, item: StoryVersion) -> datetime | None:
        """Return when it was published."""
        return item.published_at

    def item_author_name(self, item: StoryVersion) -> str:
        """Return the member whose story it is."""
        return item.story.measure.organisation.name


def _row(version: StoryVersion) -> dict[str, object]:
    language, parts = read(version).best(get_language() or "en")
    return {
        "version": version,
        "language": language,
        "parts": parts,
        "organisation": version.story.measure.organisation,
    }
