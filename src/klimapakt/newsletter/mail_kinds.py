"""The kinds of mail of the newsletter."""

from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop
from klimapakt.newsletter.rules import CONFIRM_WITHIN

CONFIRM: Final = Kind(
    "newsletter_confirm",
    gettext_noop("Confirm a newsletter subscription"),
    gettext_noop("You get this e-mail because somebody gave your address in the form for the newsletter."),
    secrets=("link",),
    counts_for=CONFIRM_WITHIN,
)
ISSUE: Final = Kind(
    "newsletter_issue",
    gettext_noop("Issue of the newsletter"),
    gettext_noop("You get this e-mail because you asked for the newsletter and confirmed your address."),
    secrets=("link",),
    in_lines=("text",),
    left_by="link",
)
MAIL_KINDS: Final = (CONFIRM, ISSUE)
