"""What duties hold about people: who answers for them, who said what, whose calendar reads them."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, link, owner, secret, text
from klimapakt.methods.messages import gettext_noop

KEEPING: Final = Processing(
    "keeping",
    gettext_noop("Duties of the members"),
    gettext_noop("To remind of what was promised, to give more time, and to know why something was late."),
    gettext_noop("Art. 6(1)(b) and (e) GDPR: the agreement, a task in the public interest"),
    gettext_noop("People of the members and of the pact office who say something about a duty"),
    gettext_noop("The member concerned and the pact office"),
)
_AS_MEMBERSHIP: Final = Clock(
    gettext_noop("As long as the organisation; the link to the person as long as the account")
)
_AS_ACCOUNT: Final = Clock(gettext_noop("As long as the account"))

PERSONAL_DATA: Final[Declared] = (
    Table("duties.Duty", KEEPING, _AS_MEMBERSHIP, held=(*link("responsible", "deputy"), *text("reason"))),
    Table("duties.DutyEvent", KEEPING, _AS_MEMBERSHIP, held=(*link("by"), *text("text", "document"))),
    Table("duties.Reminder"),
    Table("duties.NightlyRun", nothing_in=("digest_week", "failed")),
    Table(
        "duties.CalendarLink",
        KEEPING,
        _AS_ACCOUNT,
        held=(owner("person"), *secret("token_hash")),
    ),
)
