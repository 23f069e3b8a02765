"""The texts of agreements: which are in use, their versions, preview, difference, legal check, release."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.agreements import actions, issuing, renewals, text_rules, texts
from klimapakt.agreements import presenting as agreements
from klimapakt.agreements.models import AgreementText
from klimapakt.agreements.text_rules import TextRefused
from klimapakt.agreements.texts import TextInUse
from klimapakt.agreements.wording import Template, templates
from klimapakt.agreements.wording.model import LANGUAGES
from klimapakt.methods.refusal import Refused
from klimapakt.methods.texts import Text
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting import texts as presenting
from klimapakt.office.text_forms import LegalForm, ReasonForm, ReleaseForm
from klimapakt.organisations.rules import ChangedMeanwhile, NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed

_SAMPLE = Text(
    "Ansicht mit erfundenen Angaben, nicht zur Unterzeichnung bestimmt.",
    "View with invented details, not made to be signed.",
)


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """List the texts with the version in use, what is drafted, and who has to agree again."""
    drafted = {one.template: one for one in texts.drafts()}
    shown = [
        {
            "used": used,
            "draft": drafted.get(used.template.key),
            "to_ask": renewals.count_to_ask(used),
            "versions": texts.versions_of(used.template.key),
        }
        for used in texts.all_in_use()
    ]
    context = {"texts": shown, "may_draft": is_allowed(request.user, Permission.PREPARE_AGREEMENTS)}
    return render(request, "office/texts.html", context)


@staff_page("GET", "HEAD", "POST", needs=Permission.PREPARE_AGREEMENTS)
def begin(request: StaffRequest, key: str) -> HttpResponseBase:
    """Begin a new version of a text."""
    used = _used(key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_text(key=key, reason=form.cleaned_data["reason"], by=request.user)
        except NotPossible as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The draft begins with the text in use. Change it clause by clause."))
            return redirect("office:text", made.pk)
    draft = texts.drafts().filter(template=key).first()
    return render(request, "office/text_new.html", {"form": form, "used": used, "draft": draft})


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show a version of a text, part by part."""
    return _page(request, _text(pk))


@staff_page(needs=Permission.SEE_MEMBERS)
def preview(request: StaffRequest, pk: UUID, language: str) -> HttpResponseBase:
    """Hand out a version as PDF with invented details."""
    one = _text(pk)
    if language not in LANGUAGES:
        raise Http404
    try:
        return _as_pdf(texts.template_in(one), language)
    except Refused as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("office:text", pk)


@staff_page(needs=Permission.SEE_MEMBERS)
def in_use(request: StaffRequest, key: str, language: str) -> HttpResponseBase:
    """Hand out the text in use as PDF with invented details, also where it is the shipped one."""
    del request
    if language not in LANGUAGES:
        raise Http404
    return _as_pdf(_used(key).template, language)


@staff_page("POST", needs=Permission.PREPARE_AGREEMENTS)
def note_check(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Note that the legal office has read the draft."""
    one = _text(pk)
    form = LegalForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)
    seen = form.cleaned_data["seen_revision"]
    try:
        actions.note_legal_check(text=one, check=form.check_made(), seen_revision=seen, by=request.user)
    except text_rules.CheckInFuture as refused:
        form.add_error("on", refused.message.translated(_))
        return _page(request, one, form)
    except ChangedMeanwhile:
        now = _text(pk)
        form.ask_again(now.revision)
        return _page(request, now, form)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(request, _("The check is noted. Documents from this text no longer ask for it."))
    return redirect("office:text", pk)


@staff_page("GET", "HEAD", "POST", needs=Permission.RELEASE_AGREEMENT_TEXTS)
def release(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Show what a draft changes, and release it as a second person."""
    one = _text(pk)
    if not one.is_draft:
        return redirect("office:text", pk)
    form = ReleaseForm(request.POST or None, initial={"reason": one.reason, "seen_revision": one.revision})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = _released(form, lambda: actions.release_text(text=one, by=request.user, **given), one)
        if done:
            messages.success(request, _("The new version is in use from now. See who has to agree again."))
            return redirect("office:renewals", one.template)
    return render(request, "office/text_release.html", {"form": form, **_shown(request, _text(pk))})


@staff_page("POST", needs=Permission.PREPARE_AGREEMENTS)
def give_up(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Throw a draft away."""
    try:
        actions.give_up_text(text=_text(pk), by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("office:text", pk)
    messages.success(request, _("The draft was given up. The text in use stays as it is."))
    return redirect("office:texts")


def _released(form: ReleaseForm, act: Callable[[], AgreementText], one: AgreementText) -> bool:
    """Release, or say in the form why not."""
    try:
        act()
    except TextRefused as refused:
        for said in presenting.told(refused, one.content):
            form.add_error(None, said)
    except ChangedMeanwhile:
        form.ask_again(_text(one.pk).revision)
    except NotPossible as refused:
        form.add_error(None, refused.message.translated(_))
    else:
        return True
    return False


def _page(request: StaffRequest, one: AgreementText, form: LegalForm | None = None) -> HttpResponse:
    initial = {"seen_revision": one.revision, "on": timezone.localdate()}
    context = {
        **_shown(request, one),
        "legal_form": form or LegalForm(initial=initial),
        "is_check_tried": form is not None,
        "parts": presenting.parts(one.content),
        "problems": _problems(one),
    }
    return render(request, "office/text.html", context)


def _shown(request: StaffRequest, one: AgreementText) -> dict[str, object]:
    found, language = texts.difference_to_use(one), agreements.reads_translation()
    beside = texts.difference_to_use(one, language) if language else None
    return {
        "text": one,
        "template": texts.template_in(one),
        "badge_kind": agreements.TEXT_BADGES[one.status],
        "changes": agreements.changes(found, beside),
        "needs_consent": found.needs_consent,
        "may_change": one.is_draft and is_allowed(request.user, Permission.PREPARE_AGREEMENTS),
        "may_release": one.is_draft and is_allowed(request.user, Permission.RELEASE_AGREEMENT_TEXTS),
        "wrote_it": one.authors.filter(person=request.user).exists(),
    }


def _problems(one: AgreementText) -> list[str]:
    faults = text_rules.unfillable(texts.template_in(one), presenting.facts()) if one.is_draft else ()
    return presenting.told(TextRefused(faults), one.content)


def _as_pdf(template: Template, language: str) -> HttpResponse:
    shown = replace(template, draft=_SAMPLE)
    made = issuing.issue(shown, presenting.sample(), language=language, at=timezone.now())
    name = f"{template.key}-{template.version}-{language}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(made.content, content_type="application/pdf", headers=headers)


def _used(key: str) -> TextInUse:
    used = texts.in_use(key) if key in templates() else None
    if used is None:
        raise Http404
    return used


def _text(pk: UUID) -> AgreementText:
    found = texts.text(pk)
    if found is None:
        raise Http404
    return found
