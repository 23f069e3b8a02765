"""Requests for advice, for whom they are addressed to: the pact office, or a chamber's partner."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.advice import actions, queries
from klimapakt.advice.enums import GOING_ON
from klimapakt.advice.models import AdviceRequest
from klimapakt.advice.presenting import BADGES, shown
from klimapakt.duties import days
from klimapakt.measures.models import Measure
from klimapakt.measures.queries import pact_measures_of
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.advice_forms import AnswerForm, CloseForm, DaysForm, ProposeForm
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed

ON_A_PAGE: Final = 50
_YEAR: Final = timedelta(days=365)
_KINDS: Final = ("answer", "propose", "close")


@staff_page(needs=Permission.ANSWER_ADVICE)
def index(request: StaffRequest) -> HttpResponse:
    """List what was asked, the oldest promise first; what is over comes on request."""
    today, is_over = days.today(), request.GET.get("show") == "over"
    found = queries.addressed_to(request.user)
    found = found.exclude(state__in=GOING_ON) if is_over else found.filter(state__in=GOING_ON)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    is_office = not is_allowed(request.user, Permission.SEE_OWN_FLOCK)
    answered, in_time = queries.counted(today - _YEAR, today) if is_office else (0, 0)
    context = {
        "page": page,
        "rows": [(one, BADGES[one.state], one.is_overdue(today)) for one in page],
        "is_over": is_over,
        "is_office": is_office,
        "elsewhere": _asked_elsewhere() if is_office else (),
        "answered": answered,
        "in_time": in_time,
        "promised_days": queries.promised_days(),
        "days_form": DaysForm(initial={"working_days": queries.promised_days()})
        if is_allowed(request.user, Permission.RUN_OFFICE)
        else None,
    }
    return render(request, "office/advice.html", context)


@staff_page(needs=Permission.ANSWER_ADVICE)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show a request with what the member let this house have."""
    return _page(request, _request(request, pk))


@staff_page("POST", needs=Permission.ANSWER_ADVICE)
def act(request: StaffRequest, pk: UUID, what: str) -> HttpResponse | HttpResponseRedirect:
    """Answer, propose an appointment, or close."""
    one = _request(request, pk)
    if what not in _KINDS:
        raise Http404
    form = _form(what, one, request)
    if form.is_valid():
        try:
            _do(form, one, request)
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("Saved. Who asked gets an e-mail."))
            return redirect("office:advice_request", pk)
    one.refresh_from_db()
    return _page(request, one, what, form)


@staff_page("POST", needs=Permission.RUN_OFFICE)
def promise(request: StaffRequest) -> HttpResponseRedirect:
    """Say within how many working days requests are answered."""
    form = DaysForm(request.POST)
    if form.is_valid():
        actions.promise(working_days=form.cleaned_data["working_days"], by=request.user)
        messages.success(request, _("Saved. It counts for requests from now on; older promises stay."))
    else:
        messages.warning(request, _("Please enter between 1 and 250 working days. Nothing was changed."))
    return redirect("office:advice")


def _asked_elsewhere() -> list[tuple[AdviceRequest, str, bool]]:
    today = days.today()
    return [(one, BADGES[one.state], one.is_overdue(today)) for one in queries.elsewhere()[:ON_A_PAGE]]


def _form(what: str, one: AdviceRequest, request: StaffRequest | None = None) -> Form:
    entered = request.POST if request is not None else None
    if what == "answer":
        return AnswerForm(entered)
    if what == "propose":
        return ProposeForm(entered)
    return CloseForm(entered, measures=_measures(one))


def _measures(one: AdviceRequest) -> list[Measure]:
    """Return what the outcome can name: the office knows the measures, a chamber the one it was sent."""
    if one.addressee == "office":
        return list(pact_measures_of(one.organisation))
    return [one.measure] if one.measure else []


def _do(form: Form, one: AdviceRequest, request: StaffRequest) -> None:
    entered = form.cleaned_data
    if isinstance(form, ProposeForm):
        actions.propose(
            request=one,
            begins_at=form.begins_at(),
            minutes=entered["minutes"],
            place=entered["place"],
            by=request.user,
        )
    elif isinstance(form, CloseForm):
        actions.close(request=one, ended=form.ended(), by=request.user)
    else:
        actions.answer(request=one, text=entered["text"], by=request.user)


def _page(
    request: StaffRequest, one: AdviceRequest, what: str = "", filled: Form | None = None
) -> HttpResponse:
    forms = [_part(name, one, filled if name == what else None, what or "answer") for name in _KINDS]
    # What came too late is shown with the reason, so that nothing that was typed is lost.
    possible = forms if one.is_going_on else [part for part in forms if part[0] == what and filled]
    context = {
        "one": one,
        "badge_kind": BADGES[one.state],
        "is_overdue": one.is_overdue(days.today()),
        "parts": shown(one.bundle) if one.is_shown else (),
        "log": queries.log_of(one) if one.is_shown else (),
        "appointment": queries.appointment(one) if one.is_shown else None,
        "forms": possible,
    }
    return render(request, "office/advice_request.html", context)


def _part(name: str, one: AdviceRequest, filled: Form | None, opened: str) -> tuple[str, str, Form, bool]:
    words = {"answer": _("Answer"), "propose": _("Propose an appointment"), "close": _("Close")}
    form = filled or _form(name, one)
    form.auto_id = f"{name}_%s"
    return name, words[name], form, name == opened


def _request(request: StaffRequest, pk: UUID) -> AdviceRequest:
    found = queries.addressed_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
