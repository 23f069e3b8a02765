"""What a reviewer notes down: answers to the checklist, rows that were looked at, being there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.inventories import actions, queries
from klimapakt.inventories.rules import NotPossible
from klimapakt.office.access import StaffRequest, inventory_for, staff_page
from klimapakt.office.forms import QuestionForm
from klimapakt.office.review_forms import Filled, LooksForm
from klimapakt.office.views.review import review_page
from klimapakt.pacts.permissions import Permission


@staff_page("POST", needs=Permission.REVIEW_INVENTORIES)
def checks(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Save the answers to the checklist; those that cannot be taken stay on the page."""
    inventory = inventory_for(request, pk)
    calculated = queries.calculated(inventory)
    evidence = queries.evidence_for_record(inventory)
    review = queries.review_of(calculated, evidence, queries.acceptances_of(calculated))
    keys = [one.item.key for one in review.asked if not one.is_settled_by_machine] if review else []
    filled = Filled.of(keys, request.POST)
    if not filled.is_valid():
        return review_page(request, inventory, QuestionForm(), filled)
    seen = filled.seen(request.POST.get("round", ""))
    try:
        saved = actions.save_checks(inventory=inventory, answers=filled.answers(), seen=seen, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return review_page(request, inventory_for(request, pk), QuestionForm(), filled)
    if saved.conflicts:
        return review_page(request, inventory, QuestionForm(), filled.only(saved.conflicts))
    messages.success(request, _("Saved."))
    return redirect("office:review", inventory.pk)


@staff_page("POST", needs=Permission.REVIEW_INVENTORIES)
def rows(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Note which rows have been looked at."""
    inventory = inventory_for(request, pk)
    form = LooksForm(request.POST)
    if form.is_valid():
        shown, ticked = form.numbers()
        try:
            count = actions.mark_rows(
                inventory=inventory, shown=shown, looked_at=ticked, seen=form.seen(), by=request.user
            )
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
        else:
            told = ngettext("%(count)s row is marked.", "%(count)s rows are marked.", count)
            messages.success(request, told % {"count": count})
    page = form.cleaned_data.get("page")
    address = reverse("office:review", args=[inventory.pk])
    return HttpResponseRedirect(f"{address}?page={page}#rows" if page else f"{address}#rows")


@staff_page("POST", needs=Permission.REVIEW_INVENTORIES)
def presence(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Say that one works on this review now, or not any more."""
    inventory = inventory_for(request, pk)
    try:
        if "leave" in request.POST:
            actions.leave(inventory=inventory, by=request.user)
        else:
            actions.arrive(inventory=inventory, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    return redirect("office:review", inventory.pk)
