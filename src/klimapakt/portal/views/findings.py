"""What the calculation found: accept it with a reason, take that back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.inventories import actions, queries
from klimapakt.inventories.findings import FindingGone
from klimapakt.inventories.presenting.findings import told
from klimapakt.inventories.rules import NotPossible
from klimapakt.portal.access import MemberRequest, editable_inventory_for, member_page
from klimapakt.portal.forms.findings import AcceptanceForm
from klimapakt.portal.views.inventory import inventory_page


@member_page("POST")
def accept(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Accept findings of one rule with a reason; what is missing comes back with what was entered."""
    inventory = editable_inventory_for(request, pk)
    calculated = queries.calculated(inventory)
    groups = {group.key: group for group in told(calculated, queries.acceptances_of(calculated))}
    group = groups.get(request.POST.get("group", ""))
    if group is None:
        messages.warning(request, FindingGone().message.translated(_))
        return redirect("portal:inventory", inventory.pk)
    form = AcceptanceForm(request.POST, group=group)
    if not form.was_seen:
        form = form.with_what_is_found_now()
        form.add_error(None, FindingGone().message.translated(_))
    elif form.is_valid():
        try:
            count = actions.accept_findings(
                inventory=inventory,
                fingerprints=form.fingerprints(),
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            message = ngettext(
                "%(count)s finding is accepted with your reason.",
                "%(count)s findings are accepted with your reason.",
                count,
            )
            messages.success(request, message % {"count": count})
            return redirect("portal:inventory", inventory.pk)
    return inventory_page(request, inventory, form)


@member_page("POST")
def withdraw(request: MemberRequest, pk: UUID, acceptance: int) -> HttpResponseRedirect:
    """Take an acceptance back; the finding asks again."""
    inventory = editable_inventory_for(request, pk)
    found = queries.acceptance_of(inventory, acceptance)
    if found is None:
        raise Http404
    actions.withdraw_acceptance(acceptance=found, by=request.user)
    messages.success(request, _("It is no longer accepted and stands among the things to check again."))
    return redirect("portal:inventory", inventory.pk)
