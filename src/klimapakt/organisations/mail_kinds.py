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
MAIL_KINDS: Final = (INVITATION, ROLE_GIVEN, ROLE_CHANGED, ROLE_ENDED)
