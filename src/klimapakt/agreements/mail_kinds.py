"""The kinds of mail about agreements."""

from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

AGREEMENT_ISSUED: Final = Kind(
    "agreement_issued",
    gettext_noop("Agreement to sign"),
    gettext_noop("You get this e-mail because you are management of %(name)s."),
)
AGREEMENT_SIGNED: Final = Kind(
    "agreement_signed",
    gettext_noop("Agreement signed by the member"),
    gettext_noop("You get this e-mail because you sign agreements for the city."),
)
AGREEMENT_IN_FORCE: Final = Kind(
    "agreement_in_force",
    gettext_noop("Agreement in force"),
    gettext_noop("You get this e-mail because you are management of %(name)s."),
)
AGREEMENT_RENEWAL: Final = Kind(
    "agreement_renewal",
    gettext_noop("Changed agreement to sign"),
    gettext_noop("You get this e-mail because you are management of %(name)s."),
)
MAIL_KINDS: Final = (AGREEMENT_ISSUED, AGREEMENT_SIGNED, AGREEMENT_IN_FORCE, AGREEMENT_RENEWAL)
