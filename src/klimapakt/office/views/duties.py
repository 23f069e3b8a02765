"""Duties in the office: all of them, one of them, and every decision about it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.duties import actions, days, forms, presenting, queries
from klimapakt.duties.actions import Done
from klimapakt.duties.enums import AT_HAND, OWED, DutyState, MissedReason
from klimapakt.duties.models import Duty, DutyEvent
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.duty_forms import DutyFilterForm
from klimapakt.office.views.member_list import without_page
from klimapakt.organisations.queries import stands_with
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand, who_may

ON_A_PAGE = 50
_PARTS = ("grant", "refuse", "extend", "fulfil", "waive", "answer", "explain", "assign")


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """List the duties of all members, what is due first at the top."""
    form = DutyFilterForm(request.GET)
    chosen, today = form.chosen(), days.today()
    responsible = request.user if chosen["mine"] else None
    found = queries.listed(chosen["state"], chosen["rule"], responsible)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [presenting.shown(one, today) for one in page],
        "form": form,
        "chosen": chosen,
        "states": [(key, DutyState(key).label, count) for key, count in queries.counted().items()],
        "run": queries.last_run(),
        "is_narrowed": any(chosen.values()),
        "may_change": is_allowed(request.user, Permission.CHANGE_MEMBERS),
        "query": without_page(request.GET),
    }
    return render(request, "office/duties.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show one duty: what it asks, how it stands, what happened, and what can be decided."""
    return _page(request, _duty(pk))


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def decide(request: StaffRequest, pk: UUID, what: str) -> HttpResponse:
    """Do one of the things that can be done about a duty."""
    one = _duty(pk)
    if what not in _PARTS:
        raise Http404
    form = _form(what, one, request)
    if not form.is_valid():
        return _page(request, one, what, form)
    try:
        _DOING[what](one, form, request)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return _page(request, _duty(pk), what, form)
    messages.success(request, _("Saved."))
    return redirect("office:duty", one.pk)


@staff_page("POST", needs=Permission.CHANGE_MEMBERS)
def take_back(request: StaffRequest, pk: UUID, event: UUID) -> HttpResponse:
    """Take back what was entered by mistake."""
    one = _duty(pk)
    found = queries.events_of(one).filter(pk=event, duty=one).first()
    if found is None:
        raise Http404
    form = forms.TakeBackForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        actions.take_back(event=found, reason=reason, today=days.today(), by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("Taken back. It stays in the history and counts no more."))
    return redirect("office:duty", one.pk)


def _page(request: StaffRequest, one: Duty, tried: str = "", form: Form | None = None) -> HttpResponse:
    today = days.today()
    is_own = stands_with(request.user, one.membership.organisation)
    may_decide = is_allowed(request.user, Permission.CHANGE_MEMBERS) and not is_own
    asked = queries.request_of(one)
    parts = _parts_of(one, asked, days_late=(today - one.due_on).days) if may_decide else ()
    if form is not None and tried not in parts:
        # The page was old: what was tried is not offered any more, so its errors have no form to stand in.
        for error in (str(error) for errors in form.errors.values() for error in errors):
            messages.warning(request, error)
    context = {
        "duty": one,
        "shown": presenting.shown(one, today),
        "what": presenting.what_of(one),
        "history": presenting.history(queries.events_of(one), queries.reminders_of(one)),
        "asked": asked,
        "is_own": is_own,
        "may_decide": may_decide,
        "take_back_form": forms.TakeBackForm(auto_id=False),
        "parts": [(name, form if name == tried else _form(name, one, None), name == tried) for name in parts],
    }
    return render(request, "office/duty.html", context)


def _parts_of(one: Duty, asked: DutyEvent | None, *, days_late: int) -> tuple[str, ...]:
    """Return what can be done about a duty as it stands."""
    if one.state not in OWED:
        return ("fulfil", "assign") if one.state == DutyState.WAIVED else ()
    found = ["grant", "refuse"] if asked else []
    if not asked and queries.months_left(one):
        found.append("extend")
    if one.state in AT_HAND:
        found.append("answer")
    if days_late > 0:
        found.append("explain")
    return (*found, "fulfil", "waive", "assign")


def _form(what: str, one: Duty, request: StaffRequest | None) -> Form:
    data = request.POST if request else None
    if what in ("grant", "extend"):
        asked = queries.request_of(one)
        wanted = asked.months if asked else None
        most = queries.months_left(one)
        return forms.MoreTimeForm(data, most=most, wanted=wanted, is_request=asked is not None)
    if what == "assign":
        people = who_may(Permission.CHANGE_MEMBERS, pact_at_hand())
        initial = {"responsible": one.responsible_id, "deputy": one.deputy_id}
        return forms.AssignDutyForm(data, people=people, initial=initial)
    return _FORMS[what](data)


def _grant(one: Duty, form: Form, request: StaffRequest) -> None:
    entered, asked = form.cleaned_data, queries.request_of(one)
    given = {"months": entered["months"], "reason": entered["reason"]}
    if asked is None:
        why = entered.get("why", "")
        actions.extend(duty=one, why=why, today=days.today(), by=request.user, **given)
    else:
        actions.grant(request=asked, today=days.today(), by=request.user, **given)


def _refuse(one: Duty, form: Form, request: StaffRequest) -> None:
    asked = queries.request_of(one)
    if asked is None:
        raise Http404
    actions.refuse(request=asked, reason=form.cleaned_data["reason"], today=days.today(), by=request.user)


def _fulfil(one: Duty, form: Form, request: StaffRequest) -> None:
    actions.fulfil(duty=one, done=Done(**form.cleaned_data), today=days.today(), by=request.user)


def _waive(one: Duty, form: Form, request: StaffRequest) -> None:
    actions.waive(duty=one, reason=form.cleaned_data["reason"], today=days.today(), by=request.user)


def _answer(one: Duty, form: Form, request: StaffRequest) -> None:
    actions.note_answer(duty=one, today=days.today(), by=request.user, **form.cleaned_data)


def _explain(one: Duty, form: Form, request: StaffRequest) -> None:
    entered = form.cleaned_data
    why = MissedReason(entered["why"])
    actions.explain(duty=one, why=why, text=entered["text"], today=days.today(), by=request.user)


def _assign(one: Duty, form: Form, request: StaffRequest) -> None:
    actions.assign(duties=[one], by=request.user, **form.cleaned_data)


def _duty(pk: UUID) -> Duty:
    found = queries.duty(pk)
    if found is None:
        raise Http404
    return found


_FORMS: dict[str, type[Form]] = {
    "refuse": forms.RefuseForm,
    "fulfil": forms.FulfilForm,
    "waive": forms.WaiveForm,
    "answer": forms.AnswerForm,
    "explain": forms.ExplainForm,
}
_DOING: dict[str, Callable[[Duty, Form, StaffRequest], None]] = {
    "grant": _grant,
    "extend": _grant,
    "refuse": _refuse,
    "fulfil": _fulfil,
    "waive": _waive,
    "answer": _answer,
    "explain": _explain,
    "assign": _assign,
}
