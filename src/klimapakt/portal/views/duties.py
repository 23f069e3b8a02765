"""What a member owes: one duty, asking for more time, saying why it is late, the yearly question."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.duties import actions, days, forms, presenting, queries
from klimapakt.duties.enums import AT_HAND, OWED, DutyRule, MissedReason
from klimapakt.duties.models import Duty
from klimapakt.duties.standing import BY_REPORT
from klimapakt.measures.models import Measure
from klimapakt.organisations.queries import role_in, roles_of, sites_of
from klimapakt.organisations.rules import EDITING, GRANTING, NotPossible
from klimapakt.portal.access import MemberRequest, NotAllowed, can_read, member_page


@member_page()
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show one duty: what it asks, how it stands, what happened, what can be done."""
    return _page(request, _duty(request, pk))


@member_page("POST")
def act(request: MemberRequest, pk: UUID, what: str) -> HttpResponse:
    """Ask for more time, explain, or answer the yearly question."""
    one = _duty(request, pk)
    if what not in _DOING:
        raise Http404
    organisation = one.membership.organisation
    if role_in(request.user, organisation) not in (GRANTING if what == "more-time" else EDITING):
        raise NotAllowed(organisation)
    form = _form(what, one, request)
    if form.is_valid():
        try:
            _DOING[what](one, form, request)
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
        else:
            messages.success(request, _THANKS[what]())
            return redirect("portal:duty", one.pk)
    return _page(request, one, what, form)


def _page(request: MemberRequest, one: Duty, tried: str = "", form: Form | None = None) -> HttpResponse:
    today = days.today()
    role = role_in(request.user, one.membership.organisation)
    names = _parts_of(one, role, days_late=(today - one.due_on).days)
    if form is not None and tried not in names:
        # The page was old: what was tried is not offered any more, so its errors have no form to stand in.
        for error in (str(error) for errors in form.errors.values() for error in errors):
            messages.warning(request, error)
    context = {
        "duty": one,
        "known": _known(one) if "confirm" in names else {},
        "organisation": one.membership.organisation,
        "shown": presenting.shown(one, today),
        "what": presenting.what_of(one),
        "history": presenting.history(queries.events_of(one), ()),
        "asked": queries.request_of(one),
        "is_by_report": one.rule in BY_REPORT,
        "may_see_targets": can_read(request, one.membership.organisation) and request.mandate is None,
        "helper": one.responsible or one.membership.owner,
        "parts": [(name, form if name == tried else _form(name, one, None), name == tried) for name in names],
    }
    return render(request, "portal/duty.html", context)


def _known(one: Duty) -> dict[str, object]:
    """Return what the yearly question asks about: what is known by now."""
    organisation = one.membership.organisation
    return {
        "sites": sites_of(organisation),
        "roles": roles_of(organisation),
        "measures": Measure.objects.filter(organisation=organisation),
    }


def _parts_of(one: Duty, role: str | None, *, days_late: int) -> list[str]:
    """Return what somebody in this role can do about a duty as it stands."""
    found: list[str] = []
    if one.state not in OWED:
        return found
    if one.rule == DutyRule.YEARLY_CHECK and one.state in AT_HAND and role in EDITING:
        found.append("confirm")
    if days_late > 0 and role in EDITING:
        found.append("explain")
    if role in GRANTING and queries.months_left(one) and queries.request_of(one) is None:
        found.append("more-time")
    return found


def _form(what: str, one: Duty, request: MemberRequest | None) -> Form:
    data = request.POST if request else None
    if what == "more-time":
        return forms.MoreTimeForm(data, most=queries.months_left(one))
    return forms.ConfirmForm(data) if what == "confirm" else forms.ExplainForm(data)


def _ask(one: Duty, form: Form, request: MemberRequest) -> None:
    actions.ask_for_more_time(duty=one, today=days.today(), by=request.user, **form.cleaned_data)


def _explain(one: Duty, form: Form, request: MemberRequest) -> None:
    entered = form.cleaned_data
    why = MissedReason(entered["why"])
    actions.explain(duty=one, why=why, text=entered["text"], today=days.today(), by=request.user)


def _confirm(one: Duty, form: Form, request: MemberRequest) -> None:
    actions.confirm(duty=one, text=form.cleaned_data["text"], today=days.today(), by=request.user)


def _duty(request: MemberRequest, pk: UUID) -> Duty:
    found = queries.duty_for(request.user, pk)
    if found is None:
        raise Http404
    return found


_DOING: dict[str, Callable[[Duty, Form, MemberRequest], None]] = {
    "more-time": _ask,
    "explain": _explain,
    "confirm": _confirm,
}
_THANKS: dict[str, Callable[[], str]] = {
    "more-time": lambda: _(
        "Your request has reached the pact office. Until it has decided you get no reminder."
    ),
    "explain": lambda: _("Thank you. The pact office reads it and gets in touch."),
    "confirm": lambda: _("Thank you. That was all for this year."),
}
