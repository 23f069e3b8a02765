"""The kinds of mail about duties."""

from datetime import timedelta
from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

_MEMBER: Final = gettext_noop("You get this e-mail because you work for %(name)s in the climate pact.")
_OFFICE: Final = gettext_noop("You get this e-mail because you look after members in the pact office.")
_COUNTS_FOR: Final = timedelta(days=6)
"""After that the next step may have come; a reminder that was stuck so long would only confuse."""

REMINDER: Final = Kind(
    "duty_reminder", gettext_noop("Something is due soon"), _MEMBER, counts_for=_COUNTS_FOR
)
OVERDUE: Final = Kind("duty_overdue", gettext_noop("Something is overdue"), _MEMBER, counts_for=_COUNTS_FOR)
ESCALATED: Final = Kind(
    "duty_escalated", gettext_noop("Long overdue: head of the office"), _OFFICE, counts_for=_COUNTS_FOR
)
ASKED: Final = Kind("duty_extension_asked", gettext_noop("Somebody asks for more time"), _OFFICE)
GRANTED: Final = Kind("duty_extended", gettext_noop("More time granted"), _MEMBER)
REFUSED: Final = Kind("duty_extension_refused", gettext_noop("More time refused"), _MEMBER)
WAIVED: Final = Kind("duty_waived", gettext_noop("Something is no longer owed"), _MEMBER)
DIGEST: Final = Kind("duty_digest", gettext_noop("The week in the pact office"), _OFFICE)
MAIL_KINDS: Final = (REMINDER, OVERDUE, ESCALATED, ASKED, GRANTED, REFUSED, WAIVED, DIGEST)
