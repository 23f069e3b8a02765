"""What a version changes for the members, and the decision of a second person about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.duties.jobs import recompute_all_later
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting import rulebooks
from klimapakt.office.presenting import simulation as presenting
from klimapakt.office.rulebook_decision import DecideForm, ReturnForm
from klimapakt.office.simulation import Simulation, simulated
from klimapakt.office.views.rulebook import version_for
from klimapakt.pacts import actions, queries
from klimapakt.pacts.actions import Decision
from klimapakt.pacts.models import RulebookVersion
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.rules import EffectsChanged, NotPossible

ON_A_PAGE = 50
_ALL = "all"


@staff_page(needs=Permission.SEE_MEMBERS)
def simulation(request: StaffRequest, number: int) -> HttpResponse:
    """Show what a version would change: the numbers first, then every member."""
    version = version_for(number)
    found = simulated(version)
    shows_all = request.GET.get("show") == _ALL
    page = Paginator(found.members if shows_all else found.changed, ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "version": version,
        "summary": presenting.summary(found),
        "page": page,
        "rows": [presenting.row(one) for one in page],
        "shows_all": shows_all,
        "has_rulebook": queries.version_in_force() is not None,
    }
    return render(request, "office/rulebook_simulation.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def simulation_file(request: StaffRequest, number: int) -> HttpResponse:
    """Hand out the simulation as a table with every duty that changes."""
    version = version_for(number)
    found = simulated(version)
    chosen = found.members if request.GET.get("show") == _ALL else found.changed
    name = f"simulation-{version.pact.slug}-{version.version}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = "\ufeff" + presenting.table(chosen)
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@staff_page("GET", "HEAD", "POST", needs=Permission.ACTIVATE_RULEBOOK)
def decide(request: StaffRequest, number: int) -> HttpResponse | HttpResponseRedirect:
    """Show what a proposed version changes, then put exactly that into force."""
    version = version_for(number)
    effects = simulated(version)
    now = effects.sha256
    form = DecideForm(request.POST if request.method == "POST" else None, initial={"seen_sha256": now})
    if request.method == "POST" and form.is_valid():
        decision = Decision(form.cleaned_data["reason"], form.cleaned_data["seen_sha256"], now)
        try:
            actions.activate_rulebook(version=version, decision=decision, by=request.user)
        except EffectsChanged as refused:
            form = DecideForm(initial={"seen_sha256": now, "reason": decision.reason})
            messages.warning(request, refused.message.translated(_))
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
            return redirect("office:rulebook_version", number)
        else:
            recompute_all_later()
            messages.success(request, _("The version is in force. The duties of all members follow it now."))
            return redirect("office:rulebook")
    return _decision_page(request, version, effects, (form, ReturnForm()))


@staff_page("POST", needs=Permission.ACTIVATE_RULEBOOK)
def give_back(request: StaffRequest, number: int) -> HttpResponse | HttpResponseRedirect:
    """Send a proposed version back with the reason."""
    version = version_for(number)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        effects = simulated(version)
        shown = DecideForm(initial={"seen_sha256": effects.sha256})
        return _decision_page(request, version, effects, (shown, form))
    try:
        reason = form.cleaned_data["returned_reason"]
        actions.return_rulebook(version=version, reason=reason, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The version has been sent back. Those who proposed it have been told."))
    return redirect("office:rulebook_version", number)


def _decision_page(
    request: StaffRequest,
    version: RulebookVersion,
    effects: Simulation,
    forms: tuple[DecideForm, ReturnForm],
) -> HttpResponse:
    form, return_form = forms
    context = {
        "version": version,
        "summary": presenting.summary(effects),
        "differing": rulebooks.differing_from_force(version),
        "obstacle": queries.why_not_activate(version, request.user, timezone.localdate()),
        "waits": rulebooks.waits(version),
        "form": form,
        "return_form": return_form,
    }
    return render(request, "office/rulebook_decide.html", context)
