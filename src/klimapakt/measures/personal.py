"""What measures hold about people: who said what, who does a step; texts are free."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, kept, link, text
from klimapakt.methods.messages import gettext_noop

SAVING: Final = Processing(
    "saving",
    gettext_noop("Climate measures of the members"),
    gettext_noop("To know what was done and what it saves."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("People who state or verify a saving, appraise it or do a step; whoever is named in a note"),
    gettext_noop("The pact office"),
)
_AS_MEMBERSHIP: Final = Clock(gettext_noop("As long as the membership"))

PERSONAL_DATA: Final[Declared] = (
    Table(
        "measures.Measure",
        SAVING,
        _AS_MEMBERSHIP,
        held=text("title", "note", "early_order_reason"),
        nothing_in=("carrier", "library_key", "library_edition", "inputs"),
    ),
    Table("measures.MeasureEvent", SAVING, _AS_MEMBERSHIP, held=(*link("by"), *text("text"))),
    Table(
        "measures.Statement",
        SAVING,
        _AS_MEMBERSHIP,
        held=(*link("by", "author"), *text("text", "explanation", "source")),
        nothing_in=("doubts",),
    ),
    Table(
        "measures.Appraisal",
        SAVING,
        _AS_MEMBERSHIP,
        held=(
            *link("by"),
            *text("reason", "effects"),
            *kept(
                "case",
                "told",
                why=gettext_noop("An appraisal can be calculated again only from what was entered for it."),
            ),
        ),
        nothing_in=("edition",),
    ),
    Table("measures.Step", SAVING, _AS_MEMBERSHIP, held=text("title", "owner")),
    Table("measures.Proof"),
    Table("measures.Grant", SAVING, _AS_MEMBERSHIP, held=text("name", "reference", "note")),
    Table("measures.Share", SAVING, _AS_MEMBERSHIP, held=link("decided_by")),
)
