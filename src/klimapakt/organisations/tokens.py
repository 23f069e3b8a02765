"""Tokens of links that work once: 256 random bits in the link, only their hash in the database."""

import hashlib
import secrets


def new_token() -> str:
    """Return a token nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what stands for a token in the database.

    >>> len(hash_of("x"))
    64
    """
    return hashlib.sha256(token.encode()).hexdigest()
