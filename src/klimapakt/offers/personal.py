"""What offers hold about people: who keeps one, who checked it, who changed its state."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, link, text
from klimapakt.methods.messages import gettext_noop

OFFERING: Final = Processing(
    "offering",
    gettext_noop("Offers to the members"),
    gettext_noop("To know who keeps an offer up to date, and who last looked at its source."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("People of the pact office; people whom the text of an offer names"),
    gettext_noop("Everybody, where the text of an offer names somebody; else the pact office"),
)
_AS_PACT: Final = Clock(gettext_noop("As long as the pact; the links to people as long as their accounts"))
_SPOKEN: Final = ("title", "text", "provider", "audience", "amounts")

PERSONAL_DATA: Final[Declared] = (
    Table(
        "offers.Offer",
        OFFERING,
        _AS_PACT,
        held=(
            *link("responsible", "last_checked_by"),
            *text(*(f"{name}_{language}" for name in _SPOKEN for language in ("de", "en"))),
            *text("region", "url"),
        ),
        nothing_in=("rule_key",),
    ),
    Table("offers.OfferEvent", OFFERING, _AS_PACT, held=(*link("by"), *text("reason"))),
)
