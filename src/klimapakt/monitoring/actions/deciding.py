"""What the office decides about a report: accept it with its explanations, always by a second person."""

from datetime import date

from django.db import transaction

from klimapakt.duties.actions import follow
from klimapakt.foundation import audit
from klimapakt.inventories import actions as inventories
from klimapakt.inventories import lifecycle
from klimapakt.monitoring.journey import journey_of
from klimapakt.monitoring.models import AcceptedMonitoring, MonitoringCycle
from klimapakt.monitoring.record import record_of
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]


@transaction.atomic
def accept(*, cycle: MonitoringCycle, seen_sha256: str, today: date, by: Person) -> AcceptedMonitoring:
    """Accept a report: its inventory is frozen, its record with the explanations too, and its duty is done.

    ``seen_sha256`` is the hash of the record the person looked at; it names the record of the inventory.
    Raises Outdated when either changed, NotYours for whoever handed it in, wrote in it or has a role there.
    """
    MonitoringCycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    journey = journey_of(cycle.duty)
    record = record_of(journey)
    if journey.cycle is None or record.sha256 != seen_sha256:
        raise lifecycle.Outdated
    inventory = inventories.accept(
        inventory=journey.cycle.inventory, seen_sha256=record.content["new"]["record_sha256"], by=by
    )
    if inventory.accepted_at is None:
        raise lifecycle.Outdated
    found = AcceptedMonitoring.objects.create(
        cycle=journey.cycle,
        document=record.text,
        sha256=record.sha256,
        frozen_at=inventory.accepted_at,
        by=by,
    )
    details: Details = {
        "sha256": record.sha256,
        "year": inventory.year,
        "explanations": len(journey.explanations),
    }
    audit.record(what="monitoring.accepted", subject=found, by=by, details=details)
    follow(organisation=inventory.organisation, today=today, by=by)
    return found
