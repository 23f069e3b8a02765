"""A bakery whose monitoring is open: a baseline of 2024 that was accepted, and what follows."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.rules import values_as_json
from klimapakt.agreements.wording.examples import EXAMPLE
from klimapakt.duties.enums import DutyRule
from klimapakt.duties.models import Duty
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.memberships.models import Membership
from klimapakt.memberships.queries import open_membership_of
from klimapakt.monitoring import actions
from klimapakt.monitoring.actions import Reading
from klimapakt.monitoring.journey import journey_of
from klimapakt.monitoring.models import MonitoringCycle, ReadTarget
from klimapakt.monitoring.targets import agreement_in_force
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import adopt_preset
from klimapakt.pacts.queries import version_in_force
from klimapakt.people.models import Person
from tests.duties.owing import due, duty_of, member
from tests.inventories.versions import accepted

TODAY: Final = timezone.localdate()
JOINED: Final = TODAY - timedelta(days=5 * 365)
PROMISE: Final = "By 2025 we emit a fifth less than in 2024."


def joined(organisation: Organisation, *, preset: str = "duesseldorf", on: date = JOINED) -> Membership:
    """Return the membership of an organisation that joined almost five years ago."""
    if version_in_force() is None:
        adopt_preset(preset=preset, by=None)
    return open_membership_of(organisation) or member(organisation, on)


def monitoring_of(organisation: Organisation, key: str = "monitoring-1") -> Duty:
    """Return the monitoring an organisation owes, as it stands today."""
    return due(joined(organisation), key, TODAY)


def begun(baseline: Inventory, by: Person, reviewer: Person) -> MonitoringCycle:
    """Accept the baseline where it is not, and begin the cycle beside it."""
    if baseline.is_open:
        baseline = accepted(baseline, by, reviewer)
    return actions.begin(duty=monitoring_of(baseline.organisation), today=TODAY, by=by)


def filled_in(cycle: MonitoringCycle, by: Person, factor: str = "0.9") -> MonitoringCycle:
    """Answer every step but handing in: each row with its old amount times a factor."""
    rows = journey_of(cycle.duty).rows
    amounts: dict[int, Decimal | None] = {one.row.number: one.row.amount * Decimal(factor) for one in rows}
    refused = actions.answer_rows(cycle=cycle, amounts=amounts, left={}, by=by)
    assert not refused
    actions.confirm_facts(cycle=cycle, closed=(), by=by)
    actions.confirm_measures(cycle=cycle, by=by)
    return cycle


def handed_in(cycle: MonitoringCycle, by: Person) -> Inventory:
    """Hand a report in as it stands."""
    seen = Inventory.objects.get(pk=cycle.inventory_id).revision
    return actions.hand_in(cycle=cycle, seen_revision=seen, today=TODAY, by=by)


def agreed(organisation: Organisation, words: str = PROMISE) -> Agreement:
    """Return the agreement in force of an organisation, which holds a promise of the member."""
    membership = joined(organisation)
    known = agreement_in_force(membership)
    return known or Agreement.objects.create(
        pact=organisation.pact,
        membership=membership,
        number=f"M-{organisation.pk.hex[:8]}",
        template="climate-agreement",
        template_version="2026.1",
        values={**values_as_json(EXAMPLE), "special_terms": [words], "measures": []},
        content_sha256="0" * 64,
        sha256="0" * 64,
        state=AgreementState.IN_FORCE,
        issued_at=timezone.now(),
        in_force_at=timezone.now(),
    )


def promised(
    cycle: MonitoringCycle, by: Person, *, percent: str = "20", base_year: int = 2024, target_year: int = 2025
) -> ReadTarget:
    """Read the promise of the agreement as a target."""
    agreed(cycle.duty.membership.organisation)
    reading = Reading("total_location", base_year, target_year, Decimal(percent))
    return actions.read_target(cycle=cycle, place="special-1", reading=reading, by=by)


def cycle_of(organisation: Organisation) -> MonitoringCycle:
    """Return the cycle of an organisation, handed in; made where missing."""
    known = MonitoringCycle.objects.filter(duty__membership__organisation=organisation).first()
    if known is not None:
        return known
    duty = duty_of(organisation)
    report = Duty.objects.filter(membership=duty.membership, rule=DutyRule.MONITORING).earliest("number")
    source = Inventory.objects.create(organisation=organisation, year=2008, edition="2026.1")
    inventory = Inventory.objects.create(
        organisation=organisation,
        year=2009,
        edition="2026.1",
        status=InventoryStatus.SUBMITTED,
        submitted_at=timezone.now(),
    )
    Activity.objects.create(
        inventory=inventory, number=1, label="Power", activity="electricity", amount=1, unit="kWh"
    )
    return MonitoringCycle.objects.create(
        duty=report, inventory=inventory, source=source, begun_at=timezone.now()
    )
