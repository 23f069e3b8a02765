"""What the guard against guessed passwords is told about an attempt."""

from collections.abc import Mapping

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac

_TOO_MANY_REQUESTS = 429


def attempt_key(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str | None:
    """Return what stands for the account in the list of failures: one for every spelling, and no address."""
    address = (credentials or {}).get("email") or request.POST.get("login") or ""
    if not address:
        return None
    return key_of(address)


def key_of(address: str) -> str:
    """Return what stands for an address there."""
    return salted_hmac("klimapakt.people.sign_in", address.strip().casefold(), algorithm="sha256").hexdigest()


def client_address(request: HttpRequest) -> str:
    """Return the address the request comes from; forwarded addresses count only behind our own proxies."""
    return str(get_adapter().get_client_ip(request))


def locked_out(
    request: HttpRequest,
    original_response: HttpResponseBase | None = None,
    credentials: Mapping[str, str] | None = None,
) -> HttpResponseBase:
    """Return the page that says to wait; it is the same whether the account exists or not."""
    return render(request, "account/locked_out.html", status=_TOO_MANY_REQUESTS)
