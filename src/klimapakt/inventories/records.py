"""The record of an inventory: everything that makes it what it is, as one canonical text with one hash.

What is accepted is kept as this text; documents carry it, and ``klimapakt verify`` compares it. Canonical
means: JSON in UTF-8, keys sorted, no spaces, so that the same inventory has the same bytes on every machine.
"""

from collections.abc import Mapping
from typing import Any

from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.queries import Calculated, case_of, external_figures, frozen_of
from klimapakt.inventories.sealed import SCHEMA, Record, sealed
from klimapakt.methods.inventory import exact_of


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
