"""The kinds of mail about requests to be erased. The one to the office names nobody: no more copies."""

from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

ERASURE_ASKED: Final = Kind(
    "erasure_asked",
    gettext_noop("Somebody asks to be erased"),
    gettext_noop("You get this e-mail because you look after the members of the pact."),
)
ERASURE_DECLINED: Final = Kind(
    "erasure_declined",
    gettext_noop("Answer to a request to be erased"),
    gettext_noop("You get this e-mail because you asked to be erased."),
)
MAIL_KINDS: Final = (ERASURE_ASKED, ERASURE_DECLINED)
"""Who is erased gets no e-mail about it: for that the address would have to be kept."""
