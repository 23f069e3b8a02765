"""What is frozen: the record of an accepted inventory, read back instead of calculated again."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from klimapakt.inventories.models import EvidenceLink, ExternalFigures, FrozenInventory, Inventory
from klimapakt.methods.inventory import Inventory as Result
from klimapakt.methods.inventory import restored

_KEPT: Final = 16
_RESTORED: "OrderedDict[str, FrozenResult]" = OrderedDict()


class FrozenRecordDamaged(Exception):
    """The stored record is not the one that was frozen: its hash differs. No page shows figures from it."""


@dataclass(frozen=True, slots=True)
class FrozenResult:
    """The result as it was frozen, the case it came from, and the names its sites had, by row."""

    sha256: str
    result: Result
    case: Mapping[str, Any]
    sites: Mapping[int, str]


def frozen_of(inventory: Inventory) -> FrozenInventory:
    """Return the frozen record of an accepted inventory."""
    return FrozenInventory.objects.get(pk=inventory.pk)


def frozen_head_of(inventory: Inventory) -> FrozenInventory | None:
    """Return hash, edition and time of the frozen record without its text; None before the acceptance."""
    return FrozenInventory.objects.filter(pk=inventory.pk).defer("document").first()


def seal_of(inventory: Inventory) -> str:
    """Return the hash of the frozen record; empty before the acceptance."""
    found = FrozenInventory.objects.filter(pk=inventory.pk).values_list("sha256", flat=True)
    return found.first() or ""


def frozen_results(pks: Collection[UUID]) -> dict[UUID, FrozenResult]:
    """Return the frozen results of inventories; those read lately are kept, because they never change."""
    if not pks:
        return {}
    hashes = dict(FrozenInventory.objects.filter(pk__in=pks).values_list("pk", "sha256"))
    found = {pk: _RESTORED[sha256] for pk, sha256 in hashes.items() if sha256 in _RESTORED}
    missing = [pk for pk in hashes if pk not in found]
    if missing:
        documents = FrozenInventory.objects.filter(pk__in=missing).values_list("pk", "document")
        found |= {pk: _read(hashes[pk], document) for pk, document in documents}
    return found


def has_external_figures(inventory: Inventory) -> bool:
    """Tell whether figures of another tool are recorded."""
    return ExternalFigures.objects.filter(pk=inventory.pk).exists()


def external_figures(inventory: Inventory) -> dict[str, Any]:
    """Return the figures of an inventory from another tool as the record holds them."""
    figures = ExternalFigures.objects.select_related("file").get(pk=inventory.pk)
    names = (
        "tool tool_name method boundary_note scope1_mg scope2_location_mg scope2_market_mg scope3_mg "
        "includes_upstream note"
    )
    told = {name: getattr(figures, name) for name in names.split()}
    calculated_on = figures.calculated_on.isoformat() if figures.calculated_on else None
    file = {"name": figures.file.name, "sha256": figures.file.sha256} if figures.file else None
    return {**told, "calculated_on": calculated_on, "file": file}


def evidence_for_record(inventory: Inventory) -> dict[int, list[dict[str, str]]]:
    """Return the evidence files by the number of their row, in an order that does not depend on storage."""
    found: dict[int, list[dict[str, str]]] = {}
    for link in EvidenceLink.objects.filter(row__inventory=inventory).select_related("file", "row"):
        told = {"name": link.file.name, "sha256": link.file.sha256, "place": link.place}
        found.setdefault(link.row.number, []).append(told)
    return {number: sorted(files, key=lambda file: file["sha256"]) for number, files in found.items()}


def _read(sha256: str, document: str) -> FrozenResult:
    if hashlib.sha256(document.encode()).hexdigest() != sha256:
        raise FrozenRecordDamaged(sha256)
    content = json.loads(document)
    found = FrozenResult(
        sha256=sha256,
        result=restored(content["input"], content["result"], content["exact"]),
        case=content["input"],
        sites={row["number"]: row["site"] for row in content["rows"]},
    )
    _RESTORED[sha256] = found
    while len(_RESTORED) > _KEPT:
        _RESTORED.popitem(last=False)
    return found
