"""The canonical text of a record and its hash. Pure: it also serves where no database is."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

SCHEMA: Final = "klimapakt-inventory/1"
MONITORING: Final = "klimapakt-monitoring/1"
"""The record of a report that stands on inventories: it names their records and has no input of its own."""

LETTER: Final = "klimapakt-review-letter/1"
"""The record of a letter about a review: everything it says."""

APPRAISAL: Final = "klimapakt-appraisal/1"
"""The record of the appraisal of an investment: the case of ``klimapakt calc appraisal`` and its result."""


@dataclass(frozen=True, slots=True)
class Record:
    """The canonical text of an inventory and the SHA-256 of its UTF-8 bytes."""

    text: str
    sha256: str

    @property
    def content(self) -> dict[str, Any]:
        """Return the text as JSON."""
        content: dict[str, Any] = json.loads(self.text)
        return content


def canonical(content: Mapping[str, Any]) -> str:
    """Return the canonical text: JSON with sorted keys and no spaces.

    >>> canonical({"b": 1, "a": "ü"})
    '{"a":"ü","b":1}'
    """
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sealed(content: Mapping[str, Any]) -> Record:
    """Return a record with its canonical text and hash.

    >>> len(sealed({"a": 1}).sha256)
    64
    """
    text = canonical(content)
    return Record(text, hashlib.sha256(text.encode()).hexdigest())
