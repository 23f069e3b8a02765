"""The newsletter: ask for it, confirm, leave; the issues that were sent, also as a feed."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from klimapakt.foundation.templatetags.letter import linked
from klimapakt.newsletter import actions, leaving, queries, rules
from klimapakt.newsletter.consent_texts import NEWEST, TEXTS
from klimapakt.newsletter.models import Issue
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.website.limits import may_go_on

REQUESTS_PER_ADDRESS = 20
"""Requests from one address of the network within ten minutes."""

ON_A_PAGE = 20


class SubscribeForm(forms.Form):
    """The address, and a trap."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You get a link there; only with it does your subscription begin."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, max_length=200)
    """A trap for programs that fill in everything; people do not see it."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show the form and the archive; the answer is the same whether or not an address is known."""
    form = SubscribeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    if not may_go_on(request, "newsletter", REQUESTS_PER_ADDRESS):
        return _page(request, form, is_busy=True)
    if not form.cleaned_data["website"]:
        actions.subscribe(
            email=form.cleaned_data["email"],
            language=_language(),
            link=lambda token: request.build_absolute_uri(reverse("public:newsletter_confirm", args=[token])),
        )
    return redirect("public:newsletter_sent")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way."""
    return render(request, "website/public/newsletter_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for one click, so that programs that open links in mails confirm nothing; then confirm."""
    if request.method == "POST":
        try:
            actions.confirm(token=token)
        except rules.LinkOver as refused:
            return _over(request, refused)
        return render(request, "website/public/newsletter_confirmed.html")
    over = queries.why_over(token)
    if over is not None:
        return _over(request, over)
    return render(request, "website/public/newsletter_confirm.html", {"consent": gettext(TEXTS[NEWEST])})


# The signed link is what allows it, and a mail program that sends the one click has no token of ours.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Let a subscriber go by one click: of theirs on the page, or of their mail program (RFC 8058)."""
    if leaving.read(token) is None:
        return _over(request, rules.LinkOver("unknown"))
    if request.method != "POST":
        return render(request, "website/public/newsletter_leave.html")
    actions.leave(token=token)
    return render(request, "website/public/newsletter_left.html")


@require_safe
def issue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an issue that was sent."""
    found = queries.sent().filter(pk=pk).first()
    if found is None:
        raise Http404
    context = {
        "issue": found,
        "subject": found.subject(_language()),
        "paragraphs": [linked(one) for one in rules.paragraphs(found.text(_language()))],
    }
    return render(request, "website/public/newsletter_issue.html", context)


class Archive(Feed[Issue, None]):
    """The issues that were sent, as Atom."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Return whose newsletter it is."""
        return gettext("Newsletter of %(pact)s") % {"pact": pact_at_hand().name}

    def subtitle(self) -> str:
        """Return what it is."""
        return gettext("Every issue that was sent, the newest first")

    def link(self) -> str:
        """Return the page of the newsletter."""
        return reverse("public:newsletter")

    def items(self) -> QuerySet[Issue]:
        """Return the newest issues."""
        return queries.sent()[:ON_A_PAGE]

    def item_title(self, item: Issue) -> str:
        """Return the subject."""
        return item.subject(_language())

    def item_description(self, item: Issue) -> SafeString:
        """Return the text, as on its page."""
        parts = ((linked(one),) for one in rules.paragraphs(item.text(_language())))
        return format_html_join("\n", "<p>{}</p>", parts)

    def item_link(self, item: Issue) -> str:
        """Return its page."""
        return reverse("public:newsletter_issue", args=[item.pk])

    def item_guid(self, item: Issue) -> str:
        """Return what it is called wherever it is shown."""
        return f"urn:uuid:{item.pk}"

    def item_pubdate(self, item: Issue) -> datetime | None:
        """Return when it had been sent."""
        return item.sent_at

    def item_updateddate(self, item: Issue) -> datetime | None:
        """Return the same: what was sent does not change."""
        return item.sent_at


def _language() -> str:
    return "en" if (get_language() or "de").startswith("en") else "de"


def _page(request: HttpRequest, form: SubscribeForm, *, is_busy: bool = False) -> HttpResponse:
    page = Paginator(queries.sent(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_busy": is_busy,
        "consent": gettext(TEXTS[NEWEST]),
        "page": page,
        "issues": [(one, one.subject(_language())) for one in page],
    }
    status = 429 if is_busy else 200
    return render(request, "website/public/newsletter.html", context, status=status)


def _over(request: HttpRequest, over: rules.LinkOver) -> HttpResponse:
    context = {"message": over.message, "code": over.code}
    status = 404 if over.code == "unknown" else 410
    return render(request, "website/public/newsletter_over.html", context, status=status)
