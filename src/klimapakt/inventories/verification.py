"""Whether accepted inventories are still what was frozen: record, lines, rows and audit chain agree."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from klimapakt.foundation import audit
from klimapakt.inventories.drafts import amount_text
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Activity, FrozenInventory, FrozenLine, Inventory
from klimapakt.pacts.scoping import over_all_pacts


@dataclass(frozen=True, slots=True)
class Fault:
    """One accepted inventory that is not what was frozen, and what is wrong with it."""

    inventory: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many were looked at, and what was found."""

    checked: int
    faults: tuple[Fault, ...]


def verify() -> Verdict:
    """Look at every accepted inventory, one after the other; one fault for each that is not sound."""
    # The operator asks about the installation; what is found names no figure.
    with over_all_pacts():
        return _verified()


def _verified() -> Verdict:
    accepted = Inventory.objects.filter(status=InventoryStatus.ACCEPTED).select_related("organisation")
    faults, checked = [], 0
    for inventory in accepted.iterator(chunk_size=50):
        checked += 1
        sentence = next(_wrong(inventory), "")
        if sentence:
            faults.append(Fault(f"{inventory} ({inventory.pk})", sentence))
    return Verdict(checked, tuple(faults))


def _wrong(inventory: Inventory) -> Iterator[str]:
    """Yield what is wrong, the gravest first."""
    frozen = FrozenInventory.objects.filter(pk=inventory.pk).first()
    if frozen is None:
        yield "It is accepted, but its record is missing."
        return
    if hashlib.sha256(frozen.document.encode()).hexdigest() != frozen.sha256:
        yield "Its record does not match its hash."
        return
    if frozen.sha256 not in _chained(inventory):
        yield "The audit chain tells of another record."
    content = json.loads(frozen.document)
    stored = FrozenLine.objects.filter(inventory=inventory).values_list("line_id", "co2e_mg")
    if dict(stored) != {line["id"]: line["co2e_mg"] for line in content["result"]["lines"]}:
        yield "Its lines are not those of its record."
    if _rows(inventory) != _recorded(content):
        yield "Its rows are not those of its record."


def _chained(inventory: Inventory) -> set[str]:
    """Return the hashes that the audit chain tells for the acceptance."""
    kind = inventory._meta.label_lower  # noqa: SLF001 -- Django documents it
    events = audit.entries_about(kind, str(inventory.pk))
    return {
        str(json.loads(event.details)["sha256"]) for event in events if event.what == "inventory.accepted"
    }


def _rows(inventory: Inventory) -> dict[str, tuple[str, str]]:
    rows = Activity.objects.filter(inventory=inventory).values_list("number", "amount", "unit")
    return {str(number): (amount_text(amount), unit) for number, amount, unit in rows}


def _recorded(content: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {str(one["id"]): (str(one["amount"]), one["unit"]) for one in content["input"]["activities"]}
