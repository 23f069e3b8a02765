"""What is known about many memberships at once, in a fixed number of queries, for ``standing`` to work on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from klimapakt.duties.enums import EventKind
from klimapakt.duties.models import Duty, DutyEvent
from klimapakt.duties.standing import Known, Told, Version
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership, Step
from klimapakt.targets.queries import set_by
from klimapakt.targets.rules import SetTarget

_HANDED_IN: Final = (InventoryStatus.SUBMITTED, InventoryStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about memberships, and the duties that are kept for them already."""

    known: Mapping[UUID, Known]
    duties: Mapping[UUID, Mapping[str, Duty]]
    told: Mapping[UUID, tuple[Told, ...]]


def read(memberships: Iterable[Membership]) -> Facts:
    """Return what is known about members; who has no first day owes nothing and is left out."""
    asked = list(memberships)
    lines = _with_predecessors(asked)
    rests = _rests(lines)
    duties = _duties(lines)
    told = _told(lines)
    versions = _versions(lines)
    targets = set_by({one.organisation_id for one in lines.values()})
    gathered = (rests, told, versions, _by_successor(lines.values()), targets)
    known: dict[UUID, Known] = {}
    for one in sorted(lines.values(), key=lambda line: line.created_at):
        _know(one, known, gathered)
    wanted = {one.pk for one in asked}
    return Facts({pk: one for pk, one in known.items() if pk in wanted}, duties, told)


_Gathered = tuple[
    Mapping[UUID, tuple[tuple[date, bool], ...]],
    Mapping[UUID, tuple[Told, ...]],
    Mapping[UUID, tuple[Version, ...]],
    Mapping[UUID, list[Membership]],
    Mapping[UUID, tuple[SetTarget, ...]],
]


def _know(one: Membership, known: dict[UUID, Known], gathered: _Gathered) -> Known | None:
    """Put together what is known about one membership, first about those that it carries on."""
    if one.pk in known or one.joined_on is None:
        return known.get(one.pk)
    rests, told, versions, carried_by, targets = gathered
    carried = sorted(carried_by.get(one.pk, ()), key=lambda each: (each.since_at, each.pk))
    # Who was a member already had begun before the other one ended.
    own = {each.pk for each in carried if one.created_at < each.since_at}
    earlier = [(each.pk in own, _know(each, known, gathered)) for each in carried]
    known[one.pk] = Known(
        joined_on=one.joined_on,
        signed_on=one.signed_on,
        tier=one.tier or None,
        ended_on=one.ended_on,
        rests=rests.get(one.pk, ()),
        told=told.get(one.pk, ()),
        versions=versions.get(one.organisation_id, ()),
        targets=targets.get(one.organisation_id, ()),
        before=next((each for is_own, each in earlier if each and not is_own), None),
        joined_by=tuple(each for is_own, each in earlier if each and is_own),
    )
    return known[one.pk]


def _with_predecessors(asked: Iterable[Membership]) -> dict[UUID, Membership]:
    """Return the memberships and those they carry on; one query for each link of the longest chain."""
    found = {one.pk: one for one in asked}
    latest = set(found)
    while latest:
        earlier = Membership.objects.filter(carried_on_by__in=latest).exclude(pk__in=found)
        latest_rows = {one.pk: one for one in earlier}
        found |= latest_rows
        latest = set(latest_rows)
    return found


def _by_successor(lines: Iterable[Membership]) -> dict[UUID, list[Membership]]:
    found: defaultdict[UUID, list[Membership]] = defaultdict(list)
    for one in lines:
        if one.carried_on_by_id:
            found[one.carried_on_by_id].append(one)
    return dict(found)


def _rests(lines: Iterable[UUID]) -> dict[UUID, tuple[tuple[date, bool], ...]]:
    """Return the days on which each membership began to rest (True) and to go on (False)."""
    steps = Step.objects.filter(Q(to_stage=Stage.DORMANT) | Q(from_stage=Stage.DORMANT), membership__in=lines)
    found: defaultdict[UUID, list[tuple[date, bool]]] = defaultdict(list)
    for pk, at, to in steps.order_by("at", "pk").values_list("membership_id", "at", "to_stage"):
        found[pk].append((timezone.localdate(at), to == Stage.DORMANT))
    return {pk: tuple(days) for pk, days in found.items()}


def _duties(lines: Iterable[UUID]) -> dict[UUID, dict[str, Duty]]:
    found: defaultdict[UUID, dict[str, Duty]] = defaultdict(dict)
    for duty in Duty.objects.filter(membership__in=lines):
        found[duty.membership_id][duty.key] = duty
    return dict(found)


def _told(lines: Iterable[UUID]) -> dict[UUID, tuple[Told, ...]]:
    events = DutyEvent.objects.filter(duty__membership__in=lines).exclude(kind=EventKind.TAKEN_BACK)
    counting = events.exclude(answered_by__kind=EventKind.TAKEN_BACK).select_related("duty", "answered_by")
    found: defaultdict[UUID, list[Told]] = defaultdict(list)
    for event in counting:
        found[event.duty.membership_id].append(_as_told(event))
    return {pk: tuple(told) for pk, told in found.items()}


def _as_told(event: DutyEvent) -> Told:
    return Told(
        duty=event.duty.key,
        kind=event.kind,
        on=event.on,
        months=event.months,
        until=event.until,
        missed_reason=event.missed_reason,
        text=event.text,
        is_answered=hasattr(event, "answered_by"),
    )


def _versions(lines: Mapping[UUID, Membership]) -> dict[UUID, tuple[Version, ...]]:
    organisations = {one.organisation_id for one in lines.values()}
    handed_in = Inventory.objects.filter(
        organisation__in=organisations, status__in=_HANDED_IN, submitted_at__isnull=False
    )
    fields = handed_in.order_by().values_list("organisation_id", "pk", "year", "submitted_at", "status")
    found: defaultdict[UUID, list[Version]] = defaultdict(list)
    for organisation, pk, year, at, status in fields:
        is_accepted = status == InventoryStatus.ACCEPTED
        found[organisation].append(Version(pk, year, timezone.localdate(at), is_accepted))
    return {pk: tuple(versions) for pk, versions in found.items()}
