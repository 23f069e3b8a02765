"""The key, the timestamp authority and the trusted certificates of this installation."""

from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.conf import settings

from klimapakt.agreements import keys
from klimapakt.agreements.keys import KeyUnusable, SealKey
from klimapakt.agreements.sealing import Rfc3161


def seal_key() -> SealKey:
    """Return the key that seals agreements: the city's, or one that says Demo. Raises KeyUnusable."""
    signing = settings.KLIMA_SIGNING
    if signing.key is not None:
        return keys.load(signing.key, signing.certificates, signing.passphrase)
    if settings.KLIMA_IS_PRODUCTION:
        raise KeyUnusable("No key is named. Set KLIMA_SIGNING_KEY.")
    return keys.load_or_create_demo(settings.KLIMA_DEMO_SEAL)


def timestamper() -> Rfc3161 | None:
    """Return whom to ask for timestamps, or None where nobody is named."""
    signing = settings.KLIMA_SIGNING
    return Rfc3161(signing.timestamp_url) if signing.timestamp_url else None


def trusted() -> tuple[bytes, ...]:
    """Return the certificates that signatures are checked against, as DER: those named, and our own.

    Raises KeyUnusable where the file cannot be read.
    """
    signing = settings.KLIMA_SIGNING
    named = _certificates(signing.trusted) if signing.trusted else ()
    return (*named, keys.anchor_of(seal_key()))


@cache
def _certificates(file: Path) -> tuple[bytes, ...]:
    try:
        found = x509.load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError) as problem:
        raise KeyUnusable(f"{file} holds no certificates in PEM.") from problem
    return tuple(one.public_bytes(serialization.Encoding.DER) for one in found)
