"""What members and office say about a duty: done, more time, why it was missed, not owed, has answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from klimapakt.duties import letters, refusals, rules
from klimapakt.duties.actions.recomputing import recompute, recompute_many
from klimapakt.duties.enums import DutyRule, DutyState, EventKind, MissedReason, Side
from klimapakt.duties.models import Duty, DutyEvent
from klimapakt.duties.standing import BY_REPORT
from klimapakt.foundation import audit
from klimapakt.memberships.models import Membership
from klimapakt.memberships.rules import MEMBERS
from klimapakt.organisations.models import Role
from klimapakt.organisations.queries import role_in, stands_with
from klimapakt.organisations.rules import EDITING, GRANTING
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, rulebook_in_force
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Done:
    """That something is done: since when, by which document, and what there is to say about it."""

    on: date
    document: str = ""
    text: str = ""


@transaction.atomic
def fulfil(*, duty: Duty, done: Done, today: date, by: Person) -> DutyEvent:
    """Confirm for the office that a duty is done, by a document or otherwise.

    It counts also where it was waived before: both stay in the history, and the duty is done.
    """
    one = _for_office(duty, today, by)
    if one.state == DutyState.FULFILLED:
        raise refusals.NotOwed(one.state)
    return _write(one, _confirmed(one, done, today, by), done.on, today, by)


@transaction.atomic
def fulfil_many(*, done: Mapping[Duty, Done], today: date, by: Person) -> int:
    """Confirm many duties at once, as those that were done on paper before; return how many were owed.

    What is done already is passed over. Raises NotForYou as soon as one of them is an own matter.
    """
    owed = Duty.objects.filter(pk__in=[duty.pk for duty in done]).exclude(state=DutyState.FULFILLED)
    members = {duty.membership_id: duty.membership.organisation_id for duty in done}
    own = Role.objects.filter(person=by, organisation__in=set(members.values()))
    if not is_allowed(by, Permission.CHANGE_MEMBERS) or own.exists():
        raise refusals.NotForYou
    recompute_many(memberships=members, today=today, by=None)
    written = [_confirmed(duty, done[duty], today, by) for duty in owed.order_by("pk")]
    DutyEvent.objects.bulk_create(written)
    for event in written:
        _record(event, by)
    recompute_many(memberships=members, today=today, by=by)
    return len(written)


@transaction.atomic
def confirm(*, duty: Duty, text: str, today: date, by: Person) -> DutyEvent:
    """Answer the yearly question for the member, or say that targets or measures have been handed in."""
    one = _for_member(duty, today, by, EDITING)
    rules.ensure_owed(one.state)
    if one.rule in BY_REPORT:
        raise refusals.DoneByReport
    if one.rule != DutyRule.YEARLY_CHECK:
        raise refusals.NotForYou
    event = DutyEvent(kind=EventKind.FULFILLED, side=Side.MEMBER, text=text.strip())
    return _write(one, event, today, today, by)


@transaction.atomic
def ask_for_more_time(
    *, duty: Duty, months: int, reason: str, why: str = "", today: date, by: Person
) -> DutyEvent:
    """Ask the office for more months, with a counted reason; until it decides nobody is reminded."""
    one = _for_member(duty, today, by, GRANTING)
    rules.ensure_owed(one.state)
    _ensure_within_limit(one, months)
    if waiting_request(one) is not None:
        raise refusals.AlreadyAsked
    event = DutyEvent(
        kind=EventKind.ASKED,
        side=Side.MEMBER,
        months=months,
        missed_reason=rules.ensure_known_reason(why),
        text=rules.ensure_reason(reason),
    )
    written = _write(one, event, today, today, by)
    letters.asked(written)
    return written


@transaction.atomic
def grant(*, request: DutyEvent, months: int, reason: str, today: date, by: Person) -> DutyEvent:
    """Grant a request, perhaps with other months; raise AlreadyDecided when somebody was faster."""
    one = _for_office(request.duty, today, by)
    _ensure_undecided(request)
    return _extend(one, months, (reason, request.missed_reason), (today, request), by)


@transaction.atomic
def extend(*, duty: Duty, months: int, reason: str, why: str = "", today: date, by: Person) -> DutyEvent:
    """Give more months without a request in writing; a request that waits is granted by it."""
    one = _for_office(duty, today, by)
    return _extend(one, months, (reason, why), (today, waiting_request(one)), by)


@transaction.atomic
def refuse(*, request: DutyEvent, reason: str, today: date, by: Person) -> DutyEvent:
    """Refuse a request, saying why."""
    one = _for_office(request.duty, today, by)
    _ensure_undecided(request)
    event = DutyEvent(
        kind=EventKind.REFUSED, side=Side.OFFICE, answers=request, text=rules.ensure_reason(reason)
    )
    written = _write(one, event, today, today, by)
    letters.refused(written)
    return written


@transaction.atomic
def explain(*, duty: Duty, why: MissedReason, text: str, today: date, by: Person) -> DutyEvent:
    """Say for the member, or as the office what the member said, why a duty was not done in time."""
    is_office = is_allowed(by, Permission.CHANGE_MEMBERS)
    one = _for_office(duty, today, by) if is_office else _for_member(duty, today, by, EDITING)
    rules.ensure_owed(one.state)
    rules.ensure_missed(due_on=one.due_on, on=today)
    event = DutyEvent(
        kind=EventKind.EXPLAINED,
        side=Side.OFFICE if is_office else Side.MEMBER,
        missed_reason=MissedReason(why),
        text=rules.ensure_reason(text) if why == MissedReason.OTHER else text.strip(),
    )
    return _write(one, event, today, today, by)


@transaction.atomic
def waive(*, duty: Duty, reason: str, today: date, by: Person) -> DutyEvent:
    """Let a member off a duty, saying why."""
    one = _for_office(duty, today, by)
    rules.ensure_owed(one.state)
    event = DutyEvent(kind=EventKind.WAIVED, side=Side.OFFICE, text=rules.ensure_reason(reason))
    written = _write(one, event, today, today, by)
    letters.waived(written)
    return written


@transaction.atomic
def note_answer(*, duty: Duty, until: date, text: str, today: date, by: Person) -> DutyEvent:
    """Note that the member has answered; it is left in peace until the day it named."""
    one = _for_office(duty, today, by)
    rules.ensure_owed(one.state)
    rules.ensure_answer_day(until=until, on=today)
    event = DutyEvent(kind=EventKind.ANSWERED, side=Side.OFFICE, until=until, text=text.strip())
    return _write(one, event, today, today, by)


@transaction.atomic
def take_back(*, event: DutyEvent, reason: str, today: date, by: Person) -> DutyEvent:
    """Take back what was entered by mistake: it stays in the history and counts no more."""
    one = _for_office(event.duty, today, by)
    if event.kind == EventKind.TAKEN_BACK:
        raise refusals.AlreadyDecided
    if event.kind == EventKind.REMINDED:
        raise refusals.ReminderHasItsOwnWay
    _ensure_undecided(event)
    back = DutyEvent(
        kind=EventKind.TAKEN_BACK, side=Side.OFFICE, answers=event, text=rules.ensure_reason(reason)
    )
    return _write(one, back, today, today, by)


def waiting_request(duty: Duty) -> DutyEvent | None:
    """Return the request for more time that nobody has decided about."""
    asked = DutyEvent.objects.filter(duty=duty, kind=EventKind.ASKED, answered_by__isnull=True)
    return asked.select_related("duty").first()


def _extend(
    one: Duty, months: int, said: tuple[str, str], when: tuple[date, DutyEvent | None], by: Person
) -> DutyEvent:
    """Write an extension down, with the reason in words and the counted one."""
    (reason, why), (today, request) = said, when
    rules.ensure_owed(one.state)
    _ensure_within_limit(one, months)
    event = DutyEvent(
        kind=EventKind.EXTENDED,
        side=Side.OFFICE,
        months=months,
        missed_reason=rules.ensure_known_reason(why),
        text=rules.ensure_reason(reason),
        answers=request,
    )
    written = _write(one, event, today, today, by)
    letters.granted(written)
    return written


def _ensure_within_limit(one: Duty, months: int) -> None:
    rulebook = rulebook_in_force()
    most = rulebook.extension_months.value if rulebook else 0
    rules.ensure_within_limit(asked=months, granted=one.extended_months, most=most)


def _ensure_undecided(event: DutyEvent) -> None:
    if DutyEvent.objects.filter(answers=event).exists():
        raise refusals.AlreadyDecided


def _for_office(duty: Duty, today: date, by: Person) -> Duty:
    """Lock and return a duty for somebody who decides about it, and never in an own matter."""
    organisation = duty.membership.organisation
    if not is_allowed(by, Permission.CHANGE_MEMBERS) or stands_with(by, organisation):
        raise refusals.NotForYou
    return _locked(duty, today)


def _for_member(duty: Duty, today: date, by: Person, kinds: frozenset[str]) -> Duty:
    if role_in(by, duty.membership.organisation) not in kinds:
        raise refusals.NotForMembers
    return _locked(duty, today)


def _locked(duty: Duty, today: date) -> Duty:
    """Lock the membership and return the duty as it stands today, not as it stood last night."""
    membership = Membership.objects.select_for_update(no_key=True, of=("self",)).get(pk=duty.membership_id)
    if membership.stage not in MEMBERS:
        raise refusals.MembershipOver
    recompute(membership=membership, today=today, by=None)
    return _fresh(duty)


def _fresh(duty: Duty) -> Duty:
    return Duty.objects.select_related("membership__organisation").get(pk=duty.pk)


def _confirmed(duty: Duty, done: Done, today: date, by: Person) -> DutyEvent:
    rules.ensure_happened(on=done.on, today=today)
    return DutyEvent(
        duty=duty,
        kind=EventKind.FULFILLED,
        side=Side.OFFICE,
        on=done.on,
        at=timezone.now(),
        by=by,
        document=done.document.strip(),
        text=rules.ensure_reason(done.text or done.document),
    )


def _record(event: DutyEvent, by: Person) -> None:
    details: dict[str, audit.Detail] = {
        "event": str(event.kind),
        "months": event.months,
        "on": event.on.isoformat(),
        "why": event.missed_reason,
        "text": audit.sealed(event.text),
    }
    audit.record(what=f"duty.{event.kind}", subject=event.duty, by=by, details=details)


def _write(one: Duty, event: DutyEvent, on: date, today: date, by: Person) -> DutyEvent:
    """Write an event down and bring the duties of the member in step with it."""
    event.duty, event.on, event.at, event.by = one, on, timezone.now(), by
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError as taken:
        if event.answers_id is None:
            raise
        raise refusals.AlreadyDecided from taken
    _record(event, by)
    recompute(membership=one.membership, today=today, by=by)
    event.duty = _fresh(one)
    return event
