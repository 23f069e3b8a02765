"""How offers are spoken of wherever they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext

from klimapakt.methods import funding
from klimapakt.offers.enums import OfferState
from klimapakt.offers.models import Offer
from klimapakt.offers.rules import Freshness, Standing, freshness, standing

_BADGES: Final[Mapping[Standing, str]] = {
    Standing.OPEN: "success",
    Standing.NOT_YET: "info",
    Standing.STOPPED: "warning",
    Standing.OVER: "neutral",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An offer with the words about how it stands on a day."""

    offer: Offer
    standing: Standing
    badge: str
    words: str
    freshness: Freshness

    @property
    def is_overdue(self) -> bool:
        """Tell whether somebody has to look at its source."""
        return self.freshness is not Freshness.FRESH

    @property
    def is_hidden(self) -> bool:
        """Tell whether members do not see it because nobody looked for too long."""
        return self.freshness is Freshness.HIDDEN and self.offer.state != OfferState.DRAFT

    @property
    def is_template(self) -> bool:
        """Tell whether its conditions have not been read at their source."""
        return self.offer.rule_key in templates()


def templates() -> frozenset[str]:
    """Return the keys of the rule files whose conditions nobody has read yet."""
    return frozenset(one.id for one in funding.offers() if one.completeness == "template")


def shown(offer: Offer, today: date) -> Shown:
    """Return an offer as it stands on a day."""
    stands = standing(offer.state, offer.valid_from, offer.valid_until, today)
    badge = "neutral" if offer.state == OfferState.DRAFT else _BADGES[stands]
    return Shown(offer, stands, badge, _words(offer, stands), freshness(offer.last_checked_on, today))


def _words(offer: Offer, stands: Standing) -> str:
    if stands is Standing.NOT_YET:
        return gettext("Not open yet")
    if stands is Standing.OVER and offer.state not in (OfferState.DRAFT, OfferState.ENDED):
        return gettext("Over")
    return str(offer.get_state_display())
