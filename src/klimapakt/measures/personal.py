"""What measures hold about people: nothing by intent, but texts are free."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, text
from klimapakt.methods.messages import gettext_noop

SAVING: Final = Processing(
    "saving",
    gettext_noop("Climate measures of the members"),
    gettext_noop("To know what was done and what it saves."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("Nobody by intent; whoever is named in a note"),
    gettext_noop("The pact office"),
)

PERSONAL_DATA: Final[Declared] = (
    Table(
        "measures.Measure",
        SAVING,
        Clock(gettext_noop("As long as the membership")),
        held=text("title", "note"),
    ),
)
