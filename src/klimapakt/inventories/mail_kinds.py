"""The kinds of mail about the life of an inventory."""

from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

_OFFICE: Final = gettext_noop("You get this e-mail because you look at inventories in the pact office.")
_MEMBER: Final = gettext_noop("You get this e-mail because you work on the inventories of %(name)s.")

SUBMITTED: Final = Kind("inventory_submitted", gettext_noop("Inventory submitted"), _OFFICE)
WITHDRAWN: Final = Kind("inventory_withdrawn", gettext_noop("Inventory withdrawn"), _OFFICE)
RETURNED: Final = Kind("inventory_returned", gettext_noop("Questions about an inventory"), _MEMBER)
ACCEPTED: Final = Kind("inventory_accepted", gettext_noop("Inventory accepted"), _MEMBER)
LETTER: Final = Kind("inventory_letter", gettext_noop("Letter about a review"), _MEMBER)
MAIL_KINDS: Final = (SUBMITTED, WITHDRAWN, RETURNED, ACCEPTED, LETTER)
