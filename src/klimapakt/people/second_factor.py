"""What we change about allauth's second factors: their names, their picture, how their secret rests."""

import base64
import hashlib
import re
from typing import Any, Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_SEALED: Final = "fernet:"


class SecondFactors(DefaultMFAAdapter):
    """Passkeys and codes; secrets rest encrypted, a stolen copy opens nothing. Pacts add their name."""

    error_messages: dict[str, Any] = {  # noqa: RUF012  (allauth declares it so)
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("This proof cannot be removed."),
        "cannot_generate_recovery_codes": _("Set up an app for codes or a passkey first."),
        "incorrect_code": _("This is not right, or it was used already. Please try the next one."),
        "unverified_email": _("Please confirm your e-mail address first."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Return the picture to photograph as markup for the page itself; a data address is refused there."""
        drawn = str(super().build_totp_svg(url))
        named = format_html('<svg class="qr" role="img" aria-label="{}" ', gettext("Picture for the app"))
        return re.sub(r"^<\?xml[^>]*\?>\s*", "", drawn).replace("<svg ", named, 1)

    def encrypt(self, text: str) -> str:
        """Return a secret as it rests in the database."""
        return _SEALED + _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret from the database; what another key sealed opens nothing."""
        if not encrypted_text.startswith(_SEALED):
            return encrypted_text
        try:
            return _cipher().decrypt(encrypted_text.removeprefix(_SEALED).encode()).decode()
        except InvalidToken:
            return ""

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002  (allauth passes it by this name)
        """Return a first name for a passkey; the person may choose another."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}


def _cipher() -> MultiFernet:
    """Return what seals and opens, from the installation's secret and, to open only, its former ones."""
    secrets = [str(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(f"klimapakt.people.second_factor:{one}".encode()).digest() for one in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
