"""An inventory: begin it, see what came out, relate it to turnover and staff."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, queries
from klimapakt.inventories.enums import InventoryStatus, UploadState
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.presenting import external, figures, sources
from klimapakt.inventories.presenting.beside import year_beside
from klimapakt.inventories.presenting.findings import Group, accepted_told, told
from klimapakt.inventories.presenting.improving import suggestions
from klimapakt.inventories.presenting.intensity import shown_intensities
from klimapakt.inventories.presenting.lines import largest
from klimapakt.inventories.queries import Calculated
from klimapakt.inventories.rules import NotPossible, years_to_offer
from klimapakt.portal.access import (
    MemberRequest,
    can_change,
    editable_organisation_for,
    inventory_for,
    may_decide,
    member_page,
    open_inventory_for,
)
from klimapakt.portal.forms.findings import AcceptanceForm
from klimapakt.portal.forms.inventory import ReferenceForm, YearForm

LARGEST_LINES = 8
WAITING = (UploadState.CHECKED, UploadState.UNMAPPED)


@member_page("GET", "HEAD", "POST")
def begin(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Begin the inventory of a year."""
    organisation = editable_organisation_for(request, pk)
    years = years_to_offer(queries.years_taken(organisation.pk), timezone.localdate())
    form = YearForm(request.POST or None, years=years)
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        try:
            inventory = actions.create_inventory(organisation=organisation, year=year, by=request.user)
        except NotPossible as refused:
            form.add_error("year", refused.message.translated(_))
        else:
            messages.success(request, _("The inventory for %(year)s has been created.") % {"year": year})
            return redirect("portal:inventory", inventory.pk)
    return render(request, "portal/inventory_new.html", {"organisation": organisation, "form": form})


@member_page()
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show what an inventory comes to: the answer first, then picture, tables and how it was calculated."""
    return inventory_page(request, inventory_for(request, pk))


def inventory_page(
    request: MemberRequest, inventory: Inventory, tried: AcceptanceForm | None = None
) -> HttpResponse:
    """Show an inventory, with a form about findings as somebody filled it in."""
    calculated = queries.calculated(inventory)
    uploads = list(queries.uploads_of(inventory))
    context: dict[str, object] = {
        "inventory": inventory,
        "uploads": uploads,
        "waiting": [upload for upload in uploads if upload.state in WAITING],
        "may_edit": can_change(request, inventory),
    }
    if calculated.external is not None:
        context |= {
            "external": external.shown(calculated.external),
            "may_replace": _may_replace(request, inventory),
        }
        return render(request, "portal/external.html", context)
    if not calculated.rows:
        context["is_untouched"] = queries.is_untouched(inventory)
        return render(request, "portal/inventory_empty.html", context)
    # To explain a finding is the member's word; an adviser drafts, and does not speak for it.
    may_explain = request.mandate is None and context["may_edit"]
    context |= {**_results(inventory, calculated), **_findings(calculated, tried, may_explain)}
    return render(request, "portal/inventory.html", context)


@member_page("GET", "HEAD", "POST")
def reference_figures(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """State turnover, staff and floor area."""
    inventory = open_inventory_for(request, pk)
    form = ReferenceForm(request.POST or None, initial=ReferenceForm.initial_of(inventory))
    if request.method == "POST" and form.is_valid():
        actions.set_reference_figures(inventory=inventory, figures=form.figures(), by=request.user)
        messages.success(request, _("The reference figures have been saved."))
        return redirect("portal:inventory", inventory.pk)
    return render(request, "portal/reference_figures.html", {"inventory": inventory, "form": form})


def _may_replace(request: MemberRequest, inventory: Inventory) -> bool:
    """Tell whether the person could calculate the year themselves now, at once or as a new version."""
    is_last = queries.versions_of(inventory).listed[0].pk == inventory.pk
    is_waiting = inventory.status == InventoryStatus.SUBMITTED
    return is_last and not is_waiting and may_decide(request, inventory.organisation)


def _findings(calculated: Calculated, tried: AcceptanceForm | None, may_edit: object) -> dict[str, object]:
    """Return what the calculation found, each with the form that accepts it, apart from what was accepted."""
    accepted = queries.acceptances_of(calculated)
    found = told(calculated, accepted)
    return {
        "findings": [(group, _form(group, tried) if may_edit else None) for group in found],
        "accepted_findings": accepted_told(calculated, accepted),
        "form": tried,
    }


def _form(group: Group, tried: AcceptanceForm | None) -> AcceptanceForm | None:
    if not group.may_be_accepted:
        return None
    return tried if tried is not None and tried.about.key == group.key else AcceptanceForm(group=group)


def _results(inventory: Inventory, calculated: Calculated) -> dict[str, object]:
    result = calculated.result
    before = queries.year_before(inventory)
    known_before = before.calculated if before else None
    return {
        "calculated": calculated,
        "year_before": year_beside(calculated, before),
        "before_year": known_before.inventory.year if known_before else None,
        "intensities": shown_intensities(calculated, known_before),
        "suggestions": suggestions(calculated),
        "result": result,
        "totals": result.totals,
        "differ": result.totals.scope2_market_mg - result.totals.scope2_location_mg,
        "band": figures.band(result),
        "scope_chart": figures.scope_chart(result, inventory.year),
        "category_chart": figures.category_chart(calculated, inventory.year),
        "scope_rows": figures.by_scope_and_category(calculated),
        "site_rows": figures.by_site(calculated),
        "iso_rows": figures.by_iso_category(calculated),
        "memos": figures.memos(result),
        "carriers": figures.energy_by_carrier(result),
        "largest_lines": largest(calculated, LARGEST_LINES),
        "line_count": len(result.lines),
        "row_count": len(calculated.rows),
        "edition": result.factors,
        "edition_title": sources.title(result.factors),
        "sources": sources.used(calculated),
    }
