"""Meters and bills: keep them, and keep the rows of open inventories in step with them.

A meter fills the inventories of the years in ``Meter.years`` that are open. What was submitted or accepted is
never touched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from klimapakt.foundation import audit
from klimapakt.inventories import queries, rules
from klimapakt.inventories.actions.rows import Origin, add_row, change_row, remove_row
from klimapakt.inventories.billing import (
    BillChanged,
    MeterChanged,
    estimate_derivation,
    key_of,
    row_of,
    spans_of,
    weighing_of,
)
from klimapakt.inventories.enums import BillSplit, RowOrigin
from klimapakt.inventories.models import (
    Activity,
    Bill,
    EvidenceFile,
    EvidenceLink,
    Inventory,
    Meter,
    RemovedRow,
)
from klimapakt.methods.billing import estimate
from klimapakt.methods.billing.estimates import neighbours_of
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.models import Organisation, Site
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class MeterFacts:
    """What is known of a meter; ``extras`` are fields of the calculation's contract for every row."""

    name: str
    activity: str
    unit: str
    site: Site | None = None
    split: str = BillSplit.DAYS
    heating_share: Decimal = Decimal(1)
    extras: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BillFacts:
    """What stands on a bill; ``derivation`` says how the amount was found where it does not."""

    period_start: date
    period_end: date
    amount: Decimal
    is_estimated: bool = False
    reference: str = ""
    note: str = ""
    evidence: EvidenceFile | None = None
    derivation: Mapping[str, object] = field(default_factory=dict)


@transaction.atomic
def add_meter(*, organisation: Organisation, facts: MeterFacts, by: Person | None) -> Meter:
    """Add a meter; its name is free in the organisation, else NotPossible."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    meter = Meter(organisation=organisation)
    _fill_meter(meter, facts)
    meter.save(force_insert=True)
    audit.record(what="meter.added", subject=meter, by=by, details={"what": meter.activity})
    return meter


@transaction.atomic
def change_meter(*, meter: Meter, facts: MeterFacts, seen_revision: int, by: Person | None) -> Meter:
    """Change a meter and the rows of its bills; raise MeterChanged when somebody was faster."""
    found = _locked(meter)
    if found.revision != seen_revision:
        raise MeterChanged(found)
    if found.unit != facts.unit and found.bills.exists():
        raise rules.NotPossible(
            Message(
                "meter_has_bills",
                gettext_noop(
                    "This meter has bills in its present unit. Create another meter for another unit."
                ),
            )
        )
    _fill_meter(found, facts)
    return _changed(found, "meter.changed", by)


@transaction.atomic
def set_degree_days(
    *, meter: Meter, year: int, months: Mapping[int, Decimal | None], by: Person | None
) -> Meter:
    """Keep the member's own degree days of a year's months; None forgets one."""
    found = _locked(meter)
    own = dict(found.degree_days)
    for month, value in months.items():
        key = f"{year}-{month:02}"
        own.pop(key, None)
        if value is not None:
            own[key] = str(value)
    found.degree_days = own
    return _changed(found, "meter.degree_days_set", by, year=year)


@transaction.atomic
def remove_meter(*, meter: Meter, by: Person | None) -> None:
    """Delete a meter that has no bills; raise NotPossible when it has some."""
    found = _locked(meter)
    if found.bills.exists():
        template = gettext_noop("This meter still has bills. Delete them first.")
        raise rules.NotPossible(Message("meter_not_empty", template))
    audit.record(what="meter.removed", subject=found, by=by)
    found.delete()


@transaction.atomic
def add_bill(*, meter: Meter, facts: BillFacts, by: Person | None) -> Bill:
    """Add a bill and its rows in open inventories; the same bill again changes nothing."""
    found = _locked(meter)
    same = Bill.objects.filter(
        meter=found,
        period_start=facts.period_start,
        period_end=facts.period_end,
        amount=facts.amount,
        reference=facts.reference,
    ).first()
    if same is not None:
        return same
    bill = Bill(meter=found)
    _fill_bill(bill, facts)
    bill.save(force_insert=True)
    _carry_over(found, by)
    audit.record(what="bill.added", subject=bill, by=by)
    return bill


@transaction.atomic
def change_bill(*, bill: Bill, facts: BillFacts, seen_revision: int, by: Person | None) -> Bill:
    """Change a bill and its rows; raise BillChanged when somebody changed or deleted it since."""
    meter = _locked(bill.meter)
    found = Bill.objects.filter(pk=bill.pk).first()
    if found is None or found.revision != seen_revision:
        raise BillChanged(found)
    if found.evidence_id is not None and found.evidence != facts.evidence:
        _unlink(found, meter)
    _fill_bill(found, facts)
    found.revision += 1
    found.save()
    _carry_over(meter, by)
    audit.record(what="bill.changed", subject=found, by=by)
    return found


@transaction.atomic
def remove_bill(*, bill: Bill, by: Person | None) -> dict[str, Any] | None:
    """Delete a bill with its rows and return what brings it back; None when it was gone already."""
    meter = _locked(bill.meter)
    found = Bill.objects.filter(pk=bill.pk).first()
    if found is None:
        return None
    content = {
        "pk": found.pk,
        "period_start": found.period_start.isoformat(),
        "period_end": found.period_end.isoformat(),
        "amount": str(found.amount),
        "is_estimated": found.is_estimated,
        "reference": found.reference,
        "note": found.note,
        "evidence": str(found.evidence_id or ""),
        "derivation": found.derivation,
    }
    for inventory in queries.open_inventories(meter.organisation, meter.years):
        _drop_row(_row_in(inventory, found.pk), by)
    audit.record(what="bill.removed", subject=found, by=by)
    found.delete()
    return content


@transaction.atomic
def restore_bill(*, meter: Meter, content: Mapping[str, Any], by: Person | None) -> Bill:
    """Bring a deleted bill back as it was; raise NotPossible when it is there already."""
    found = _locked(meter)
    if Bill.objects.filter(pk=content["pk"]).exists():
        raise rules.NothingToRestore
    files = EvidenceFile.objects.filter(organisation=found.organisation)
    facts = BillFacts(
        period_start=date.fromisoformat(content["period_start"]),
        period_end=date.fromisoformat(content["period_end"]),
        amount=Decimal(content["amount"]),
        is_estimated=content["is_estimated"],
        reference=content["reference"],
        note=content["note"],
        evidence=files.filter(pk=content["evidence"]).first() if content["evidence"] else None,
        derivation=content["derivation"],
    )
    bill = Bill(pk=content["pk"], meter=found)
    _fill_bill(bill, facts)
    bill.save(force_insert=True)
    _carry_over(found, by)
    audit.record(what="bill.restored", subject=bill, by=by)
    return bill


@transaction.atomic
def fill_gap(*, meter: Meter, first: date, last: date, by: Person | None) -> Bill:
    """Add an estimated bill for days without one, extrapolated from the bills before and after."""
    found = _locked(meter)
    spans = spans_of(queries.bills_of(found))
    if any(span.first <= last and span.last >= first for span in spans):
        raise rules.NotPossible(
            Message(
                "gap_closed", gettext_noop("These days are covered by a bill already. Nothing was changed.")
            )
        )
    periods = [(span.first, span.last) for span in neighbours_of(first, last, spans)]
    guess = estimate(first, last, spans, weighing_of(found, (first, last), *periods))
    if guess is None:
        raise rules.NotPossible(
            Message(
                "gap_without_neighbours", gettext_noop("There is no bill to estimate from. Enter one first.")
            )
        )
    facts = BillFacts(
        first, last, guess.amount, is_estimated=True, derivation=estimate_derivation(guess, found)
    )
    return add_bill(meter=found, facts=facts, by=by)


@transaction.atomic
def fill_inventory(*, meter: Meter, year: int, by: Person | None) -> Meter:
    """Take the bills of a meter into the inventory of a year, now and whenever they change."""
    found = _locked(meter)
    if not queries.open_inventories(found.organisation, [year]):
        raise rules.InventoryClosed
    if year in found.years:
        return found
    found.years = sorted({*found.years, year})
    return _changed(found, "meter.fills_inventory", by, year=year)


@transaction.atomic
def empty_inventory(*, meter: Meter, year: int, by: Person | None) -> Meter:
    """Take the rows of a meter's bills out of the open inventory of a year again."""
    found = _locked(meter)
    if not queries.open_inventories(found.organisation, [year]):
        raise rules.InventoryClosed
    for inventory in queries.open_inventories(found.organisation, [year]):
        for bill in queries.bills_of(found):
            _drop_row(_row_in(inventory, bill.pk), by)
    found.years = [known for known in found.years if known != year]
    return _changed(found, "meter.leaves_inventory", by, year=year)


def _locked(meter: Meter) -> Meter:
    """Lock a meter for the rest of the transaction: whoever writes its bills comes through here."""
    found = Meter.objects.select_for_update(of=("self",)).select_related("organisation", "site")
    locked = found.filter(pk=meter.pk).first()
    if locked is None:
        raise MeterChanged(None)
    return locked


def _changed(meter: Meter, what: str, by: Person | None, **details: int) -> Meter:
    meter.revision += 1
    meter.save()
    _carry_over(meter, by)
    audit.record(what=what, subject=meter, by=by, details=dict(details))
    return meter


def _fill_meter(meter: Meter, facts: MeterFacts) -> None:
    taken = Meter.objects.filter(organisation=meter.organisation, name=facts.name).exclude(pk=meter.pk)
    if taken.exists():
        template = gettext_noop("There is already a meter named “%(name)s”. Please choose another name.")
        raise rules.NotPossible(Message("meter_name_taken", template, {"name": facts.name}))
    if facts.site is not None and facts.site.organisation_id != meter.organisation_id:
        template = gettext_noop("This site does not belong to the organisation.")
        raise rules.NotPossible(Message("foreign_site", template))
    for name in ("name", "activity", "unit", "site", "split", "heating_share"):
        setattr(meter, name, getattr(facts, name))
    meter.extras = dict(facts.extras)


def _fill_bill(bill: Bill, facts: BillFacts) -> None:
    names = (
        "period_start",
        "period_end",
        "amount",
        "is_estimated",
        "reference",
        "note",
        "evidence",
    )
    for name in names:
        setattr(bill, name, getattr(facts, name))
    bill.derivation = dict(facts.derivation)


def _carry_over(meter: Meter, by: Person | None) -> None:
    """Bring the rows of the open inventories in step with the bills as they are now."""
    bills = list(queries.bills_of(meter))
    for inventory in queries.open_inventories(meter.organisation, meter.years):
        _carry_into(inventory, meter, bills, by)


def _carry_into(inventory: Inventory, meter: Meter, bills: Iterable[Bill], by: Person | None) -> None:
    for bill in bills:
        wanted = row_of(bill, meter, inventory.year)
        row = _row_in(inventory, bill.pk)
        if wanted is None:
            _drop_row(row, by)
            continue
        origin = Origin(RowOrigin.BILL, key_of(bill.pk), wanted.derivation)
        if row is None:
            _forget_removed(inventory, key_of(bill.pk))
            row = add_row(inventory=inventory, draft=wanted.draft, site=meter.site, origin=origin, by=by)
        else:
            row = change_row(
                row=row,
                draft=wanted.draft,
                site=meter.site,
                seen_revision=row.revision,
                origin=origin,
                by=by,
            )
        if bill.evidence is not None:
            EvidenceLink.objects.get_or_create(file=bill.evidence, row=row)


def _row_in(inventory: Inventory, bill_pk: int) -> Activity | None:
    rows = Activity.objects.filter(inventory=inventory, origin=RowOrigin.BILL, origin_key=key_of(bill_pk))
    return rows.select_related("inventory__organisation").first()


def _drop_row(row: Activity | None, by: Person | None) -> None:
    """Delete the row of a bill; it is the bill that can be brought back, so the row is not kept for that."""
    if row is None:
        return
    remove_row(row=row, by=by)
    _forget_removed(row.inventory, row.origin_key)


def _unlink(bill: Bill, meter: Meter) -> None:
    """Take the file that no longer proves a bill from its rows in open inventories."""
    rows = Activity.objects.filter(
        inventory__in=queries.open_inventories(meter.organisation, meter.years),
        origin=RowOrigin.BILL,
        origin_key=key_of(bill.pk),
    )
    EvidenceLink.objects.filter(file=bill.evidence_id, row__in=rows).delete()


def _forget_removed(inventory: Inventory, key: str) -> None:
    RemovedRow.objects.filter(
        inventory=inventory, content__origin=RowOrigin.BILL, content__origin_key=key
    ).delete()
