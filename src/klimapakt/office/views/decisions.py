"""What the pact office decides: ask, close a question, return, accept. Each is one action."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.duties import actions as duties
from klimapakt.duties.days import today
from klimapakt.inventories import actions, queries
from klimapakt.inventories.lifecycle import NotReady, ensure_can_accept
from klimapakt.inventories.presenting import external
from klimapakt.inventories.records import record_of
from klimapakt.inventories.reviewing import ensure_checked
from klimapakt.inventories.rules import NotPossible, RowRefused
from klimapakt.monitoring.journey import cycle_of
from klimapakt.office.access import StaffRequest, inventory_for, question_for, staff_page
from klimapakt.office.forms import AcceptForm, QuestionForm
from klimapakt.office.review_forms import CloseForm, Closing
from klimapakt.office.views.review import review_page, why_not
from klimapakt.pacts.permissions import Permission

Answer = HttpResponse | HttpResponseRedirect


@staff_page("POST", needs=Permission.REVIEW_INVENTORIES)
def ask(request: StaffRequest, pk: UUID) -> Answer:
    """Ask the organisation something; it learns of it when the inventory is returned."""
    inventory = inventory_for(request, pk)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            actions.ask(inventory=inventory, by=request.user, **form.cleaned_data)
        except RowRefused as refused:
            form.add_error("row_number", refused.message.translated(_))
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
            return redirect("office:review", inventory.pk)
        else:
            messages.success(request, _("The question has been noted. Return the inventory to send it."))
            return redirect("office:review", inventory.pk)
    return review_page(request, inventory, form)


@staff_page("POST", needs=Permission.REVIEW_INVENTORIES)
def close(request: StaffRequest, pk: UUID, question: int) -> Answer:
    """Close a question with its outcome; a form that cannot be taken stays on the page with its words."""
    asked = question_for(request, pk, question)
    form = CloseForm(request.POST, auto_id=f"%s-{question}")
    if not form.is_valid():
        messages.error(request, _("The question stays open. Please look at the marked field."))
        inventory = inventory_for(request, pk)
        return review_page(request, inventory, QuestionForm(), closing=Closing(question, form))
    try:
        actions.close(question=asked, by=request.user, **form.cleaned_data)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The question has been closed."))
    return redirect("office:review", pk)


@staff_page("POST", needs=Permission.REVIEW_INVENTORIES)
def give_back(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Return an inventory with its open questions."""
    inventory = inventory_for(request, pk)
    try:
        actions.return_with_questions(inventory=inventory, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("office:review", inventory.pk)
    duties.follow(organisation=inventory.organisation, today=today(), by=request.user)
    messages.success(request, _("The inventory has been returned. The organisation has been told."))
    return redirect("office:letter", inventory.pk)


@staff_page("GET", "HEAD", "POST", needs=Permission.REVIEW_INVENTORIES)
def accept(request: StaffRequest, pk: UUID) -> Answer:
    """Show what would be frozen with its hash, then accept exactly that."""
    inventory = inventory_for(request, pk)
    cycle = cycle_of(inventory)
    if cycle is not None:
        return redirect("office:monitoring", cycle.duty_id)
    calculated = queries.calculated(inventory)
    record = record_of(calculated, queries.evidence_for_record(inventory))
    form = AcceptForm(request.POST or None, initial={"sha256": record.sha256})
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept(inventory=inventory, seen_sha256=form.cleaned_data["sha256"], by=request.user)
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
            return redirect("office:accept", inventory.pk)
        duties.follow(organisation=inventory.organisation, today=today(), by=request.user)
        messages.success(request, _("The inventory has been accepted. The organisation has been told."))
        return redirect("office:letter", inventory.pk)
    obstacle = (
        why_not(request, inventory)
        or _open_questions(queries.open_questions(inventory))
        or _open_checks(calculated)
    )
    context = {
        "inventory": inventory,
        "totals": calculated.result.totals,
        "row_count": len(calculated.rows),
        "record": record,
        "external": external.figures_of(inventory),
        "edition_sha256": calculated.result.factors.sha256,
        "form": form,
        "is_waiting": inventory.status == "submitted",
        "refused": obstacle.message if obstacle else None,
    }
    return render(request, "office/accept.html", context)


def _open_checks(calculated: queries.Calculated) -> NotReady | None:
    evidence = queries.evidence_for_record(calculated.inventory)
    review = queries.review_of(calculated, evidence, queries.acceptances_of(calculated))
    try:
        ensure_checked(review.asked if review else ())
    except NotReady as refused:
        return refused
    return None


def _open_questions(count: int) -> NotReady | None:
    try:
        ensure_can_accept(count)
    except NotReady as refused:
        return refused
    return None
