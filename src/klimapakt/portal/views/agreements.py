"""The member's side of an agreement: read it, sign it in the portal or with a file, keep the evidence."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from klimapakt.agreements import actions, presenting, proving, queries
from klimapakt.agreements.actions import Given
from klimapakt.agreements.checking import FILE_LIMIT, NotCheckable
from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.forms import SignedFileForm, SignForm
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.rules import CheckNotPassed
from klimapakt.foundation.size_limit import SizeLimit
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.rules import NotPossible
from klimapakt.portal.access import MemberRequest, NotAllowed, member_page


@member_page()
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show a document: what it is, its files, who signed, and how to sign."""
    return _page(request, _agreement(request, pk))


@member_page()
def file(request: MemberRequest, pk: UUID, number: int) -> HttpResponse:
    """Hand out a file of an agreement."""
    one = _agreement(request, pk)
    found = queries.file_of(one, number)
    if found is None:
        raise Http404
    return presenting.as_pdf(one, found)


@member_page()
def package(request: MemberRequest, pk: UUID) -> HttpResponseBase:
    """Hand out everything that proves the agreement."""
    one = _agreement(request, pk)
    if one.in_force_at is None:
        messages.warning(request, _("The package exists once both sides have signed."))
        return redirect("portal:agreement", pk)
    return presenting.as_zip(proving.package_of(one))


@member_page("GET", "HEAD", "POST")
def sign(request: MemberRequest, pk: UUID) -> HttpResponseBase:
    """Sign in the portal, after the person has proved once more who they are."""
    one = queries.visible_to(request.user).filter(pk=pk).first()
    if one is None:
        return _role_ended(request, pk)
    _ensure_management(request, one)
    answer: HttpResponseBase = _proved_sign(request, one)
    return answer


@reauthentication_required
def _proved_sign(request: MemberRequest, one: Agreement) -> HttpResponseBase:
    form = SignForm(request.POST or None, initial={"sha256": one.sha256, "name": request.user.name})
    if request.method == "POST" and form.is_valid():
        given = Given(form.signatory(), form.cleaned_data["sha256"], presenting.proof_of(request))
        try:
            actions.sign_in_portal(agreement=one, given=given, by=request.user)
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
        else:
            messages.success(request, _("You have signed. The city signs next; you get an e-mail then."))
        return redirect("portal:agreement", one.pk)
    if one.state != AgreementState.ISSUED:
        return redirect("portal:agreement", one.pk)
    context = {
        "form": form,
        "document_url": _document_url(one),
        **_shown(one),
        **presenting.difference_of(one),
    }
    return render(request, "portal/agreement_sign.html", context)


@csrf_exempt
def upload(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take a signed file; its limit has to stand before anything reads it, even the check of the token."""
    limit = SizeLimit(request, FILE_LIMIT)
    request.upload_handlers.insert(0, limit)
    return _guarded_upload(request, pk, limit)


@csrf_protect
@member_page("POST")
def _guarded_upload(request: MemberRequest, pk: UUID, limit: SizeLimit) -> HttpResponseBase:
    one = _agreement(request, pk)
    _ensure_management(request, one)
    form = SignedFileForm(request.POST, request.FILES)
    if limit.exceeded:
        form.errors.clear()
        form.add_error(
            "file",
            _("The file is larger than 25 MB. Sign the file that was issued, or sign on paper."),
        )
        return _page(request, one, form)
    if not form.is_valid():
        return _page(request, one, form)
    given = Given(form.signatory(), one.sha256)
    try:
        actions.take_signed_file(
            agreement=one, content=form.cleaned_data["file"].read(), given=given, by=request.user
        )
    except CheckNotPassed as refused:
        reasons = [reason.translated(_) for reason in refused.reasons]
        form.add_error("file", [refused.message.translated(_), *reasons])
    except (NotCheckable, NotPossible) as refused:
        form.add_error("file", refused.message.translated(_))
    else:
        messages.success(request, _("Your signature was checked and kept. The city signs next."))
        return redirect("portal:agreement", pk)
    return _page(request, one, form)


def _page(request: MemberRequest, one: Agreement, form: SignedFileForm | None = None) -> HttpResponse:
    may_sign = one.state == AgreementState.ISSUED and _may_sign(request, one)
    context = {
        **_shown(one),
        **presenting.difference_of(one),
        "may_sign": may_sign,
        "managing": list(organisations.management_of(one.membership.organisation)),
        "upload_form": form or SignedFileForm(initial={"name": request.user.name}),
        "is_tried": form is not None,
    }
    return render(request, "portal/agreement.html", context)


def _shown(one: Agreement) -> dict[str, object]:
    return presenting.shown(
        one,
        lambda found: reverse("portal:agreement_file", args=[one.pk, found.pk]),
        reverse("portal:agreement_package", args=[one.pk]),
    )


def _document_url(one: Agreement) -> str:
    found = queries.files_of(one).filter(kind="issued").first()
    return reverse("portal:agreement_file", args=[one.pk, found.pk]) if found else ""


def _may_sign(request: MemberRequest, one: Agreement) -> bool:
    return organisations.role_in(request.user, one.membership.organisation) == RoleKind.MANAGEMENT


def _ensure_management(request: MemberRequest, one: Agreement) -> None:
    if not _may_sign(request, one):
        raise NotAllowed(one.membership.organisation, needs_management=True)


def _role_ended(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Tell somebody who had the document on the screen that they no longer act for the member.

    Who names the hash of its file was shown it; for everybody else there is nothing here.
    """
    one = queries.agreement(pk)
    if one is None or not constant_time_compare(one.sha256, request.POST.get("sha256", "")):
        raise Http404
    context = {"organisation": one.membership.organisation, "agreement": one}
    return render(request, "portal/agreement_role_ended.html", context, status=403)


def _agreement(request: MemberRequest, pk: UUID) -> Agreement:
    found = queries.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
