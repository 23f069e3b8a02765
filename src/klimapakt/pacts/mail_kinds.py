"""The kinds of mail about the office of a pact and its rulebook."""

from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

_WHY: Final = gettext_noop("You get this e-mail because it is about what you do for %(name)s.")
_WHY_RULEBOOK: Final = gettext_noop("You get this e-mail because you work on the rulebook of %(name)s.")

OFFICE_INVITATION: Final = Kind(
    "office_invitation", gettext_noop("Invitation into the pact office"), _WHY, secrets=("link",)
)
OFFICE_ROLE_GIVEN: Final = Kind("office_role_given", gettext_noop("New role in the pact office"), _WHY)
OFFICE_ROLE_CHANGED: Final = Kind(
    "office_role_changed", gettext_noop("Changed role in the pact office"), _WHY
)
OFFICE_ROLE_ENDED: Final = Kind("office_role_ended", gettext_noop("Ended role in the pact office"), _WHY)
RULEBOOK_PROPOSED: Final = Kind(
    "rulebook_proposed", gettext_noop("A rulebook waits for a decision"), _WHY_RULEBOOK
)
RULEBOOK_RETURNED: Final = Kind("rulebook_returned", gettext_noop("Rulebook sent back"), _WHY_RULEBOOK)
RULEBOOK_ACTIVATED: Final = Kind("rulebook_activated", gettext_noop("Rulebook in force"), _WHY_RULEBOOK)
MAIL_KINDS: Final = (
    OFFICE_INVITATION,
    OFFICE_ROLE_GIVEN,
    OFFICE_ROLE_CHANGED,
    OFFICE_ROLE_ENDED,
    RULEBOOK_PROPOSED,
    RULEBOOK_RETURNED,
    RULEBOOK_ACTIVATED,
)
