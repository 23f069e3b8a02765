"""What memberships hold about people: who asked to join, who looks after a member, who took which step."""

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
    own,
    secret,
    text,
)
from klimapakt.memberships.rules import KEPT_AFTER_DECISION
from klimapakt.methods.messages import gettext_noop

JOINING: Final = Processing(
    "joining",
    gettext_noop("Joining the pact and being a member"),
    gettext_noop("To answer who wants to join, and to keep every promise made on the way."),
    gettext_noop("Art. 6(1)(b) and (e) GDPR: steps towards an agreement, a task in the public interest"),
    gettext_noop("Whoever asks to join; people of the pact office"),
    gettext_noop("Nobody outside the pact"),
)


def _requests_over(now: datetime) -> Q:
    unconfirmed = Q(confirmed_at__isnull=True, expires_at__lt=now)
    return unconfirmed | Q(decided_at__lt=now - KEPT_AFTER_DECISION)


PERSONAL_DATA: Final[Declared] = (
    Table(
        "memberships.JoinRequest",
        JOINING,
        Clock(
            gettext_noop("Seven days where the address is not confirmed; else 180 days after the decision"),
            _requests_over,
            Ending.DELETED,
        ),
        held=(
            address("email"),
            *own("person_name", "phone", "message"),
            *secret("token_hash"),
            *link("decided_by"),
        ),
        nothing_in=("name", "city", "language"),
    ),
    Table(
        "memberships.Membership",
        JOINING,
        Clock(gettext_noop("As long as the organisation; the link to the person as long as the account")),
        held=(*link("owner"), *text("next_step")),
        nothing_in=("tier",),
    ),
    Table(
        "memberships.Step",
        JOINING,
        Clock(gettext_noop("As long as the organisation; the link to the person as long as the account")),
        held=(*link("by"), *text("reason")),
    ),
    Table(
        "memberships.TierChange",
        JOINING,
        Clock(gettext_noop("As long as the organisation; the link to the person as long as the account")),
        held=(*link("by"), *text("reason")),
        nothing_in=("from_tier", "tier", "agreement"),
    ),
)
