"""What targets hold about people: who decided, in words, and who entered it."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, link, text
from klimapakt.methods.messages import gettext_noop

PROMISING: Final = Processing(
    "promising",
    gettext_noop("Targets of the members"),
    gettext_noop("To know what was promised, by whom it was decided and why it changed."),
    gettext_noop("Art. 6(1)(b) and (e) GDPR: the agreement, a task in the public interest"),
    gettext_noop("People of the members who decide or enter a target"),
    gettext_noop("The pact office"),
)
_AS_MEMBERSHIP: Final = Clock(gettext_noop("As long as the membership"))

PERSONAL_DATA: Final[Declared] = (
    Table("targets.Target", nothing_in=("per",)),
    Table(
        "targets.TargetVersion",
        PROMISING,
        _AS_MEMBERSHIP,
        held=(*link("by"), *text("decided_by", "reason", "explanation")),
    ),
    Table("targets.InterimTarget"),
    Table(
        "targets.Outlook",
        PROMISING,
        _AS_MEMBERSHIP,
        held=(*link("by"), *text("growth_reason", "grid_source")),
    ),
)
