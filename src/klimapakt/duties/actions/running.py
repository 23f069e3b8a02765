"""Writing the nightly run: it begins, does its members in parts that stand each for itself, and ends."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
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
from klimapakt.pacts.queries import pact_at_hand

AT_ONCE: Final = 100
LEFT_AFTER: Final = timedelta(minutes=15)
"""A run that has not moved for so long was left by whoever did it."""

MOST_ATTEMPTS: Final = 5
_STILL_LOOKED_AT: Final = timedelta(days=7)
"""For so long after its end a membership is looked at; then its duties stay as they were."""

_DIGEST_LATE: Final = timedelta(days=3)
"""So late the digest of a week is still of use; afterwards the next one is near."""

_log = logging.getLogger(__name__)


@transaction.atomic
def take_up(*, day: date, now: datetime) -> bool:
    """Begin the run of a day, or one more time one that stands still; tell whether there is something to do.

    Whoever is told so does it: of several who ask at the same time only one is.
    """
    started = {"started_at": now, "moved_at": now}
    one, is_new = NightlyRun.objects.get_or_create(pact=pact_at_hand(), day=day, defaults=started)
    if is_new:
        return True
    left = NightlyRun.objects.select_for_update(of=("self",), skip_locked=True).filter(
        pk=one.pk, finished_at__isnull=True, moved_at__lt=now - LEFT_AFTER, attempts__lt=MOST_ATTEMPTS
    )
    found = left.first()
    if found is None:
        return False
    found.attempts, found.moved_at = found.attempts + 1, now
    found.save(update_fields=["attempts", "moved_at"])
    return True


@transaction.atomic
def begin(*, day: date) -> NightlyRun:
    """Return the run of a day in the pact at hand, begun now where nobody has."""
    now = timezone.now()
    found, _ = NightlyRun.objects.get_or_create(
        pact=pact_at_hand(), day=day, defaults={"started_at": now, "moved_at": now}
    )
    return found


@transaction.atomic
def part(*, one: NightlyRun, night: Night) -> bool:
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
    late = night.day - rules.digest_day(night.day, night.calendar)
    is_time = timedelta(0) <= late <= _DIGEST_LATE
    if is_time and not NightlyRun.objects.filter(digest_week=week).exists():
        digest(night=night)
        one.digest_week = week
    one.finished_at = timezone.now()
