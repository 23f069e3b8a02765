"""Drafting a version of the rulebook: from another one or from a file, changed, discarded, proposed."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from klimapakt.foundation.size_limit import SizeLimit
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import preset_json, preset_names
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting import rulebooks as presenting
from klimapakt.office.rulebook_file import RulebookFileForm, problems_in
from klimapakt.office.rulebook_form import RulebookForm
from klimapakt.office.views.rulebook import version_for
from klimapakt.pacts import actions, queries
from klimapakt.pacts.enums import VersionState
from klimapakt.pacts.models import RulebookVersion
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.rules import NotPossible, RulebookRefused

MOST_BYTES: Final = 512 * 1024
_VERSION: Final = "version-"


@staff_page(needs=Permission.DRAFT_RULEBOOK)
def choose(request: StaffRequest) -> HttpResponse:
    """Choose what a new draft begins from."""
    context = {
        "versions": [presenting.listed(one) for one in queries.versions()],
        "presets": presenting.presets(),
    }
    return render(request, "office/rulebook_choose.html", context)


@staff_page("GET", "HEAD", "POST", needs=Permission.DRAFT_RULEBOOK)
def draft(request: StaffRequest, basis: str) -> HttpResponse | HttpResponseRedirect:
    """Fill in a new version, beginning from another one or from a shipped rulebook."""
    form = RulebookForm(_posted(request), raw=_raw_of(basis), in_force=queries.rulebook_in_force())
    if request.method == "POST" and form.is_valid():
        saved = _saved(
            form,
            lambda: actions.draft_rulebook(raw=form.raw, reason=form.cleaned_data["reason"], by=request.user),
        )
        if saved is not None:
            messages.success(request, _("The draft has been saved. Look at what it changes for the members."))
            return redirect("office:rulebook_version", saved.version)
    return render(request, "office/rulebook_edit.html", {"form": form, "version": None})


@staff_page("GET", "HEAD", "POST", needs=Permission.DRAFT_RULEBOOK)
def edit(request: StaffRequest, number: int) -> HttpResponse | HttpResponseRedirect:
    """Change a draft that nobody has proposed yet."""
    version = version_for(number)
    if request.method != "POST" and version.state is not VersionState.DRAFT:
        messages.warning(request, _("This version was proposed. A new draft can begin from it."))
        return redirect("office:rulebook_version", version.version)
    form = _form_of(version, _posted(request))
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        saved = _saved(
            form,
            lambda: actions.change_draft(
                version=version,
                raw=form.raw,
                reason=entered["reason"],
                seen_sha256=entered["seen_sha256"],
                by=request.user,
            ),
        )
        if saved is not None:
            messages.success(request, _("The draft has been saved."))
            return redirect("office:rulebook_version", saved.version)
        form.see(version.sha256)
    return render(request, "office/rulebook_edit.html", {"form": form, "version": version})


@csrf_exempt
def load(request: HttpRequest) -> HttpResponseBase:
    """Load a file; its limit has to stand before anything, the check of the token included, reads it."""
    limit = SizeLimit(request, MOST_BYTES)
    request.upload_handlers.insert(0, limit)
    return _guarded_load(request, limit)


@csrf_protect
@staff_page("GET", "HEAD", "POST", needs=Permission.DRAFT_RULEBOOK)
def _guarded_load(request: StaffRequest, limit: SizeLimit) -> HttpResponse | HttpResponseRedirect:
    form = RulebookFileForm(request.POST, request.FILES) if request.method == "POST" else RulebookFileForm()
    found: list[tuple[str, str, str]] = []
    if limit.exceeded:
        form.errors.clear()
        form.add_error("file", _("The file is larger than 512 KB. A rulebook is smaller."))
    elif form.is_valid():
        raw, refusals = problems_in(form.cleaned_data["file"].read(), queries.rulebook_in_force())
        found = presenting.problems(refusals)
        if not found:
            reason = form.cleaned_data["reason"]
            try:
                version = actions.draft_rulebook(raw=raw, reason=reason, by=request.user)
            except NotPossible as refused:
                form.add_error(None, refused.message.translated(_))
            else:
                messages.success(request, _("The file has become a draft. Nothing is in force yet."))
                return redirect("office:rulebook_version", version.version)
    return render(request, "office/rulebook_load.html", {"form": form, "problems": found})


@staff_page("POST", needs=Permission.DRAFT_RULEBOOK)
def discard(request: StaffRequest, number: int) -> HttpResponseRedirect:
    """Throw a draft away."""
    version = version_for(number)
    try:
        actions.discard_draft(version=version, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("office:rulebook_version", number)
    messages.success(request, _("The draft has been discarded."))
    return redirect("office:rulebook")


@staff_page("POST", needs=Permission.DRAFT_RULEBOOK)
def propose(request: StaffRequest, number: int) -> HttpResponseRedirect:
    """Put a draft before the head of the office."""
    try:
        actions.propose_rulebook(version=version_for(number), by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The version has been proposed. The head of the office has been told."))
    return redirect("office:rulebook_version", number)


def _form_of(version: RulebookVersion, data: QueryDict | None) -> RulebookForm:
    return RulebookForm(
        data,
        raw=json.loads(version.document),
        in_force=queries.rulebook_in_force(),
        initial={"reason": version.reason, "seen_sha256": version.sha256},
    )


def _posted(request: StaffRequest) -> QueryDict | None:
    """Return what was entered, so that it can be shown again beside what has changed meanwhile."""
    return request.POST.copy() if request.method == "POST" else None


def _saved(form: RulebookForm, save: Callable[[], RulebookVersion]) -> RulebookVersion | None:
    """Save, or show in the form why not; what was typed stays."""
    try:
        return save()
    except RulebookRefused as refused:
        form.refuse(Refused(refused.place, refused.message))
    except NotPossible as refused:
        form.add_error(None, refused.message.translated(_))
    return None


def _raw_of(basis: str) -> Mapping[str, Any]:
    """Return the rulebook a draft begins from, else 404."""
    if basis in preset_names():
        return preset_json(basis)
    number = basis.removeprefix(_VERSION)
    if basis.startswith(_VERSION) and number.isascii() and number.isdigit() and len(number) < 9:
        found: Mapping[str, Any] = json.loads(version_for(int(number)).document)
        return found
    raise Http404
