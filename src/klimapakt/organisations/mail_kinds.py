"""The kinds of mail about invitations and roles."""

from datetime import timedelta
from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

_WHY: Final = gettext_noop("You get this e-mail because it is about what you do for %(name)s.")

INVITATION: Final = Kind(
    "invitation",
    gettext_noop("Invitation"),
    gettext_noop("You get this e-mail because somebody gave your address for an invitation."),
    secrets=("link",),
    counts_for=timedelta(days=14),
)
ROLE_GIVEN: Final = Kind("role_given", gettext_noop("New role"), _WHY)
ROLE_CHANGED: Final = Kind("role_changed", gettext_noop("Changed role"), _WHY)
ROLE_ENDED: Final = Kind("role_ended", gettext_noop("Ended role"), _WHY)
_WHY_MANDATE: Final = gettext_noop("You get this e-mail because it is about a mandate for advising %(name)s.")
MANDATE_OFFERED: Final = Kind(
    "mandate_offered",
    gettext_noop("Offer of a mandate"),
    gettext_noop("You get this e-mail because somebody gave your address for a mandate."),
    secrets=("link",),
    counts_for=timedelta(days=14),
)
MANDATE_ACCEPTED: Final = Kind("mandate_accepted", gettext_noop("Accepted mandate"), _WHY_MANDATE)
MANDATE_ENDING: Final = Kind("mandate_ending", gettext_noop("Mandate that ends soon"), _WHY_MANDATE)
MANDATE_ENDED: Final = Kind("mandate_ended", gettext_noop("Ended mandate"), _WHY_MANDATE)
MAIL_KINDS: Final = (
    INVITATION,
    ROLE_GIVEN,
    ROLE_CHANGED,
    ROLE_ENDED,
    MANDATE_OFFERED,
    MANDATE_ACCEPTED,
    MANDATE_ENDING,
    MANDATE_ENDED,
)
