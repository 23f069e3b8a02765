"""What the privacy room itself holds about people."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from klimapakt.foundation.personal_data import (
    Clock,
    Declared,
    Ending,
    Processing,
    Table,
    link,
    own,
    owner,
    text,
)
from klimapakt.methods.messages import gettext_noop

_PROOF_KEPT: Final = timedelta(days=3 * 365 + 1)

RIGHTS: Final = Processing(
    "rights",
    gettext_noop("Rights of the people concerned"),
    gettext_noop("To note what somebody consented to, and to answer requests for data and erasure."),
    gettext_noop("Art. 6(1)(c) with Art. 7(1), 12 and 17 GDPR: a legal obligation"),
    gettext_noop("Whoever consents or asks to be erased"),
    gettext_noop("The pact office"),
)


def _consents_over(now: datetime) -> Q:
    return Q(withdrawn_at__lt=now - _PROOF_KEPT)


def _requests_over(now: datetime) -> Q:
    return Q(decided_at__lt=now - _PROOF_KEPT)


PERSONAL_DATA: Final[Declared] = (
    Table(
        "privacy.Consent",
        RIGHTS,
        Clock(
            gettext_noop("As long as the account; three years after it was withdrawn"),
            _consents_over,
            Ending.DELETED,
        ),
        held=(owner("person"), *own("text")),
    ),
    Table(
        "privacy.ErasureRequest",
        RIGHTS,
        Clock(
            gettext_noop("Three years after it was decided, without the name once somebody is erased"),
            _requests_over,
            Ending.DELETED,
        ),
        held=(*link("person", "decided_by"), *text("reason")),
    ),
)
