"""The kinds of mail about meetings."""

from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

_WHY: Final = gettext_noop(
    "You get this e-mail because you registered %(name)s for a meeting of the climate pact."
)

REQUESTED: Final = Kind("meeting_requested", gettext_noop("Registration for a meeting arrived"), _WHY)
CONFIRMED: Final = Kind("meeting_confirmed", gettext_noop("Seats at a meeting confirmed"), _WHY)
WAITING: Final = Kind("meeting_waiting", gettext_noop("On the waiting list of a meeting"), _WHY)
OFFERED: Final = Kind("meeting_offered", gettext_noop("Seats at a meeting offered"), _WHY)
WITHDRAWN: Final = Kind("meeting_withdrawn", gettext_noop("Registration for a meeting withdrawn"), _WHY)
LAPSED: Final = Kind("meeting_lapsed", gettext_noop("Offer of seats at a meeting ended"), _WHY)
DECLINED: Final = Kind("meeting_declined", gettext_noop("Registration for a meeting declined"), _WHY)
CANCELLED: Final = Kind("meeting_cancelled", gettext_noop("Meeting cancelled"), _WHY)
REMINDER: Final = Kind("meeting_reminder", gettext_noop("A meeting is near"), _WHY)
MAIL_KINDS: Final = (
    REQUESTED,
    CONFIRMED,
    WAITING,
    OFFERED,
    WITHDRAWN,
    LAPSED,
    DECLINED,
    CANCELLED,
    REMINDER,
)
