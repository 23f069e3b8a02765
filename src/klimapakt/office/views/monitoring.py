"""A monitoring as the office reads it: beside the baseline, with explanations; a second person accepts."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from klimapakt.duties import presenting as duties_told
from klimapakt.duties import queries as duties
from klimapakt.duties.days import today
from klimapakt.duties.enums import DutyRule
from klimapakt.inventories import queries as inventories
from klimapakt.inventories.documents.report import LANGUAGES
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.lifecycle import Act, NotYours, ensure_theirs
from klimapakt.inventories.presenting.versions import BADGES
from klimapakt.inventories.rules import NotPossible as InventoryRefused
from klimapakt.measures.models import Measure
from klimapakt.monitoring import actions, presenting
from klimapakt.monitoring.journey import Journey, journey_of
from klimapakt.monitoring.record import record_of
from klimapakt.monitoring.report import name_of, report
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.forms import AcceptForm
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission

Answer = HttpResponse | HttpResponseRedirect


@staff_page()
def show(request: StaffRequest, pk: UUID) -> Answer:
    """Show the report; while the member works at it, or where there is none, the duty says all there is."""
    journey = _journey(pk)
    if not _is_handed_in(journey):
        return redirect("office:duty", pk)
    return _page(request, journey, AcceptForm(initial={"sha256": record_of(journey).sha256}))


@staff_page("POST", needs=Permission.REVIEW_INVENTORIES)
def accept(request: StaffRequest, pk: UUID) -> Answer:
    """Accept the report with its explanations, exactly as it was looked at."""
    journey = _journey(pk)
    if journey.cycle is None or not _is_handed_in(journey):
        raise Http404
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, journey, form)
    try:
        actions.accept(
            cycle=journey.cycle, seen_sha256=form.cleaned_data["sha256"], today=today(), by=request.user
        )
    except (InventoryRefused, NotPossible) as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(
            request, _("The report has been accepted with its explanations. The member has been told.")
        )
    return redirect("office:monitoring", pk)


@staff_page()
def as_report(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    """Return the report as PDF in the language of the address."""
    journey = _journey(pk)
    if not _is_handed_in(journey) or language not in LANGUAGES:
        raise Http404
    response = HttpResponse(report(journey, language), content_type="application/pdf")
    name = name_of(journey, language)
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return response


def _page(request: StaffRequest, journey: Journey, form: AcceptForm) -> HttpResponse:
    beside, inventory = journey.beside, journey.inventory
    if inventory is None:
        raise Http404
    refused = _why_not(request, journey)
    context = {
        "journey": journey,
        "inventory": inventory,
        "badge_kind": BADGES[inventory.status],
        "shown": duties_told.shown(journey.duty, today()),
        "beside": beside,
        "answer": presenting.heading_of(beside),
        "year_rows": presenting.year_rows(beside) if beside else (),
        "method": presenting.method_told(beside) if beside and not beside.why_not else "",
        "targets": presenting.shown_targets(journey),
        "carried": presenting.carried_told(journey),
        "gone": presenting.gone_told(journey),
        "measures": Measure.objects.filter(organisation=inventory.organisation_id),
        "record": record_of(journey),
        "open_questions": inventories.open_questions(inventory),
        "refused": refused.message if refused else None,
        "form": form,
    }
    return render(request, "office/monitoring.html", context)


def _journey(pk: UUID) -> Journey:
    duty = duties.duty(pk)
    if duty is None or duty.rule != DutyRule.MONITORING:
        raise Http404
    return journey_of(duty)


def _is_handed_in(journey: Journey) -> bool:
    """Tell whether the office has it: drafts are the member's alone."""
    inventory = journey.inventory
    return inventory is not None and inventory.status != InventoryStatus.DRAFT


def _why_not(request: StaffRequest, journey: Journey) -> NotYours | None:
    if journey.inventory is None or not journey.is_submitted:
        return None
    try:
        ensure_theirs(Act.ACCEPT, inventories.standing_of(request.user, journey.inventory))
    except NotYours as refused:
        return refused
    return None
