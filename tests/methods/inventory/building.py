"""Short ways to say a case in a test: one activity or several, and what came of them."""

from collections.abc import Iterable
from decimal import Decimal
from math import floor

import pytest

from klimapakt.methods.inventory import Finding, Inventory, Line, Refused, calculate

Fields = dict[str, object]
ALL_CRITERIA = (
    "conveys_attributes",
    "sole_claim",
    "redeemed_for_reporter",
    "vintage_close",
    "same_market",
    "supplier_rate_excludes_sold_certificates",
    "direct_attributes_transferred_once",
    "residual_mix_used_or_absence_disclosed",
)


def case_of(*activities: Fields, **case: object) -> Fields:
    """Return a case of 2024; activities without an id are called a, b, c and so on."""
    named = [{"id": "abcdefghijklmnopqrstuvwxyz"[place], **fields} for place, fields in enumerate(activities)]
    return {"year": 2024, **case, "activities": named}


def inventory_of(*activities: Fields, **case: object) -> Inventory:
    """Return the inventory of the activities."""
    return calculate(case_of(*activities, **case))


def refusal_of(*activities: Fields, **case: object) -> Refused:
    """Return how the case is refused; the test fails when it is calculated."""
    with pytest.raises(Refused) as caught:
        calculate(case_of(*activities, **case))
    return caught.value


def parts_of(inventory: Inventory, activity: str = "a") -> dict[str, Line]:
    """Return the lines of an activity by their part; the test fails when a part stands there twice."""
    lines = [line for line in inventory.lines if line.activity == activity]
    found = {str(line.part): line for line in lines}
    assert len(found) == len(lines), f"a part stands twice: {[line.id for line in lines]}"
    return found


def rules_of(found: Inventory | Iterable[Finding], activity: str | None = "a") -> list[str]:
    """Return the rules of the findings about an activity (None: about the whole inventory)."""
    findings = found.findings if isinstance(found, Inventory) else found
    return [finding.rule for finding in findings if finding.activity == activity]


def tonnes(milligrams: int) -> Decimal:
    """Return milligrams as tonnes."""
    return Decimal(milligrams) / 10**9


def printed_milligrams(line: dict[str, object]) -> int:
    """Return the milligrams that follow from a printed line, as anybody can compute them."""
    amount, kg_per_unit = Decimal(str(line["amount"])), Decimal(str(line["kg_per_unit"]))
    return floor(float(amount) * float(kg_per_unit * 1_000_000) + 0.5)


def electricity(amount: object = 1, unit: object = "kWh", **fields: object) -> Fields:
    """Return an activity of purchased electricity."""
    return {"activity": "electricity", "amount": amount, "unit": unit, **fields}


def activity(slug: str, amount: object, unit: str, **fields: object) -> Fields:
    """Return an activity by its slug."""
    return {"activity": slug, "amount": amount, "unit": unit, **fields}


def row(factor_id: str, amount: object, unit: str, **fields: object) -> Fields:
    """Return an activity that names its factor row."""
    return {"factor_id": factor_id, "amount": amount, "unit": unit, **fields}


def instrument(kind: str = "guarantee_of_origin", *, without: str = "", **fields: object) -> Fields:
    """Return an instrument that meets all eight criteria but the one named."""
    criteria = {name: True for name in ALL_CRITERIA if name != without}
    return {"kind": kind, "criteria": criteria, **fields}
