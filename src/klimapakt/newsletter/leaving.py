"""The signed link with which a subscriber leaves, without signing in and without a question.

It holds the number of the subscription and the signature of this installation; it counts as long as the
subscription is there.
"""

from typing import Final
from uuid import UUID

from django.core import signing

from klimapakt.newsletter.models import Subscription

_SALT: Final = "klimapakt.newsletter.leave"
_LONGEST: Final = 200


def token_of(subscription: Subscription) -> str:
    """Return what stands in the leave link of a subscriber."""
    return signing.Signer(salt=_SALT).sign(subscription.pk.hex)


def read(token: str) -> UUID | None:
    """Return whose link it is; None where nobody here has signed it."""
    if len(token) > _LONGEST:
        return None
    try:
        return UUID(signing.Signer(salt=_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
