"""What agreements hold about people: who signs for both sides, kept as evidence."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from klimapakt.foundation.personal_data import (
    Clock,
    Declared,
    Ending,
    Fate,
    Held,
    Processing,
    Table,
    Tie,
    kept,
    link,
    owner,
    text,
)
from klimapakt.methods.messages import gettext_noop

_EVIDENCE_KEPT: Final = timedelta(days=3653)

AGREEING: Final = Processing(
    "agreeing",
    gettext_noop("Climate agreements"),
    gettext_noop("To make the agreement and to prove later who signed what."),
    gettext_noop("Art. 6(1)(b) and (e) GDPR: an agreement, a task in the public interest"),
    gettext_noop("Who signs for a member or for the city"),
    gettext_noop("Both sides of the agreement"),
)
WHY: Final = gettext_noop(
    "A signed agreement is evidence for both sides and stays for ten years after the membership ended; "
    "until then Art. 17(3)(e) GDPR lets it be kept."
)

CHECKED: Final = gettext_noop(
    "Who checked a text of the pact, and why it was changed, is part of what agreements rest on."
)


def _agreements_over(now: datetime) -> Q:
    before = now - _EVIDENCE_KEPT
    return Q(withdrawn_at__lt=before) | Q(membership__ended_on__lt=before.date())


_TEN_YEARS: Final = Clock(
    gettext_noop("Ten years after the membership ended or the document was withdrawn"),
    _agreements_over,
    Ending.TOLD,
)
_WITH_AGREEMENT: Final = Clock(gettext_noop("As long as the agreement"))

PERSONAL_DATA: Final[Declared] = (
    Table(
        "agreements.Agreement",
        AGREEING,
        _TEN_YEARS,
        held=(*link("issued_by"), *kept("values", "withdrawn_reason", why=WHY)),
        nothing_in=("number", "template", "template_version", "content_sha256", "sha256"),
    ),
    Table(
        "agreements.AgreementText",
        AGREEING,
        Clock(gettext_noop("As long as agreements rest on the text")),
        held=(
            *link("drafted_by", "released_by"),
            *kept("legal_name", "legal_note", why=CHECKED),
            *text("reason"),
        ),
        nothing_in=("template", "version", "content", "sha256", "basis_version"),
        unchangeable={"released_at__isnull": False},
        why_unchangeable=CHECKED,
    ),
    Table(
        "agreements.AgreementTextAuthor",
        AGREEING,
        Clock(gettext_noop("As long as the account")),
        held=(owner("person"),),
    ),
    Table(
        "agreements.AgreementFile",
        AGREEING,
        _WITH_AGREEMENT,
        held=kept("content", "report", "chain", why=WHY),
        nothing_in=("language", "sha256"),
    ),
    Table(
        "agreements.Signature",
        AGREEING,
        _WITH_AGREEMENT,
        held=(
            Held("account", Tie.ADDRESS, Fate.KEPT, WHY),
            *kept("name", "function", "mandate", "proved_by", why=WHY, tie=Tie.OWN),
            *link("entered_by", "confirmed_by"),
        ),
        nothing_in=("sha256_shown", "statement"),
    ),
)
