"""Offers in the office: all of them, what has to be looked at, and everything that is done to one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.duties.days import today
from klimapakt.offers import actions, presenting, queries
from klimapakt.offers.models import Offer
from klimapakt.offers.rules import OfferRefused, patience_on
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.offer_forms import OfferForm, OfferMoveForm
from klimapakt.organisations.rules import ChangedMeanwhile
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand, who_may

ON_A_PAGE = 50


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """List the offers, what nobody has looked at for longest first."""
    day = today()
    page = Paginator(queries.for_office(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [presenting.shown(one, day) for one in page],
        "overdue": queries.overdue(day).count(),
        "patience": patience_on(day),
        "may_change": is_allowed(request.user, Permission.KEEP_OFFERS),
    }
    return render(request, "office/offers.html", context)


@staff_page("GET", "HEAD", "POST", needs=Permission.KEEP_OFFERS)
def add(request: StaffRequest) -> HttpResponse:
    """Write an offer down."""
    people = who_may(Permission.KEEP_OFFERS, pact_at_hand())
    form = OfferForm(request.POST or None, people=people, initial={"responsible": request.user.pk})
    if request.method == "POST" and form.is_valid():
        try:
            offer = actions.write(facts=form.facts(), by=request.user)
        except OfferRefused as refused:
            form.add_error(refused.field, refused.message.translated(_))
        else:
            messages.success(request, _("The offer is written down as a draft. Nobody else sees it yet."))
            return redirect("office:offer", offer.pk)
    return render(request, "office/offer_edit.html", {"form": form, "offer": None})


@staff_page("POST", needs=Permission.KEEP_OFFERS)
def seed(request: StaffRequest) -> HttpResponseRedirect:
    """Take over the offers of the rule files that are not here yet."""
    count = len(actions.seed(today=today(), by=request.user))
    if count:
        words = ngettext("%(count)s offer was taken over.", "%(count)s offers were taken over.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("All offers of the rule files are here already."))
    return redirect("office:offers")


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show one offer, how it stands, and what happened to it."""
    return _page(request, _offer(pk))


@staff_page("GET", "HEAD", "POST", needs=Permission.KEEP_OFFERS)
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change what an offer says; nothing that was typed is lost, whoever was faster."""
    offer, status = _offer(pk), 200
    people = who_may(Permission.KEEP_OFFERS, pact_at_hand())
    form = OfferForm(request.POST or None, people=people, initial=OfferForm.initial_of(offer))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen_revision"] or 0
        try:
            actions.change(offer=offer, facts=form.facts(), seen_revision=seen, by=request.user)
        except OfferRefused as refused:
            form.add_error(refused.field, refused.message.translated(_))
        except ChangedMeanwhile:
            status = 409
            form.add_error(
                None,
                _("Somebody else has changed this offer meanwhile. Open it in a second window and compare."),
            )
        else:
            messages.success(request, _("Saved."))
            return redirect("office:offer", pk)
    return render(request, "office/offer_edit.html", {"form": form, "offer": offer}, status=status)


@staff_page("POST", needs=Permission.KEEP_OFFERS)
def check(request: StaffRequest, pk: UUID) -> HttpResponseRedirect:
    """Say that the source was looked at today."""
    actions.check(offer=_offer(pk), today=today(), by=request.user)
    messages.success(request, _("Noted: checked today. Everybody who reads the offer sees that day."))
    return redirect("office:offer", pk)


@staff_page("POST", needs=Permission.KEEP_OFFERS)
def move(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Put an offer into another state."""
    offer = _offer(pk)
    form = OfferMoveForm(request.POST, offer=offer)
    if not form.is_valid():
        return _page(request, offer, form)
    entered = form.cleaned_data
    try:
        actions.move(
            offer=offer, state=entered["state"], reason=entered["reason"], today=today(), by=request.user
        )
    except OfferRefused as refused:
        form.add_error(refused.field, refused.message.translated(_))
        return _page(request, offer, form)
    messages.success(request, _("Saved."))
    return redirect("office:offer", pk)


def _page(request: StaffRequest, offer: Offer, tried: OfferMoveForm | None = None) -> HttpResponse:
    may_change = is_allowed(request.user, Permission.KEEP_OFFERS)
    context = {
        "offer": offer,
        "shown": presenting.shown(offer, today()),
        "patience": patience_on(today()),
        "events": list(queries.events_of(offer)),
        "may_change": may_change,
        "form": tried or (OfferMoveForm(offer=offer) if may_change else None),
        "was_tried": tried is not None,
    }
    return render(request, "office/offer.html", context)


def _offer(pk: UUID) -> Offer:
    found = queries.offer(pk)
    if found is None:
        raise Http404
    return found
