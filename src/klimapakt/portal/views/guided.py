"""The guided inventory: begin it, answer question by question, see what it comes to."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import mass
from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import Given
from klimapakt.inventories.models import Inventory, QuestionAnswer
from klimapakt.inventories.presenting.questions import said, written
from klimapakt.inventories.queries import Asked, Standing
from klimapakt.inventories.rules import AnswerChanged, NotPossible, years_to_offer
from klimapakt.methods.questionnaires import Question, questionnaires, suggested_for
from klimapakt.methods.refusal import Refused
from klimapakt.organisations.models import Organisation
from klimapakt.portal import minutes
from klimapakt.portal.access import (
    MemberRequest,
    calculated_inventory_for,
    can_edit,
    editable_inventory_for,
    editable_organisation_for,
    member_page,
)
from klimapakt.portal.forms.guided import AnswerForm, BeginForm
from klimapakt.portal.presenting import guided as presenting

CONFLICT = 409


@member_page("GET", "HEAD", "POST")
def new(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Begin the guided inventory of a year."""
    organisation = editable_organisation_for(request, pk)
    years = years_to_offer(queries.years_taken(organisation.pk), timezone.localdate())
    form = _begin_form(request, organisation, years)
    if request.method == "POST" and form.is_valid():
        year, key = form.cleaned_data["year"], form.cleaned_data["questionnaire"]
        try:
            inventory = actions.create_inventory(organisation=organisation, year=year, by=request.user)
            run = actions.begin_questions(inventory=inventory, key=key, by=request.user)
        except NotPossible as refused:
            form.add_error("year", refused.message.translated(_))
        else:
            return redirect("portal:guided_question", inventory.pk, run.at_question)
    return render(request, "portal/guided_new.html", {"organisation": organisation, "form": form})


@member_page("GET", "HEAD", "POST")
def overview(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Show every question with its answer; choose the questionnaire where none is chosen yet."""
    if request.method == "POST":
        return _begin_or_switch(request, editable_inventory_for(request, pk))
    inventory = calculated_inventory_for(request, pk)
    standing = _standing(inventory)
    if standing is None:
        return _choose(request, inventory, _begin_form(request, inventory.organisation))
    calculated = queries.calculated(inventory)
    context = {
        **_shown(inventory, standing),
        "total_mg": calculated.result.totals.location_based_mg,
        "asked": presenting.answers(standing, calculated),
        "may_edit": _may_answer(request, inventory),
        "next": next(iter(standing.left), None),
        "title": written(standing.questionnaire.title),
    }
    return render(request, "portal/guided_overview.html", context)


@member_page()
def choose(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Go over to another questionnaire."""
    inventory = editable_inventory_for(request, pk)
    standing = _standing(inventory)
    suggested = standing.questionnaire.key if standing else None
    return _choose(request, inventory, _begin_form(request, inventory.organisation, suggested=suggested))


@member_page("GET", "HEAD", "POST")
def question(request: MemberRequest, pk: UUID, key: str) -> HttpResponse | HttpResponseRedirect:
    """Ask one question and keep its answer."""
    is_answering = request.method == "POST"
    inventory = editable_inventory_for(request, pk) if is_answering else calculated_inventory_for(request, pk)
    standing = _standing(inventory)
    if standing is None:
        return redirect("portal:guided", inventory.pk)
    asked = standing.one(key)
    if asked is None:
        raise Http404
    if is_answering:
        return _answer(request, inventory, standing, asked)
    form = _form(None, inventory, asked.question, asked.answer) if _may_answer(request, inventory) else None
    return _asked(request, inventory, (standing, asked), form)


@member_page("GET", "HEAD", "POST")
def result(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Show what the answers come to and what would make the figure better."""
    inventory = (
        editable_inventory_for(request, pk)
        if request.method == "POST"
        else calculated_inventory_for(request, pk)
    )
    standing = _standing(inventory)
    if standing is None:
        return redirect("portal:guided", inventory.pk)
    if request.method == "POST":
        try:
            actions.finish_questions(run=standing.run, by=request.user)
        except NotPossible as refused:
            messages.error(request, refused.message.translated(_))
        return redirect("portal:guided_result", inventory.pk)
    calculated = queries.calculated(inventory)
    context = {
        **_shown(inventory, standing),
        "total_mg": calculated.result.totals.location_based_mg,
        "better": presenting.improvements(standing, calculated),
        "largest": presenting.largest(standing, calculated),
        "may_edit": _may_answer(request, inventory),
    }
    return render(request, "portal/guided_result.html", context)


@member_page()
def letter(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Offer a letter that asks the landlord for the figures."""
    inventory = calculated_inventory_for(request, pk)
    sites = list(inventory.organisation.sites.all())
    context = {"inventory": inventory, "sites": sites, "person": request.user, "today": timezone.localdate()}
    return render(request, "portal/guided_letter.html", context)


def _begin_form(
    request: MemberRequest,
    organisation: Organisation,
    years: list[int] | None = None,
    suggested: str | None = None,
) -> BeginForm:
    code = organisation.wz_code or organisation.sector
    fitting = suggested or suggested_for(organisation.kind, code)
    offered = sorted(questionnaires().values(), key=lambda one: one.key != fitting)
    data = request.POST if request.method == "POST" else None
    return BeginForm(data, offered=offered, suggested=fitting, years=years or ())


def _begin_or_switch(request: MemberRequest, inventory: Inventory) -> HttpResponse | HttpResponseRedirect:
    form = _begin_form(request, inventory.organisation)
    if not form.is_valid():
        return _choose(request, inventory, form)
    key = form.cleaned_data["questionnaire"]
    had_one = queries.run_of(inventory) is not None
    try:
        run = actions.begin_questions(inventory=inventory, key=key, by=request.user)
    except NotPossible as refused:
        messages.error(request, refused.message.translated(_))
        return redirect("portal:inventory", inventory.pk)
    if had_one:
        return redirect("portal:guided", inventory.pk)
    return redirect("portal:guided_question", inventory.pk, run.at_question)


def _choose(request: MemberRequest, inventory: Inventory, form: BeginForm) -> HttpResponse:
    context = {
        "inventory": inventory,
        "form": form,
        "may_edit": _may_answer(request, inventory),
        "has_answers": bool(queries.run_of(inventory)),
    }
    return render(request, "portal/guided_choose.html", context)


def _answer(
    request: MemberRequest, inventory: Inventory, standing: Standing, asked: Asked
) -> HttpResponse | HttpResponseRedirect:
    """Keep an answer; whatever cannot be kept comes back with everything that was entered."""
    form = _form(request, inventory, asked.question, asked.answer)
    is_unknown = "unknown" in request.POST
    form.ensure_valid(timezone.localdate(), is_needed=not is_unknown)
    seen = form.cleaned_data.get("seen") or 0
    given = Given(asked.question.key, {}, is_unknown=True, seen_revision=seen)
    if not is_unknown and not form.errors:
        given = replace(given, values=form.values(), is_unknown=False)
    if not form.errors:
        try:
            kept = actions.save_answer(run=standing.run, given=given, by=request.user)
        except AnswerChanged as changed:
            return _conflict(request, inventory, (standing, asked), given, changed)
        except Refused as refused:
            form.refuse(refused)
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            return _kept(request, inventory, asked, kept)
    if _wants_json(request):
        return JsonResponse({"state": "incomplete"})
    return _asked(request, inventory, (standing, asked), form)


def _kept(
    request: MemberRequest, inventory: Inventory, asked: Asked, kept: QuestionAnswer
) -> HttpResponse | HttpResponseRedirect:
    if _wants_json(request):
        total = queries.calculated(inventory).result.totals.location_based_mg
        return JsonResponse({"state": "saved", "revision": kept.revision, "total": mass(total)})
    minutes.count(request, asked.question.key)
    standing = _standing(inventory)
    following = standing.after(asked.question.key) if standing else None
    if following is None or request.POST.get("then") == "overview":
        return redirect("portal:guided", inventory.pk)
    return redirect("portal:guided_question", inventory.pk, following.question.key)


def _conflict(
    request: MemberRequest,
    inventory: Inventory,
    place: tuple[Standing, Asked],
    given: Given,
    changed: AnswerChanged,
) -> HttpResponse:
    """Show both answers; the form now builds on the other one, so that a second "save" is a decision."""
    if _wants_json(request):
        return JsonResponse({"state": "conflict", "message": changed.message.translated(_)}, status=CONFLICT)
    current = changed.current if isinstance(changed.current, QuestionAnswer) else None
    standing, asked = place
    form = AnswerForm(
        None,
        question=asked.question,
        values=given.values,
        seen=current.revision if current else 0,
        has_rows_beside=bool(queries.rows_beside(inventory, asked.question)),
    )
    both: dict[str, object] = {
        "current": current,
        "current_said": tuple(said(asked.question, current.values)) if current else (),
        "given_said": tuple(said(asked.question, given.values)),
        "given_is_unknown": given.is_unknown,
    }
    return _asked(request, inventory, (standing, asked), form, both)


def _asked(
    request: MemberRequest,
    inventory: Inventory,
    place: tuple[Standing, Asked],
    form: AnswerForm | None,
    conflict: dict[str, object] | None = None,
) -> HttpResponse:
    standing, asked = place
    context = {
        **_shown(inventory, standing),
        "one": presenting.page_of(asked.question),
        "asked": asked,
        "form": form,
        "conflict": conflict,
        "said": tuple(said(asked.question, asked.answer.values)) if asked.answer else (),
        "rows": presenting.rows_of(queries.rows_of_question(inventory, asked.question.key)),
        "beside": presenting.rows_beside(queries.rows_beside(inventory, asked.question)),
        "total_mg": queries.calculated(inventory).result.totals.location_based_mg,
        "before": standing.before(asked.question.key),
        "skip_to": standing.after(asked.question.key),
        "then": request.GET.get("then") or request.POST.get("then") or "",
    }
    status = CONFLICT if conflict else 200
    return render(request, "portal/guided_question.html", context, status=status)


def _form(
    request: MemberRequest | None, inventory: Inventory, one: Question, answer: QuestionAnswer | None
) -> AnswerForm:
    values = dict(answer.values) if answer else presenting.known_before(one, inventory)
    return AnswerForm(
        request.POST if request else None,
        question=one,
        values=values,
        seen=answer.revision if answer else 0,
        has_rows_beside=bool(queries.rows_beside(inventory, one)),
    )


def _standing(inventory: Inventory) -> Standing | None:
    run = queries.run_of(inventory)
    return queries.run_standing(run) if run else None


def _shown(inventory: Inventory, standing: Standing) -> dict[str, object]:
    return {"inventory": inventory, "standing": standing}


def _may_answer(request: MemberRequest, inventory: Inventory) -> bool:
    return inventory.is_open and can_edit(request, inventory.organisation)


def _wants_json(request: MemberRequest) -> bool:
    return request.headers.get("accept", "") == "application/json"
