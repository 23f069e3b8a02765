"""What the member does in a cycle: begin, say what changed, explain, hand in."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from klimapakt.duties.actions import follow
from klimapakt.duties.enums import AT_HAND, DutyRule, DutyState, MissedReason
from klimapakt.duties.models import Duty
from klimapakt.foundation import audit
from klimapakt.inventories import actions as inventories
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.queries import rows_of
from klimapakt.inventories.rules import RowRefused
from klimapakt.methods.messages import Message
from klimapakt.monitoring import rules
from klimapakt.monitoring.actions.locking import ensure_member, locked_duty, locked_open
from klimapakt.monitoring.enums import RowLeft, StepState
from klimapakt.monitoring.journey import journey_of, last_accepted
from klimapakt.monitoring.models import Explanation, MonitoringCycle, RowAnswer
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]


@transaction.atomic
def begin(*, duty: Duty, today: date, by: Person) -> MonitoringCycle:
    """Begin the cycle of a duty from the last accepted inventory; begun already, it is returned as it is.

    Raises NotOpenYet, NothingToBeginFrom or NoYearLeft where there is nothing to do.
    """
    one = locked_duty(duty)
    ensure_member(one.membership.organisation, by)
    known = MonitoringCycle.objects.filter(duty=one).first()
    if known is not None:
        return known
    if one.rule != DutyRule.MONITORING or one.state not in AT_HAND:
        raise rules.NotOpenYet(one.opens_on if one.state == DutyState.UPCOMING else None)
    source = last_accepted(one.membership)
    if source is None:
        raise rules.NothingToBeginFrom
    year = rules.year_proposed(today, after=source.year)
    if year is None:
        raise rules.NoYearLeft
    inventory = inventories.continue_inventory(source=source, year=year, by=by)
    cycle = MonitoringCycle.objects.create(
        duty=one, inventory=inventory, source=source, begun_at=timezone.now()
    )
    details: Details = {"year": year, "from_year": source.year}
    audit.record(what="monitoring.begun", subject=cycle, by=by, details=details)
    return cycle


@transaction.atomic
def confirm_facts(*, cycle: MonitoringCycle, closed: Collection[UUID], by: Person) -> MonitoringCycle:
    """Say that sites and boundary were looked at; the rows of sites that are ``closed`` are gone."""
    cycle = locked_open(cycle, by)
    rows = list(Activity.objects.filter(inventory=cycle.source_id, site__in=closed))
    for row in rows:
        _leave(cycle, row, RowLeft.GONE)
    cycle.facts_at = timezone.now()
    cycle.save(update_fields=["facts_at"])
    details: Details = {"closed_sites": len(set(closed)), "rows_gone": len(rows)}
    audit.record(what="monitoring.facts_confirmed", subject=cycle, by=by, details=details)
    return cycle


@transaction.atomic
def answer_rows(
    *,
    cycle: MonitoringCycle,
    amounts: Mapping[int, Decimal | None],
    left: Mapping[int, str],
    by: Person,
) -> Mapping[int, Message]:
    """Say what became of rows of last time, by number; return those that were refused, with why.

    ``amounts`` are new amounts; None carries the old one over, marked as an estimate. ``left`` says why a row
    is not there; an empty answer takes that back. What is refused keeps nothing of the others back.
    """
    cycle = locked_open(cycle, by)
    rows = {row.number: row for row in rows_of(cycle.source)}
    refused: dict[int, Message] = {}
    for number, amount in amounts.items():
        if number not in rows:
            continue
        try:
            inventories.copy_rows(
                inventory=cycle.inventory, source=cycle.source, amounts={number: amount}, by=by
            )
        except RowRefused as problem:
            refused[number] = problem.message
        else:
            RowAnswer.objects.filter(cycle=cycle, row=rows[number]).delete()
    for number, why in left.items():
        if number in rows:
            _leave(cycle, rows[number], why)
    details: Details = {"amounts": len(amounts) - len(refused), "left": sum(map(bool, left.values()))}
    audit.record(what="monitoring.rows_answered", subject=cycle, by=by, details=details)
    return refused


@transaction.atomic
def explain_target(
    *, cycle: MonitoringCycle, target: UUID, why: MissedReason, text: str, by: Person
) -> Explanation:
    """Say why a target was missed; a later explanation replaces the earlier one until it is accepted."""
    cycle = locked_open(cycle, by)
    if not text.strip():
        raise rules.ReasonInWords
    found, _is_new = Explanation.objects.update_or_create(
        cycle=cycle,
        target=target,
        defaults={"missed_reason": why, "text": text.strip(), "by": by, "at": timezone.now()},
    )
    details: Details = {"reason": str(why), "text": audit.sealed(found.text)}
    audit.record(what="monitoring.target_explained", subject=found, by=by, details=details)
    return found


@transaction.atomic
def confirm_measures(*, cycle: MonitoringCycle, by: Person) -> MonitoringCycle:
    """Say that the list of measures was looked at and is true."""
    cycle = locked_open(cycle, by)
    cycle.measures_at = timezone.now()
    cycle.save(update_fields=["measures_at"])
    audit.record(what="monitoring.measures_confirmed", subject=cycle, by=by)
    return cycle


@transaction.atomic
def hand_in(*, cycle: MonitoringCycle, seen_revision: int, today: date, by: Person) -> Inventory:
    """Hand the report in: the inventory is submitted, and the duty waits for the office.

    Raises StepsLeft while something is missing, and whatever submitting an inventory raises.
    """
    cycle = locked_open(cycle, by)
    steps = journey_of(cycle.duty).steps
    rules.ensure_complete(key for key, state in steps if state != StepState.DONE)
    submitted = inventories.submit(inventory=cycle.inventory, seen_revision=seen_revision, by=by)
    audit.record(what="monitoring.handed_in", subject=cycle, by=by, details={"year": submitted.year})
    follow(organisation=submitted.organisation, today=today, by=by)
    return submitted


def _leave(cycle: MonitoringCycle, row: Activity, why: str) -> None:
    """Write down why a row is not there; nothing takes it back."""
    if why:
        RowAnswer.objects.update_or_create(cycle=cycle, row=row, defaults={"left": why})
    else:
        RowAnswer.objects.filter(cycle=cycle, row=row).delete()
