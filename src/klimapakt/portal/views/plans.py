"""Measures with a course: all of a member, one of them on one screen, and everything that is done to it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.inventories import queries as inventories
from klimapakt.measures import actions, doubting, funding, queries, savings
from klimapakt.measures.actions import Kept
from klimapakt.measures.enums import MeasureState
from klimapakt.measures.estimating import Touched, rated_kw_of, touched
from klimapakt.measures.lifecycle import FOLLOWS, StepNeeds
from klimapakt.measures.models import Measure, Statement
from klimapakt.measures.presenting import BADGES
from klimapakt.measures.rules import MeasureChanged
from klimapakt.memberships.queries import members
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.mandates import parts_of
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import sites_of
from klimapakt.organisations.rules import NotPossible
from klimapakt.portal.access import (
    MemberRequest,
    can_edit,
    can_read,
    editable_organisation_for,
    may_decide,
    member_page,
    organisation_for,
)
from klimapakt.portal.forms import plans as forms
from klimapakt.portal.presenting.plans import (
    KEPT,
    figures_asked,
    line_kept,
    lines_to_choose,
    rows_of_list,
    spoken,
)

ON_A_PAGE = 50


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the measures, with the four totals beside each other and never added."""
    organisation = readable(request, pk)
    measures = queries.pact_measures_of(organisation)
    page = Paginator(queries.of_pact(measures), ON_A_PAGE).get_page(request.GET.get("page"))
    account = queries.de_minimis_of(organisation, timezone.localdate())
    context = {
        "organisation": organisation,
        "page": page,
        "rows": rows_of_list(list(page), timezone.localdate()),
        "totals": queries.sums_of(measures),
        "shares": queries.shared_with(organisation),
        "account": account,
        "limit_source": account.limit.source.written(get_language() or "en") if account else "",
        "may_edit": can_edit(request, organisation),
    }
    return render(request, "portal/plans.html", context)


@member_page("GET", "HEAD", "POST")
def add(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Write down an idea."""
    readable(request, pk)
    organisation = editable_organisation_for(request, pk)
    lines = lines_to_choose(organisation, with_amounts=sees_amounts(request))
    form = forms.PlanForm(request.POST or None, lines=lines, sites=sites_of(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            line = line_chosen(organisation, form.cleaned_data["line"])
            measure = actions.plan_measure(organisation=organisation, facts=form.facts(line), by=request.user)
        except NotPossible as refused:
            tell(form, refused)
        else:
            messages.success(request, _("Written down as an idea. Next: say what it saves."))
            return redirect("portal:plan", measure.pk)
    return render(request, "portal/plan_edit.html", {"organisation": organisation, "form": form})


@member_page("GET", "HEAD", "POST")
def change(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Change the plan; a line that a newer inventory dropped is mended here."""
    measure = measure_for(request, pk)
    organisation = editable_organisation_for(request, measure.organisation_id)
    kept = line_kept(measure, organisation)
    lines = [*kept, *lines_to_choose(organisation, with_amounts=sees_amounts(request))]
    initial = forms.PlanForm.initial_of(measure, kept)
    form = forms.PlanForm(request.POST or None, lines=lines, sites=sites_of(organisation), initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_plan(
                measure=measure,
                facts=form.facts(
                    line_kept_or_chosen(organisation, form.cleaned_data["line"]), site=measure.site
                ),
                seen_revision=form.cleaned_data["revision"] or 0,
                by=request.user,
            )
        except NotPossible as refused:
            tell(form, refused)
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
    return _page(request, measure_for(request, pk))


@member_page("POST")
def act(request: MemberRequest, pk: UUID, what: str) -> HttpResponse | HttpResponseRedirect:
    """Do one of the things that can be done about a measure."""
    measure = measure_for(request, pk)
    editable_organisation_for(request, measure.organisation_id)
    if what not in _DOING:
        raise Http404
    form = _form(what, measure, request)
    if form.is_valid():
        try:
            _DOING[what](measure, form, request)
        except NotPossible as refused:
            tell(form, refused)
        except MeasureChanged:
            messages.warning(request, _("This measure is not there any more."))
            return redirect("portal:plans", measure.organisation_id)
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:plan", pk)
    return _page(request, measure, what, form)


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


def sees_amounts(request: MemberRequest) -> bool:
    """Tell whether the person may see amounts of inventories here; not every mandate includes them."""
    return request.mandate is None or MandatePart.INVENTORIES in parts_of(request.mandate)


def line_kept_or_chosen(organisation: Organisation, chosen: str) -> Touched | Literal[Kept.LINE] | None:
    """Return the line that was chosen in a form, or that it stays."""
    return Kept.LINE if chosen == KEPT else line_chosen(organisation, chosen)


def line_chosen(organisation: Organisation, number: str) -> Touched | None:
    """Return the line of the newest accepted inventory with this number."""
    inventory = queries.newest_inventory(organisation)
    if inventory is None or not number.isdigit():
        return None
    row = next((one for one in queries.lines_of(inventory) if one.number == int(number)), None)
    return touched(inventory, row) if row else None


def measure_for(request: MemberRequest, pk: UUID) -> Measure:
    """Return a measure with a course whose figures the person may see, else 404."""
    found = queries.visible_to(request.user).filter(pk=pk, is_before_pact=False)
    measure = found.select_related("organisation", "inventory", "site").first()
    if measure is None:
        raise Http404
    return measure


def _page(
    request: MemberRequest, measure: Measure, tried: str = "", form: Form | None = None
) -> HttpResponse:
    organisation = measure.organisation
    statements = list(queries.statements_of(measure))
    current = statements[-1] if statements else None
    grants = list(queries.grants_of(measure))
    parts = _parts_of(measure) if may_decide(request, organisation) else ()
    context = {
        "organisation": organisation,
        "measure": measure,
        "badge": BADGES[measure.state],
        "current": current,
        "over_life": _over_life(measure, current),
        "statements": statements,
        "steps": queries.steps_of(measure),
        "proofs": queries.proofs_of(measure),
        "grants": grants,
        "in_the_way": funding.in_the_way(grants),
        "conflicts": funding.conflicts(grants),
        "shares": queries.shares_of(measure),
        "events": queries.events_of(measure),
        "lost_line": queries.has_lost_line(measure, queries.newest_inventory(organisation)),
        "doubts": _doubts_of(measure, current),
        "today": timezone.localdate(),
        "may_edit": can_edit(request, organisation),
        "may_decide": may_decide(request, organisation),
        "sees_amounts": sees_amounts(request),
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


def _over_life(measure: Measure, current: Statement | None) -> savings.AnyCumulative | None:
    if current is None or current.mg is None:
        return None
    return savings.cumulative(current.state, current.mg, measure.life_years)


def _doubts_of(measure: Measure, current: Statement | None) -> list[tuple[str, str]]:
    """Return by rule what somebody has to look at, in the language of the page."""
    stated, explained = doubting.Figures(), []
    if current is not None:
        stated = doubting.Figures(
            current.mg, current.saved_kwh, current.saved_eur, current.rated_kw, current.saved_percent
        )
        explained = current.doubts
    found = doubting.worth_showing(measure, stated, explained, today=timezone.localdate())
    return [(one.rule, spoken(one.message)) for one in found]


def _parts_of(measure: Measure) -> tuple[str, ...]:
    found = ["move"] if set(FOLLOWS[measure.state]) - {MeasureState.VERIFIED} else []
    if measure.state not in (MeasureState.VERIFIED, MeasureState.DROPPED):
        found.append("saving")
    return (*found, "step", "proof", "grant", "share")


def _form(what: str, measure: Measure, request: MemberRequest | None) -> Form:
    data = request.POST if request else None
    if what == "move":
        return forms.MoveForm(data, measure=measure, initial={"on": timezone.localdate()})
    if what == "saving":
        asked = figures_asked(measure)
        rated = {"rated_kw": rated_kw_of(_figures_of(measure))}
        return forms.SavingForm(data, asked=asked, initial=rated)
    if what == "proof":
        return forms.ProofForm(data, files=inventories.evidence_of(measure.organisation))
    if what == "share":
        return forms.ShareForm(data, members=_partners(measure))
    return _FORMS[what](data)


def _figures_of(measure: Measure) -> dict[str, Decimal]:
    """Return what the formula of the library was given."""
    return {name: Decimal(given) for name, given in measure.inputs.items()}


def _partners(measure: Measure) -> QuerySet[Organisation]:
    found = Organisation.objects.filter(pk__in=members().values("organisation"))
    return found.exclude(pk=measure.organisation_id).order_by("name")


def tell(form: Form, refused: NotPossible) -> None:
    """Say at its field what is refused."""
    field = refused.field if isinstance(refused, StepNeeds) else None
    form.add_error(field if field in form.fields else None, spoken(refused.message))


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
