"""The life of an inventory for members: submit, take back, correct, compare versions, adopt newer factors."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.duties import actions as duties
from klimapakt.duties.days import today
from klimapakt.inventories import actions, queries
from klimapakt.inventories.comparing import compared
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.lifecycle import Act, NotReady, ensure_ready, is_possible
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.presenting import external
from klimapakt.inventories.presenting import versions as presenting
from klimapakt.inventories.presenting.findings import accepted_told, told
from klimapakt.inventories.queries import Calculated
from klimapakt.inventories.rules import NotPossible
from klimapakt.monitoring.journey import cycle_of
from klimapakt.portal import minutes
from klimapakt.portal.access import (
    MemberRequest,
    calculated_inventory_for,
    can_edit,
    inventory_for,
    inventory_to_decide_for,
    member_page,
)
from klimapakt.portal.forms.versions import CorrectionForm, SeenForm
from klimapakt.reports.steps import SUBMIT

LINES_ON_A_PAGE = 50
Answer = HttpResponse | HttpResponseRedirect


@member_page("GET", "HEAD", "POST")
def submit(request: MemberRequest, pk: UUID) -> Answer:
    """Show what the pact office would get and what is still open, then hand it over."""
    inventory = inventory_to_decide_for(request, pk)
    cycle = cycle_of(inventory)
    if cycle is not None:
        return redirect("portal:monitoring_hand_in", cycle.duty_id)
    form = SeenForm(request.POST or None, initial={"seen": inventory.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.submit(inventory=inventory, seen_revision=form.cleaned_data["seen"], by=request.user)
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
            return redirect("portal:submit", inventory.pk)
        duties.follow(organisation=inventory.organisation, today=today(), by=request.user)
        minutes.count(request, SUBMIT)
        messages.success(request, _("The inventory has been submitted. The pact office has been told."))
        return redirect("portal:inventory", inventory.pk)
    calculated = queries.calculated(inventory)
    accepted = queries.acceptances_of(calculated)
    context = {
        "inventory": inventory,
        "form": form,
        "totals": calculated.result.totals,
        "row_count": len(calculated.rows),
        "with_evidence": _with_evidence(calculated),
        "waiting": queries.uploads_of(inventory).filter(state=UploadState.CHECKED),
        "unanswered": queries.unanswered_questions(inventory),
        "external": external.figures_of(inventory),
        "findings": told(calculated, accepted),
        "accepted_findings": accepted_told(calculated, accepted),
        "obstacle": _obstacle(calculated),
        "is_possible": is_possible(inventory.status, Act.SUBMIT),
    }
    return render(request, "portal/submit.html", context)


@member_page("GET", "HEAD", "POST")
def withdraw(request: MemberRequest, pk: UUID) -> Answer:
    """Ask once, then take a submission back."""
    inventory = inventory_to_decide_for(request, pk)
    if request.method == "POST":
        try:
            actions.withdraw(inventory=inventory, by=request.user)
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
        else:
            duties.follow(organisation=inventory.organisation, today=today(), by=request.user)
            messages.success(request, _("The inventory is a draft again. You can change everything."))
        return redirect("portal:inventory", inventory.pk)
    is_submitted = is_possible(inventory.status, Act.WITHDRAW)
    return render(request, "portal/withdraw.html", {"inventory": inventory, "is_submitted": is_submitted})


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the versions of the year with their state, total and hash."""
    inventory = inventory_for(request, pk)
    versions = queries.versions_of(inventory)
    context = {
        "inventory": inventory,
        "current": versions.current,
        "frozen": queries.frozen_head_of(inventory),
        "versions": [
            (one, presenting.BADGES[one.inventory.status]) for one in queries.calculated_each(versions.listed)
        ],
        "timeline": presenting.timeline(queries.history_of(inventory)),
        "may_edit": can_edit(request, inventory.organisation),
    }
    return render(request, "portal/versions.html", context)


@member_page()
def changes(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show what a correction changes in the version it corrects, row by row."""
    inventory = inventory_for(request, pk)
    context: dict[str, object] = {"inventory": inventory}
    if inventory.corrects is not None:
        found = compared(queries.calculated(inventory.corrects), queries.calculated(inventory))
        page = Paginator(presenting.shown_rows(found), LINES_ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {
            "found": found,
            "page": page,
            "before_mg": found.before.result.totals.location_based_mg,
            "after_mg": found.after.result.totals.location_based_mg,
            "difference": presenting.signed_mass(found.location_mg),
        }
    return render(request, "portal/changes.html", context)


@member_page("GET", "HEAD", "POST")
def correct(request: MemberRequest, pk: UUID) -> Answer:
    """Begin a new version of an accepted inventory, with a reason."""
    inventory = inventory_to_decide_for(request, pk)
    newer = "" if inventory.is_external else queries.newer_edition(inventory)
    wanted = request.GET.get("edition", "")
    chosen = wanted if wanted == newer else ""
    form = CorrectionForm(request.POST or None, inventory=inventory, newer=newer, initial_edition=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            correction = actions.begin_correction(
                inventory=inventory,
                reason=form.cleaned_data["reason"],
                with_edition=form.edition(),
                by=request.user,
            )
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            told_as = {"version": correction.version}
            messages.success(request, _("Version %(version)s has been begun as a draft.") % told_as)
            return redirect("portal:inventory", correction.pk)
    context = {"inventory": inventory, "form": form, "newer": newer}
    return render(request, "portal/correct.html", context)


@member_page("GET", "HEAD", "POST")
def discard(request: MemberRequest, pk: UUID) -> Answer:
    """Ask once, then give up a correction; the accepted version stays."""
    inventory = inventory_to_decide_for(request, pk)
    corrected = inventory.corrects_id
    if request.method == "POST":
        try:
            actions.discard_correction(inventory=inventory, by=request.user)
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
            return redirect("portal:inventory", inventory.pk)
        messages.success(request, _("The correction has been given up. The accepted version stands."))
        return redirect("portal:inventory", corrected)
    return render(request, "portal/discard.html", {"inventory": inventory})


@member_page("GET", "HEAD", "POST")
def edition(request: MemberRequest, pk: UUID) -> Answer:
    """Show what the newest edition of the factors would change; nothing changes until somebody decides."""
    inventory = calculated_inventory_for(request, pk)
    newer = queries.newer_edition(inventory)
    if request.method == "POST":
        return _adopt(request, inventory_to_decide_for(request, pk), newer)
    context: dict[str, object] = {"inventory": inventory, "newer": newer}
    if newer:
        calculated = queries.calculated(inventory)
        found = queries.impact_of(inventory, newer, calculated)
        shown = presenting.shown_impact(found, calculated)
        before = found.before.totals.location_based_mg
        context |= {
            "found": found,
            "page": Paginator(shown, LINES_ON_A_PAGE).get_page(request.GET.get("page")),
            "refused": [(calculated.row_of[one.activity], one.message) for one in found.refused],
            "difference": presenting.signed_mass(found.location_mg),
            "market_difference": presenting.signed_mass(found.market_mg),
            "percent": presenting.percent_of(found.location_mg, before),
            "may_edit": can_edit(request, inventory.organisation),
        }
    return render(request, "portal/edition.html", context)


def _adopt(request: MemberRequest, inventory: Inventory, newer: str) -> HttpResponseRedirect:
    try:
        actions.adopt_edition(inventory=inventory, name=newer or inventory.edition, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("portal:edition", inventory.pk)
    messages.success(request, _("The inventory is now calculated with the newest edition of the factors."))
    return redirect("portal:inventory", inventory.pk)


def _obstacle(calculated: Calculated) -> str:
    """Return why the inventory cannot be submitted as it stands; empty when it can."""
    errors = sum(finding.severity == "error" for finding in calculated.result.findings)
    has_figures = bool(calculated.rows) or queries.has_external_figures(calculated.inventory)
    try:
        ensure_ready(has_figures=has_figures, errors=errors)
    except NotReady as refused:
        return refused.message.translated(_)
    return ""


def _with_evidence(calculated: Calculated) -> int:
    """Return how many rows name their evidence or have a file."""
    linked = queries.evidence_for_record(calculated.inventory)
    return sum(bool(row.evidence) or row.number in linked for row in calculated.rows)
