"""How codes and one-time links rest while their mail waits: sealed with the secret of the installation.

A copy of the database alone opens nothing.
"""

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class SecretLost(Exception):
    """The installation has another secret by now; what was sealed with the old one stays closed."""


def seal(values: Mapping[str, str]) -> str:
    """Return the values as a text that says nothing; nothing for no values."""
    return _box().encrypt(json.dumps(dict(values)).encode()).decode() if values else ""


def unseal(text: str) -> dict[str, str]:
    """Return the values again."""
    if not text:
        return {}
    try:
        values: dict[str, str] = json.loads(_box().decrypt(text.encode()))
    except InvalidToken:
        raise SecretLost from None
    return values


def _box() -> Fernet:
    key = hashlib.sha256(b"klimapakt outgoing mail:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
