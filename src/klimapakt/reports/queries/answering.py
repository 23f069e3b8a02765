"""What members waited for, how long, and whether the office kept what it had promised."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Min, Q
from django.utils import timezone

from klimapakt.duties.enums import EventKind
from klimapakt.duties.models import DutyEvent
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import JoinRequest, Step
from klimapakt.reports import rules
from klimapakt.reports.enums import AnswerKind
from klimapakt.reports.models import AnswerPromise
from klimapakt.reports.rules import Period, Quartiles, Workdays

Waited = tuple[datetime | None, datetime | None]
"""When somebody asked, and when the office answered."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How the answers of one kind went; ``kept`` is None where nothing was promised."""

    kind: str
    promised: int | None
    days: Quartiles
    kept: int | None
    waiting: int
    too_long: int | None
    oldest: date | None


def promises() -> Mapping[str, int]:
    """Return within how many working days the office answers each kind, where it has promised."""
    return dict(AnswerPromise.objects.values_list("kind", "working_days"))


def by_kind(period: Period, today: date, calendar: str) -> list[Answered]:
    """Return the answers to what came in the period, by kind; one query for each kind, one for promises."""
    promised = promises()
    waited = {kind: _within(_SOURCES[kind](), period) for kind in AnswerKind}
    begins = [begin for each in waited.values() for begin, _end in each]
    workdays = Workdays(calendar, min(begins, default=today), today)
    return [_answered(kind, waited[kind], promised.get(kind), (workdays, today)) for kind in AnswerKind]


def _answered(
    kind: str,
    waited: list[tuple[date, date | None]],
    promised: int | None,
    counting: tuple[Workdays, date],
) -> Answered:
    workdays, today = counting
    done = [workdays.between(begin, end) for begin, end in waited if end is not None]
    left = [begin for begin, end in waited if end is None]
    late = [begin for begin in left if promised is not None and workdays.between(begin, today) > promised]
    return Answered(
        kind=kind,
        promised=promised,
        days=rules.quartiles(done),
        kept=None if promised is None else sum(days <= promised for days in done),
        waiting=len(left),
        too_long=None if promised is None else len(late),
        oldest=min(left, default=None),
    )


def _within(waited: Iterable[Waited], period: Period) -> list[tuple[date, date | None]]:
    days = (
        (timezone.localdate(begin), timezone.localdate(end) if end else None)
        for begin, end in waited
        if begin is not None
    )
    return [(begin, end) for begin, end in days if period.has(begin) and (end is None or end >= begin)]


def _joining() -> Iterable[Waited]:
    return JoinRequest.objects.filter(confirmed_at__isnull=False).values_list("confirmed_at", "decided_at")


def _inventories() -> Iterable[Waited]:
    """Return the inventories as they were handed in last, with the answer to that."""
    given = Inventory.objects.filter(submitted_at__isnull=False).exclude(status=InventoryStatus.DRAFT)
    for begin, returned, accepted in given.order_by().values_list(
        "submitted_at", "returned_at", "accepted_at"
    ):
        answers = [at for at in (returned, accepted) if at is not None and begin is not None and at >= begin]
        yield begin, min(answers, default=None)


def _more_time() -> Iterable[Waited]:
    asked = DutyEvent.objects.filter(kind=EventKind.ASKED).exclude(answered_by__kind=EventKind.TAKEN_BACK)
    return asked.order_by().values_list("at", "answered_by__at")


def _signatures() -> Iterable[Waited]:
    signed, active = Q(to_stage=Stage.SIGNED), Q(to_stage=Stage.ACTIVE)
    first = Step.objects.filter(signed | active).order_by().values_list("membership_id")
    found = first.annotate(begin=Min("at", filter=signed), end=Min("at", filter=active))
    return [(begin, end) for _pk, begin, end in found if begin is not None]


_SOURCES: Final[Mapping[str, Callable[[], Iterable[Waited]]]] = {
    AnswerKind.JOINING: _joining,
    AnswerKind.INVENTORY: _inventories,
    AnswerKind.MORE_TIME: _more_time,
    AnswerKind.SIGNATURE: _signatures,
}
