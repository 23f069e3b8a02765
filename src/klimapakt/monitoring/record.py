"""The record of a monitoring report: everything it says, as one canonical text with one hash.

It is the same before and after the acceptance, names nobody, and holds words of the member only where the
report shows them. Inventories have records of their own, which it names by their hashes.
"""

from collections.abc import Mapping
from typing import Any

from klimapakt.inventories import queries as inventories
from klimapakt.inventories.drafts import amount_text
from klimapakt.inventories.models import Activity
from klimapakt.inventories.queries import Calculated
from klimapakt.inventories.records import record_of as record_of_inventory
from klimapakt.inventories.sealed import MONITORING, Record, sealed
from klimapakt.measures.models import Measure
from klimapakt.monitoring.journey import Journey
from klimapakt.monitoring.models import Explanation
from klimapakt.monitoring.rules import Judged


def record_of(journey: Journey) -> Record:
    """Return the record of a report as it stands; the stored one once it is accepted."""
    if journey.accepted is not None:
        return Record(journey.accepted.document, journey.accepted.sha256)
    if journey.cycle is None or journey.now is None:
        raise ValueError(journey.duty.pk)
    organisation = journey.membership.organisation
    content: dict[str, Any] = {
        "schema": MONITORING,
        "duty": {
            "id": str(journey.duty.pk),
            "key": journey.duty.key,
            "due_on": journey.duty.due_on.isoformat(),
        },
        "rulebook": _rulebook(journey),
        "organisation": {
            "id": str(organisation.pk),
            "name": organisation.name,
            "city": organisation.city,
        },
        "new": inventory_as_json(journey.now),
        **_beside(journey),
        "carried": [_row(row) for row in journey.carried],
        "carried_from": journey.cycle.source.year,
        "left": [{**_row(one.row), "left": one.left} for one in journey.rows if one.left],
        "targets": [_target(one, journey.explanations.get(one.target.key)) for one in journey.judged],
        "must_explain": journey.must_explain,
        "measures": [_measure(one) for one in Measure.objects.filter(organisation=organisation)],
    }
    return sealed(content)


def inventory_as_json(one: Calculated) -> dict[str, Any]:
    """Return which inventory it is, with its totals and the hash of its record."""
    inventory = one.inventory
    record = record_of_inventory(one, inventories.evidence_for_record(inventory))
    return {
        "id": str(inventory.pk),
        "year": inventory.year,
        "version": inventory.version,
        "kind": inventory.kind,
        "boundary": inventory.boundary,
        "edition": inventory.edition,
        "edition_sha256": one.result.factors.sha256,
        "record_sha256": record.sha256,
        "totals": one.result.totals.as_json(),
        "stated_mg": one.total_mg if one.external is not None else None,
    }


def _beside(journey: Journey) -> dict[str, Any]:
    beside = journey.beside
    if beside is None:
        return {"baseline": None, "same_method": None, "differences": []}
    totals, why_not = beside.now_totals, beside.why_not
    return {
        "baseline": inventory_as_json(beside.before),
        "same_method": {
            "edition": beside.before.inventory.edition,
            "is_recalculated": beside.is_recalculated,
            "totals": totals.as_json() if totals else None,
            "why_not": why_not.code if why_not else "",
            "rows": str(why_not.params.get("rows", "")) if why_not else "",
        },
        "differences": [
            {"scope": one.scope, "key": one.key, "before_mg": one.before_mg, "now_mg": one.now_mg}
            for one in beside.differences
        ],
    }


def _target(one: Judged, explained: Explanation | None) -> dict[str, Any]:
    target = one.target
    return {
        "id": str(target.key),
        "words": target.words,
        "source": target.source,
        "coverage": target.coverage,
        "base_year": target.base_year,
        "target_year": target.target_year,
        "percent": amount_text(target.percent),
        "outcome": str(one.outcome),
        "base_mg": one.base_mg,
        "now_mg": one.now_mg,
        "allowed_mg": one.allowed_mg,
        "reason": explained.missed_reason if explained else "",
        "text": explained.text if explained else "",
        **({"per": target.per} if target.per else {}),
    }


def _row(row: Activity) -> dict[str, Any]:
    return {
        "number": row.number,
        "label": row.label,
        "site": row.site.name if row.site else "",
        "amount": amount_text(row.amount),
        "unit": row.unit,
    }


def _measure(one: Measure) -> dict[str, Any]:
    return {"title": one.title, "field": one.field, "year": one.year, "state": one.state}


def _rulebook(journey: Journey) -> Mapping[str, object]:
    version = journey.duty.rulebook_version
    return {"version": version.version, "sha256": version.sha256}
