"""Bills of a meter: enter, change, delete with undo, mend gaps."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import BillFacts
from klimapakt.inventories.billing import BillChanged, spans_of, weighing_of
from klimapakt.inventories.models import Bill, Meter
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.billing import Estimate, Gap, estimate, gaps
from klimapakt.methods.billing.estimates import neighbours_of
from klimapakt.portal.access import MemberRequest, member_page
from klimapakt.portal.forms.meters import BillForm, GapForm
from klimapakt.portal.meter_access import bill_of, editable_meter_for

_REMOVED = "removed_bill"


@member_page("GET", "HEAD", "POST")
def add(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Enter a bill; the first day follows the last bill, or the gap one came from."""
    meter = editable_meter_for(request, pk)
    form = _form(request, meter, _suggested(request, meter))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_bill(meter=meter, facts=form.facts(), by=request.user)
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The bill has been saved."))
            return redirect("portal:meter", meter.pk)
    return render(request, "portal/bill_edit.html", _context(meter, form))


@member_page("GET", "HEAD", "POST")
def change(request: MemberRequest, pk: UUID, number: int) -> HttpResponse | HttpResponseRedirect:
    """Change a bill; who was slower sees both versions and loses nothing."""
    meter = editable_meter_for(request, pk)
    bill = bill_of(meter, number)
    form = _form(request, meter, BillForm.initial_of(bill))
    current: Bill | None = None
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["revision"] or 0
        try:
            actions.change_bill(bill=bill, facts=form.facts(), seen_revision=seen, by=request.user)
        except BillChanged as refused:
            current = refused.current
            form.data = {**form.data.dict(), "revision": str(current.revision if current else 0)}  # type: ignore[attr-defined]  # a query dict
            form.add_error(None, refused.message.translated(_))
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The bill has been saved."))
            return redirect("portal:meter", meter.pk)
    return render(
        request, "portal/bill_edit.html", {**_context(meter, form), "bill": bill, "current": current}
    )


@member_page("POST")
def remove(request: MemberRequest, pk: UUID, number: int) -> HttpResponseRedirect:
    """Delete a bill; the meter's page then offers to bring it back."""
    meter = editable_meter_for(request, pk)
    bill = bill_of(meter, number)
    try:
        content = actions.remove_bill(bill=bill, by=request.user)
    except NotPossible as refused:
        messages.error(request, refused.message.translated(_))
    else:
        request.session[_REMOVED] = {"meter": str(meter.pk), "content": content}
    return redirect("portal:meter", meter.pk)


@member_page("POST")
def restore(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Bring the bill back that this person deleted last."""
    meter = editable_meter_for(request, pk)
    content = removed_bill(request, meter)
    if content is None:
        messages.error(request, _("There is no deleted bill to bring back."))
        return redirect("portal:meter", meter.pk)
    try:
        actions.restore_bill(meter=meter, content=content, by=request.user)
    except NotPossible as refused:
        messages.error(request, refused.message.translated(_))
    else:
        messages.success(request, _("The bill is back."))
    del request.session[_REMOVED]
    return redirect("portal:meter", meter.pk)


@member_page("GET", "HEAD", "POST")
def gap(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Say what is right for days without a bill: a bill, an estimate, or that nothing was used."""
    meter = editable_meter_for(request, pk)
    missing = _gap_asked_for(request, meter)
    if missing is None:
        messages.info(request, _("These days are covered by bills now."))
        return redirect("portal:meter", meter.pk)
    form = GapForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _mend(request, meter, missing, form)
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The gap is closed."))
            return redirect("portal:meter", meter.pk)
    guess = _guess(meter, missing)
    context = {**_context(meter, form), "gap": missing, "guess": guess}
    return render(request, "portal/gap.html", context)


def removed_bill(request: MemberRequest, meter: Meter) -> dict[str, Any] | None:
    """Return the bill of this meter that the person deleted last in this session."""
    kept = request.session.get(_REMOVED)
    return kept["content"] if kept and kept["meter"] == str(meter.pk) else None


def _mend(request: MemberRequest, meter: Meter, missing: Gap, form: GapForm) -> None:
    if form.cleaned_data["how"] == "estimate":
        actions.fill_gap(meter=meter, first=missing.first, last=missing.last, by=request.user)
        return
    reason = form.cleaned_data["reason"]
    facts = BillFacts(missing.first, missing.last, Decimal(0), note=reason)
    actions.add_bill(meter=meter, facts=facts, by=request.user)


def _guess(meter: Meter, missing: Gap) -> Estimate | None:
    spans = spans_of(queries.bills_of(meter))
    neighbours = neighbours_of(missing.first, missing.last, spans)
    periods = [(missing.first, missing.last), *((span.first, span.last) for span in neighbours)]
    return estimate(missing.first, missing.last, spans, weighing_of(meter, *periods))


def _gap_asked_for(request: MemberRequest, meter: Meter) -> Gap | None:
    """Return the gap whose first day the address names; None when there is none."""
    try:
        first = date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        return None
    return next((found for found in gaps(spans_of(queries.bills_of(meter))) if found.first == first), None)


def _form(request: MemberRequest, meter: Meter, initial: dict[str, object]) -> BillForm:
    return BillForm(request.POST or None, meter=meter, today=timezone.localdate(), initial=initial)


def _suggested(request: MemberRequest, meter: Meter) -> dict[str, object]:
    """Return the days that most likely stand on the next bill."""
    asked: dict[str, object] = {}
    for field, name in (("period_start", "from"), ("period_end", "to")):
        try:
            asked[field] = date.fromisoformat(request.GET.get(name, ""))
        except ValueError:
            continue
    if asked:
        return asked
    last = queries.bills_of(meter).order_by("-period_end").first()
    return {"period_start": last.period_end + timedelta(days=1)} if last else {}


def _context(meter: Meter, form: object) -> dict[str, object]:
    return {
        "organisation": meter.organisation,
        "meter": meter,
        "form": form,
        "bill": None,
        "current": None,
        "has_readings": isinstance(form, BillForm)
        and (form.is_bound or bool(form.initial.get("reading_new"))),
    }
