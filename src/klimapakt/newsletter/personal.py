"""What newsletter holds about people."""

from datetime import datetime
from typing import Final

from django.db.models import Q

from klimapakt.foundation.personal_data import (
    Clock,
    Declared,
    Ending,
    Processing,
    Table,
    address,
    link,
    secret,
    text,
)
from klimapakt.methods.messages import gettext_noop
from klimapakt.newsletter.rules import CONFIRM_WITHIN, KEPT_AFTER_LEAVING, KEPT_DELIVERY

SENDING: Final = Processing(
    "newsletter",
    gettext_noop("Newsletter"),
    gettext_noop("To send news of the pact to who asked for it, and to be able to show that they did."),
    gettext_noop("Art. 6(1)(a) GDPR: consent, confirmed by a link in an e-mail"),
    gettext_noop("Whoever asks for the newsletter; people of the pact office"),
    gettext_noop("Nobody outside the pact office"),
)


def _subscriptions_over(now: datetime) -> Q:
    unconfirmed = Q(confirmed_at__isnull=True, asked_at__lt=now - CONFIRM_WITHIN)
    return unconfirmed | Q(left_at__lt=now - KEPT_AFTER_LEAVING)


def _deliveries_over(now: datetime) -> Q:
    return Q(at__lt=now - KEPT_DELIVERY, issue__state="sent")


PERSONAL_DATA: Final[Declared] = (
    Table(
        "newsletter.Subscription",
        SENDING,
        Clock(
            gettext_noop("Seven days where the address is not confirmed; else 180 days after leaving"),
            _subscriptions_over,
            Ending.DELETED,
        ),
        held=(address("email"), *secret("token_hash")),
    ),
    Table(
        "newsletter.Issue",
        SENDING,
        Clock(gettext_noop("For good, as the archive; the link to the person as long as the account")),
        held=(
            *link("written_by", "released_by"),
            *text("subject_de", "text_de", "subject_en", "text_en"),
        ),
        nothing_in=("leave_links",),
    ),
    Table(
        "newsletter.Delivery",
        SENDING,
        Clock(gettext_noop("90 days, or as long as the subscription"), _deliveries_over, Ending.DELETED),
    ),
)
