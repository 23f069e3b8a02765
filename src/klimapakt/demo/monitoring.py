"""A monitoring played in the demo: begun from last time, changed, explained, handed in and accepted."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils import timezone

from klimapakt.demo.versions import answer_checks
from klimapakt.duties.enums import DutyRule, MissedReason
from klimapakt.duties.models import Duty
from klimapakt.inventories.lifecycle import Act, is_theirs
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.queries import standing_of
from klimapakt.inventories.rules import NotPossible as InventoryRefused
from klimapakt.monitoring import actions
from klimapakt.monitoring.actions import Reading
from klimapakt.monitoring.enums import RowLeft
from klimapakt.monitoring.journey import Journey, journey_of, last_accepted
from klimapakt.monitoring.models import MonitoringCycle
from klimapakt.monitoring.record import record_of
from klimapakt.monitoring.targets import agreement_in_force, paragraphs_of
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import pact_at_hand, who_may
from klimapakt.people.models import Person
from klimapakt.targets.enums import Coverage

PROMISE: Final = "Bis Ende 2025 senken wir unsere Emissionen um 20 Prozent gegenüber 2023."
_LESS: Final = Decimal("0.96")
_READ: Final = Reading(Coverage.TOTAL_LOCATION, 2023, 2025, Decimal(20))
_WHY: Final = "Der größere Netzanschluss für den Elektroofen kommt erst im nächsten Jahr."


def can_report(one: Duty) -> bool:
    """Tell whether a monitoring is open, by the clock of the machine too, and has something to begin from."""
    if one.rule != DutyRule.MONITORING or one.opens_on > timezone.localdate():
        return False
    return last_accepted(one.membership) is not None


def reported(one: Duty, member: Person, day: date) -> Iterator[str]:
    """Let the member go through every step and hand in; somebody who has begun goes on where they were."""
    try:
        cycle = actions.begin(duty=one, today=day, by=member)
        _filled(cycle, member)
        seen = Inventory.objects.get(pk=cycle.inventory_id).revision
        actions.hand_in(cycle=cycle, seen_revision=seen, today=day, by=member)
    except (NotPossible, InventoryRefused) as refused:
        yield f"monitoring not handed in: {refused.message.text()}"
    else:
        yield f"monitoring for {cycle.inventory.year} handed in"


def accepted(one: Duty, day: date) -> Iterator[str]:
    """Let somebody of the office accept who had no part in it."""
    journey = journey_of(one)
    if journey.cycle is None or not journey.is_submitted:
        return
    office = who_may(Permission.REVIEW_INVENTORIES, pact_at_hand()).order_by("email")
    inventory = journey.cycle.inventory
    reviewer = next((one for one in office if is_theirs(Act.ACCEPT, standing_of(one, inventory))), None)
    if reviewer is not None:
        answer_checks(inventory, by=reviewer)
        seen = record_of(journey).sha256
        actions.accept(cycle=journey.cycle, seen_sha256=seen, today=day, by=reviewer)
        yield f"monitoring for {inventory.year} accepted by {reviewer.name}"


def _filled(cycle: MonitoringCycle, member: Person) -> None:
    """Answer what has no answer yet: new amounts, one number kept, one row gone."""
    if not cycle.inventory.is_open:
        return
    waiting = [one.row for one in journey_of(cycle.duty).rows if not one.is_done]
    amounts: dict[int, Decimal | None] = {row.number: _rounded(row) for row in waiting}
    if len(waiting) > 2:
        amounts[waiting[-2].number] = None
        del amounts[waiting[-1].number]
        actions.answer_rows(cycle=cycle, amounts={}, left={waiting[-1].number: RowLeft.GONE}, by=member)
    refused = actions.answer_rows(cycle=cycle, amounts=amounts, left={}, by=member)
    gone = dict.fromkeys(refused, RowLeft.ELSEWHERE.value)
    actions.answer_rows(cycle=cycle, amounts={}, left=gone, by=member)
    actions.confirm_facts(cycle=cycle, closed=(), by=member)
    actions.confirm_measures(cycle=cycle, by=member)
    _explained(journey_of(cycle.duty), cycle, member)


def _explained(journey: Journey, cycle: MonitoringCycle, member: Person) -> None:
    """Read the promise of the agreement as a target, and say why it was missed."""
    agreement = agreement_in_force(journey.membership)
    for paragraph in paragraphs_of(agreement) if agreement else ():
        if paragraph.words == PROMISE:
            actions.read_target(cycle=cycle, place=paragraph.place, reading=_READ, by=member)
    for one in journey_of(cycle.duty).missed:
        why = MissedReason.GRID_CONNECTION
        actions.explain_target(cycle=cycle, target=one.target.key, why=why, text=_WHY, by=member)


def _rounded(row: Activity) -> Decimal:
    return (row.amount * _LESS).quantize(Decimal(1)) or row.amount
