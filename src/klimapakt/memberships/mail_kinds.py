"""The kinds of mail about joining."""

from datetime import timedelta
from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

JOIN_CONFIRM: Final = Kind(
    "join_confirm",
    gettext_noop("Confirm a request to join"),
    gettext_noop("You get this e-mail because somebody gave your address in the form for new members."),
    secrets=("link",),
    counts_for=timedelta(days=7),
)
JOIN_CONFIRMED: Final = Kind(
    "join_confirmed",
    gettext_noop("Request to join received"),
    gettext_noop("You get this e-mail because you asked to join for %(name)s."),
)
JOIN_RECEIVED: Final = Kind(
    "join_received",
    gettext_noop("Somebody wants to join"),
    gettext_noop("You get this e-mail because you look after the members of the pact."),
)
MAIL_KINDS: Final = (JOIN_CONFIRM, JOIN_CONFIRMED, JOIN_RECEIVED)
