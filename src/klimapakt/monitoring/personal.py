"""What monitoring holds about people: who read a target, who explained one that was missed, who accepted."""

from typing import Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, link, text
from klimapakt.methods.messages import gettext_noop

MONITORING: Final = Processing(
    "monitoring",
    gettext_noop("Monitoring of the members"),
    gettext_noop("To see whether targets were met, why not, and who answers for the report."),
    gettext_noop("Art. 6(1)(b) and (e) GDPR: the agreement, a task in the public interest"),
    gettext_noop("People of the members and of the pact office who make or accept a monitoring report"),
    gettext_noop("The member concerned and the pact office"),
)
_AS_MEMBERSHIP: Final = Clock(
    gettext_noop("As long as the organisation; the link to the person as long as the account")
)

PERSONAL_DATA: Final[Declared] = (
    Table("monitoring.MonitoringCycle"),
    Table("monitoring.RowAnswer"),
    Table(
        "monitoring.ReadTarget",
        MONITORING,
        _AS_MEMBERSHIP,
        held=link("by"),
        nothing_in=("place",),
    ),
    Table("monitoring.Explanation", MONITORING, _AS_MEMBERSHIP, held=(*link("by"), *text("text"))),
    Table(
        "monitoring.AcceptedMonitoring",
        MONITORING,
        _AS_MEMBERSHIP,
        held=link("by"),
        nothing_in=("document", "sha256"),
    ),
)
