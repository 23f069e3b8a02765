"""The life of an inventory: submit, withdraw, return with questions, accept and freeze; always four eyes."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import letters, lifecycle, mail_kinds, queries, reviewing, rounds
from klimapakt.inventories.actions.locking import locked, touch
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.lifecycle import Act
from klimapakt.inventories.models import FrozenInventory, FrozenLine, Inventory, RemovedRow, SubmittedRound
from klimapakt.inventories.queries import Calculated
from klimapakt.inventories.records import record_of
from klimapakt.inventories.sealed import Record
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]


@transaction.atomic
def submit(*, inventory: Inventory, seen_revision: int, by: Person) -> Inventory:
    """Hand an inventory over to the pact office; raise Outdated when it changed since the person looked."""
    inventory = _begin(inventory, Act.SUBMIT, by)
    if inventory.revision != seen_revision:
        raise lifecycle.Outdated
    calculated = queries.calculated(inventory)
    lifecycle.ensure_ready(
        has_figures=bool(calculated.rows) or queries.has_external_figures(inventory),
        errors=sum(finding.severity == "error" for finding in calculated.result.findings),
    )
    inventory.submitted_at, inventory.submitted_by = timezone.now(), by
    inventory.review_risk = sum(one.points for one in queries.rows_by_risk(calculated))
    _move(inventory, Act.SUBMIT, "submitted_at", "submitted_by", "review_risk")
    SubmittedRound.objects.create(
        inventory=inventory,
        round_at=inventory.submitted_at,
        rows=rounds.as_json(rounds.kept_rows(calculated)),
        total_mg=calculated.total_mg,
    )
    audit.record(what="inventory.submitted", subject=inventory, by=by, details=_told(inventory))
    letters.tell_office(inventory, mail_kinds.SUBMITTED, but=by)
    return inventory


@transaction.atomic
def withdraw(*, inventory: Inventory, by: Person) -> Inventory:
    """Take a submission back, as long as nobody has accepted it; it is a draft again."""
    inventory = _begin(inventory, Act.WITHDRAW, by)
    _move(inventory, Act.WITHDRAW)
    audit.record(what="inventory.withdrawn", subject=inventory, by=by, details=_told(inventory))
    letters.tell_office(inventory, mail_kinds.WITHDRAWN, but=by)
    return inventory


@transaction.atomic
def return_with_questions(*, inventory: Inventory, by: Person) -> Inventory:
    """Give an inventory back to the organisation, which answers the open questions and submits again."""
    inventory = _begin(inventory, Act.RETURN, by)
    unanswered = queries.unanswered_questions(inventory)
    lifecycle.ensure_can_return(unanswered)
    inventory.returned_at = timezone.now()
    _move(inventory, Act.RETURN, "returned_at")
    details: Details = {**_told(inventory), "questions": unanswered}
    audit.record(what="inventory.returned", subject=inventory, by=by, details=details)
    letters.tell_organisation(inventory, mail_kinds.RETURNED)
    return inventory


@transaction.atomic
def accept(*, inventory: Inventory, seen_sha256: str, by: Person) -> Inventory:
    """Accept and freeze an inventory; ``seen_sha256`` is the hash of the record the person looked at.

    Record, lines and state stand together or not at all. Rows deleted before can no longer be brought back.
    """
    inventory = _begin(inventory, Act.ACCEPT, by)
    lifecycle.ensure_can_accept(queries.open_questions(inventory))
    calculated = queries.calculated(inventory)
    evidence = queries.evidence_for_record(inventory)
    _ensure_checked(calculated, evidence)
    record = record_of(calculated, evidence)
    if record.sha256 != seen_sha256:
        raise lifecycle.Outdated
    now = timezone.now()
    RemovedRow.objects.filter(inventory=inventory).delete()
    FrozenInventory.objects.create(
        inventory=inventory,
        document=record.text,
        sha256=record.sha256,
        edition=calculated.result.edition,
        edition_sha256=calculated.result.factors.sha256,
        frozen_at=now,
    )
    FrozenLine.objects.bulk_create(_lines(calculated))
    inventory.accepted_at, inventory.accepted_by = now, by
    _move(inventory, Act.ACCEPT, "accepted_at", "accepted_by")
    details = _frozen(inventory, record)
    audit.record(what="inventory.accepted", subject=inventory, by=by, details=details)
    letters.tell_organisation(inventory, mail_kinds.ACCEPTED)
    return inventory


def _ensure_checked(calculated: Calculated, evidence: Collection[int]) -> None:
    """Raise NotReady while the checklist of the rulebook in force is not answered."""
    review = queries.review_of(calculated, evidence, queries.acceptances_of(calculated))
    if review is not None:
        reviewing.ensure_checked(review.asked)


def _begin(inventory: Inventory, act: Act, by: Person) -> Inventory:
    """Lock, then ask whether the act is possible and this person's."""
    found = locked(inventory)
    lifecycle.ensure_theirs(act, queries.standing_of(by, found))
    lifecycle.moved(found.status, act)
    return found


def _move(inventory: Inventory, act: Act, *changed: str) -> None:
    """Save the new state last and with everything else: what is accepted takes no further change."""
    inventory.status = lifecycle.moved(inventory.status, act)
    if inventory.status != InventoryStatus.ACCEPTED:
        inventory.save(update_fields=["status", *changed])
        touch(inventory)
        return
    inventory.revision += 1
    inventory.changed_at = timezone.now()
    inventory.save(update_fields=["status", "revision", "changed_at", *changed])


def _lines(calculated: Calculated) -> Iterable[FrozenLine]:
    for line in calculated.result.lines:
        yield FrozenLine(
            inventory=calculated.inventory,
            line_id=line.id,
            activity=line.activity,
            site_id=calculated.row_of[line.activity].site_id,
            part=line.part,
            scope=line.scope,
            scope3_category=line.scope3_category,
            category=line.category,
            method=line.method,
            factor_id=line.factor_id,
            co2e_mg=line.co2e_mg,
        )


def _told(inventory: Inventory) -> Details:
    return {"year": inventory.year, "version": inventory.version}


def _frozen(inventory: Inventory, record: Record) -> Details:
    return {**_told(inventory), "sha256": record.sha256, "edition": inventory.edition}
