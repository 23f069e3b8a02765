"""What publicity holds about people: who is quoted, who released, what was written freely."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, link, text
from klimapakt.methods.messages import gettext_noop

TELLING: Final = Processing(
    "telling",
    gettext_noop("Stories of the members"),
    gettext_noop("To publish what members have done, as they released it, and to answer for it."),
    gettext_noop("Art. 6(1)(a) and (e) GDPR: the consent of who is quoted, a task in the public interest"),
    gettext_noop("People of the members who are quoted or release a story; people of the pact office"),
    gettext_noop("The public, as far as it was released; else the member concerned and the pact office"),
)
_AS_MEMBERSHIP: Final = Clock(
    gettext_noop("As long as the organisation; the link to the person as long as the account")
)

PERSONAL_DATA: Final[Declared] = (
    Table("publicity.Story", TELLING, _AS_MEMBERSHIP, held=(*link("by"), *text("quoted"))),
    Table(
        "publicity.StoryText",
        TELLING,
        _AS_MEMBERSHIP,
        held=text("title", "sentence", "before", "done", "learned", "quote"),
    ),
    Table(
        "publicity.StoryVersion",
        TELLING,
        _AS_MEMBERSHIP,
        held=(
            *link("released_by", "published_by", "ended_by"),
            *text("document", "reason", "end_reason"),
        ),
        nothing_in=("sha256",),
    ),
    Table("publicity.Claim", nothing_in=("scopes", "period", "evidence")),
    Table("publicity.Correction", TELLING, _AS_MEMBERSHIP, held=(*link("by"), *text("title", "why"))),
    Table("publicity.Badge", TELLING, _AS_MEMBERSHIP, held=link("by")),
)
