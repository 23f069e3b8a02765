"""The way of a membership from stage to stage; every step is kept with who, when and why."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.memberships import rules
from klimapakt.memberships.actions.tiers import Agreed, write_down
from klimapakt.memberships.enums import EndReason, Source, Stage
from klimapakt.memberships.models import Membership, Step
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import ChangedMeanwhile
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Days:
    """The three days of a membership."""

    signed_on: date | None = None
    joined_on: date | None = None
    ceremony_on: date | None = None


@transaction.atomic
def begin(
    *,
    organisation: Organisation,
    source: Source,
    by: Person | None,
    stage: Stage = Stage.INTEREST,
    days: Days | None = None,
    at: datetime | None = None,
) -> Membership:
    """Begin the membership of an organisation; raise AlreadyOpen when it has one that has not ended.

    ``at`` is when it began where that is known from before; now otherwise.
    """
    locked = Organisation.objects.select_for_update(no_key=True, of=("self",)).get(pk=organisation.pk)
    if Membership.objects.filter(organisation=locked).exclude(stage=Stage.ENDED).exists():
        raise rules.AlreadyOpen(locked.name)
    now, known = at or timezone.now(), days or Days()
    rules.ensure_days(signed_on=known.signed_on, joined_on=known.joined_on, today=timezone.localdate())
    one = Membership.objects.create(
        organisation=locked,
        stage=stage,
        since_at=now,
        source=source,
        created_at=now,
        signed_on=known.signed_on,
        joined_on=known.joined_on,
        ceremony_on=known.ceremony_on,
    )
    _record(one, "", now, "", by)
    return one


@transaction.atomic
def move(*, membership: Membership, to: Stage, reason: str, seen_revision: int, by: Person) -> Membership:
    """Move a membership as the office decides.

    Raises StepNotPossible, ReasonMissing, and ChangedMeanwhile when somebody else was faster.
    """
    one = _locked(membership, seen_revision)
    rules.ensure_by_hand(one.stage, to, reason)
    return _go(one, to, reason, by)


@transaction.atomic
def by_agreement(
    *, membership: Membership, to: Stage, reason: str, days: Days | None = None, by: Person | None
) -> Membership:
    """Move a membership because its agreement was issued, signed, counter-signed or withdrawn.

    ``days`` adds days that are known now; a day that is known already stays.
    """
    one = _locked(membership, None)
    rules.ensure_by_agreement(one.stage, to)
    if days is not None:
        one.signed_on = one.signed_on or days.signed_on
        one.joined_on = one.joined_on or days.joined_on
        one.ceremony_on = one.ceremony_on or days.ceremony_on
    return _go(one, to, reason, by)


@transaction.atomic
def plan(
    *,
    membership: Membership,
    owner: Person | None,
    next_step: str,
    next_step_on: date | None,
    seen_revision: int,
    by: Person,
) -> Membership:
    """Say who looks after a membership, what comes next and by when."""
    one = _locked(membership, seen_revision)
    one.owner, one.next_step = owner, next_step.strip()
    one.next_step_on = next_step_on if one.next_step else None
    return _saved(one, "membership.planned", by)


@transaction.atomic
def set_days(*, membership: Membership, days: Days, seen_revision: int, by: Person) -> Membership:
    """Correct the days of a membership; a member keeps a first day. Raises DayNotPossible."""
    one = _locked(membership, seen_revision)
    rules.ensure_days(signed_on=days.signed_on, joined_on=days.joined_on, today=timezone.localdate())
    rules.ensure_first_day(stage=one.stage, joined_on=days.joined_on)
    one.signed_on, one.joined_on, one.ceremony_on = days.signed_on, days.joined_on, days.ceremony_on
    return _saved(one, "membership.days_set", by)


@transaction.atomic
def end(
    *,
    membership: Membership,
    end_reason: EndReason,
    reason: str,
    on: date,
    seen_revision: int,
    by: Person | None,
) -> Membership:
    """End a membership, or the way to one, on a day that has come."""
    one = _locked(membership, seen_revision)
    rules.ensure_end(one.stage, end_reason, reason)
    rules.ensure_end_day(joined_on=one.joined_on, ended_on=on, today=timezone.localdate())
    return _end(one, end_reason, reason, on, by)


@transaction.atomic
def succeed(
    *, membership: Membership, successor: Organisation, reason: str, on: date, seen_revision: int, by: Person
) -> Membership:
    """Let another organisation carry on a membership, as after a merger; return the one that counts now.

    The successor keeps its own membership where it is a member already; else it takes this one over with its
    days and its kind. Either way the history of both stays and can be followed, also of several.
    """
    one = _locked(membership, seen_revision)
    if successor.pk == one.organisation_id:
        raise rules.SuccessorNotPossible
    rules.ensure_end(one.stage, EndReason.MERGER, reason)
    rules.ensure_end_day(joined_on=one.joined_on, ended_on=on, today=timezone.localdate())
    stage, days = Stage(one.stage), Days(one.signed_on, one.joined_on, one.ceremony_on)
    _end(one, EndReason.MERGER, reason, on, by)
    held = Membership.objects.filter(organisation=successor).exclude(stage=Stage.ENDED).first()
    following = held or begin(organisation=successor, source=Source.OFFICE, by=by, stage=stage, days=days)
    if held is None and one.tier:
        following.tier = one.tier
        write_down(following, "", Agreed(one.tier, on, reason=reason), by)
    one.carried_on_by = following
    one.save(update_fields=["carried_on_by"])
    _saved(following, "membership.continued", by)
    return following


def _locked(membership: Membership, seen_revision: int | None) -> Membership:
    one = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=membership.pk)
    )
    if seen_revision is not None and one.revision != seen_revision:
        raise ChangedMeanwhile(one)
    return one


def _end(one: Membership, end_reason: EndReason, reason: str, on: date, by: Person | None) -> Membership:
    one.ended_on, one.end_reason = on, end_reason
    one.next_step, one.next_step_on = "", None
    return _go(one, Stage.ENDED, reason, by)


def _go(one: Membership, to: Stage, reason: str, by: Person | None) -> Membership:
    before, now = one.stage, timezone.now()
    one.stage, one.since_at = to, now
    one.revision += 1
    one.save()
    _record(one, before, now, reason, by)
    return one


def _record(one: Membership, before: str, now: datetime, reason: str, by: Person | None) -> None:
    Step.objects.create(
        membership=one, from_stage=before, to_stage=one.stage, at=now, reason=reason.strip(), by=by
    )
    details = {"from": before, "to": one.stage}
    audit.record(what="membership.moved", subject=one, by=by, details=details)


def _saved(one: Membership, what: str, by: Person | None) -> Membership:
    one.revision += 1
    one.save()
    audit.record(what=what, subject=one, by=by)
    return one
