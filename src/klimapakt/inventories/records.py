"""The record of an inventory: everything that makes it what it is, as one canonical text with one hash.

What is accepted is kept as this text; documents carry it, and ``klimapakt verify`` compares it. Canonical
means: JSON in UTF-8, keys sorted, no spaces, so that the same inventory has the same bytes on every machine.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.queries import Calculated, case_of, external_figures, frozen_of
from klimapakt.methods.inventory import exact_of

SCHEMA: Final = "klimapakt-inventory/1"


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


def record_of(calculated: Calculated, evidence: Mapping[int, list[dict[str, str]]] | None = None) -> Record:
    """Return the record of an inventory as it was calculated; the stored one when it is frozen.

    ``evidence`` maps the number of a row to its files, each with name, sha256 and place.
    """
    inventory, result = calculated.inventory, calculated.result
    if calculated.is_frozen:
        frozen = frozen_of(inventory)
        return Record(frozen.document, frozen.sha256)
    files = evidence or {}
    content = {
        "schema": SCHEMA,
        "organisation": {
            "id": str(inventory.organisation_id),
            "name": inventory.organisation.name,
            "city": inventory.organisation.city,
        },
        **_head(inventory),
        "edition_sha256": result.factors.sha256,
        "input": case_of(inventory, calculated.rows),
        "rows": [_row(row, files.get(row.number, [])) for row in calculated.rows],
        "result": result.as_json(),
        "exact": exact_of(result),
        **({"external": external_figures(inventory)} if inventory.is_external else {}),
    }
    return sealed(content)


def sealed(content: Mapping[str, Any]) -> Record:
    """Return a record with its canonical text and hash.

    >>> sealed({"b": 1, "a": "ü"}).text
    '{"a":"ü","b":1}'
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return Record(text, hashlib.sha256(text.encode()).hexdigest())


def _head(inventory: Inventory) -> dict[str, Any]:
    return {
        "inventory": str(inventory.pk),
        "year": inventory.year,
        "version": inventory.version,
        "kind": inventory.kind,
        "correction_reason": inventory.correction_reason,
        "edition": inventory.edition,
    }


def _row(row: Activity, files: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "number": row.number,
        "site": row.site.name if row.site else "",
        "label": row.label,
        "origin": row.origin,
        "derivation": row.derivation,
        "evidence": row.evidence,
        "files": files,
        "note": row.note,
    }
