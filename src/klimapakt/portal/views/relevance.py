"""The relevance screen of scope 3: fifteen categories, one answer each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, queries
from klimapakt.inventories.models import Inventory, RelevanceAnswer
from klimapakt.inventories.queries import CategoryRelevance
from klimapakt.inventories.relevance import ReasonMissing, RelevanceChanged
from klimapakt.inventories.rules import NotPossible
from klimapakt.portal.access import (
    MemberRequest,
    calculated_inventory_for,
    can_edit,
    editable_inventory_for,
    member_page,
)
from klimapakt.portal.forms.relevance import RelevanceForm
from klimapakt.portal.presenting.relevance import words_for

COMMUTING, AUTOMATIC = 7, 3


@member_page("GET", "HEAD", "POST")
def screen(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Show all categories; a press of one button saves one of them."""
    if request.method == "POST":
        return _save(request, editable_inventory_for(request, pk))
    return _page(request, calculated_inventory_for(request, pk))


def _save(request: MemberRequest, inventory: Inventory) -> HttpResponse | HttpResponseRedirect:
    entries = {entry.category: entry for entry in queries.relevance_of(inventory)}
    asked = request.POST.get("category", "")
    entry = entries.get(int(asked)) if asked.isdecimal() and len(asked) < 3 else None
    if entry is None:
        messages.error(request, _("Please choose one of the fifteen categories."))
        return redirect("portal:relevance", inventory.pk)
    form = RelevanceForm(request.POST, entry=entry)
    current: RelevanceAnswer | None = None
    if form.is_valid():
        try:
            actions.assess_category(inventory=inventory, assessment=form.assessment(), by=request.user)
        except ReasonMissing as refused:
            form.add_error("reason", refused.message.translated(_))
        except RelevanceChanged as refused:
            current = refused.current
            form.data = {**form.data.dict(), "revision": str(current.revision if current else 0)}  # type: ignore[attr-defined]  # a query dict
            form.add_error(None, refused.message.translated(_))
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("Your answer on category %(number)s is saved.") % {"number": asked})
            address = reverse("portal:relevance", args=[inventory.pk])
            return redirect(f"{address}#category-{entry.category}")
    return _page(request, inventory, form, current)


def _page(
    request: MemberRequest,
    inventory: Inventory,
    tried: RelevanceForm | None = None,
    current: RelevanceAnswer | None = None,
) -> HttpResponse:
    entries = queries.relevance_of(inventory)
    sector = inventory.organisation.sector
    asked = tried.data["category"] if tried else None
    shown = [(entry, words_for(entry.category, sector), _form(entry, tried, asked)) for entry in entries]
    context = {
        "inventory": inventory,
        "shown": shown,
        "form": tried,
        "current": current,
        "looked_at": sum(1 for entry in entries if not entry.is_open),
        "count": len(entries),
        "commuting": COMMUTING,
        "automatic": AUTOMATIC,
        "may_edit": can_edit(request, inventory.organisation) and inventory.is_open,
    }
    return render(request, "portal/relevance.html", context)


def _form(entry: CategoryRelevance, tried: RelevanceForm | None, asked: str | None) -> RelevanceForm:
    if tried is not None and asked == str(entry.category):
        return tried
    return RelevanceForm(entry=entry)
