"""Offers for tests of rules, pages and files."""

from datetime import date

from klimapakt.offers import actions
from klimapakt.offers.actions import OfferFacts
from klimapakt.offers.models import Offer
from klimapakt.people.models import Person

TODAY = date(2026, 11, 27)
GRANT = OfferFacts(
    kind="funding",
    title_de="Zuschuss für Wärmepumpen",
    title_en="Grant for heat pumps",
    provider_de="Stadt",
    provider_en="City",
    field="heat",
    order="approval_first",
    url="https://example.org/grant",
)


def written(by: Person | None = None, facts: OfferFacts = GRANT) -> Offer:
    """Return a draft."""
    return actions.write(facts=facts, by=by)


def shown(by: Person | None = None, today: date = TODAY, facts: OfferFacts = GRANT) -> Offer:
    """Return an offer that was checked on this day and is open."""
    offer = actions.check(offer=written(by, facts), today=today, by=by)
    return actions.move(offer=offer, state="valid", reason="", today=today, by=by)


def offer_of(by: Person | None, today: date) -> Offer:
    """Return the first offer of the pact at hand, or make one that is open."""
    return Offer.objects.first() or shown(by, today)
