"""What casework holds about people: with whom the office spoke, who does what, whose views there are."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, link, owner, text
from klimapakt.methods.messages import gettext_noop

CASEWORK: Final = Processing(
    "casework",
    gettext_noop("Looking after members"),
    gettext_noop(
        "To keep what was agreed with a member, and what is to be done, when the case worker changes."
    ),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("People of the members with whom the office spoke; people of the pact office"),
    gettext_noop("Nobody outside the pact office"),
)
_AS_MEMBERSHIP: Final = Clock(
    gettext_noop("As long as the organisation; the link to the person as long as the account")
)
_AS_ACCOUNT: Final = Clock(gettext_noop("As long as the account"))

PERSONAL_DATA: Final[Declared] = (
    Table(
        "casework.Contact",
        CASEWORK,
        _AS_MEMBERSHIP,
        held=(*link("by", "struck_by"), *text("with_whom", "text")),
    ),
    Table(
        "casework.Task",
        CASEWORK,
        _AS_MEMBERSHIP,
        held=(*link("owner", "created_by", "done_by"), *text("title")),
    ),
    Table("casework.SavedView", CASEWORK, _AS_ACCOUNT, held=(owner("owner"), *text("name", "query"))),
    Table("casework.BulkRun", CASEWORK, _AS_MEMBERSHIP, held=(*link("by"), *text("given"))),
    Table("casework.BulkItem", CASEWORK, _AS_MEMBERSHIP, held=text("why", "before")),
)
