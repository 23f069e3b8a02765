"""What advice holds about people: who asked, who answered, and what they wrote."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, link, text
from klimapakt.methods.messages import gettext_noop

ADVISING: Final = Processing(
    "advising",
    gettext_noop("Requests for advice"),
    gettext_noop("To bring a member's question to the right adviser, and to see what came of it."),
    gettext_noop("Art. 6(1)(a) GDPR: consent of who asks, for what is sent along"),
    gettext_noop("People of the members who ask; people of the pact office and of chambers who answer"),
    gettext_noop("The adviser the member chose: the pact office or a chamber"),
)
_AS_MEMBERSHIP: Final = Clock(
    gettext_noop("As long as the membership; the adviser sees it until the consent is withdrawn")
)

PERSONAL_DATA: Final[Declared] = (
    Table(
        "advice.AdviceRequest",
        ADVISING,
        _AS_MEMBERSHIP,
        held=(*link("asked_by"), *text("question", "bundle", "outcome_text")),
        nothing_in=("parts", "bundle_sha256"),
    ),
    Table("advice.AdviceEntry", ADVISING, _AS_MEMBERSHIP, held=(*link("by"), *text("text"))),
    Table("advice.Appointment", ADVISING, _AS_MEMBERSHIP, held=(*link("proposed_by"), *text("place"))),
    Table("advice.AdvicePromise"),
)
