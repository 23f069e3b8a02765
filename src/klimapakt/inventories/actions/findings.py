"""Accept what the calculation found, with a reason, and take that back."""

from collections.abc import Collection

from django.db import transaction

from klimapakt.foundation import audit
from klimapakt.inventories import findings, lifecycle, queries
from klimapakt.inventories.actions.locking import locked_open
from klimapakt.inventories.lifecycle import Act
from klimapakt.inventories.models import FindingAcceptance, Inventory
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]


@transaction.atomic
def accept_findings(*, inventory: Inventory, fingerprints: Collection[str], reason: str, by: Person) -> int:
    """Accept findings of an open inventory with one reason; return how many were not accepted before.

    All or none: raises FindingGone when one is not found any more, ErrorStays when one is an error.
    """
    inventory = locked_open(inventory)
    lifecycle.ensure_theirs(Act.SUBMIT, queries.standing_of(by, inventory))
    told = " ".join(reason.split())[: findings.LONGEST_REASON]
    findings.ensure_reason(told)
    calculated = queries.calculated(inventory)
    found = dict(zip(calculated.fingerprints, calculated.result.findings, strict=True))
    if not fingerprints or not set(fingerprints) <= set(found):
        raise findings.FindingGone
    for fingerprint in fingerprints:
        findings.ensure_acceptable(found[fingerprint].severity)
    new = sorted(set(fingerprints) - set(queries.acceptances_of(calculated)))
    FindingAcceptance.objects.bulk_create(
        FindingAcceptance(
            inventory=inventory,
            rule=found[fingerprint].rule,
            activity=found[fingerprint].activity or "",
            fingerprint=fingerprint,
            reason=told,
            accepted_by=by,
        )
        for fingerprint in new
    )
    if new:
        details: Details = {"rule": found[new[0]].rule, "count": len(new), "reason": audit.sealed(told)}
        audit.record(what="inventory.findings_accepted", subject=inventory, by=by, details=details)
    return len(new)


@transaction.atomic
def withdraw_acceptance(*, acceptance: FindingAcceptance, by: Person) -> int:
    """Take an acceptance back, with all that were given for the same rule with the same reason."""
    inventory = locked_open(acceptance.inventory)
    lifecycle.ensure_theirs(Act.SUBMIT, queries.standing_of(by, inventory))
    together = FindingAcceptance.objects.filter(
        inventory=inventory,
        rule=acceptance.rule,
        reason=acceptance.reason,
        accepted_by=acceptance.accepted_by_id,
    )
    count, _kinds = together.delete()
    if count:
        details: Details = {"rule": acceptance.rule, "count": count}
        audit.record(what="inventory.acceptance_withdrawn", subject=inventory, by=by, details=details)
    return count
