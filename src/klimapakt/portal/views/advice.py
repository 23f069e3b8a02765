"""Advice for members: ask, see who answers by when, reply, accept an appointment, withdraw."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.advice import actions, queries, rules
from klimapakt.advice.actions import Question
from klimapakt.advice.bundles import bundle_of, choosable, sha256_of
from klimapakt.advice.calendars import calendar_of
from klimapakt.advice.enums import Addressee
from klimapakt.advice.models import AdviceRequest, Appointment
from klimapakt.advice.presenting import BADGES, shown
from klimapakt.duties import days
from klimapakt.measures.queries import pact_measures_of
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import NotPossible
from klimapakt.portal.access import MemberRequest, can_edit, editable_organisation_for, member_page
from klimapakt.portal.forms.advice import AskForm, DeclineForm, WriteForm
from klimapakt.portal.views.plans import readable

Answer = HttpResponse | HttpResponseRedirect


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List what the organisation has asked, the newest first."""
    organisation = readable(request, pk)
    today = days.today()
    context = {
        "organisation": organisation,
        "rows": [
            (one, BADGES[one.state], one.is_overdue(today)) for one in queries.requests_of(organisation)
        ],
        "may_edit": can_edit(request, organisation),
    }
    return render(request, "portal/advice.html", context)


@member_page("GET", "HEAD", "POST")
def ask(request: MemberRequest, pk: UUID) -> Answer:
    """Ask: fill in, look at exactly what will be sent, send."""
    readable(request, pk)
    organisation = editable_organisation_for(request, pk)
    form = _form(request, organisation)
    if request.method != "POST" or "back" in request.POST or not form.is_valid():
        return render(request, "portal/advice_new.html", {"organisation": organisation, "form": form})
    if "seen" not in request.POST:
        return _preview(request, organisation, form)
    try:
        sent = actions.ask(organisation=organisation, question=_question(request, form), by=request.user)
    except rules.BundleChanged as refused:
        messages.warning(request, refused.message.translated(_))
        return _preview(request, organisation, form)
    except NotPossible as refused:
        form.add_error("addressee", refused.message.translated(_))
        return render(request, "portal/advice_new.html", {"organisation": organisation, "form": form})
    messages.success(request, _("Sent. You get an e-mail as soon as there is an answer."))
    return redirect("portal:advice_request", sent.pk)


@member_page()
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show a request with its log, the data as it was sent, and the appointment."""
    return _page(request, _request(request, pk), WriteForm())


@member_page("POST")
def write(request: MemberRequest, pk: UUID) -> Answer:
    """Add something to a request."""
    one = _editable(request, pk)
    form = WriteForm(request.POST)
    if form.is_valid():
        try:
            actions.write(request=one, text=form.cleaned_data["text"], by=request.user)
        except NotPossible as refused:
            form.add_error("text", refused.message.translated(_))
        else:
            messages.success(request, _("Sent to the adviser."))
            return redirect("portal:advice_request", pk)
    return _page(request, one, form)


@member_page("POST")
def withdraw(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Withdraw the consent: the adviser sees question and data no more."""
    one = _editable(request, pk)
    try:
        actions.withdraw(request=one, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("Withdrawn. The adviser does not see your question and data any more."))
    return redirect("portal:advice_request", pk)


@member_page("POST")
def decide(request: MemberRequest, pk: UUID, what: str) -> HttpResponseRedirect:
    """Accept or decline a proposed appointment."""
    one = _appointment(request, pk)
    editable_organisation_for(request, one.request.organisation_id)
    form = DeclineForm(request.POST)
    if what not in {"accept", "decline"}:
        raise Http404
    if not form.is_valid():
        messages.warning(request, _("This text is too long: at most 1,000 characters. Nothing was changed."))
        return redirect("portal:advice_request", one.request_id)
    try:
        if what == "accept":
            actions.accept_appointment(appointment=one, by=request.user)
        else:
            actions.decline_appointment(appointment=one, text=form.cleaned_data["text"], by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The adviser has been told."))
    return redirect("portal:advice_request", one.request_id)


@member_page()
def as_calendar(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Hand out an appointment as a file for calendars."""
    one = _appointment(request, pk)
    title = _("Advice: %(who)s") % {"who": one.request.get_addressee_display()}
    content = calendar_of(one, title=title, host=request.get_host(), at=timezone.now())
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _form(request: MemberRequest, organisation: Organisation) -> AskForm:
    measures = pact_measures_of(organisation)
    return AskForm(
        request.POST if request.method == "POST" else None,
        staffed=queries.staffed(organisation.pact),
        inventories=choosable(organisation),
        measures=measures,
        initial=_initial(organisation, request.GET.get("measure", "")),
    )


def _initial(organisation: Organisation, chosen: str) -> dict[str, Any]:
    """Return what is filled in for somebody who comes from a measure."""
    try:
        measure = pact_measures_of(organisation).filter(pk=chosen).first() if chosen else None
    except ValidationError:
        measure = None
    return {"measure": str(measure.pk), "topic": measure.field} if measure else {}


def _addressee(organisation: Organisation, form: AskForm) -> Addressee:
    entered = form.cleaned_data
    if entered["addressee"]:
        return Addressee(entered["addressee"])
    return rules.route(organisation.chamber, entered["topic"], queries.staffed(organisation.pact))


def _question(request: MemberRequest, form: AskForm) -> Question:
    entered = form.cleaned_data
    seen = request.POST["seen"]
    return Question(entered["addressee"], entered["topic"], entered["question"], form.consented(), seen)


def _preview(request: MemberRequest, organisation: Organisation, form: AskForm) -> HttpResponse:
    """Show exactly what would be sent, to whom, and until when the answer is promised."""
    addressee = _addressee(organisation, form)
    bundle = bundle_of(organisation, form.consented(), request.user)
    entered = form.cleaned_data
    context = {
        "organisation": organisation,
        "addressee": addressee.label,
        "topic": dict(form.fields["topic"].choices)[entered["topic"]],  # type: ignore[attr-defined]  # a field of choices
        "question": entered["question"],
        "parts": shown(bundle),
        "promised_by": rules.promised(timezone.localdate(), queries.promised_days(), queries.calendar()),
        "kept": [*_kept(request.POST), ("addressee", addressee.value), ("seen", sha256_of(bundle))],
    }
    return render(request, "portal/advice_preview.html", context)


def _kept(entered: QueryDict) -> list[tuple[str, str]]:
    names = ("topic", "question", "parts", "inventory", "measure")
    return [(name, value) for name in names for value in entered.getlist(name)]


def _page(request: MemberRequest, one: AdviceRequest, form: WriteForm) -> HttpResponse:
    may_edit = can_edit(request, one.organisation)
    context = {
        "organisation": one.organisation,
        "one": one,
        "badge_kind": BADGES[one.state],
        "is_overdue": one.is_overdue(days.today()),
        "parts": shown(one.bundle),
        "log": queries.log_of(one),
        "appointment": queries.appointment(one),
        "form": form if may_edit and (one.is_going_on or form.is_bound) else None,
        "decline_form": DeclineForm(auto_id="decline_%s"),
        "may_edit": may_edit,
    }
    return render(request, "portal/advice_request.html", context)


def _request(request: MemberRequest, pk: UUID) -> AdviceRequest:
    found = queries.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _editable(request: MemberRequest, pk: UUID) -> AdviceRequest:
    one = _request(request, pk)
    editable_organisation_for(request, one.organisation_id)
    return one


def _appointment(request: MemberRequest, pk: UUID) -> Appointment:
    found = queries.appointment_visible_to(request.user, pk)
    if found is None:
        raise Http404
    return found
