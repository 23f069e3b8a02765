"""Meters of an organisation: list, record, change, own degree days, and into which inventories they go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, queries
from klimapakt.inventories.billing import BillRow, MeterChanged, row_of, spans_of
from klimapakt.inventories.models import Bill, Inventory, Meter
from klimapakt.inventories.models.inventory import FIRST_YEAR, LAST_YEAR
from klimapakt.inventories.presenting.derivations import formula_of_derivation, sentence_of_derivation
from klimapakt.inventories.presenting.words import activity_name
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.billing import covered_days, degree_day_table
from klimapakt.methods.factors import edition
from klimapakt.methods.refusal import Refused
from klimapakt.organisations.models import Organisation
from klimapakt.portal.access import MemberRequest, can_edit, member_page
from klimapakt.portal.forms.meters import DegreeDaysForm, MeterForm
from klimapakt.portal.meter_access import (
    editable_meter_for,
    filled_organisation_for,
    meter_for,
    readable_organisation_for,
)
from klimapakt.portal.presenting.degree_days import degree_months
from klimapakt.portal.presenting.timeline import series_of, timeline_of
from klimapakt.portal.views.bills import removed_bill

METERS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ListedMeter:
    """A meter with what its bills cover and lack."""

    meter: Meter
    name: str
    bills: Sequence[Bill]
    gaps: int
    overlaps: int


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the meters by site."""
    organisation = readable_organisation_for(request, pk)
    page = Paginator(queries.meters_of(organisation), METERS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "page": page,
        "meters": [_listed(meter) for meter in page],
        "may_edit": can_edit(request, organisation),
    }
    return render(request, "portal/meters.html", context)


@member_page("GET", "HEAD", "POST")
def add(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Add a meter."""
    organisation = filled_organisation_for(request, pk)
    form = MeterForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            meter = actions.add_meter(organisation=organisation, facts=form.facts(), by=request.user)
        except NotPossible as refused:
            form.add_error("name", refused.message.translated(_))
        else:
            messages.success(request, _("The meter has been added. Now enter its bills."))
            return redirect("portal:meter", meter.pk)
    return render(request, "portal/meter_edit.html", _edited(organisation, form))


@member_page()
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show a meter: its bills over the months, what is missing or double, where they go."""
    meter = meter_for(request, pk)
    bills = list(queries.bills_of(meter))
    series = series_of(bills)
    context = {
        "meter": meter,
        "organisation": meter.organisation,
        "name": _name(meter),
        "series": series,
        "chart": timeline_of(meter, series),
        "years": queries.meter_years(meter, bills),
        "table": degree_day_table(),
        "degree_months": degree_months(),
        "heating_percent": meter.heating_share * 100,
        "own_years": sorted({month[:4] for month in meter.degree_days}),
        "removed": removed_bill(request, meter),
        "may_edit": can_edit(request, meter.organisation),
    }
    return render(request, "portal/meter.html", context)


@member_page("GET", "HEAD", "POST")
def change(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Change a meter; who was slower sees both versions."""
    meter = editable_meter_for(request, pk)
    form = MeterForm(
        request.POST or None, organisation=meter.organisation, initial=MeterForm.initial_of(meter)
    )
    current: Meter | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_meter(meter=meter, facts=form.facts(), seen_revision=_seen(form), by=request.user)
        except MeterChanged as refused:
            current = refused.current
            see_again(form, current.revision if current else 0)
            form.add_error(None, refused.message.translated(_))
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The meter has been saved."))
            return redirect("portal:meter", meter.pk)
    percent = current.heating_share * 100 if current else None
    context = {
        **_edited(meter.organisation, form),
        "meter": meter,
        "current": current,
        "current_percent": percent,
    }
    return render(request, "portal/meter_edit.html", context)


@member_page("POST")
def remove(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Delete a meter without bills."""
    meter = editable_meter_for(request, pk)
    try:
        actions.remove_meter(meter=meter, by=request.user)
    except NotPossible as refused:
        messages.error(request, refused.message.translated(_))
        return redirect("portal:meter", meter.pk)
    messages.success(request, _("The meter “%(name)s” has been deleted.") % {"name": meter.name})
    return redirect("portal:meters", meter.organisation_id)


@member_page("GET", "HEAD", "POST")
def degree_days(request: MemberRequest, pk: UUID, year: int) -> HttpResponse | HttpResponseRedirect:
    """Enter own degree days of a year."""
    meter = editable_meter_for(request, pk)
    _ensure_possible(year)
    form = DegreeDaysForm(request.POST or None, meter=meter, year=year)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_degree_days(meter=meter, year=year, months=form.months(), by=request.user)
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The degree days of %(year)s have been saved.") % {"year": year})
            return redirect("portal:meter", meter.pk)
    context = {"organisation": meter.organisation, "meter": meter, "year": year, "form": form}
    return render(request, "portal/degree_days.html", context)


@member_page("GET", "HEAD", "POST")
def fill(request: MemberRequest, pk: UUID, year: int) -> HttpResponse | HttpResponseRedirect:
    """Show what the bills would bring into the inventory of a year, then take them in or out."""
    meter = editable_meter_for(request, pk)
    _ensure_possible(year)
    if request.method == "POST":
        return _filled(request, meter, year)
    bills = list(queries.bills_of(meter))
    state = next((one for one in queries.meter_years(meter, bills) if one.year == year), None)
    rows = [row for row in (row_of(bill, meter, year) for bill in bills) if row is not None]
    mass, obstacle = _weighed(state.inventory, rows) if state and state.inventory else (0, "")
    context = {
        "organisation": meter.organisation,
        "meter": meter,
        "year": year,
        "state": state,
        "rows": [
            (row, sentence_of_derivation(row.derivation), formula_of_derivation(row.derivation))
            for row in rows
        ],
        "mass_mg": mass,
        "covered": covered_days(spans_of(bills), date(year, 1, 1), date(year, 12, 31)),
        "days": (date(year, 12, 31) - date(year, 1, 1)).days + 1,
        "obstacle": obstacle,
    }
    return render(request, "portal/meter_year.html", context)


def see_again(form: MeterForm, revision: int) -> None:
    """Let the next press of the button save over the version that is shown now."""
    form.data = form.data.copy()  # type: ignore[attr-defined]  # a query dict
    form.data["revision"] = str(revision)  # type: ignore[index]  # a copy may be written to


def _filled(request: MemberRequest, meter: Meter, year: int) -> HttpResponseRedirect:
    act = actions.empty_inventory if "take_out" in request.POST else actions.fill_inventory
    try:
        act(meter=meter, year=year, by=request.user)
    except NotPossible as refused:
        messages.error(request, refused.message.translated(_))
    else:
        words = (
            _("The rows of these bills have been taken out of the inventory %(year)s.")
            if "take_out" in request.POST
            else _("The bills are part of the inventory %(year)s now and stay in step with it.")
        )
        messages.success(request, words % {"year": year})
    return redirect("portal:meter", meter.pk)


def _weighed(inventory: Inventory, rows: Sequence[BillRow]) -> tuple[int, str]:
    """Return what the rows would add, location-based, or why the calculation refuses one."""
    total = 0
    for row in rows:
        try:
            total += queries.preview(inventory, row.draft).totals.location_based_mg
        except Refused as refused:
            return 0, refused.message.translated(_)
    return total, ""


def _ensure_possible(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404


def _edited(organisation: Organisation, form: MeterForm) -> dict[str, object]:
    return {
        "organisation": organisation,
        "form": form,
        "meter": None,
        "current": None,
        "current_percent": None,
    }


def _listed(meter: Meter) -> ListedMeter:
    bills = list(meter.bills.all())
    series = series_of(bills)
    return ListedMeter(meter, _name(meter), bills, len(series.gaps), len(series.overlaps))


def _name(meter: Meter) -> str:
    return activity_name(meter.activity, edition())


def _seen(form: MeterForm) -> int:
    return form.cleaned_data["revision"] or 0
