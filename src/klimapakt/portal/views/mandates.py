"""Mandates of advisers: the member offers, follows and ends them; the adviser finds the way in."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.duties.queries import open_of
from klimapakt.foundation.templatetags.format import day
from klimapakt.inventories import queries as inventories
from klimapakt.inventories.models import Inventory
from klimapakt.organisations import actions, mandates
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import AccessedPage, MandatePart, MandateState
from klimapakt.organisations.mandate_rules import EndNotPossible, NothingOpened
from klimapakt.organisations.models import Mandate, Organisation
from klimapakt.organisations.rules import NotPossible, may_change_roles
from klimapakt.portal.access import MemberRequest, NotAllowed, member_page, organisation_for
from klimapakt.portal.forms.mandates import MandateForm
from klimapakt.portal.presenting import mandates as presenting
from klimapakt.portal.presenting.csv_file import csv_text, download
from klimapakt.portal.presenting.duties import of_advised

Answer = HttpResponse | HttpResponseRedirect
ACCESSES_ON_A_PAGE = 50


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List who advises the organisation, for what and until when, and how often they were there."""
    organisation = organisation_for(request, pk)
    context = {
        "organisation": organisation,
        "mandates": presenting.told(mandates.mandates_of(organisation)),
        "may_decide": _may_decide(request, organisation),
        "management": organisations.management_of(organisation),
    }
    return render(request, "portal/mandates.html", context)


@member_page("GET", "HEAD", "POST")
def offer(request: MemberRequest, pk: UUID) -> Answer:
    """Offer a mandate by mail."""
    organisation = _managed(request, organisation_for(request, pk))
    form = MandateForm(request.POST or None, language=get_language() or "de")
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.offer(
                organisation=organisation, what=form.offered(), link=_link(request), by=request.user
            )
        except NotPossible as refused:
            form.add_error(_field_of(refused), refused.message.translated(_))
        else:
            messages.success(request, _("The offer is on its way to %(to)s.") % {"to": sent.email})
            return redirect("portal:mandates", organisation.pk)
    return render(request, "portal/mandate_new.html", {"organisation": organisation, "form": form})


@member_page()
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show a mandate: to the member with what was looked at, to the adviser with the ways in as well."""
    mandate = _mandate(request, pk)
    is_adviser = mandate.adviser_id == request.user.pk
    if is_adviser:
        actions.note_access(
            mandates=[mandate], page=AccessedPage.OVERVIEW, thing=None, is_change=False, by=request.user
        )
    page = Paginator(mandates.accesses_of(mandate), ACCESSES_ON_A_PAGE).get_page(request.GET.get("page"))
    parts = mandates.parts_of(mandate)
    context = {
        "organisation": mandate.organisation,
        "told": presenting.told([mandate])[0],
        "is_adviser": is_adviser,
        "may_decide": is_adviser or _may_decide(request, mandate.organisation),
        "page": page,
        "accesses": presenting.accessed(list(page), mandate),
        "opens": {part.value: is_adviser and part in parts for part in MandatePart},
        "inventories": _inventories(mandate) if is_adviser else (),
        "owed": of_advised(open_of(mandate.organisation)) if is_adviser and _opens_duties(mandate) else None,
    }
    return render(request, "portal/mandate.html", context)


@member_page()
def accesses(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Hand out everything that was looked at and changed under a mandate as CSV."""
    mandate = _mandate(request, pk)
    listed = presenting.accessed(list(mandates.accesses_of(mandate)), mandate)
    rows = [
        [
            day(one.access.on),
            one.access.get_page_display(),
            one.thing,
            _("changed or tried to") if one.access.is_change else _("seen"),
        ]
        for one in listed
    ]
    text = csv_text([[_("Day"), _("Page"), _("What"), _("How")], *rows])
    return download(text.encode(), "mandate.csv", "text/csv; charset=utf-8")


@member_page("POST")
def again(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Send an offer again with a new link."""
    mandate = _mandate(request, pk)
    _managed(request, mandate.organisation)
    try:
        actions.offer_again(mandate=mandate, link=_link(request), by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        told = _("A new link is on its way to %(to)s. The former one no longer works.")
        messages.success(request, told % {"to": mandate.email})
    return redirect("portal:mandates", mandate.organisation_id)


@member_page("GET", "HEAD", "POST")
def end(request: MemberRequest, pk: UUID) -> Answer:
    """End a mandate or take an offer back, after one question."""
    mandate = _mandate(request, pk)
    is_adviser = mandate.adviser_id == request.user.pk
    if not is_adviser:
        _managed(request, mandate.organisation)
    if request.method != "POST":
        context = {
            "organisation": mandate.organisation,
            "told": presenting.told([mandate])[0],
            "is_adviser": is_adviser,
        }
        return render(request, "portal/mandate_end.html", context)
    actions.end_mandate(mandate=mandate, by=request.user)
    messages.success(request, _("The mandate has ended. Its pages are closed from now on."))
    return redirect("portal:start") if is_adviser else redirect("portal:mandates", mandate.organisation_id)


def _mandate(request: MemberRequest, pk: UUID) -> Mandate:
    """Return a mandate for its member, or for its adviser as long as it counts; else 404."""
    found = mandates.mandate_seen_by(request.user, pk)
    if found is None:
        raise Http404
    is_acting = organisations.role_in(request.user, found.organisation) is not None
    if not is_acting and mandates.state_of(found) is not MandateState.IN_FORCE:
        raise Http404
    return found


def _inventories(mandate: Mandate) -> list[Inventory]:
    if MandatePart.INVENTORIES not in mandates.parts_of(mandate):
        return []
    found = Inventory.objects.filter(organisation=mandate.organisation_id)
    return list(inventories.with_progress(inventories.living(found)))


def _opens_duties(mandate: Mandate) -> bool:
    return presenting.opens_duties(mandate)


def _may_decide(request: MemberRequest, organisation: Organisation) -> bool:
    return may_change_roles(organisations.role_in(request.user, organisation))


def _managed(request: MemberRequest, organisation: Organisation) -> Organisation:
    """Return the organisation for its management; raise NotAllowed for everybody else."""
    if not _may_decide(request, organisation):
        raise NotAllowed(organisation, needs_management=True)
    return organisation


def _field_of(refused: NotPossible) -> str:
    if isinstance(refused, EndNotPossible):
        return "ends_on"
    return "parts" if isinstance(refused, NothingOpened) else "email"


def _link(request: MemberRequest) -> Callable[[str], str]:
    return lambda token: request.build_absolute_uri(reverse("invitations:mandate", args=[token]))
