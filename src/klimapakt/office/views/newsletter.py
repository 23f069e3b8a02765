"""The newsletter in the office: write an issue, see it as it is mailed, send it, watch it leave."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from klimapakt.foundation.mail.writing import hidden
from klimapakt.newsletter import actions, jobs, letters, queries
from klimapakt.newsletter.enums import IssueState
from klimapakt.newsletter.models import Issue
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.newsletter_forms import IssueForm, SendForm
from klimapakt.organisations.rules import ChangedMeanwhile, NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand

ON_A_PAGE: Final = 50
BADGES: Final[Mapping[str, str]] = {
    IssueState.DRAFT: "neutral",
    IssueState.SCHEDULED: "info",
    IssueState.SENDING: "info",
    IssueState.SENT: "success",
}


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """List the issues, and how many get them; addresses are shown to nobody."""
    page = Paginator(queries.issues(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, BADGES[one.state]) for one in page],
        "counted": queries.counted(),
        "may_write": is_allowed(request.user, Permission.EDIT_TEXTS),
    }
    return render(request, "office/newsletter.html", context)


@staff_page("GET", "HEAD", "POST", needs=Permission.EDIT_TEXTS)
def begin(request: StaffRequest) -> HttpResponseBase:
    """Begin an issue."""
    form = IssueForm(request.POST or None, initial={"seen_revision": 0})
    return _written(request, form, None)


@staff_page("GET", "HEAD", "POST", needs=Permission.EDIT_TEXTS)
def edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change a draft."""
    one = _issue(pk)
    if one.state != IssueState.DRAFT:
        return redirect("office:issue", pk)
    return _written(request, IssueForm(request.POST) if request.method == "POST" else IssueForm.of(one), one)


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show an issue as it is mailed in each language, and where it stands."""
    one = _issue(pk)
    context = {
        "issue": one,
        "badge_kind": BADGES[one.state],
        "previews": _previews(request, one),
        "is_draft": one.state == IssueState.DRAFT,
        "may_write": is_allowed(request.user, Permission.EDIT_TEXTS),
        "may_send": is_allowed(request.user, Permission.RELEASE_PUBLICATIONS),
        "counted": queries.counted(),
    }
    return render(request, "office/issue.html", context)


@staff_page("GET", "HEAD", "POST", needs=Permission.RELEASE_PUBLICATIONS)
def send(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Ask once more, with the number of readers, and send."""
    one = _issue(pk)
    if one.state != IssueState.DRAFT:
        return redirect("office:issue", pk)
    form = SendForm(request.POST or None, initial={"seen_revision": one.revision})
    if request.method == "POST" and form.is_valid() and _sent(request, form, one):
        return redirect("office:issue", pk)
    context = {
        "issue": one,
        "form": form,
        "counted": queries.counted(),
        "previews": _previews(request, one),
    }
    return render(request, "office/issue_send.html", context)


@staff_page("POST", needs=Permission.RELEASE_PUBLICATIONS)
def hold_back(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take a moment of sending back."""
    one = _issue(pk)
    if _done(request, lambda: actions.hold_back(issue=one, by=request.user)):
        messages.success(request, _("The issue is a draft again. Nobody has got it."))
    return redirect("office:issue", pk)


@staff_page("POST", needs=Permission.EDIT_TEXTS)
def discard(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Throw a draft away."""
    one = _issue(pk)
    if not _done(request, lambda: actions.discard(issue=one, by=request.user)):
        return redirect("office:issue", pk)
    messages.success(request, _("The draft is deleted."))
    return redirect("office:newsletter")


def _written(request: StaffRequest, form: IssueForm, one: Issue | None) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen_revision"]
        try:
            saved = actions.write(issue=one, words=form.words(), revision=seen, by=request.user)
        except ChangedMeanwhile:
            form.ask_again(_issue(one.pk).revision if one else 0)
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("Saved. Below you see it as it is mailed."))
            return redirect("office:issue", saved.pk)
    return render(request, "office/issue_edit.html", {"form": form, "issue": one})


def _sent(request: StaffRequest, form: SendForm, one: Issue) -> bool:
    given = form.cleaned_data
    try:
        jobs.send(
            issue=one,
            revision=given["seen_revision"],
            send_at=given["send_at"],
            leave_links=_leave_links(request),
            by=request.user,
        )
    except ChangedMeanwhile:
        form.ask_again(_issue(one.pk).revision)
    except NotPossible as refused:
        form.add_error(None, refused.message.translated(_))
    else:
        messages.success(
            request, _("The issue will be sent.") if given["send_at"] else _("It is being sent.")
        )
        return True
    return False


def _done(request: StaffRequest, act: Callable[[], object]) -> bool:
    try:
        act()
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return False
    return True


def _previews(request: StaffRequest, one: Issue) -> list[dict[str, str]]:
    """Return the issue as it is mailed in each language of the pact, without the link of its reader."""
    links = _leave_links(request)
    shown = []
    for language in pact_at_hand().languages:
        mail = letters.preview(one, language, links[language])
        shown.append({"language": language, "subject": mail.subject, "text": hidden(mail.text)})
    return shown


def _leave_links(request: StaffRequest) -> dict[str, str]:
    links = {}
    for language in pact_at_hand().languages:
        with override(language):
            path = reverse("public:newsletter_leave", args=[letters.PLACE])
        links[language] = request.build_absolute_uri(path)
    return links


def _issue(pk: UUID) -> Issue:
    found = queries.issue(pk)
    if found is None:
        raise Http404
    return found
