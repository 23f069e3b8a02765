"""An inventory from another tool: record its figures, keep its report, replace it or give it up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, queries
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.evidence.accepting import NotEvidence, accepted
from klimapakt.inventories.external import ExternalFacts, FiguresChanged, FiguresRefused, NotExternal
from klimapakt.inventories.models import EvidenceFile, Inventory
from klimapakt.inventories.presenting import external as presenting
from klimapakt.inventories.rules import NotPossible, years_to_offer
from klimapakt.portal.access import (
    MemberRequest,
    editable_organisation_for,
    external_inventory_for,
    member_page,
    open_inventory_for,
)
from klimapakt.portal.forms.external import FiguresForm, ReplaceForm, ReportForm
from klimapakt.portal.presenting.versions_of_facts import compared

Answer = HttpResponse | HttpResponseRedirect
_CONFLICT = 409
_MOST_FILES_TO_CHOOSE = 100


@member_page("GET", "HEAD", "POST")
def begin(request: MemberRequest, pk: UUID) -> Answer:
    """Begin the inventory of a year with the figures of another tool."""
    organisation = editable_organisation_for(request, pk)
    today = timezone.localdate()
    years = years_to_offer(queries.years_taken(organisation.pk), today)
    form = FiguresForm(_sent(request), years=years, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            inventory = actions.begin_external(
                organisation=organisation,
                year=form.cleaned_data["year"],
                facts=form.facts(),
                by=request.user,
            )
        except FiguresRefused as refused:
            form.refuse(refused)
        except NotPossible as refused:
            form.add_error("year", refused.message.translated(_))
        else:
            messages.success(
                request, _("The figures are recorded. Add the report, so that others can check.")
            )
            return redirect("portal:external_report", inventory.pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "portal/external_new.html", context)


@member_page("GET", "HEAD", "POST")
def record(request: MemberRequest, pk: UUID) -> Answer:
    """Change the figures of another tool, or record them in an inventory that is still empty."""
    inventory = open_inventory_for(request, pk)
    if not (inventory.is_external or queries.is_untouched(inventory)):
        raise NotExternal(inventory.pk)
    form = FiguresForm(_sent(request), initial=_initial(inventory), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_external(
                inventory=inventory,
                facts=form.facts(),
                seen_revision=form.seen_revision(),
                by=request.user,
            )
        except FiguresRefused as refused:
            form.refuse(refused)
        except FiguresChanged:
            return _conflict(request, inventory)
        else:
            messages.success(request, _("The figures of the report are saved."))
            return redirect("portal:inventory", inventory.pk)
    return render(request, "portal/external_change.html", {"inventory": inventory, "form": form})


@member_page("GET", "HEAD", "POST")
def report(request: MemberRequest, pk: UUID) -> Answer:
    """Keep the report as a file, choose one that is kept already, or take it off."""
    inventory = open_inventory_for(request, external_inventory_for(request, pk).pk)
    form = ReportForm(_sent(request), request.FILES or None, known=_known(inventory))
    if request.method == "POST" and "off" in request.POST:
        actions.keep_report(inventory=inventory, file=None, by=request.user)
        messages.success(
            request, _("The report has been taken off. The file itself is still with your evidence.")
        )
        return redirect("portal:inventory", inventory.pk)
    if request.method == "POST" and form.is_valid():
        file = _chosen(request, inventory, form)
        if file is not None:
            actions.keep_report(inventory=inventory, file=file, by=request.user)
            messages.success(request, _("“%(name)s” is kept as the report.") % {"name": file.name})
            return redirect("portal:inventory", inventory.pk)
    context = {"inventory": inventory, "form": form, "external": presenting.figures_of(inventory)}
    return render(request, "portal/external_report.html", context)


@member_page("GET", "HEAD", "POST")
def replace(request: MemberRequest, pk: UUID) -> Answer:
    """Replace the figures by a calculation: at once while open, as a new version once accepted."""
    inventory = external_inventory_for(request, pk)
    is_accepted = inventory.status == InventoryStatus.ACCEPTED
    form = ReplaceForm(_sent(request)) if is_accepted else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            own = (
                actions.replace_external(
                    inventory=inventory, reason=form.cleaned_data["reason"], by=request.user
                )
                if form
                else actions.calculate_instead(inventory=inventory, by=request.user)
            )
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
            return redirect("portal:inventory", inventory.pk)
        messages.success(request, _("%(year)s is calculated here from now on.") % {"year": own.year})
        return redirect("portal:inventory", own.pk)
    context = {"inventory": inventory, "form": form, "external": presenting.figures_of(inventory)}
    return render(request, "portal/external_replace.html", context)


@member_page("GET", "HEAD", "POST")
def give_up(request: MemberRequest, pk: UUID) -> Answer:
    """Ask once, then delete recorded figures that nobody else has seen."""
    inventory = external_inventory_for(request, pk)
    if request.method == "POST":
        try:
            actions.give_up_external(inventory=inventory, by=request.user)
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
            return redirect("portal:inventory", inventory.pk)
        messages.success(request, _("The inventory for %(year)s is deleted.") % {"year": inventory.year})
        return redirect("portal:organisation", inventory.organisation_id)
    return render(request, "portal/external_give_up.html", {"inventory": inventory})


def _sent(request: MemberRequest) -> QueryDict | None:
    """Return what was sent, empty or not; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _initial(inventory: Inventory) -> dict[str, object]:
    """Return what is recorded now; in an empty inventory only what the page looked at."""
    figures = queries.external_figures_of([inventory]).get(inventory.pk)
    if figures is None:
        return {"revision": inventory.revision}
    return FiguresForm.initial_of(ExternalFacts.of(figures), inventory.revision)


def _conflict(request: MemberRequest, inventory: Inventory) -> HttpResponse:
    """Show both versions; the form now builds on the other one, so that a second "save" is a decision."""
    inventory.refresh_from_db()
    today = timezone.localdate()
    theirs = FiguresForm(initial=_initial(inventory), today=today)
    mine = FiguresForm(_with_revision(request, inventory.revision), today=today)
    context = {
        "organisation": inventory.organisation,
        "inventory": inventory,
        "form": mine,
        "differences": compared(theirs, mine),
    }
    return render(request, "portal/conflict.html", context, status=_CONFLICT)


def _with_revision(request: MemberRequest, revision: int) -> QueryDict:
    entered = request.POST.copy()
    entered["revision"] = str(revision)
    return entered


def _chosen(request: MemberRequest, inventory: Inventory, form: ReportForm) -> EvidenceFile | None:
    """Return the chosen file; None when it cannot be kept, with the sentence in the form."""
    uploaded: UploadedFile[Any] | None = form.cleaned_data.get("file")
    if uploaded is None:
        files = queries.evidence_of(inventory.organisation)
        return files.filter(pk=form.cleaned_data["known"]).first()
    try:
        file = accepted(uploaded.read(), name=uploaded.name or "")
    except NotEvidence as refused:
        form.add_error("file", refused.message.translated(_))
        return None
    kept, _is_new = actions.keep_evidence(organisation=inventory.organisation, file=file, by=request.user)
    return kept


def _known(inventory: Inventory) -> list[tuple[str, str]]:
    files = queries.evidence_of(inventory.organisation)[:_MOST_FILES_TO_CHOOSE]
    return [(str(file.pk), file.name) for file in files]
