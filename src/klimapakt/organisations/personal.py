"""What organisations hold about people: who acts for them, and who was invited."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from klimapakt.foundation.personal_data import (
    Clock,
    Declared,
    Ending,
    Processing,
    Table,
    address,
    kept,
    link,
    owner,
    secret,
    text,
)
from klimapakt.methods.messages import gettext_noop

_INVITATIONS_KEPT: Final = timedelta(days=30)
_MANDATES_KEPT: Final = timedelta(days=3 * 365)

ACTING: Final = Processing(
    "acting",
    gettext_noop("Members and who acts for them"),
    gettext_noop("To know with whom the pact is made and who may speak and decide for a member."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("People of the members; whoever was invited"),
    gettext_noop("The pact office; colleagues in the same organisation"),
)
ADVISING: Final = Processing(
    "advising",
    gettext_noop("Advisers with a mandate of a member"),
    gettext_noop("To let an adviser work for a member for a time, and to let the member see what they did."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("Advisers from outside; people of the members who offered the mandate"),
    gettext_noop("The member that gave the mandate"),
)
_ORGANISATION: Final = gettext_noop(
    "The name and the address of an organisation stay as long as its membership, "
    "also where they are those of a sole trader."
)


def _invitations_over(now: datetime) -> Q:
    before = now - _INVITATIONS_KEPT
    return (
        Q(accepted_at__lt=before)
        | Q(withdrawn_at__lt=before)
        | Q(accepted_at__isnull=True, expires_at__lt=before)
    )


def _mandates_over(now: datetime) -> Q:
    ended, day = now - _MANDATES_KEPT, (now - _MANDATES_KEPT).date()
    never = Q(accepted_at__isnull=True)
    return (
        (never & _lapsed(now - _INVITATIONS_KEPT))
        | (~never & Q(ended_at__lt=ended))
        | (~never & Q(ended_at__isnull=True, ends_on__lt=day))
    )


def _lapsed(before: datetime) -> Q:
    return Q(expires_at__lt=before) | Q(ended_at__lt=before)


_AS_LONG: Final = Clock(gettext_noop("As long as the membership"))

PERSONAL_DATA: Final[Declared] = (
    Table(
        "organisations.Organisation",
        ACTING,
        _AS_LONG,
        held=kept("name", "group_parent", why=_ORGANISATION),
        nothing_in=(
            *("legal_form", "sector", "wz_code", "register_number", "business_id", "vat_id"),
            *("programmes", "city"),
        ),
    ),
    Table(
        "organisations.Site",
        ACTING,
        _AS_LONG,
        held=kept("name", "address", why=_ORGANISATION),
        nothing_in=("postcode",),
    ),
    Table(
        "organisations.Role",
        ACTING,
        Clock(gettext_noop("Until the role ends")),
        held=(owner("person"),),
    ),
    Table(
        "organisations.Invitation",
        ACTING,
        Clock(
            gettext_noop("30 days after it was accepted, withdrawn or ran out"),
            _invitations_over,
            Ending.DELETED,
        ),
        held=(address("email"), owner("accepted_by"), *link("invited_by"), *secret("token_hash")),
        nothing_in=("language",),
    ),
    Table(
        "organisations.Mandate",
        ADVISING,
        Clock(
            gettext_noop("Three years after it ended; offers 30 days after they ran out"),
            _mandates_over,
            Ending.DELETED,
        ),
        held=(
            address("email"),
            *link("adviser", "offered_by", "ended_by"),
            *text("purpose", by="offered_by"),
            *secret("token_hash"),
        ),
        nothing_in=("language",),
    ),
    Table(
        "organisations.MandateAccess",
        ADVISING,
        Clock(gettext_noop("As long as the mandate, with which it goes")),
    ),
)
