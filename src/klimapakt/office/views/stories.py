"""Stories in the office: what waits, what is public, and deciding about one."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.story_forms import PublishForm, StoryReasonForm
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.publicity import actions, checking, queries
from klimapakt.publicity.enums import VersionState
from klimapakt.publicity.models import StoryVersion
from klimapakt.publicity.presenting import WORDS, marked
from klimapakt.publicity.rules import FIELDS, StoryChanged

Answer = HttpResponse | HttpResponseRedirect
_OFFERED: Final = {
    VersionState.RELEASED: ("publish", "return"),
    VersionState.PUBLISHED: ("correct", "withdraw"),
}


@staff_page(needs=Permission.RELEASE_PUBLICATIONS)
def index(request: StaffRequest) -> HttpResponse:
    """List what waits for a release, and what is public with what no longer fits the ledger."""
    public = [queries.shown(one) for one in queries.for_office(VersionState.PUBLISHED)]
    context = {
        "waiting": [queries.shown(one) for one in queries.for_office(VersionState.RELEASED)],
        "public": sorted(public, key=lambda one: one.drift is None),
        "today": timezone.localdate(),
    }
    return render(request, "office/stories.html", context)


@staff_page(needs=Permission.RELEASE_PUBLICATIONS)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show the frozen text with its claim and what can be decided."""
    return _page(request, _version(pk))


@staff_page("POST", needs=Permission.RELEASE_PUBLICATIONS)
def decide(request: StaffRequest, pk: UUID, what: str) -> Answer:
    """Publish, give back, correct or withdraw."""
    version = _version(pk)
    if what not in ("publish", "return", "correct", "withdraw"):
        raise Http404
    form = _form(request, version, what)
    status = 200
    if form.is_valid():
        try:
            _do(request, version, what, form)
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        except StoryChanged:
            status = 409
            form.add_error(
                None, _("Somebody else has decided about this story. Load the page anew and look.")
            )
        else:
            messages.success(request, _("Done."))
            return redirect("office:stories")
    return _page(request, version, what, form, status=status)


def _do(request: StaffRequest, version: StoryVersion, what: str, form: Form) -> None:
    given = form.cleaned_data
    if what == "publish":
        actions.publish(
            version=version,
            sha256=given["sha256"],
            valid_until=given["valid_until"],
            today=timezone.localdate(),
            by=request.user,
        )
    elif what == "return":
        actions.give_back(version=version, reason=given["reason"], by=request.user)
    elif what == "correct":
        actions.correct(version=version, why=given["reason"], by=request.user)
    else:
        actions.withdraw(version=version, reason=given["reason"], by=request.user)


def _version(pk: UUID) -> StoryVersion:
    found = queries.for_office().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _form(request: StaffRequest, version: StoryVersion, what: str, *, is_sent: bool = True) -> Form:
    data = request.POST if is_sent else None
    if what == "publish":
        return PublishForm(data, sha256=version.sha256, today=timezone.localdate())
    return StoryReasonForm(data, what=what)


def _page(
    request: StaffRequest,
    version: StoryVersion,
    tried: str = "",
    form: Form | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    told = checking.read(version)
    ledger = checking.ledger_of(version.story.measure)
    titles = {
        "publish": _("Publish this text"),
        "return": _("Give back to the member"),
        "correct": _("Add a correction"),
        "withdraw": _("Withdraw the story"),
    }
    offered = [
        (name, titles[name], form if form and name == tried else _form(request, version, name, is_sent=False))
        for name in _OFFERED.get(VersionState(version.state), ())
    ]
    context = {
        "version": version,
        "told": told,
        "texts": [
            (language, [(WORDS[name], parts[name]) for name in FIELDS if parts[name]])
            for language, parts in told.texts.items()
        ],
        "found": marked(told.texts, checking.check_all(told.texts, ledger.claim, timezone.localdate())),
        "drift": queries.drift_of(version),
        "offered": offered,
        "tried": tried,
        "failed": form,
        "corrections": queries.corrections_of(version.story),
    }
    return render(request, "office/story.html", context, status=status)
