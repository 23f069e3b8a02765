"""Offers of the demo: those of the rule files, of which some are open, one is paused and one is overdue."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from klimapakt.duties import days
from klimapakt.offers import actions
from klimapakt.offers.actions import OfferFacts
from klimapakt.offers.models import Offer
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import pact_at_hand, who_may


@dataclass(frozen=True, slots=True)
class _Own:
    """An offer of the demo city, in which state and how many days ago somebody looked."""

    facts: OfferFacts
    days_ago: int
    state: str = "valid"
    reason: str = ""


_STADT, _CITY = "Stadt Musterstadt am Rhein", "City of Musterstadt am Rhein"
_OWN: Final = (
    _Own(
        OfferFacts(
            kind="funding",
            title_de="Musterstädter Wärmezuschuss",
            title_en="Musterstadt heat grant",
            text_de="Zuschuss für Wärmepumpen und den Anschluss an ein Wärmenetz in Betriebsgebäuden.",
            text_en="A grant for heat pumps and for connecting business premises to a heat network.",
            audience_de="Betriebe mit weniger als 250 Beschäftigten",
            audience_en="Businesses with fewer than 250 employees",
            amounts_de="Zuschuss zu den Kosten der Anlage,",
            amounts_en="A share of the costs of the plant,",
            percent=Decimal(30),
            most_eur=Decimal(20_000),
            field="heat",
            region="Musterstadt am Rhein",
            url="https://foerderung.musterstadt.example.org/waerme",
            order="approval_first",
            provider_de=_STADT,
            provider_en=_CITY,
        ),
        12,
    ),
    _Own(
        OfferFacts(
            kind="funding",
            title_de="Ladepunkte für Betriebshöfe",
            title_en="Charging points for company yards",
            field="mobility",
            region="Musterstadt am Rhein",
            order="request_first",
            provider_de=_STADT,
            provider_en=_CITY,
        ),
        40,
        "exhausted",
        "Die Mittel des Jahres sind vergeben.",
    ),
    _Own(
        OfferFacts(
            kind="advice",
            title_de="Erstgespräch Energie",
            title_en="First talk about energy",
            text_de="Zwei Stunden im Betrieb, kostenfrei für Mitglieder des Pakts.",
            text_en="Two hours on your premises, free of charge for members of the pact.",
            provider_de="Energieberatung Sturm",
            provider_en="Energieberatung Sturm",
            order="none",
        ),
        130,
    ),
    _Own(
        OfferFacts(
            kind="information",
            title_de="Infobrief Klimaschutz im Betrieb",
            title_en="Letter on climate action in businesses",
            field="organisation",
            order="none",
            provider_de=_STADT,
            provider_en=_CITY,
        ),
        200,
    ),
)


def load() -> None:
    """Take over the rule files and write the city's own offers down, once."""
    if Offer.objects.exists():
        return
    today = days.today()
    keeper = who_may(Permission.KEEP_OFFERS, pact_at_hand()).order_by("email").first()
    for one in actions.seed(today=today, by=None):
        if one.rule_key in ("beg", "hwk-beratung"):
            _open(one, today - timedelta(days=5), "valid", "")
    for own in _OWN:
        offer = actions.write(facts=replace(own.facts, responsible=keeper), by=keeper)
        _open(offer, today - timedelta(days=own.days_ago), own.state, own.reason)


def _open(offer: Offer, day: date, state: str, reason: str) -> None:
    checked = actions.check(offer=offer, today=day, by=offer.responsible)
    actions.move(offer=checked, state="valid", reason="", today=day, by=offer.responsible)
    if state != "valid":
        actions.move(offer=checked, state=state, reason=reason, today=day, by=offer.responsible)
