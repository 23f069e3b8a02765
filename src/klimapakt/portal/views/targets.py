"""Targets of a member: all of them, choosing one among three ways, deciding it, and one on its page."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.duties.actions import follow
from klimapakt.inventories import queries as inventories
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.rulebook import Rulebook
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.queries import rulebook_in_force
from klimapakt.portal.access import (
    MemberRequest,
    can_edit,
    editable_organisation_for,
    may_decide,
    member_page,
)
from klimapakt.portal.forms.targets import TargetForm
from klimapakt.portal.presenting import targets as presenting
from klimapakt.portal.presenting.csv_file import csv_text, download
from klimapakt.portal.views.plans import readable
from klimapakt.targets import actions, queries
from klimapakt.targets.enums import Coverage, Kind, Option
from klimapakt.targets.expecting import Expected, expected_of
from klimapakt.targets.figures import figure_of
from klimapakt.targets.models import Outlook, Target
from klimapakt.targets.offering import Meaning, Start, meaning, offers, promise_of
from klimapakt.targets.picture import Picture, compare, picture_of
from klimapakt.targets.presenting import promise_words
from klimapakt.targets.queries import Held
from klimapakt.targets.rules import (
    Promise,
    TargetRefused,
    below_the_pact,
    ensure_promise,
    pact_year,
)

Answer = HttpResponse | HttpResponseRedirect
Years = dict[int, Calculated]
_NO_GROWTH = Decimal(0)


@dataclass(frozen=True, slots=True)
class Whole:
    """A target with everything that is known about it."""

    held: Held
    picture: Picture
    outlook: Outlook | None
    expected: Expected | None


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the targets, each with how it stands and what is to be expected."""
    organisation = readable(request, pk)
    held = queries.held_by(organisation)
    years = queries.accepted_years(organisation)
    context = {
        "organisation": organisation,
        "listed": [_listed(one, years) for one in held if not one.is_withdrawn],
        "withdrawn": [(one, promise_words(one)) for one in held if one.is_withdrawn],
        "has_base": bool(years),
        "may_decide": may_decide(request, organisation),
    }
    return render(request, "portal/targets.html", context)


@member_page()
def choose(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Offer three ways to a target, each with what it means for next year."""
    readable(request, pk)
    organisation = editable_organisation_for(request, pk)
    years, rulebook = queries.accepted_years(organisation), rulebook_in_force()
    coverage = request.GET.get("coverage", "")
    coverage = coverage if coverage in Coverage.values else asked_coverage(rulebook)
    start = start_of(years, coverage)
    context = {
        "organisation": organisation,
        "start": start,
        "coverage": Coverage(coverage),
        "coverages": [one for one in Coverage if one != coverage],
        "offers": offers(start, timezone.localdate().year, pact_year(rulebook)) if start else (),
        "pact_year": pact_year(rulebook),
    }
    return render(request, "portal/targets_choose.html", context)


@member_page("GET", "HEAD", "POST")
def decide(request: MemberRequest, pk: UUID, option: str) -> Answer:
    """Look at values beside the other paths, then decide the target."""
    readable(request, pk)
    organisation = editable_organisation_for(request, pk)
    if option not in Option.values:
        raise Http404
    years, rulebook = queries.accepted_years(organisation), rulebook_in_force()
    if not years:
        return redirect("portal:targets", pk)
    is_look = "look" in request.POST
    form = TargetForm(
        request.POST or None,
        years=sorted(years, reverse=True),
        files=inventories.evidence_of(organisation),
        initial=_proposed(request, option, years, rulebook),
        is_look=is_look,
    )
    looked: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if is_look:
                looked = look_at(form.promise(), form.about().coverage, form.about().kind, years)
            else:
                target = actions.set_target(
                    organisation=organisation,
                    about=form.about(),
                    promise=form.promise(),
                    decision=form.decision(),
                    by=request.user,
                )
                follow(organisation=organisation, today=timezone.localdate(), by=request.user)
                messages.success(request, _("The target is decided."))
                return redirect("portal:target", target.pk)
        except NotPossible as refused:
            tell(form, refused)
    context = {"organisation": organisation, "form": form, "option": Option(option), **looked}
    return render(request, "portal/target_edit.html", context)


@member_page()
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show one target: path, verdicts, what was lost, what is to be expected, every version."""
    whole = whole_of(target_for(request, pk))
    organisation, picture = whole.held.target.organisation, whole.picture
    last = whole.held.version.target_year
    context = {
        "organisation": organisation,
        "held": whole.held,
        "target": whole.held.target,
        "version": whole.held.version,
        "title": promise_words(whole.held),
        "picture": picture,
        "chart": presenting.chart_of(picture),
        "rows": presenting.year_rows(picture),
        "paths": presenting.shown_paths(picture.compared, last),
        "carried": picture.carried,
        "years_lost": presenting.years_lost(picture),
        "saved_mg": -min(0, picture.carried.excess_mg) if picture.carried else 0,
        "left_out": sorted(picture.left_out.items()),
        "below": below_the_pact(whole.held.target.kind, whole.held.target.coverage, rulebook_in_force()),
        "expected": whole.expected,
        "gap": presenting.gap_words(whole.expected) if whole.expected else "",
        "outlook": whole.outlook,
        "versions": [(one, promise_words(one)) for one in queries.versions_of(whole.held.target)],
        "may_decide": may_decide(request, organisation) and not whole.held.is_withdrawn,
        "may_edit": can_edit(request, organisation),
    }
    return render(request, "portal/target.html", context)


@member_page()
def figures(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Hand out the years of a target as CSV, in whole milligrams."""
    picture = whole_of(target_for(request, pk)).picture
    names = [one.key for one in picture.compared]
    rows: list[list[str | int | None]] = [
        [_("Year"), _("Target, mg CO₂e"), *[f"{name}, mg CO₂e" for name in names], _("Emitted, mg CO₂e")]
    ]
    rows += [
        [
            str(year),
            allowed,
            *[one.pathway.reference_mg.get(year) for one in picture.compared],
            picture.actual.get(year),
        ]
        for year, allowed in picture.path.items()
    ]
    return download(csv_text(rows).encode(), f"target-{pk}.csv", "text/csv; charset=utf-8")


def target_for(request: MemberRequest, pk: UUID) -> Target:
    """Return a target of an organisation whose figures the person may see, else 404."""
    found = queries.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def whole_of(target: Target) -> Whole:
    """Return a target with everything that is known about it."""
    held = queries.held_each([target])
    if not held:
        raise Http404
    years = queries.accepted_years(target.organisation)
    outlook = queries.outlook_of(target)
    return _whole(held[0], years, outlook)


def look_at(
    promise: Promise, coverage: str, kind: str, years: Years, growth: Decimal = _NO_GROWTH
) -> dict[str, object]:
    """Return what values mean and how they stand beside the other paths. Raises TargetRefused.

    ``growth`` is what the member assumes a year; it turns a target per unit into tonnes.
    """
    ensure_promise(promise, timezone.localdate())
    rulebook = rulebook_in_force()
    base_mg = figure_of(years[promise.base_year].result.totals, coverage)
    start = start_of(years, coverage, promise.base_year)
    is_per_unit = kind == Kind.INTENSITY
    growth = growth if is_per_unit else _NO_GROWTH
    compared = compare(promise, base_mg, pact_year(rulebook), growth)
    means: Meaning | None = (
        meaning(promise, start, timezone.localdate().year + 1) if start and not is_per_unit else None
    )
    return {
        "has_looked": True,
        "is_per_unit": is_per_unit,
        "growth": growth,
        "meaning": means,
        "start": start,
        "paths": presenting.shown_paths(compared, promise.target_year),
        "below": below_the_pact(kind, coverage, rulebook),
    }


def start_of(years: Years, coverage: str, base_year: int | None = None) -> Start | None:
    """Return where a target begins: the first accepted year, unless another is meant, and the latest."""
    if not years:
        return None
    base, latest = base_year or min(years), max(years)
    return Start(
        base,
        figure_of(years[base].result.totals, coverage),
        latest,
        figure_of(years[latest].result.totals, coverage),
    )


def asked_coverage(rulebook: Rulebook | None) -> str:
    """Return which emissions the pact asks about: the scopes it needs, scope 2 by its method."""
    is_market = rulebook is not None and rulebook.scope_2_method.value == "market"
    if rulebook is not None and 3 in rulebook.scopes.value.minimum:
        return Coverage.TOTAL_MARKET if is_market else Coverage.TOTAL_LOCATION
    return Coverage.SCOPES_12_MARKET if is_market else Coverage.SCOPES_12_LOCATION


def tell(form: Form, refused: NotPossible) -> None:
    """Say at its field why something cannot be."""
    field = refused.field if isinstance(refused, TargetRefused) else None
    if field == "interims":
        field = "interim_year_1"
    form.add_error(field if field in form.fields else None, refused.message.translated(_))


def _proposed(
    request: MemberRequest, option: str, years: Years, rulebook: Rulebook | None
) -> dict[str, object]:
    """Return what the form begins with: the values of the way that was chosen."""
    coverage = request.GET.get("coverage", "")
    found: dict[str, object] = {
        "kind": _first_form(rulebook),
        "coverage": coverage if coverage in Coverage.values else asked_coverage(rulebook),
        "base_year": min(years),
    }
    promise = promise_of(option, min(years), timezone.localdate().year, pact_year(rulebook))
    return {**found, **TargetForm.initial_of(promise)} if promise else found


def _first_form(rulebook: Rulebook | None) -> str:
    forms = rulebook.target_form.value.forms if rulebook else ()
    return next((form for form in forms if form in Kind.values), Kind.ABSOLUTE)


def _whole(held: Held, years: Years, outlook: Outlook | None) -> Whole:
    growth = outlook.growth_percent if outlook else None
    year = pact_year(rulebook_in_force())
    picture = picture_of(held, years, year) if growth is None else picture_of(held, years, year, growth)
    expected = None if held.is_withdrawn else expected_of(picture, years, outlook)
    return Whole(held, picture, outlook, expected)


def _listed(held: Held, years: Years) -> dict[str, object]:
    whole = _whole(held, years, queries.outlook_of(held.target))
    carried = whole.picture.carried
    return {
        "held": held,
        "title": promise_words(held),
        "carried": carried,
        "expected": whole.expected,
        "gap": presenting.gap_words(whole.expected) if whole.expected else "",
        "below": below_the_pact(held.target.kind, held.target.coverage, rulebook_in_force()),
    }
