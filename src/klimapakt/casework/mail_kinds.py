"""The kind of mail with which the office writes to many at once."""

from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

OFFICE_LETTER: Final = Kind(
    "office_letter",
    gettext_noop("Letter of the office"),
    gettext_noop("You get this e-mail because you act for %(name)s in the climate pact."),
)
MAIL_KINDS: Final = (OFFICE_LETTER,)
