"""Taking rows over from the year before."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.inventories import actions, queries
from klimapakt.inventories.enums import RowOrigin
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.presenting.words import row_name
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.factors import edition
from klimapakt.portal.access import MemberRequest, editable_inventory_for, member_page
from klimapakt.portal.forms.copying import CopyForm

MOST_ROWS = 200
"""Rows offered at once; a longer inventory is better copied as a table."""


@member_page("GET", "HEAD", "POST")
def copy(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Offer the rows of the year before; take over those with a new amount or a tick, all or none."""
    inventory = editable_inventory_for(request, pk)
    source = queries.current_of(inventory.organisation).filter(year__lt=inventory.year).first()
    rows = _offered(source, inventory) if source else []
    form = CopyForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and source is not None and form.is_valid():
        amounts = form.amounts()
        if not amounts:
            form.add_error(None, _("Enter at least one amount, or tick a row whose amount you keep."))
        else:
            try:
                copied = actions.copy_rows(
                    inventory=inventory, source=source, amounts=amounts, by=request.user
                )
            except NotPossible as refused:
                form.add_error(None, refused.message.translated(_))
            else:
                told = ngettext("%(count)s row has been copied.", "%(count)s rows have been copied.", copied)
                messages.success(request, told % {"count": copied})
                return redirect("portal:entries", inventory.pk)
    context = {"inventory": inventory, "source": source, "form": form, "rows": rows}
    return render(request, "portal/copy.html", context)


def _offered(source: Inventory, inventory: Inventory) -> list[tuple[Activity, str]]:
    """Return the rows not copied yet, with names; what a question or a bill made is made there again."""
    copied = set(
        queries.rows_of(inventory).filter(origin=RowOrigin.COPY).values_list("origin_key", flat=True)
    )
    made_elsewhere = (RowOrigin.QUESTION, RowOrigin.BILL, RowOrigin.SURVEY)
    rows = queries.rows_of(source).exclude(origin__in=made_elsewhere)[:MOST_ROWS]
    factors = edition(source.edition)
    return [(row, row_name(row, factors) or row.label) for row in rows if f"row-{row.pk}" not in copied]
