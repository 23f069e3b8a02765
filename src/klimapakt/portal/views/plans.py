"""Measures with a course: all of a member, one of them on one screen, and everything that is done to it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.inventories import queries as inventories
from klimapakt.measures import actions, doubting, funding, queries, savings
from klimapakt.measures.enums import MeasureState
from klimapakt.measures.estimating import Touched, touched
from klimapakt.measures.lifecycle import FOLLOWS, StepNeeds
from klimapakt.measures.models import Measure
from klimapakt.measures.rules import MeasureChanged
from klimapakt.memberships.queries import members
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import NotPossible
from klimapakt.portal.access import (
    MemberRequest,
    can_edit,
    can_read,
    editable_organisation_for,
    member_page,
    organisation_for,
)
from klimapakt.portal.forms import plans as forms
from klimapakt.portal.presenting.plans import lines_to_choose, rows_of_list

ON_A_PAGE = 50


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the measures, with the four totals beside each other and never added."""
    organisation = readable(request, pk)
    measures = list(queries.of_pact(queries.pact_measures_of(organisation)))
    stated = queries.stated_of(measures)
    page = Paginator(measures, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "page": page,
        "rows": rows_of_list(list(page)),
        "totals": savings.totals(stated),
        "shares": queries.shared_with(organisation),
        "account": queries.de_minimis_of(organisation, timezone.localdate()),
        "may_edit": can_edit(request, organisation),
    }
    return render(request, "portal/plans.html", context)


@member_page("GET", "HEAD", "POST")
def add(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Write down an idea."""
    readable(request, pk)
    organisation = editable_organisation_for(request, pk)
    form = forms.PlanForm(request.POST or None, lines=lines_to_choose(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            line = line_chosen(organisation, form.cleaned_data["line"])
            measure = actions.plan_measure(organisation=organisation, facts=form.facts(line), by=request.user)
        except NotPossible as refused:
            _tell(form, refused)
        else:
            messages.success(request, _("Written down as an idea. Next: say what it saves."))
            return redirect("portal:plan", measure.pk)
    return render(request, "portal/plan_edit.html", {"organisation": organisation, "form": form})


@member_page("GET", "HEAD", "POST")
def change(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Change the plan; a line that a newer inventory dropped is mended here."""
    measure = _measure(request, pk)
    organisation = editable_organisation_for(request, measure.organisation_id)
    lines = lines_to_choose(organisation)
    form = forms.PlanForm(request.POST or None, lines=lines, initial=forms.PlanForm.initial_of(measure))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_plan(
                measure=measure,
                facts=form.facts(line_chosen(organisation, form.cleaned_data["line"])),
                seen_revision=form.cleaned_data["revision"] or 0,
                by=request.user,
            )
        except NotPossible as refused:
            _tell(form, refused)
        except MeasureChanged:
            status = 409
            form.add_error(None, _("Somebody else has changed this measure. Load the page anew and look."))
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:plan", pk)
    context = {"organisation": organisation, "form": form, "measure": measure}
    return render(request, "portal/plan_edit.html", context, status=status)


@member_page()
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show one measure with everything about it on one screen."""
    return _page(request, _measure(request, pk))


@member_page("POST")
def act(request: MemberRequest, pk: UUID, what: str) -> HttpResponse | HttpResponseRedirect:
    """Do one of the things that can be done about a measure."""
    measure = _measure(request, pk)
    editable_organisation_for(request, measure.organisation_id)
    if what not in _DOING:
        raise Http404
    form = _form(what, measure, request)
    if form.is_valid():
        try:
            _DOING[what](measure, form, request)
        except NotPossible as refused:
            _tell(form, refused)
        except MeasureChanged:
            messages.warning(request, _("This measure is not there any more."))
            return redirect("portal:plans", measure.organisation_id)
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:plan", pk)
    return _page(request, measure, what, form)


@member_page("POST")
def step_done(request: MemberRequest, pk: UUID, step: int) -> HttpResponseRedirect:
    """Tick a step off."""
    measure = _measure(request, pk)
    editable_organisation_for(request, measure.organisation_id)
    found = queries.steps_of(measure).filter(pk=step).first()
    if found is None:
        raise Http404
    actions.finish_step(step=found, by=request.user)
    return redirect("portal:plan", pk)


@member_page("POST")
def share(request: MemberRequest, pk: UUID, share: int) -> HttpResponseRedirect:
    """Agree to count a part of another member's measure, or decline."""
    organisation = editable_organisation_for(request, pk)
    found = queries.shared_with(organisation).filter(pk=share).first()
    if found is None:
        raise Http404
    is_agreed = request.POST.get("answer") == "agree"
    actions.decide_share(share=found, is_agreed=is_agreed, today=timezone.localdate(), by=request.user)
    messages.success(request, _("Agreed.") if is_agreed else _("Declined."))
    return redirect("portal:plans", pk)


def readable(request: MemberRequest, pk: UUID) -> Organisation:
    """Return the organisation when the person's role or mandate includes its figures, else 404."""
    organisation = organisation_for(request, pk)
    if not can_read(request, organisation):
        raise Http404
    return organisation


def line_chosen(organisation: Organisation, number: str) -> Touched | None:
    """Return the line of the newest accepted inventory with this number."""
    inventory = queries.newest_inventory(organisation)
    if inventory is None or not number.isdigit():
        return None
    row = next((one for one in queries.lines_of(inventory) if one.number == int(number)), None)
    return touched(inventory, row) if row else None


def _measure(request: MemberRequest, pk: UUID) -> Measure:
    found = queries.visible_to(request.user).filter(pk=pk, is_before_pact=False)
    measure = found.select_related("organisation", "inventory", "site").first()
    if measure is None:
        raise Http404
    return measure


def _page(
    request: MemberRequest, measure: Measure, tried: str = "", form: Form | None = None
) -> HttpResponse:
    organisation, today = measure.organisation, timezone.localdate()
    may_edit = can_edit(request, organisation)
    statements = list(queries.statements_of(measure))
    current = statements[-1] if statements else None
    grants = list(queries.grants_of(measure))
    parts = _parts_of(measure) if may_edit else ()
    context = {
        "organisation": organisation,
        "measure": measure,
        "current": current,
        "over_life": savings.cumulative(current.state, current.mg, measure.life_years)
        if current and current.mg is not None
        else None,
        "statements": statements,
        "steps": queries.steps_of(measure),
        "proofs": queries.proofs_of(measure),
        "grants": grants,
        "in_the_way": funding.in_the_way(grants),
        "conflicts": funding.conflicts(grants),
        "shares": queries.shares_of(measure),
        "events": queries.events_of(measure),
        "lost_line": queries.has_lost_line(measure, queries.newest_inventory(organisation)),
        "doubts": doubting.doubts_of(measure, mg=None, kwh=None, eur=None, today=today),
        "may_edit": may_edit,
        "parts": [
            (
                name,
                _WORDS[name](),
                form if name == tried and form else _form(name, measure, None),
                name == tried,
            )
            for name in parts
        ],
    }
    return render(request, "portal/plan.html", context, status=200)


def _parts_of(measure: Measure) -> tuple[str, ...]:
    found = ["move"] if set(FOLLOWS[measure.state]) - {MeasureState.VERIFIED} else []
    if measure.state not in (MeasureState.VERIFIED, MeasureState.DROPPED):
        found.append("saving")
    return (*found, "step", "proof", "grant", "share")


def _form(what: str, measure: Measure, request: MemberRequest | None) -> Form:
    data = request.POST if request else None
    if what == "move":
        return forms.MoveForm(data, measure=measure, initial={"on": timezone.localdate()})
    if what == "proof":
        return forms.ProofForm(data, files=inventories.evidence_of(measure.organisation))
    if what == "share":
        return forms.ShareForm(data, members=_partners(measure))
    return _FORMS[what](data)


def _partners(measure: Measure) -> QuerySet[Organisation]:
    found = Organisation.objects.filter(pk__in=members().values("organisation"))
    return found.exclude(pk=measure.organisation_id).order_by("name")


def _tell(form: Form, refused: NotPossible) -> None:
    field = refused.field if isinstance(refused, StepNeeds) else None
    form.add_error(field if field in form.fields else None, refused.message.translated(_))


def _move(measure: Measure, form: Form, request: MemberRequest) -> None:
    move = actions.Move(**form.cleaned_data)
    actions.move(measure=measure, move=move, today=timezone.localdate(), by=request.user)


def _saving(measure: Measure, form: Form, request: MemberRequest) -> None:
    if isinstance(form, forms.SavingForm):
        actions.state_saving(
            measure=measure, saving=form.facts(), today=timezone.localdate(), by=request.user
        )


def _step(measure: Measure, form: Form, request: MemberRequest) -> None:
    actions.add_step(measure=measure, by=request.user, **form.cleaned_data)


def _proof(measure: Measure, form: Form, request: MemberRequest) -> None:
    actions.add_proof(measure=measure, file=form.cleaned_data["file"], by=request.user)


def _grant(measure: Measure, form: Form, request: MemberRequest) -> None:
    if isinstance(form, forms.GrantForm):
        actions.save_grant(measure=measure, facts=form.facts(), by=request.user)


def _share(measure: Measure, form: Form, request: MemberRequest) -> None:
    given = form.cleaned_data
    part = given["percent"] / 100
    actions.propose_share(measure=measure, organisation=given["organisation"], part=part, by=request.user)


_FORMS: dict[str, type[Form]] = {
    "saving": forms.SavingForm,
    "step": forms.StepForm,
    "grant": forms.GrantForm,
}
_DOING: dict[str, Callable[[Measure, Form, MemberRequest], None]] = {
    "move": _move,
    "saving": _saving,
    "step": _step,
    "proof": _proof,
    "grant": _grant,
    "share": _share,
}
_WORDS: dict[str, Callable[[], str]] = {
    "move": lambda: _("Take it a step further"),
    "saving": lambda: _("State what it saves"),
    "step": lambda: _("Add a step"),
    "proof": lambda: _("Add evidence"),
    "grant": lambda: _("Add a grant"),
    "share": lambda: _("Share it with another member"),
}
