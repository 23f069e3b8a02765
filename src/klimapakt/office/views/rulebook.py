"""The rulebook as everybody in the office reads it: the version in force, every other one, and the file."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting import rulebooks as presenting
from klimapakt.pacts import queries
from klimapakt.pacts.models import RulebookVersion
from klimapakt.pacts.permissions import Permission


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """Show the rulebook in force and every version there is."""
    found = list(queries.versions())
    in_force = next((one for one in found if presenting.is_in_force(one)), None)
    context = {
        "version": in_force,
        "rulebook": presenting.rulebook(in_force) if in_force else None,
        "versions": [presenting.listed(one) for one in found],
        "waiting": [one for one in found if presenting.waits(one)],
        "may_draft": queries.is_allowed(request.user, Permission.DRAFT_RULEBOOK),
        "may_decide": queries.is_allowed(request.user, Permission.ACTIVATE_RULEBOOK),
    }
    return render(request, "office/rulebook.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, number: int) -> HttpResponse:
    """Show one version: how far it has come, what it changes, and every rule."""
    version = version_for(number)
    today = timezone.localdate()
    context = {
        "version": version,
        "listed": presenting.listed(version),
        "rulebook": presenting.rulebook(version),
        "differing": presenting.differing_from_force(version),
        "may_draft": queries.is_allowed(request.user, Permission.DRAFT_RULEBOOK),
        "may_decide": queries.is_allowed(request.user, Permission.ACTIVATE_RULEBOOK),
        "obstacle": queries.why_not_activate(version, request.user, today),
    }
    return render(request, "office/rulebook_version.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def file(request: StaffRequest, number: int) -> HttpResponse:
    """Hand out a version as the file that can be loaded again."""
    del request
    version = version_for(number)
    content = json.dumps(json.loads(version.document), ensure_ascii=False, indent=2) + "\n"
    name = f"rulebook-{version.pact.slug}-{version.version}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/json; charset=utf-8", headers=headers)


def version_for(number: int) -> RulebookVersion:
    """Return a version of the rulebook of the pact at hand, else 404."""
    found = queries.version_numbered(number)
    if found is None:
        raise Http404
    return found
