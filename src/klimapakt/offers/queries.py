"""Reads of the offers room: all for the office, what was checked lately for everybody else."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from klimapakt.offers.enums import OfferState
from klimapakt.offers.models import Offer, OfferEvent
from klimapakt.offers.rules import patience_on


def for_office() -> QuerySet[Offer]:
    """Return every offer of the pact, with who keeps it; what nobody has looked at for longest first."""
    return Offer.objects.select_related("responsible", "last_checked_by").order_by(
        "last_checked_on", "title_de", "pk"
    )


def offer(pk: UUID) -> Offer | None:
    """Return one offer of the pact."""
    return for_office().filter(pk=pk).first()


def events_of(offer: Offer) -> QuerySet[OfferEvent]:
    """Return what happened to an offer, newest first."""
    return OfferEvent.objects.filter(offer=offer).select_related("by").order_by("-pk")


def shown(today: date) -> QuerySet[Offer]:
    """Return what members and the public may see: no drafts, nothing nobody has checked for too long."""
    oldest = today - timedelta(days=patience_on(today).hide_after)
    return Offer.objects.exclude(state=OfferState.DRAFT).filter(last_checked_on__gte=oldest)


def current(today: date) -> QuerySet[Offer]:
    """Return what is shown in lists: without what has ended."""
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    return shown(today).exclude(state=OfferState.ENDED).filter(lasting)


def overdue(today: date) -> QuerySet[Offer]:
    """Return what somebody has to look at: shown or hidden, but no draft and not over."""
    oldest = today - timedelta(days=patience_on(today).warn_after)
    alive = for_office().exclude(state__in=(OfferState.DRAFT, OfferState.ENDED))
    return alive.filter(last_checked_on__lt=oldest)
