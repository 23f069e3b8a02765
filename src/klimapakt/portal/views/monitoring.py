"""A monitoring step by step: begin with what is known, say what changed, look at targets, hand in."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.duties import presenting as duties_told
from klimapakt.duties import queries as duties
from klimapakt.duties.days import today
from klimapakt.duties.enums import DutyRule
from klimapakt.inventories import queries as inventories
from klimapakt.inventories.documents.report import LANGUAGES
from klimapakt.inventories.presenting.words import row_name
from klimapakt.inventories.rules import NotPossible as InventoryRefused
from klimapakt.measures.models import Measure
from klimapakt.methods.factors import edition
from klimapakt.monitoring import actions, presenting
from klimapakt.monitoring.enums import StepKey, StepState
from klimapakt.monitoring.journey import Journey, RowStanding, journey_of
from klimapakt.monitoring.models import MonitoringCycle
from klimapakt.monitoring.report import name_of, report
from klimapakt.organisations.queries import role_in, sites_of
from klimapakt.organisations.rules import NotPossible, may_read
from klimapakt.portal.access import MemberRequest, NotAllowed, can_edit, member_page
from klimapakt.portal.forms.monitoring import FactsForm, RowsForm
from klimapakt.portal.forms.versions import SeenForm
from klimapakt.portal.presenting.csv_file import download

Answer = HttpResponse | HttpResponseRedirect
ROWS_ON_A_PAGE = 50
_ADDRESSES = {
    StepKey.FACTS: "portal:monitoring_facts",
    StepKey.ROWS: "portal:monitoring_rows",
    StepKey.TARGETS: "portal:monitoring_targets",
    StepKey.MEASURES: "portal:monitoring_measures",
    StepKey.HAND_IN: "portal:monitoring_hand_in",
}


@member_page()
def show(request: MemberRequest, pk: UUID) -> Answer:
    """Show what it is and by when, and how far each step is."""
    journey = journey_for(request, pk)
    return render(request, "portal/monitoring.html", frame(request, journey))


@member_page("POST")
def begin(request: MemberRequest, pk: UUID) -> Answer:
    """Begin it with what is known from last time."""
    journey = journey_for(request, pk)
    _ensure_may_edit(request, journey)
    try:
        actions.begin(duty=journey.duty, today=today(), by=request.user)
    except (NotPossible, InventoryRefused) as refused:
        return _warned(request, pk, refused)
    return redirect("portal:monitoring_facts", pk)


@member_page("GET", "HEAD", "POST")
def facts(request: MemberRequest, pk: UUID) -> Answer:
    """Look at the sites and the boundary of last time; the rest of the page changes nothing."""
    journey, cycle = begun_for(request, pk)
    here = {row.row.site_id for row in journey.rows}
    sites = [site for site in sites_of(journey.membership.organisation) if site.pk in here]
    form = FactsForm(request.POST if request.method == "POST" else None, sites=sites)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_facts(cycle=cycle, closed=form.closed(), by=request.user)
        except (NotPossible, InventoryRefused) as refused:
            return _warned(request, pk, refused)
        messages.success(request, _("Saved. Sites and boundary stay as they are."))
        return redirect("portal:monitoring_rows", pk)
    gone = {row.row.site_id for row in journey.rows if row.left == "gone"}
    return render(
        request, "portal/monitoring_facts.html", {**frame(request, journey), "form": form, "gone": gone}
    )


@member_page("GET", "HEAD", "POST")
def rows(request: MemberRequest, pk: UUID) -> Answer:
    """Say of each row of last time what became of it; what is saved stays saved."""
    journey, cycle = begun_for(request, pk)
    page = _page_of(request, journey)
    named = _named([one for one in page if one.copy is None and one.elsewhere is None], journey)
    form = RowsForm(request.POST if request.method == "POST" else None, rows=named, year=cycle.source.year)
    if request.method == "POST" and form.is_valid():
        try:
            refused = actions.answer_rows(
                cycle=cycle, amounts=form.amounts(), left=form.left(), by=request.user
            )
        except (NotPossible, InventoryRefused) as problem:
            return _warned(request, pk, problem)
        if not refused:
            return _after_rows(request, page, journey_of(journey.duty))
        journey = journey_of(journey.duty)
        named = [(one, name) for one, name in named if one.row.number in refused]
        form = RowsForm(request.POST, rows=named, year=cycle.source.year)
        form.is_valid()
        form.refuse(refused)
    context = {
        **frame(request, journey),
        "form": form,
        "page": page,
        "done": _named([one for one in journey.rows if one.copy or one.elsewhere], journey),
        "open_count": sum(not one.is_done for one in journey.rows),
    }
    return render(request, "portal/monitoring_rows.html", context)


@member_page("GET", "HEAD", "POST")
def measures(request: MemberRequest, pk: UUID) -> Answer:
    """Look at the list of measures once and say that it is true."""
    journey, cycle = begun_for(request, pk)
    if request.method == "POST":
        try:
            actions.confirm_measures(cycle=cycle, by=request.user)
        except (NotPossible, InventoryRefused) as refused:
            return _warned(request, pk, refused)
        messages.success(request, _("Saved. The list of measures is true."))
        return redirect("portal:monitoring_hand_in", pk)
    listed = Measure.objects.filter(organisation=journey.membership.organisation)
    return render(request, "portal/monitoring_measures.html", {**frame(request, journey), "measures": listed})


@member_page("GET", "HEAD", "POST")
def hand_in(request: MemberRequest, pk: UUID) -> Answer:
    """Show what the office gets, then hand it in."""
    journey, cycle = begun_for(request, pk)
    form = SeenForm(request.POST or None, initial={"seen": cycle.inventory.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_in(
                cycle=cycle, seen_revision=form.cleaned_data["seen"], today=today(), by=request.user
            )
        except (NotPossible, InventoryRefused) as refused:
            messages.warning(request, refused.message.translated(_))
            return redirect("portal:monitoring_hand_in", pk)
        messages.success(request, _("Your report has been handed in. The pact office has been told."))
        return redirect("portal:monitoring", pk)
    left = [key.label for key, state in journey.steps if state != StepState.DONE and key != StepKey.HAND_IN]
    context = {
        **frame(request, journey),
        **shown_report(journey),
        "form": form,
        "left": left,
        "unanswered": inventories.unanswered_questions(cycle.inventory),
    }
    return render(request, "portal/monitoring_hand_in.html", context)


@member_page()
def as_report(request: MemberRequest, pk: UUID, language: str) -> HttpResponse:
    """Return the report as PDF in the language of the address."""
    journey = journey_for(request, pk)
    if not journey.is_counted or language not in LANGUAGES:
        raise Http404
    return download(report(journey, language), name_of(journey, language), "application/pdf")


def journey_for(request: MemberRequest, pk: UUID) -> Journey:
    """Return the monitoring of an organisation whose figures the person may see, else 404."""
    duty = duties.duty_for(request.user, pk)
    if duty is None or duty.rule != DutyRule.MONITORING:
        raise Http404
    role = role_in(request.user, duty.membership.organisation)
    if role is None or not may_read(role):
        raise Http404
    return journey_of(duty)


def begun_for(request: MemberRequest, pk: UUID) -> tuple[Journey, MonitoringCycle]:
    """Return a monitoring that was begun and that the person may fill in; else 404 or NotAllowed."""
    journey = journey_for(request, pk)
    _ensure_may_edit(request, journey)
    if journey.cycle is None:
        raise Http404
    return journey, journey.cycle


def frame(request: MemberRequest, journey: Journey) -> dict[str, object]:
    """Return what every page of a monitoring shows."""
    return {
        "journey": journey,
        "duty": journey.duty,
        "organisation": journey.membership.organisation,
        "shown": duties_told.shown(journey.duty, today()),
        "steps": [(key.label, state, _ADDRESSES.get(key, "")) for key, state in journey.steps],
        "next": next(
            ((key.label, _ADDRESSES.get(key, "")) for key, state in journey.steps if state == StepState.NOW),
            None,
        ),
        "may_edit": can_edit(request, journey.membership.organisation),
        "helper": journey.duty.responsible or journey.membership.owner,
    }


def shown_report(journey: Journey) -> dict[str, object]:
    """Return the report as the page shows it."""
    beside = journey.beside if journey.is_counted else None
    return {
        "beside": beside,
        "answer": presenting.heading_of(beside),
        "year_rows": presenting.year_rows(beside) if beside else (),
        "method": presenting.method_told(beside) if beside and not beside.why_not else "",
        "targets": presenting.shown_targets(journey),
        "carried": presenting.carried_told(journey),
        "gone": presenting.gone_told(journey),
    }


def _page_of(request: MemberRequest, journey: Journey) -> "Page[RowStanding]":
    waiting = [one for one in journey.rows if one.copy is None and one.elsewhere is None]
    return Paginator(waiting, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))


def _named(listed: Sequence[RowStanding], journey: Journey) -> list[tuple[RowStanding, str]]:
    factors = edition(journey.source.edition) if journey.source else edition()
    return [(one, row_name(one.row, factors) or one.row.label) for one in listed]


def _after_rows(request: MemberRequest, page: "Page[RowStanding]", journey: Journey) -> Answer:
    """Go on where something is left, else to the next step."""
    left = sum(not one.is_done for one in journey.rows)
    if left:
        messages.success(request, _("Saved. Rows without an answer: %(count)s.") % {"count": left})
        return redirect("portal:monitoring_rows", journey.duty.pk)
    messages.success(request, _("Saved. Every row of last time has an answer."))
    return redirect("portal:monitoring_targets", journey.duty.pk)


def _ensure_may_edit(request: MemberRequest, journey: Journey) -> None:
    if not can_edit(request, journey.membership.organisation):
        raise NotAllowed(journey.membership.organisation)


def _warned(request: MemberRequest, pk: UUID, refused: NotPossible | InventoryRefused) -> Answer:
    messages.warning(request, refused.message.translated(_))
    return redirect("portal:monitoring", pk)
