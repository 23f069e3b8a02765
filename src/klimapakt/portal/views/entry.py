"""One row by hand: choose what it is about, enter it, see at once what it does to the total, change it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import Origin
from klimapakt.inventories.enums import RowOrigin
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.presenting import words
from klimapakt.inventories.rules import NotPossible, RowChanged, RowRefused
from klimapakt.methods.catalogue import activities
from klimapakt.methods.factors import edition
from klimapakt.portal.access import MemberRequest, editable_inventory_for, member_page
from klimapakt.portal.forms.entry import EntryForm
from klimapakt.portal.presenting import choices
from klimapakt.portal.presenting.choices import Choice
from klimapakt.portal.presenting.conflict import compared
from klimapakt.portal.presenting.previewed import Preview, previewed

Answer = HttpResponse | HttpResponseRedirect


@member_page("GET", "HEAD", "POST")
def add(request: MemberRequest, pk: UUID) -> Answer:
    """Choose what the row is about, then enter it; sending it twice adds it once."""
    inventory = editable_inventory_for(request, pk)
    choice = _chosen(request, inventory)
    if choice is None:
        return _choose(request, inventory)
    form = _form(request, inventory, choice, _of_category(request, choice))
    if request.method != "POST" or not form.is_valid():
        return _page(request, inventory, form, None)
    if "preview" in request.POST:
        return _page(request, inventory, form, None, _previewed(inventory, form, None))
    return _add(request, inventory, form)


@member_page("GET", "HEAD", "POST")
def change(request: MemberRequest, pk: UUID, number: int) -> Answer:
    """Change a row; when somebody else was faster, both versions stand side by side."""
    inventory = editable_inventory_for(request, pk)
    row = queries.rows_of(inventory).filter(number=number).first()
    if row is None:
        raise Http404
    choice = _chosen(request, inventory) or Choice(row.activity, row.factor_id)
    form = _form(request, inventory, choice, EntryForm.initial_of(row))
    if request.method != "POST" or not form.is_valid():
        return _page(request, inventory, form, row)
    if "preview" in request.POST:
        return _page(request, inventory, form, row, _previewed(inventory, form, row))
    return _change(request, inventory, form, row)


@member_page("POST")
def restore(request: MemberRequest, pk: UUID, number: int) -> HttpResponseRedirect:
    """Bring a deleted row back."""
    inventory = editable_inventory_for(request, pk)
    try:
        actions.restore_row(inventory=inventory, number=number, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("Row no. %(number)s is back.") % {"number": number})
    return redirect("portal:entries", inventory.pk)


def _add(request: MemberRequest, inventory: Inventory, form: EntryForm) -> Answer:
    key = f"form-{form.cleaned_data['key']}" if form.cleaned_data["key"] else ""
    known = queries.row_of_origin(inventory, RowOrigin.ENTRY, key)
    if known is not None:
        return _added(request, inventory, known)
    try:
        row = actions.add_row(
            inventory=inventory,
            draft=form.draft(),
            site=form.chosen_site(),
            origin=Origin(RowOrigin.ENTRY, key),
            by=request.user,
        )
    except RowRefused as refused:
        form.add_refusal(refused.field, refused.message.translated(_))
        return _page(request, inventory, form, None)
    return _added(request, inventory, row)


def _added(request: MemberRequest, inventory: Inventory, row: Activity) -> HttpResponseRedirect:
    told = _("“%(what)s” has been added as row no. %(number)s.")
    name = words.row_name(row, edition(inventory.edition)) or row.label
    messages.success(request, told % {"what": name, "number": row.number})
    if "another" in request.POST:
        return redirect("portal:entry_new", inventory.pk)
    return redirect("portal:entries", inventory.pk)


def _change(request: MemberRequest, inventory: Inventory, form: EntryForm, row: Activity) -> Answer:
    seen = form.cleaned_data["revision"] or 0
    try:
        actions.change_row(
            row=row, draft=form.draft(), site=form.chosen_site(), seen_revision=seen, by=request.user
        )
    except RowChanged as faster:
        return _conflict(request, inventory, form, faster)
    except RowRefused as refused:
        form.add_refusal(refused.field, refused.message.translated(_))
        return _page(request, inventory, form, row)
    messages.success(request, _("Row no. %(number)s has been changed.") % {"number": row.number})
    return redirect("portal:entries", inventory.pk)


def _conflict(request: MemberRequest, inventory: Inventory, form: EntryForm, faster: RowChanged) -> Answer:
    """Show both versions and a form with one's own; sending it now replaces what the other wrote."""
    theirs = faster.current
    if not isinstance(theirs, Activity):
        messages.warning(
            request,
            _("Somebody else has deleted this row in the meantime. Save your version below as a new row."),
        )
        return _page(request, inventory, form, None)
    mine = form.draft()
    entered = request.POST.copy()
    entered["revision"] = str(theirs.revision)
    again = EntryForm(entered, choice=form.choice, inventory=inventory, edition=edition(inventory.edition))
    again.full_clean()
    context = {
        "inventory": inventory,
        "form": again,
        "row": theirs,
        "choice": form.choice,
        "name": _name(inventory, form.choice),
        "differences": compared(theirs, mine, form.chosen_site(), inventory),
        "theirs": theirs,
    }
    return render(request, "portal/entry_conflict.html", context, status=409)


def _chosen(request: MemberRequest, inventory: Inventory) -> Choice | None:
    """Return what the address says the row is about; None when it says nothing, 404 when nobody knows it."""
    asked = request.GET
    if "activity" in asked:
        if asked["activity"] not in activities():
            raise Http404
        return Choice(activity=asked["activity"])
    if "factor" in asked:
        if asked["factor"] not in edition(inventory.edition).factors:
            raise Http404
        return Choice(factor_id=asked["factor"])
    return Choice() if "own" in asked else None


def _choose(request: MemberRequest, inventory: Inventory) -> HttpResponse:
    search, category = request.GET.get("q", "")[:80], _category(request)
    context = {
        "inventory": inventory,
        "search": search,
        "category": category,
        "category_name": words.SCOPE3[category] if category else "",
        "groups": choices.groups(search, category),
        "factors": choices.exact_factors(edition(inventory.edition), search, category),
    }
    return render(request, "portal/entry_choose.html", context)


def _category(request: MemberRequest) -> int | None:
    """Return the category of scope 3 that the address names; None where it names none that exists."""
    asked = request.GET.get("category", "")
    return int(asked) if asked.isdecimal() and len(asked) < 3 and int(asked) in words.SCOPE3 else None


def _of_category(request: MemberRequest, choice: Choice) -> dict[str, object] | None:
    category = _category(request)
    if category is None or not choice.is_own:
        return None
    return {"factor_scope": "3", "factor_scope3_category": str(category)}


def _form(
    request: MemberRequest, inventory: Inventory, choice: Choice, initial: dict[str, object] | None = None
) -> EntryForm:
    return EntryForm(
        request.POST or None,
        choice=choice,
        inventory=inventory,
        edition=edition(inventory.edition),
        initial=initial,
    )


def _previewed(inventory: Inventory, form: EntryForm, row: Activity | None) -> Preview | None:
    try:
        return previewed(inventory, form.draft(), row)
    except RowRefused as refused:
        form.add_refusal(refused.field, refused.message.translated(_))
        return None


def _page(
    request: MemberRequest,
    inventory: Inventory,
    form: EntryForm,
    row: Activity | None,
    preview: Preview | None = None,
) -> HttpResponse:
    # A row that was deleted meanwhile is saved as a new one.
    new = f"{reverse('portal:entry_new', args=[inventory.pk])}?{form.choice.query()}"
    context = {
        "inventory": inventory,
        "form": form,
        "row": row,
        "choice": form.choice,
        "action": new if row is None else request.get_full_path(),
        "name": _name(inventory, form.choice),
        "preview": preview,
        "links": queries.links_of_row(row) if row else (),
    }
    only_preview = request.headers.get("x-part") == "preview"
    return render(
        request, "portal/parts/entry_preview.html" if only_preview else "portal/entry.html", context
    )


def _name(inventory: Inventory, choice: Choice) -> str:
    if choice.is_own:
        return _("With a factor of your own")
    return words.activity_name(choice.activity, edition(inventory.edition), choice.factor_id)
