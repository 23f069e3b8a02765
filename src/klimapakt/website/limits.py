"""How often one address of the network may send a public form; many colleagues share an address."""

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from klimapakt.people.sign_in import client_address

WITHIN_SECONDS: Final = 10 * 60


def may_go_on(request: HttpRequest, form: str, most: int) -> bool:
    """Count what an address sends; only a keyed hash of it is kept, for ten minutes, beside no answer."""
    mark = salted_hmac(f"klimapakt.website.{form}", client_address(request), algorithm="sha256").hexdigest()
    key = f"{form}:{mark}"
    cache.add(key, 0, WITHIN_SECONDS)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it has just run out
        return True
