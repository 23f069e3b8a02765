"""Bringing duties in step with what they follow from; doing so twice is the same as once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from klimapakt.duties import facts
from klimapakt.duties.enums import Because, DutyState
from klimapakt.duties.models import Duty
from klimapakt.duties.standing import Known, Standing, standing
from klimapakt.foundation import audit
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.methods.rulebook import Rulebook
from klimapakt.pacts.models import RulebookVersion
from klimapakt.pacts.queries import rulebook_of, version_in_force
from klimapakt.people.models import Person

_FOLLOWS: Final = (
    *("opens_on", "due_on", "grace_ends_on", "state", "because", "reason", "extended_months"),
    *("fulfilled_on", "fulfilled_by_id", "handed_in_on", "missed_reason", "rulebook_version_id"),
)
_TELLING: Final = ("due_on", "fulfilled_on", "fulfilled_by_id", "extended_months", "handed_in_on")
"""Fields whose change is worth an entry in the audit chain: that a day has passed is none."""

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What became of the duties of some memberships."""

    duties: Mapping[UUID, tuple[Duty, ...]]
    facts: facts.Facts
    changed: int


@transaction.atomic
def recompute(*, membership: Membership, today: date, by: Person | None) -> Recomputed:
    """Bring the duties of one membership in step; called by name wherever a fact changes."""
    return recompute_many(memberships=[membership.pk], today=today, by=by)


@transaction.atomic
def recompute_many(*, memberships: Iterable[UUID], today: date, by: Person | None) -> Recomputed:
    """Bring the duties of several memberships in step, under the locks of all, in few queries.

    Without a rulebook in force nothing is owed and nothing is changed.
    """
    locked = _locked(memberships)
    known = facts.read(locked)
    version = version_in_force()
    if version is None:
        return Recomputed({}, known, 0)
    work = _Work(version, rulebook_of(version), today)
    for one in locked:
        work.bring_in_step(one, known.known.get(one.pk), known.duties.get(one.pk, {}))
    work.save(by)
    kept = {one.pk: tuple(work.duties.get(one.pk, ())) for one in locked}
    return Recomputed(kept, known, len(work.new) + len(work.changed))


def _locked(memberships: Iterable[UUID]) -> list[Membership]:
    """Lock in one order, so that two who recompute the same members do not wait for each other."""
    found = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation")
    return list(found.filter(pk__in=list(memberships)).order_by("pk"))


class _Work:
    """What has to be written for the memberships at hand."""

    def __init__(self, version: RulebookVersion, rulebook: Rulebook, today: date) -> None:
        self._version, self._rulebook, self._today = version, rulebook, today
        self.duties: dict[UUID, list[Duty]] = {}
        self.new: list[Duty] = []
        self.changed: list[Duty] = []
        self._told: dict[UUID, dict[str, audit.Detail]] = {}
        self._members: dict[UUID, Membership] = {}

    def bring_in_step(self, one: Membership, known: Known | None, kept: Mapping[str, Duty]) -> None:
        """Note what differs between what is kept for a membership and what follows now."""
        self._members[one.pk] = one
        for held in kept.values():
            held.membership = one  # read already, with its organisation
        found = {each.duty.id: each for each in standing(known, self._rulebook, self._today)} if known else {}
        told = {"created": 0, "changed": 0, "dropped": 0}
        listed = []
        for key, each in found.items():
            duty = kept.get(key)
            if duty is None:
                duty = self._created(one, each)
                told["created"] += 1
            elif self._takes_over(duty, each) and one.stage != Stage.DORMANT:
                told["changed"] += 1
            listed.append(duty)
        told["dropped"] = sum(self._dropped(duty) for key, duty in kept.items() if key not in found)
        self.duties[one.pk] = listed
        if any(told.values()):
            self._told[one.pk] = dict(told)

    def save(self, by: Person | None) -> None:
        """Write everything, and one entry into the audit chain for each membership whose duties changed."""
        Duty.objects.bulk_create(self.new, batch_size=_AT_ONCE)
        # Written like new ones that meet the old ones by their keys: much faster than an update by cases.
        Duty.objects.bulk_create(
            self.changed,
            batch_size=_AT_ONCE,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[name.removesuffix("_id") for name in _FOLLOWS],
        )
        for pk, told in self._told.items():
            details = {**told, "rulebook": self._version.version, "day": self._today.isoformat()}
            audit.record(what="duties.changed", subject=self._members[pk], by=by, details=details)

    def _created(self, one: Membership, each: Standing) -> Duty:
        duty = Duty(membership=one, rule=each.duty.rule, number=each.duty.number, **self._values(each))
        self.new.append(duty)
        return duty

    def _takes_over(self, duty: Duty, each: Standing) -> bool:
        """Let a duty become what follows now; tell whether that is worth telling."""
        values = self._values(each)
        differing = {name for name, value in values.items() if getattr(duty, name) != value}
        # The version alone is no change: a duty rests on the newest one that was in force.
        if differing:
            for name in differing:
                setattr(duty, name, values[name])
            self.changed.append(duty)
        return bool(differing.intersection(_TELLING))

    def _dropped(self, duty: Duty) -> bool:
        if duty.state == DutyState.DROPPED:
            return False
        duty.state, duty.because, duty.reason = DutyState.DROPPED, Because.RULEBOOK, ""
        duty.fulfilled_on = duty.fulfilled_by_id = duty.handed_in_on = None
        duty.rulebook_version_id = self._version.pk
        self.changed.append(duty)
        return True

    def _values(self, each: Standing) -> dict[str, object]:
        return {
            "opens_on": each.duty.opens_on,
            "due_on": each.duty.due_on,
            "grace_ends_on": each.duty.grace_ends_on,
            "state": each.state,
            "because": each.because.value,
            "reason": each.reason,
            "extended_months": each.extended_months,
            "fulfilled_on": each.fulfilled_on,
            "fulfilled_by_id": each.fulfilled_by,
            "handed_in_on": each.handed_in_on,
            "missed_reason": each.missed_reason,
            "rulebook_version_id": self._version.pk,
        }
