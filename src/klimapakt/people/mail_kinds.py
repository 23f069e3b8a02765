"""The kinds of mail about accounts. Their names are those allauth gives its mails."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.messages import gettext_noop

_ASKED: Final = gettext_noop("You get this e-mail because somebody typed your address on our pages.")
_ACCOUNT: Final = gettext_noop("You get this e-mail because something about your account has changed.")
_CODE_COUNTS: Final = timedelta(minutes=15)
_LINK_COUNTS: Final = timedelta(days=3)


def _notice(name: str, title: str) -> Kind:
    """Return a kind that tells of a change; the address it was made from is for the reader only."""
    return Kind(name, title, _ACCOUNT, secrets=("ip",))


MAIL_KINDS: Final = (
    Kind("login_code", gettext_noop("Code to sign in"), _ASKED, ("code",), _CODE_COUNTS),
    Kind("password_reset_key", gettext_noop("Link for a new password"), _ASKED, ("link",), _LINK_COUNTS),
    Kind("email_confirmation", gettext_noop("Link to confirm an address"), _ASKED, ("link",), _LINK_COUNTS),
    _notice("password_changed", gettext_noop("Password changed")),
    _notice("password_reset", gettext_noop("Password replaced")),
    _notice("password_set", gettext_noop("Password set")),
    _notice("email_changed", gettext_noop("E-mail address changed")),
    _notice("email_confirm", gettext_noop("E-mail address confirmed")),
    _notice("email_deleted", gettext_noop("E-mail address removed")),
    _notice("recovery_codes_generated", gettext_noop("New recovery codes")),
    _notice("totp_activated", gettext_noop("App for codes set up")),
    _notice("totp_deactivated", gettext_noop("App for codes removed")),
    _notice("webauthn_added", gettext_noop("Passkey set up")),
    _notice("webauthn_removed", gettext_noop("Passkey removed")),
)
_BY_NAME: Final[Mapping[str, Kind]] = {kind.name: kind for kind in MAIL_KINDS} | {
    # The first address of an account is confirmed as any other.
    "email_confirmation_signup": next(kind for kind in MAIL_KINDS if kind.name == "email_confirmation"),
}


def of_allauth(template_prefix: str) -> Kind:
    """Return the kind of what allauth wants to send; KeyError for a mail we have no words for.

    >>> of_allauth("account/email/login_code").title
    'Code to sign in'
    """
    return _BY_NAME[template_prefix.rpartition("/")[2]]
