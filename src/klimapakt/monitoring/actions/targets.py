"""Reading a target in the member's own words in its agreement, and taking that back."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from klimapakt.agreements.models import Agreement
from klimapakt.foundation import audit
from klimapakt.monitoring import rules
from klimapakt.monitoring.actions.locking import locked_open
from klimapakt.monitoring.models import MonitoringCycle, ReadTarget
from klimapakt.monitoring.targets import agreement_in_force, paragraphs_of
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody read in a paragraph: which emissions fall by how many percent, from when until when."""

    coverage: str
    base_year: int
    target_year: int
    percent: Decimal


@transaction.atomic
def read_target(*, cycle: MonitoringCycle, place: str, reading: Reading, by: Person) -> ReadTarget:
    """Read a paragraph of the agreement in force as a target; read anew, the figures are replaced."""
    cycle = locked_open(cycle, by)
    agreement = _agreement_with(cycle, place)
    found, _is_new = ReadTarget.objects.update_or_create(
        agreement=agreement,
        place=place,
        defaults={
            "coverage": reading.coverage,
            "base_year": reading.base_year,
            "target_year": reading.target_year,
            "percent": reading.percent,
            "by": by,
        },
    )
    details: Details = {
        "place": place,
        "coverage": reading.coverage,
        "base_year": reading.base_year,
        "target_year": reading.target_year,
        "percent": str(reading.percent),
    }
    audit.record(what="monitoring.target_read", subject=found, by=by, details=details)
    return found


@transaction.atomic
def forget_target(*, cycle: MonitoringCycle, place: str, by: Person) -> None:
    """Say that a paragraph states no target; doing so twice is the same as once."""
    cycle = locked_open(cycle, by)
    found = ReadTarget.objects.filter(agreement=_agreement_with(cycle, place), place=place).first()
    if found is not None:
        audit.record(what="monitoring.target_forgotten", subject=found, by=by, details={"place": place})
        found.delete()


def _agreement_with(cycle: MonitoringCycle, place: str) -> Agreement:
    agreement = agreement_in_force(cycle.duty.membership)
    if agreement is None or place not in {one.place for one in paragraphs_of(agreement)}:
        raise rules.NotInTheAgreement
    return agreement
