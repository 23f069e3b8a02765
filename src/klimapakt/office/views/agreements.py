"""The office's side of an agreement: issue, look, paper, withdraw, sign for the city, evidence."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from klimapakt.agreements import actions, presenting, proving, queries, renewals, rules, texts
from klimapakt.agreements.actions import Given
from klimapakt.agreements.enums import AgreementState, Party, Way
from klimapakt.agreements.forms import IssueForm, SignedFileForm, SignForm, WithdrawForm
from klimapakt.agreements.keys import KeyUnusable
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.renewals import Standing
from klimapakt.agreements.sealing import NoTimestamp, NotSealable
from klimapakt.duties import actions as duties
from klimapakt.duties.days import today
from klimapakt.foundation.size_limit import SizeLimit
from klimapakt.memberships import queries as memberships
from klimapakt.memberships.models import Membership
from klimapakt.methods.refusal import Refused
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand


@staff_page("GET", "HEAD", "POST", needs=Permission.PREPARE_AGREEMENTS)
def issue(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Issue a document to a member."""
    membership = memberships.membership(pk)
    if membership is None:
        raise Http404
    form = IssueForm(request.POST or None, initial=_known(membership))
    if request.method == "POST" and form.is_valid():
        used = texts.in_use(form.cleaned_data["template"])
        if used is None:
            raise Http404
        try:
            one = actions.issue_agreement(
                membership=membership, template=used.template, terms=form.terms(), by=request.user
            )
        except Refused as refused:
            form.add_error(None, refused.message.translated(_))
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The document was issued, and the management was told by e-mail."))
            return redirect("office:agreement", one.pk)
    context = {"form": form, "membership": membership, "organisation": membership.organisation}
    return render(request, "office/agreement_new.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show a document, its files and signatures, and what can be done."""
    return _page(request, _agreement(pk))


@staff_page(needs=Permission.SEE_MEMBERS)
def file(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """Hand out a file of an agreement."""
    del request
    one = _agreement(pk)
    found = queries.file_of(one, number)
    if found is None:
        raise Http404
    return presenting.as_pdf(one, found)


@staff_page(needs=Permission.SEE_MEMBERS)
def package(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Hand out everything that proves the agreement."""
    one = _agreement(pk)
    if one.in_force_at is None:
        messages.warning(request, _("The package exists once both sides have signed."))
        return redirect("office:agreement", pk)
    return presenting.as_zip(proving.package_of(one))


@staff_page("GET", "HEAD", "POST", needs=Permission.COUNTERSIGN_AGREEMENTS)
def countersign(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Sign for the city, after the person has proved once more who they are."""
    answer: HttpResponseBase = _proved_countersign(request, _agreement(pk))
    return answer


@reauthentication_required
def _proved_countersign(request: StaffRequest, one: Agreement) -> HttpResponseBase:
    form = SignForm(request.POST or None, initial={"sha256": one.sha256, "name": request.user.name})
    if request.method == "POST" and form.is_valid():
        given = Given(form.signatory(), form.cleaned_data["sha256"], presenting.proof_of(request))
        try:
            actions.countersign(agreement=one, given=given, by=request.user)
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
        except (KeyUnusable, NoTimestamp, NotSealable):
            messages.warning(
                request, _("The seal could not be set, so nothing was kept. Tell whoever runs the server.")
            )
        else:
            duties.follow(organisation=one.membership.organisation, today=today(), by=request.user)
            messages.success(request, _("The agreement is sealed and in force."))
        return redirect("office:agreement", one.pk)
    if one.state != AgreementState.SIGNED:
        return redirect("office:agreement", one.pk)
    return render(request, "office/agreement_sign.html", {"form": form, **_shown(one)})


@csrf_exempt
def paper(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Keep a scan; its limit has to stand before anything, the check of the token included, reads it."""
    limit = SizeLimit(request, rules.SCAN_LIMIT)
    request.upload_handlers.insert(0, limit)
    return _guarded_paper(request, pk, limit)


@csrf_protect
@staff_page("POST", needs=Permission.PREPARE_AGREEMENTS)
def _guarded_paper(request: StaffRequest, pk: UUID, limit: SizeLimit) -> HttpResponseBase:
    one = _agreement(pk)
    form = SignedFileForm(request.POST, request.FILES)
    if limit.exceeded:
        form.errors.clear()
        form.add_error("file", rules.NoScan().message.translated(_))
        return _page(request, one, form)
    if not form.is_valid():
        return _page(request, one, form)
    try:
        actions.enter_paper(
            agreement=one,
            content=form.cleaned_data["file"].read(),
            signatory=form.signatory(),
            by=request.user,
        )
    except NotPossible as refused:
        form.add_error("file", refused.message.translated(_))
        return _page(request, one, form)
    messages.success(request, _("The scan was kept. It counts once a second person has confirmed it."))
    return redirect("office:agreement", pk)


@staff_page("POST", needs=Permission.PREPARE_AGREEMENTS)
def confirm_paper(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Confirm a scan as a second person."""
    try:
        actions.confirm_paper(agreement=_agreement(pk), by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The paper counts as signed by the member. The city signs next."))
    return redirect("office:agreement", pk)


@staff_page("POST", needs=Permission.PREPARE_AGREEMENTS)
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Withdraw a document before it is in force."""
    one = _agreement(pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, one, withdraw_form=form)
    try:
        actions.withdraw(agreement=one, reason=form.cleaned_data["reason"], by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The document was withdrawn."))
    return redirect("office:agreement", pk)


def _page(
    request: StaffRequest,
    one: Agreement,
    form: SignedFileForm | None = None,
    withdraw_form: WithdrawForm | None = None,
) -> HttpResponse:
    may_prepare = is_allowed(request.user, Permission.PREPARE_AGREEMENTS)
    signature = queries.signature_for(one, Party.MEMBER)
    is_issued, is_open = (
        one.state == AgreementState.ISSUED,
        one.in_force_at is None and one.withdrawn_at is None,
    )
    context = {
        **_shown(one),
        "membership": one.membership,
        "may_prepare": may_prepare,
        "paper_form": (form or SignedFileForm()) if may_prepare and is_issued else None,
        "waiting_paper": signature if signature and signature.way == Way.PAPER and is_issued else None,
        "withdraw_form": (withdraw_form or WithdrawForm()) if may_prepare and is_open else None,
        "may_countersign": one.state == AgreementState.SIGNED
        and is_allowed(request.user, Permission.COUNTERSIGN_AGREEMENTS),
        **presenting.difference_of(one),
        "may_ask_again": may_prepare and _may_ask_again(one),
        "is_paper_tried": form is not None,
        "is_withdraw_tried": withdraw_form is not None,
    }
    return render(request, "office/agreement.html", context)


def _may_ask_again(one: Agreement) -> bool:
    new = texts.in_use(one.template)
    found = renewals.renewal_of(one, new) if new and one.state == AgreementState.IN_FORCE else None
    return found is not None and found.standing == Standing.TO_ASK


def _shown(one: Agreement) -> dict[str, object]:
    return presenting.shown(
        one,
        lambda found: reverse("office:agreement_file", args=[one.pk, found.pk]),
        reverse("office:agreement_package", args=[one.pk]),
    )


def _known(membership: Membership) -> dict[str, object]:
    """Return what need not be entered: who manages the member, and what was said of the city last."""
    managing = organisations.management_of(membership.organisation).first()
    known: dict[str, object] = {
        "member_name": managing.person.name if managing else "",
        "member_function": _("Managing director") if managing else "",
        "register": membership.organisation.register_number,
        "office": pact_at_hand().name,
    }
    last = Agreement.objects.order_by("-issued_at").first()
    if last is not None:
        city = queries.values_in(last).city
        known |= {
            "city_address": city.address,
            "city_name": city.signatory.name,
            "city_function": city.signatory.function,
            "office": city.office,
        }
    return known


def _agreement(pk: UUID) -> Agreement:
    found = queries.agreement(pk)
    if found is None:
        raise Http404
    return found
