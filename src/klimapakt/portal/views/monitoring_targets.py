"""Targets in a monitoring: reading them in the agreement, met or missed, and why one was missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.duties.enums import MissedReason
from klimapakt.inventories.rules import NotPossible as InventoryRefused
from klimapakt.monitoring import actions
from klimapakt.monitoring.journey import Journey
from klimapakt.monitoring.models import MonitoringCycle
from klimapakt.monitoring.rules import Judged
from klimapakt.monitoring.targets import Paragraph, agreement_in_force, paragraphs_of
from klimapakt.organisations.rules import NotPossible
from klimapakt.portal.access import MemberRequest, member_page
from klimapakt.portal.forms.monitoring import ReadingForm, ReasonForm
from klimapakt.portal.views.monitoring import Answer, begun_for, frame, shown_report


@member_page("GET", "HEAD", "POST")
def show(request: MemberRequest, pk: UUID) -> Answer:
    """Show the targets beside the figures; read one, take a reading back, or say why one was missed."""
    journey, cycle = begun_for(request, pk)
    forms = _forms(journey, request)
    if request.method == "POST":
        try:
            told = _done(request, cycle, forms)
        except (NotPossible, InventoryRefused) as refused:
            messages.warning(request, refused.message.translated(_))
            return redirect("portal:monitoring_targets", pk)
        if told:
            messages.success(request, told)
            return redirect("portal:monitoring_targets", pk)
    context = {
        **frame(request, journey),
        **shown_report(journey),
        "agreement": agreement_in_force(journey.membership),
        "readings": forms.readings,
        "reasons": forms.reasons,
    }
    return render(request, "portal/monitoring_targets.html", context)


@dataclass(frozen=True, slots=True)
class _Forms:
    """A form for each paragraph of the agreement and each missed target; at most one of them is filled."""

    readings: Sequence[tuple[Paragraph, ReadingForm]]
    reasons: Sequence[tuple[Judged, ReasonForm]]


def _forms(journey: Journey, request: MemberRequest) -> _Forms:
    agreement = agreement_in_force(journey.membership)
    place, target = request.POST.get("read"), request.POST.get("explain")
    return _Forms(
        readings=[
            (one, ReadingForm(request.POST if place == one.place else None, place=one.place, read=one.read))
            for one in (paragraphs_of(agreement) if agreement else ())
        ],
        reasons=[
            (one, _reason_form(journey, one, request if target == str(one.target.key) else None))
            for one in journey.missed
        ],
    )


def _reason_form(journey: Journey, one: Judged, request: MemberRequest | None) -> ReasonForm:
    known = journey.explanations.get(one.target.key)
    initial = {"why": known.missed_reason, "text": known.text} if known else None
    return ReasonForm(request.POST if request else None, prefix=str(one.target.key), initial=initial)


def _done(request: MemberRequest, cycle: MonitoringCycle, forms: _Forms) -> str:
    """Do what was pressed; return what to tell, or nothing where a form has errors."""
    place = request.POST.get("forget")
    if place:
        actions.forget_target(cycle=cycle, place=place, by=request.user)
        return _("Taken back. This paragraph counts as no target.")
    for paragraph, form in forms.readings:
        if form.is_bound:
            return _read(request, cycle, paragraph, form)
    for one, reason in forms.reasons:
        if reason.is_bound:
            return _explained(request, cycle, one.target.key, reason)
    return ""


def _read(request: MemberRequest, cycle: MonitoringCycle, paragraph: Paragraph, form: ReadingForm) -> str:
    if not form.is_valid():
        return ""
    actions.read_target(cycle=cycle, place=paragraph.place, reading=form.reading(), by=request.user)
    return _("Saved. The target now stands beside your figures.")


def _explained(request: MemberRequest, cycle: MonitoringCycle, target: UUID, form: ReasonForm) -> str:
    if not form.is_valid():
        return ""
    why, text = MissedReason(form.cleaned_data["why"]), form.cleaned_data["text"]
    actions.explain_target(cycle=cycle, target=target, why=why, text=text, by=request.user)
    return _("Saved. The explanation goes to the pact office with your report.")
