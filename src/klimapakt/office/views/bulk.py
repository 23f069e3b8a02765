"""Work on many members: chosen in the list, entered, looked at, done with progress, undone."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.casework import actions, doing, jobs, queries, rules
from klimapakt.casework.enums import BulkKind, BulkState
from klimapakt.casework.models import BulkRun
from klimapakt.foundation import jobs as foundation_jobs
from klimapakt.memberships.models import Membership
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.casework_forms import bulk_form, given_in
from klimapakt.office.presenting import listing
from klimapakt.office.views.member_list import choice_form
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import pact_at_hand, who_may

_SHOWN = 20
_OVER = (BulkState.DONE, BulkState.FAILED, BulkState.UNDONE)


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """List the work on many that was done lately."""
    return render(request, "office/bulk_runs.html", {"runs": queries.runs()[:50]})


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def prepare(request: StaffRequest) -> HttpResponse | HttpResponseRedirect:
    """Ask for what is to be entered, and show whom it concerns; begin once that was looked at."""
    try:
        kind = BulkKind(request.POST.get("kind", ""))
    except ValueError:
        messages.warning(request, _("Choose what is to be done."))
        return redirect("office:members")
    found = _chosen(request.POST)
    try:
        rules.ensure_selection(len(found))
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("office:members")
    return _asked(request, kind, found)


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show how far it has come, and what became of each."""
    run = _run(pk)
    context = {
        "run": run,
        "progress": queries.progress_of(run),
        "left_out": [(one, one.why) for one in queries.left_out_of(run)],
        "is_over": run.state in _OVER,
        "is_lost": not foundation_jobs.is_anybody_there() and run.state not in _OVER,
        "may_undo": run.state == BulkState.DONE and run.kind in rules.CAN_BE_UNDONE,
        "has_left": run.kind not in rules.CAN_BE_UNDONE,
    }
    return render(request, "office/bulk_run.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def progress(request: StaffRequest, pk: UUID) -> JsonResponse:
    """Tell how far it has come, for the page that asks."""
    del request
    run = _run(pk)
    found = queries.progress_of(run)
    is_lost = not foundation_jobs.is_anybody_there()
    told = {"is_over": run.state in _OVER, "is_lost": is_lost, "percent": found.percent}
    return JsonResponse({**told, "words": run.get_state_display()})


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def undo(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Bring back how things stood."""
    run = _run(pk)
    try:
        back, kept = actions.undo_bulk(run=run, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        told = {"back": back, "kept": kept}
        messages.success(
            request, _("Undone for %(back)s; %(kept)s had been changed meanwhile and stay.") % told
        )
    return redirect("office:bulk_run", run.pk)


def _asked(request: StaffRequest, kind: BulkKind, found: list[Membership]) -> HttpResponse:
    people = who_may(Permission.CHANGE_MEMBERS, pact_at_hand())
    step = request.POST.get("step", "")
    form = bulk_form(kind, request.POST if step else None, people)
    is_looked_at = step == "preview" and form.is_valid()
    if step == "do" and form.is_valid():
        given = {**given_in(form), "base": request.build_absolute_uri("/")}
        run = jobs.begin(kind=kind, given=given, chosen=[one.pk for one in found], by=request.user)
        return redirect("office:bulk_run", run.pk)
    left_out = doing.left_out(kind, found) if is_looked_at else []
    context = {
        "kind": kind,
        "form": form,
        "is_looked_at": is_looked_at,
        "count": len(found),
        "concerned": len(found) - len(left_out),
        "first": found[:_SHOWN],
        "further": max(0, len(found) - _SHOWN),
        "left_out": [(one, _(why)) for one, why in left_out[:_SHOWN]],
        "left_out_count": len(left_out),
        "members": ",".join(str(one.pk) for one in found),
        "has_left": kind not in rules.CAN_BE_UNDONE,
    }
    return render(request, "office/bulk_prepare.html", context)


def _chosen(posted: QueryDict) -> list[Membership]:
    """Return whom somebody chose: all of the list as it was narrowed, or those ticked."""
    if "all" in posted:
        found = listing.members(choice_form(QueryDict(posted.get("query", ""))).choice())
        return list(found[: rules.MOST_AT_ONCE + 1])
    ticked = _ids(posted.getlist("member"))
    found = Membership.objects.filter(pk__in=ticked).select_related("organisation", "owner")
    return list(found.order_by("organisation__name", "pk"))


def _ids(values: Sequence[str]) -> list[UUID]:
    found: list[UUID] = []
    for value in (part for one in values for part in one.split(",")):
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def _run(pk: UUID) -> BulkRun:
    found = queries.run(pk)
    if found is None:
        raise Http404
    return found
