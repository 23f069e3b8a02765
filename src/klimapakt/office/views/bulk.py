"""Work on many members: chosen in the list, entered, looked at, done with progress, undone."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.casework import doing, jobs, queries, rules
from klimapakt.casework.enums import CHOSEN_IN_LISTS, BulkKind, BulkState
from klimapakt.casework.models import BulkRun
from klimapakt.duties import by_hand
from klimapakt.duties import queries as duties
from klimapakt.duties.days import today
from klimapakt.duties.jobs import begin_reminding, withdraw_reminders
from klimapakt.foundation import jobs as foundation_jobs
from klimapakt.memberships.models import Membership
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.casework_forms import bulk_form, given_in
from klimapakt.office.duty_forms import DutyFilterForm
from klimapakt.office.presenting import listing
from klimapakt.office.views.member_list import choice_form
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import pact_at_hand, who_may
from klimapakt.people.models import Person

_DUTIES = "duties"
_SHOWN = 20
_MOST_LEFT_OUT = 200
_OVER = (BulkState.DONE, BulkState.FAILED, BulkState.UNDONE)


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """List the work on many that was done lately."""
    return render(request, "office/bulk_runs.html", {"runs": queries.runs()[:50]})


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def prepare(request: StaffRequest) -> HttpResponse | HttpResponseRedirect:
    """Ask for what is to be entered, and show whom it concerns; begin once that was looked at."""
    kind = next((one for one in CHOSEN_IN_LISTS if one.value == request.POST.get("kind")), None)
    if kind is None:
        messages.warning(request, _("Choose what is to be done."))
        return redirect("office:members")
    found = _chosen(request.POST, request.user)
    try:
        rules.ensure_selection(len(found))
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("office:duties" if _came_from(request.POST) == _DUTIES else "office:members")
    return _asked(request, kind, found)


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show how far it has come, and what became of each."""
    run = _run(pk)
    waiting = by_hand.waiting(run) if run.kind in rules.UNTIL_SENT else 0
    context = {
        "run": run,
        "progress": queries.progress_of(run),
        "left_out": [(one, one.why) for one in queries.left_out_of(run)],
        "is_over": run.state in _OVER,
        "is_lost": not foundation_jobs.is_anybody_there() and run.state not in _OVER,
        "may_undo": run.state == BulkState.DONE and (run.kind in rules.CAN_BE_UNDONE or waiting > 0),
        "waiting": waiting,
        "leaves_at": by_hand.leaves_at(run) if waiting else None,
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
        _undo(run, request)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(
            request, _("It is being undone. What somebody has changed meanwhile stays as it is.")
        )
    return redirect("office:bulk_run", run.pk)


def _undo(run: BulkRun, request: StaffRequest) -> None:
    if run.kind in rules.UNTIL_SENT:
        withdraw_reminders(run=run, by=request.user)
    else:
        jobs.undo(run=run, by=request.user)


def _asked(request: StaffRequest, kind: BulkKind, found: list[Membership]) -> HttpResponse:
    people = who_may(Permission.CHANGE_MEMBERS, pact_at_hand())
    step = request.POST.get("step", "")
    form = bulk_form(kind, request.POST if step else None, people)
    is_looked_at = step == "preview" and form.is_valid()
    if step == "do" and form.is_valid():
        given = {**given_in(form), "base": request.build_absolute_uri("/")}
        keys = [one.pk for one in found]
        if kind == BulkKind.REMIND:
            run = begin_reminding(chosen=keys, by=request.user)
        else:
            run = jobs.begin(kind=kind, given=given, chosen=keys, by=request.user)
        return redirect("office:bulk_run", run.pk)
    left_out = _left_out(kind, found) if is_looked_at else []
    out = {one.pk for one, _why in left_out}
    first = [one for one in found if one.pk not in out]
    context = {
        "kind": kind,
        "form": form,
        "is_looked_at": is_looked_at,
        "count": len(found),
        "concerned": len(found) - len(left_out),
        "first": first[:_SHOWN],
        "further": max(0, len(first) - _SHOWN),
        "left_out": [(one, _(why)) for one, why in left_out[:_MOST_LEFT_OUT]],
        "left_out_count": len(left_out),
        "members": ",".join(str(one.pk) for one in found),
        "has_left": kind not in rules.CAN_BE_UNDONE,
        "is_until_sent": kind in rules.UNTIL_SENT,
        "came_from": _came_from(request.POST),
    }
    return render(request, "office/bulk_prepare.html", context)


def _left_out(kind: BulkKind, found: list[Membership]) -> list[tuple[Membership, str]]:
    return by_hand.left_out(found, today()) if kind == BulkKind.REMIND else doing.left_out(kind, found)


def _chosen(posted: QueryDict, person: Person) -> list[Membership]:
    """Return whom somebody chose: all of the list as it was narrowed, or those ticked."""
    if "all" in posted and _came_from(posted) == _DUTIES:
        return _owing(QueryDict(posted.get("query", "")), person)
    if "all" in posted:
        found = listing.members(choice_form(QueryDict(posted.get("query", ""))).choice())
        return list(found[: rules.MOST_AT_ONCE + 1])
    ticked = _ids(posted.getlist("member"))
    found = Membership.objects.filter(pk__in=ticked).select_related("organisation", "owner")
    return list(found.order_by("organisation__name", "pk"))


def _owing(query: QueryDict, person: Person) -> list[Membership]:
    """Return the members that a list of duties names, each once."""
    chosen = DutyFilterForm(query).chosen()
    named = duties.listed(chosen["state"], chosen["rule"], person if chosen["mine"] else None)
    found = Membership.objects.filter(pk__in=named.order_by().values("membership"))
    return list(found.select_related("organisation", "owner").order_by("organisation__name", "pk"))


def _came_from(posted: QueryDict) -> str:
    """Return in which list the choice was made."""
    return _DUTIES if posted.get("from") == _DUTIES else ""


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
