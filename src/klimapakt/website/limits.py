"""How often one address of the network may send a public form of a pact; many colleagues share an address.

Each pact counts for itself: what is sent to one city closes the forms of no other.
"""

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.sign_in import client_address

WITHIN_SECONDS: Final = 10 * 60


def may_go_on(request: HttpRequest, form: str, most: int) -> bool:
    """Count what an address sends; only a keyed hash of it is kept, for ten minutes, beside no answer."""
    sender = f"{pact_at_hand().pk} {client_address(request)}"
    mark = salted_hmac(f"klimapakt.website.{form}", sender, algorithm="sha256").hexdigest()
    key = f"{form}:{mark}"
    cache.add(key, 0, WITHIN_SECONDS)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it has just run out
        return True
