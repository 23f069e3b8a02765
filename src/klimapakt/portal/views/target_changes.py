"""What is changed about a target: revised, withdrawn, and what is assumed about the years to it."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.duties.actions import follow
from klimapakt.inventories import queries as inventories
from klimapakt.organisations.rules import NotPossible
from klimapakt.portal.access import MemberRequest, can_edit, editable_organisation_for, member_page
from klimapakt.portal.forms.targets import DecisionForm, OutlookForm, PromiseForm
from klimapakt.portal.presenting import targets as presenting
from klimapakt.portal.views.targets import Answer, look_at, target_for, tell, whole_of
from klimapakt.targets import actions, queries
from klimapakt.targets.presenting import promise_words
from klimapakt.targets.rules import TargetChanged


@member_page("GET", "HEAD", "POST")
def revise(request: MemberRequest, pk: UUID) -> Answer:
    """Revise a target: other percent, another year, other steps, with a reason."""
    target = target_for(request, pk)
    organisation = editable_organisation_for(request, target.organisation_id)
    (held,) = queries.held_each([target])
    if held.is_withdrawn:
        return _over(request, pk)
    years = queries.accepted_years(organisation)
    initial = {**PromiseForm.initial_of(held.promise), "seen": held.version.number}
    is_look = "look" in request.POST
    form = PromiseForm(
        request.POST or None,
        years=sorted({*years, held.promise.base_year}, reverse=True),
        files=inventories.evidence_of(organisation),
        initial=initial,
        is_look=is_look,
        needs_reason=True,
    )
    looked: dict[str, object] = {}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            promise = form.promise()
            if is_look and promise.base_year in years:
                outlook = queries.outlook_of(target)
                growth = outlook.growth_percent if outlook else Decimal(0)
                looked = look_at(promise, target.coverage, target.kind, years, growth)
            elif not is_look:
                actions.revise(
                    target=target,
                    promise=promise,
                    decision=form.decision(),
                    seen=form.cleaned_data["seen"] or 0,
                    by=request.user,
                )
                follow(organisation=organisation, today=timezone.localdate(), by=request.user)
                messages.success(request, _("The target is revised. The version before stays below it."))
                return redirect("portal:target", pk)
        except NotPossible as refused:
            tell(form, refused)
        except TargetChanged:
            status = 409
            form.add_error(None, _("Somebody else has changed this target. Load the page anew and look."))
    context = {"organisation": organisation, "form": form, "held": held, "target": target, **looked}
    context["title"] = promise_words(held)
    return render(request, "portal/target_edit.html", context, status=status)


@member_page("GET", "HEAD", "POST")
def withdraw(request: MemberRequest, pk: UUID) -> Answer:
    """Withdraw a target, saying why; what was promised stays readable."""
    target = target_for(request, pk)
    organisation = editable_organisation_for(request, target.organisation_id)
    (held,) = queries.held_each([target])
    if held.is_withdrawn:
        return _over(request, pk)
    form = DecisionForm(
        request.POST or None,
        files=inventories.evidence_of(organisation),
        initial={"seen": held.version.number},
        needs_reason=True,
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"] or 0
            actions.withdraw(target=target, decision=form.decision(), seen=seen, by=request.user)
        except NotPossible as refused:
            tell(form, refused)
        except TargetChanged:
            status = 409
            form.add_error(None, _("Somebody else has changed this target. Load the page anew and look."))
        else:
            follow(organisation=organisation, today=timezone.localdate(), by=request.user)
            messages.success(request, _("The target is withdrawn."))
            return redirect("portal:targets", organisation.pk)
    context = {"organisation": organisation, "form": form, "title": promise_words(held)}
    return render(request, "portal/target_withdraw.html", {**context, "target": target}, status=status)


@member_page("GET", "HEAD", "POST")
def outlook(request: MemberRequest, pk: UUID) -> Answer:
    """Show what is to be expected in parts, and say what is assumed."""
    target = target_for(request, pk)
    organisation = target.organisation
    may_edit = can_edit(request, organisation)
    if request.method == "POST":
        editable_organisation_for(request, organisation.pk)
    whole = whole_of(target)
    form = OutlookForm(request.POST or None, initial=OutlookForm.initial_of(whole.outlook))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"] or 0
            actions.assume(target=target, assumed=form.assumed(), seen=seen, by=request.user)
        except NotPossible as refused:
            tell(form, refused)
        except TargetChanged:
            status = 409
            form.add_error(None, _("Somebody else has changed this. Load the page anew and look."))
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:target_outlook", pk)
    expected = whole.expected
    context = {
        "organisation": organisation,
        "target": target,
        "title": promise_words(whole.held),
        "form": form if may_edit else None,
        "outlook": whole.outlook,
        "expected": expected,
        "heading": presenting.gap_words(expected) if expected else "",
        "chart": presenting.gap_chart(expected) if expected else None,
        "rows": presenting.part_rows(expected) if expected else [],
        "groups": presenting.group_rows(expected) if expected else [],
    }
    return render(request, "portal/target_outlook.html", context, status=status)


def _over(request: MemberRequest, pk: UUID) -> Answer:
    messages.warning(request, _("This target was withdrawn, so nothing in it changes any more."))
    return redirect("portal:target", pk)
