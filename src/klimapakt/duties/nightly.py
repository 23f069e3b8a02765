"""The nightly run of a pact: every member recomputed and reminded, in parts that stand each for itself.

A run belongs to a day and happens once. Whoever kills it undoes the part at hand; the next one goes on where
the last finished part ended. A member that cannot be computed is passed over, named in the run, and stops
nobody else.
"""

import logging
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from klimapakt.duties import rules
from klimapakt.duties.actions.digesting import digest
from klimapakt.duties.actions.recomputing import recompute_many
from klimapakt.duties.actions.reminding import Night, remind
from klimapakt.duties.models import NightlyRun
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.pacts.queries import pact_at_hand, rulebook_in_force

AT_ONCE: Final = 100
_STILL_LOOKED_AT: Final = timedelta(days=7)
"""For so long after its end a membership is looked at; then its duties stay as they were."""

_WEEKDAYS: Final = "weekdays"
_log = logging.getLogger(__name__)


def run(day: date, *, in_earnest: bool = True) -> NightlyRun:
    """Do what a day asks for in the pact at hand, as far as it has not been done; return how far it came.

    Mail waits for the hours in which it may leave; ``in_earnest`` is False where time is only played.
    """
    one = begin(day)
    night = _night(day, in_earnest=in_earnest)
    while part(one, night):
        pass
    one.refresh_from_db()
    return one


@transaction.atomic
def begin(day: date) -> NightlyRun:
    """Return the run of a day in the pact at hand, begun now where nobody has."""
    now = timezone.now()
    found, _ = NightlyRun.objects.get_or_create(
        pact=pact_at_hand(), day=day, defaults={"started_at": now, "moved_at": now}
    )
    return found


@transaction.atomic
def part(one: NightlyRun, night: Night) -> bool:
    """Do the next members of a run, or its end; tell whether there is more to do."""
    locked = NightlyRun.objects.select_for_update(of=("self",)).get(pk=one.pk)
    if locked.finished_at is not None:
        return False
    following = _following(locked)
    if following:
        _work(locked, following, night)
        locked.position = following[-1]
    else:
        _finish(locked, night)
    locked.moved_at = timezone.now()
    locked.save()
    return bool(following)


def _night(day: date, *, in_earnest: bool) -> Night:
    rulebook = rulebook_in_force()
    calendar = rulebook.working_days.value if rulebook else _WEEKDAYS
    now = timezone.localtime()
    if in_earnest:
        return Night(day, now, rules.leaves_at(now, calendar), calendar)
    played = timezone.make_aware(datetime.combine(day, time(12)))
    return Night(day, played, None, calendar)


def _following(one: NightlyRun) -> list[UUID]:
    counting = ~Q(stage=Stage.ENDED) | Q(ended_on__gte=one.day - _STILL_LOOKED_AT)
    found = Membership.objects.filter(counting, joined_on__isnull=False)
    if one.position is not None:
        found = found.filter(pk__gt=one.position)
    return list(found.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def _work(one: NightlyRun, members: Sequence[UUID], night: Night) -> None:
    """Recompute and remind members together; where that fails, one after the other, to find out which."""
    try:
        with transaction.atomic():
            recomputed = recompute_many(memberships=members, today=night.day, by=None)
            reminded = remind(recomputed=recomputed, night=night)
    except OperationalError:
        raise  # the database is away or busy: that is nobody's fault, and the run goes on later
    except Exception as problem:  # noqa: BLE001 -- one member must not keep the night from all the others
        if len(members) > 1:
            for member in members:
                _work(one, [member], night)
            return
        one.failed[str(members[0])] = type(problem).__name__
        _log.error("The duties of one member could not be computed: %s", type(problem).__name__)
        return
    one.members += len(members)
    one.changed += recomputed.changed
    one.reminded += reminded


def _finish(one: NightlyRun, night: Night) -> None:
    """End the run, with the digest where the week has none yet."""
    week = rules.week_of(night.day)
    is_time = night.day >= rules.digest_day(night.day, night.calendar)
    if is_time and not NightlyRun.objects.filter(digest_week=week).exists():
        digest(night=night)
        one.digest_week = week
    one.finished_at = timezone.now()
