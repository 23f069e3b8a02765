"""The library of measures: what others typically do, and taking one over with one's own figures."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.inventories.queries import calculated
from klimapakt.measures import actions, queries
from klimapakt.measures.enums import Field, SavingMethod
from klimapakt.measures.estimating import Estimate, Touched, estimate
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.methods.inventory import Refused
from klimapakt.methods.library import Entry, library
from klimapakt.organisations.models import Organisation
from klimapakt.portal.access import MemberRequest, can_edit, editable_organisation_for, member_page
from klimapakt.portal.forms.plans import LibraryForm, TakeOverForm
from klimapakt.portal.presenting.plans import lines_to_choose, spoken
from klimapakt.portal.views.plans import line_chosen, readable, sees_amounts


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the library by field and sector, or by what one's own inventory emits most."""
    organisation = readable(request, pk)
    form = LibraryForm(request.GET or None)
    field, sector, is_own = form.chosen()
    found = [
        one
        for one in library().entries.values()
        if (not field or one.field == field) and (not sector or {sector, "all"} & set(one.sectors))
    ]
    if is_own:
        order = _largest(organisation)
        found = sorted(
            (one for one in found if set(one.touches) & set(order)), key=lambda one: _rank(one, order)
        )
    context = {
        "organisation": organisation,
        "groups": _in_order(found) if is_own else _by_field(found),
        "form": form,
        "edition": library().edition,
    }
    return render(request, "portal/library.html", context)


@member_page("GET", "HEAD", "POST")
def take_over(request: MemberRequest, pk: UUID, key: str) -> HttpResponse | HttpResponseRedirect:
    """Show one entry, work its saving out on an own line, and take it over as an idea."""
    organisation = readable(request, pk)
    entry = library().entries.get(key)
    if entry is None:
        raise Http404
    if request.method == "POST":
        editable_organisation_for(request, pk)
    lines = lines_to_choose(organisation, entry.touches, with_amounts=sees_amounts(request))
    form = TakeOverForm(request.POST or None, entry=entry, lines=lines)
    found: Estimate | None = None
    if request.method == "POST" and form.is_valid():
        line = line_chosen(organisation, form.cleaned_data["line"])
        try:
            found = _estimated(entry, form, line)
            if "take" in request.POST:
                measure = _taken(request, organisation, entry, form, line, found)
                messages.success(request, _("Taken over as an idea."))
                return redirect("portal:plan", measure)
        except Refused as refused:
            form.add_error(refused.path if refused.path in form.fields else None, spoken(refused.message))
        except StepNeeds as refused:
            form.add_error(_place_of(refused, entry, form), spoken(refused.message))
    language = get_language() or "en"
    context = {
        "organisation": organisation,
        "entry": entry,
        "title": entry.title.written(language),
        "source": entry.formula.source.written(language),
        "questions": [one.written(language) for one in entry.questions],
        "form": form,
        "found": found,
        "has_lines": bool(lines),
        "may_edit": can_edit(request, organisation),
    }
    return render(request, "portal/library_entry.html", context)


def _estimated(entry: Entry, form: TakeOverForm, line: Touched | None) -> Estimate | None:
    return estimate(entry, form.figures(), line) if line else None


def _taken(
    request: MemberRequest,
    organisation: Organisation,
    entry: Entry,
    form: TakeOverForm,
    line: Touched | None,
    found: Estimate | None,
) -> UUID:
    language = get_language() or "en"
    facts = actions.PlanFacts(
        title=entry.title.written(language),
        field=entry.field,
        life_years=Decimal(entry.life_years) if entry.life_years else None,
        line=line,
    )
    inputs = {key: format(value, "f") for key, value in form.figures().items()}
    origin = actions.FromLibrary(entry.key, library().edition, inputs)
    values = {"entry": entry.key, "edition": library().edition}
    source = _("Library of measures, “%(entry)s”, edition %(edition)s") % values
    if found:
        told = {"source": source, "factors": found.edition, "factor": found.factor}
        source = _("%(source)s; factors %(factors)s, %(factor)s") % told
    saving = actions.SavingFacts(
        method=SavingMethod.ENGINEERING if found else SavingMethod.NOT_QUANTIFIED,
        mg=found.mg if found else None,
        kwh=found.kwh if found else None,
        rated_kw=found.rated_kw if found else None,
        percent=found.percent if found else None,
        source=source,
        explanation=_("Worked out by the library from the figures above.") if found else "",
    )
    measure = actions.plan_measure(
        organisation=organisation, facts=facts, library=origin, saving=saving, by=request.user
    )
    return measure.pk


def _place_of(refused: StepNeeds, entry: Entry, form: TakeOverForm) -> str | None:
    """Return the figure of the formula behind a saving that cannot be; the line where it is too small."""
    if refused.field in form.fields:
        return refused.field
    asked = [one.key for one in entry.formula.inputs]
    of_time = [one for one in asked if one in ("hours", "kwh_per_kwp")]
    places = {"percent": "percent", "kwh": (of_time or asked or ["line"])[-1], "tonnes": "line"}
    found = places.get(refused.field or "")
    return found if found in form.fields else None


def _by_field(entries: list[Entry]) -> list[tuple[str, list[tuple[Entry, str]]]]:
    """Return entries under the name of their field of action, in the order of the fields."""
    groups = [(str(one.label), [each for each in entries if each.field == one]) for one in Field]
    return [(name, _titled(found)) for name, found in groups if found]


def _in_order(entries: list[Entry]) -> list[tuple[str, list[tuple[Entry, str]]]]:
    """Return entries in the order they come in, under one heading."""
    return [(_("What your inventory emits most, first"), _titled(entries))] if entries else []


def _titled(entries: list[Entry]) -> list[tuple[Entry, str]]:
    language = get_language() or "en"
    return [(one, one.title.written(language)) for one in entries]


def _largest(organisation: Organisation) -> dict[str, int]:
    """Return the activities of the newest accepted inventory by their place, the largest first."""
    inventory = queries.newest_inventory(organisation)
    if inventory is None:
        return {}
    found = calculated(inventory)
    sums: dict[str, int] = {}
    for line in found.result.lines:
        activity = found.row_of[line.activity].activity
        sums[activity] = sums.get(activity, 0) + (line.co2e_mg if line.method != "market" else 0)
    order = sorted(sums, key=lambda one: -sums[one])
    return {activity: place for place, activity in enumerate(order) if activity}


def _rank(entry: Entry, order: dict[str, int]) -> int:
    return min(order[one] for one in entry.touches if one in order)
