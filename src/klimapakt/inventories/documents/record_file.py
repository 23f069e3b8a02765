"""The record as a file for programs: the record, its hash, the words its sources ask for. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from klimapakt.inventories.sealed import Record, canonical

SCHEMA: Final = "klimapakt-record/1"


def record_file(record: Record, *, state: str, attributions: Sequence[str]) -> bytes:
    """Return the file; ``state`` is the key of the state the inventory is in."""
    told: dict[str, Any] = {
        "document": SCHEMA,
        "sha256": record.sha256,
        "state": state,
        "attributions": list(attributions),
        "record": record.content,
    }
    return json.dumps({**told, "seal": seal_of(told)}, ensure_ascii=False, indent=1).encode()


def seal_of(told: Mapping[str, Any]) -> str:
    """Return the hash of everything in the file but the seal itself."""
    rest = {key: value for key, value in told.items() if key != "seal"}
    return hashlib.sha256(canonical(rest).encode()).hexdigest()
