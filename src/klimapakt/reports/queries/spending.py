"""Working days spent between one stage and the next, apart for the office and the member."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Min, Q
from django.utils import timezone

from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.models import JoinRequest, Membership, Step
from klimapakt.reports import rules
from klimapakt.reports.rules import Period, Quartiles, Workdays

OFFICE, MEMBER, BOTH = "office", "member", "both"
ASKED, ANSWERED, JOINED, HANDED_IN, ACCEPTED = "asked", "answered", "joined", "handed_in", "accepted"
BEGUN: Final = "begun"

SPANS: Final = (
    (ASKED, ANSWERED, OFFICE),
    (BEGUN, Stage.ISSUED.value, BOTH),
    (Stage.ISSUED.value, Stage.SIGNED.value, MEMBER),
    (Stage.SIGNED.value, Stage.ACTIVE.value, OFFICE),
    (JOINED, HANDED_IN, MEMBER),
    (HANDED_IN, ACCEPTED, OFFICE),
    (ASKED, ACCEPTED, BOTH),
)
"""From where to where, and on whom it depends how long it takes; the last one is the whole way."""

_COUNTING: Final = (Stage.ISSUED.value, Stage.SIGNED.value, Stage.ACTIVE.value)
"""The stages of a membership that stand in a span."""


@dataclass(frozen=True, slots=True)
class Span:
    """How many working days lay between two stages."""

    begins: str
    ends: str
    side: str
    days: Quartiles


_Way = dict[str, date]
"""The days on which a membership came to each stage."""


def spans(period: Period, calendar: str) -> list[Span]:
    """Return the time between the stages, for those who came to the later one in the period; four queries."""
    ways = _ways()
    known = [day for way in ways for day in way.values()]
    workdays = Workdays(calendar, min(known), max(known)) if known else None
    return [
        Span(begins, ends, side, rules.quartiles(_lasted(ways, (begins, ends), period, workdays)))
        for begins, ends, side in SPANS
    ]


def _lasted(
    ways: list[_Way], between: tuple[str, str], period: Period, workdays: Workdays | None
) -> Iterator[int]:
    for way in ways:
        begin, end = (way.get(stage) for stage in between)
        if workdays and begin and end and begin <= end and period.has(end):
            yield workdays.between(begin, end)


def _ways() -> list[_Way]:
    stepped, asked, inventories = _stepped(), _asked(), _inventories()
    found = []
    members = Membership.objects.order_by().values_list("pk", "organisation_id", "joined_on", "source")
    for pk, organisation, joined_on, source in members:
        way = dict(stepped.get(pk, {}))
        way |= asked.get(organisation, {})
        way |= inventories.get(organisation, {})
        # A request is forgotten half a year after its decision; the first step was taken on the same day.
        if source == Source.FORM and BEGUN in way:
            way.setdefault(ASKED, way[BEGUN])
        # What an imported member did between its first day and the import, nobody here knows.
        if joined_on is not None and source != Source.IMPORT:
            way[JOINED] = joined_on
        found.append(way)
    return found


def _stepped() -> Mapping[UUID, Mapping[str, date]]:
    """Return when each membership took its first step and first came to each stage that counts."""
    columns = {f"to_{stage}": Min("at", filter=Q(to_stage=stage)) for stage in _COUNTING}
    first = Step.objects.order_by().values_list("membership_id").annotate(Min("at"), **columns)
    names = (BEGUN, *_COUNTING)
    return {pk: _known(*zip(names, days, strict=True)) for pk, *days in first}


def _asked() -> Mapping[UUID, Mapping[str, date]]:
    confirmed = JoinRequest.objects.filter(organisation__isnull=False, confirmed_at__isnull=False)
    first = (
        confirmed.order_by().values_list("organisation_id").annotate(Min("confirmed_at"), Min("decided_at"))
    )
    return {
        organisation: _known((ASKED, asked), (ANSWERED, answered)) for organisation, asked, answered in first
    }


def _inventories() -> Mapping[UUID, Mapping[str, date]]:
    """Return when the first inventory of each organisation was handed in and accepted."""
    handed_in = Inventory.objects.filter(
        status__in=(InventoryStatus.SUBMITTED, InventoryStatus.ACCEPTED), submitted_at__isnull=False
    )
    first = (
        handed_in.order_by().values_list("organisation_id").annotate(Min("submitted_at"), Min("accepted_at"))
    )
    return {
        organisation: _known((HANDED_IN, submitted), (ACCEPTED, accepted))
        for organisation, submitted, accepted in first
    }


def _known(*named: tuple[str, datetime | None]) -> dict[str, date]:
    return {name: _day(at) for name, at in named if at is not None}


def _day(at: datetime) -> date:
    return timezone.localdate(at)
