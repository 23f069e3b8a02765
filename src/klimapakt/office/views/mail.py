"""The e-mails of the pact as its office sees them: what waits, what was sent, what could not be delivered."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.foundation.mail import actions, outbox, queries, rules, writing
from klimapakt.foundation.mail.enums import MailState
from klimapakt.foundation.mail.kinds import all_kinds
from klimapakt.foundation.models import OutgoingMail
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.forms import MailFilterForm
from klimapakt.pacts.queries import pact_at_hand

ON_A_PAGE = 50
BADGES = {
    MailState.QUEUED: "info",
    MailState.SENDING: "info",
    MailState.SENT: "success",
    MailState.FAILED: "error",
    MailState.SUPPRESSED: "neutral",
}


@staff_page()
def index(request: StaffRequest) -> HttpResponse:
    """List e-mails, those that could not be delivered first."""
    form = MailFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    found = queries.listed(pact_at_hand().pk, chosen["state"], chosen["q"].strip())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    counts = queries.counted(pact_at_hand().pk)
    context = {
        "page": page,
        "rows": [(mail, title_of(mail), BADGES[MailState(mail.state)]) for mail in page],
        "chosen": chosen,
        "is_narrowed": any(chosen.values()),
        "states": [(state, MailState(state).label, count) for state, count in counts.items()],
        "dead": counts[MailState.FAILED],
        "waiting": counts[MailState.QUEUED],
    }
    return render(request, "office/mails.html", context)


@staff_page()
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show one e-mail without the secrets it may hold."""
    mail = _mail(pk)
    context = {
        "mail": mail,
        "title": title_of(mail),
        "subject": writing.hidden(mail.subject),
        "text": writing.hidden(mail.text),
        "badge_kind": BADGES[MailState(mail.state)],
        "may_send_again": actions.may_send_again(mail),
        "may_drop": mail.state == MailState.FAILED,
    }
    return render(request, "office/mail.html", context)


@staff_page("POST")
def send_again(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Let an e-mail that was not delivered be tried again."""
    try:
        outbox.send_again(mail=_mail(pk), by=request.user)
    except rules.NotPossible:
        messages.warning(request, _("This e-mail cannot be sent again."))
    else:
        messages.success(request, _("The e-mail is on its way again."))
    return redirect("office:mail", pk)


@staff_page("POST")
def drop(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Give an e-mail up that was not delivered."""
    try:
        actions.drop(mail=_mail(pk), by=request.user)
    except rules.NotPossible:
        messages.warning(request, _("Only an e-mail that was not delivered can be dropped."))
    else:
        messages.success(request, _("The e-mail was dropped. It will not be tried again."))
    return redirect("office:mails")


def title_of(mail: OutgoingMail) -> str:
    """Return what kind of mail it is, in words; the bare name for a kind that no longer exists."""
    kind = all_kinds().get(mail.kind)
    return _(kind.title) if kind else mail.kind


def _mail(pk: UUID) -> OutgoingMail:
    found = queries.mail_of(pact_at_hand().pk, pk)
    if found is None:
        raise Http404
    return found
