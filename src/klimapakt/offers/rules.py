"""Pure decisions about offers: what can follow what, how fresh one is, whether it is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final
from urllib.parse import urlsplit

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.offers.enums import OfferState
from klimapakt.organisations.rules import NotPossible

S = OfferState
FOLLOWS: Final[Mapping[str, tuple[str, ...]]] = {
    S.DRAFT: (S.VALID, S.PAUSED, S.EXHAUSTED, S.ENDED),
    S.VALID: (S.PAUSED, S.EXHAUSTED, S.ENDED),
    S.PAUSED: (S.VALID, S.EXHAUSTED, S.ENDED),
    S.EXHAUSTED: (S.VALID, S.ENDED),
    S.ENDED: (S.DRAFT,),
}
"""An offer that comes back after its end is read anew first, as a draft."""


@dataclass(frozen=True, slots=True)
class Patience:
    """After how many days without a look at the source the office is warned, and the offer is hidden."""

    counts_from: date
    warn_after: int
    hide_after: int
    source: str


PATIENCE: Final = (
    Patience(
        date(2022, 1, 1), 120, 180, "Decided convention; 180 days as in docs/methods/funding.md (warnings)"
    ),
)
"""Oldest first; the last that counts already holds."""


class Freshness(Enum):
    """How long ago somebody looked."""

    FRESH = "fresh"
    OVERDUE = "overdue"
    HIDDEN = "hidden"


class Standing(Enum):
    """Whether somebody can use an offer on a day."""

    OPEN = "open"
    NOT_YET = "not_yet"
    OVER = "over"
    STOPPED = "stopped"


class OfferRefused(NotPossible):
    """The entry cannot be kept; ``field`` names what is wrong in it."""

    def __init__(self, message: Message, field: str) -> None:
        super().__init__(message)
        self.field = field


def patience_on(today: date) -> Patience:
    """Return the numbers of days that hold on a day.

    >>> patience_on(date(2026, 11, 27)).hide_after
    180
    """
    return [one for one in PATIENCE if one.counts_from <= today][-1]


def freshness(last_checked_on: date | None, today: date) -> Freshness:
    """Return whether an offer is fresh, to be looked at, or hidden; one nobody has checked is hidden.

    >>> freshness(date(2026, 1, 1), date(2026, 5, 1)), freshness(date(2026, 1, 1), date(2026, 5, 2))
    (<Freshness.FRESH: 'fresh'>, <Freshness.OVERDUE: 'overdue'>)
    """
    if last_checked_on is None:
        return Freshness.HIDDEN
    age, patience = (today - last_checked_on).days, patience_on(today)
    if age > patience.hide_after:
        return Freshness.HIDDEN
    return Freshness.OVERDUE if age > patience.warn_after else Freshness.FRESH


def standing(state: str, valid_from: date | None, valid_until: date | None, today: date) -> Standing:
    """Return whether an offer can be used on a day; without days it has neither beginning nor end.

    >>> standing("valid", None, None, date(2026, 11, 27))
    <Standing.OPEN: 'open'>
    """
    if state == S.ENDED or (valid_until is not None and valid_until < today):
        return Standing.OVER
    if state != S.VALID:
        return Standing.STOPPED
    return Standing.NOT_YET if valid_from is not None and valid_from > today else Standing.OPEN


def ensure_follows(came_from: str, state: str, reason: str) -> None:
    """Raise OfferRefused unless ``state`` can follow, and says why it does where a draft was shown before."""
    if state not in FOLLOWS[came_from]:
        text = gettext_noop(
            "This is not possible from where the offer stands now. Load the page anew and choose again."
        )
        raise OfferRefused(Message("offer_not_next", text), "state")
    if not reason.strip() and (came_from, state) != (S.DRAFT, S.VALID):
        raise OfferRefused(
            Message("reason_needed", gettext_noop("Please say why, in a few words.")), "reason"
        )


def ensure_checked(last_checked_on: date | None, today: date) -> None:
    """Raise OfferRefused for an offer that is to be shown though nobody has looked at its source lately."""
    if freshness(last_checked_on, today) is Freshness.HIDDEN:
        text = gettext_noop("Look at the source first, and say “checked today”. Then it can be shown.")
        raise OfferRefused(Message("offer_unchecked", text), "state")


def ensure_days(valid_from: date | None, valid_until: date | None) -> None:
    """Raise OfferRefused when it ends before it begins."""
    if valid_from is not None and valid_until is not None and valid_until < valid_from:
        text = gettext_noop("The offer ends before it begins. Check both days.")
        raise OfferRefused(Message("offer_days", text), "valid_until")


def ensure_link(url: str) -> None:
    """Raise OfferRefused for a link that is not one to a page over https.

    >>> ensure_link("https://example.org/offer")
    >>> ensure_link("javascript:alert(1)")
    Traceback (most recent call last):
    klimapakt.offers.rules.OfferRefused: ...
    """
    if not url:
        return
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        text = gettext_noop("Please enter a link that begins with https://.")
        raise OfferRefused(Message("offer_link", text), "url")
