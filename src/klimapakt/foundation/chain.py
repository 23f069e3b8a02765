"""How an audit entry becomes a hash. Pure, so that a verifier of one's own can be written from this page."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass

NOTHING_BEFORE = "0" * 64
_SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """What an audit event says; the names are those of the columns."""

    sequence: int
    at: str
    what: str
    subject_type: str
    subject_id: str
    actor: str
    details: str
    previous: str


def canonical(value: Mapping[str, object]) -> str:
    """Return JSON with sorted keys, no spaces and nothing beyond ASCII: one text for one value.

    >>> canonical({"b": 1, "a": True})
    '{"a":true,"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 of the canonical JSON of an entry, as lower-case hexadecimal digits."""
    return hashlib.sha256(canonical(asdict(entry)).encode()).hexdigest()


def new_salt() -> str:
    """Return 32 random bytes as hexadecimal digits: too many to try."""
    return secrets.token_hex(_SALT_BYTES)


def commitment(text: str, salt: str) -> str:
    """Return what stands in the chain for a text: proof to whoever has the salt, nothing to others."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()
