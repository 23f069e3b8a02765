"""The kinds of mail about advice."""

from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

ASKED: Final = Kind(
    "advice_asked",
    gettext_noop("Request for advice"),
    gettext_noop("You get this e-mail because you answer requests for advice in the climate pact."),
)
ANSWERED: Final = Kind(
    "advice_answered",
    gettext_noop("News about a request for advice"),
    gettext_noop("You get this e-mail because %(name)s has asked for advice in the climate pact."),
)
MAIL_KINDS: Final = (ASKED, ANSWERED)
