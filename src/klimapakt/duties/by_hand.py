"""Reminding members at once because somebody of the office wants it: who is written to, who not, and why.

The rules are those of the ladder: whoever rests, has answered or waits for the office is left in peace,
nobody gets two reminders on one day, and mail leaves when people read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Min

from klimapakt.casework.models import BulkRun
from klimapakt.duties import facts, readers, rules
from klimapakt.duties.enums import AT_HAND, EventKind, Skipped
from klimapakt.duties.models import Duty, DutyEvent, Reminder
from klimapakt.duties.standing import Told
from klimapakt.foundation.mail import queries as mail
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.methods.messages import gettext_noop
from klimapakt.organisations.models import Role
from klimapakt.people.models import Person

REMINDED: Final = (Stage.ACTIVE, Stage.IN_DELAY)
"""Stages in which members are reminded: who rests is left in peace."""

RESTS: Final = gettext_noop("It is no member, or its membership rests.")
NOTHING: Final = gettext_noop("Nothing is open that it would have to do now.")
IN_PEACE: Final = gettext_noop("It has answered, asked for more time or explained, and is left in peace.")
HANDED_IN: Final = gettext_noop("What it handed in waits for the pact office.")
TODAY: Final = gettext_noop("It was reminded today already.")
NO_READER: Final = gettext_noop("Nobody with an account acts for it, so there is nobody to write to.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What one member is reminded of, and who reads it; ``why_not`` (a msgid) where nobody is written to."""

    duties: tuple[Duty, ...] = ()
    people: tuple[Person, ...] = ()
    why_not: str = ""


def cause_of(run: BulkRun, membership: Membership | None = None) -> str:
    """Return how the keys of the mails of a piece of work begin; those about one member where it is named."""
    whole = f"duty_by_hand:{run.pk}:"
    return whole if membership is None else f"{whole}{membership.pk}:"


def waiting(run: BulkRun) -> int:
    """Return how many mails of a piece of work nobody has tried to send yet."""
    return mail.untried(cause_of(run)).count()


def leaves_at(run: BulkRun) -> datetime | None:
    """Return when the first of them leaves."""
    first: datetime | None = mail.untried(cause_of(run)).aggregate(at=Min("next_attempt_at"))["at"]
    return first


def planned(members: Sequence[Membership], today: date) -> Mapping[UUID, Asked]:
    """Return for each member of what it is reminded, or why not; in a few queries for all."""
    known = facts.read(members)
    roles, already = _roles(members), _reminded(members, today)
    found: dict[UUID, Asked] = {}
    for one in members:
        owed = _at_hand(known.duties.get(one.pk, {}).values(), today)
        why, held = _why_not(one, owed, one.pk in already), defaultdict[str, list[Duty]](list)
        for duty in owed:
            held[hold(duty, known.told.get(one.pk, ()), today)].append(duty)
        people = readers.at_member(roles.get(one.organisation_id, ()))
        why = why or _why_held(held) or ("" if people else NO_READER)
        found[one.pk] = Asked(why_not=why) if why else Asked(tuple(held[""]), tuple(people))
    return found


def left_out(members: Sequence[Membership], today: date) -> list[tuple[Membership, str]]:
    """Return who will not be written to and why (a msgid)."""
    plan = planned(members, today)
    return [(one, plan[one.pk].why_not) for one in members if plan[one.pk].why_not]


def hold(duty: Duty, told: Iterable[Told], day: date) -> str:
    """Return why nobody is reminded of a duty although it is owed; nothing where somebody is."""
    if duty.handed_in_on is not None:
        return Skipped.HANDED_IN.value
    until = rules.in_peace_until(one for one in told if one.duty == duty.key and one.on <= day)
    return Skipped.ANSWERED.value if until is not None and until >= day else ""


def hold_of_ladder(duty: Duty, told: Iterable[Told], day: date) -> str:
    """Return why a step of the ladder is not sent: as ``hold``, or because somebody wrote by hand lately."""
    own = [one for one in told if one.duty == duty.key]
    if rules.is_reminded_by_hand(own, day):
        return hold(duty, own, day) or Skipped.BY_HAND.value
    return hold(duty, own, day)


def _at_hand(duties: Iterable[Duty], today: date) -> list[Duty]:
    owed = [duty for duty in duties if duty.state in AT_HAND and duty.opens_on <= today]
    return sorted(owed, key=lambda duty: (duty.due_on, duty.key))


def _why_not(one: Membership, owed: Sequence[Duty], is_reminded: bool) -> str:
    if one.stage not in REMINDED:
        return RESTS
    if not owed:
        return NOTHING
    return TODAY if is_reminded else ""


def _why_held(held: Mapping[str, Sequence[Duty]]) -> str:
    if held.get(""):
        return ""
    return HANDED_IN if held.get(Skipped.HANDED_IN.value) else IN_PEACE


def _roles(members: Sequence[Membership]) -> Mapping[UUID, list[tuple[str, Person]]]:
    found: defaultdict[UUID, list[tuple[str, Person]]] = defaultdict(list)
    asked = Role.objects.filter(organisation__in={one.organisation_id for one in members})
    for role in asked.select_related("person").order_by("person__name", "pk"):
        found[role.organisation_id].append((role.kind, role.person))
    return found


def _reminded(members: Sequence[Membership], today: date) -> frozenset[UUID]:
    """Return who was written to today, by the ladder or by hand."""
    keys = [one.pk for one in members]
    sent = Reminder.objects.filter(duty__membership__in=keys, sent_at__isnull=False, day=today)
    told = DutyEvent.objects.filter(duty__membership__in=keys, kind=EventKind.REMINDED, on=today)
    by_hand = told.filter(answered_by__isnull=True).order_by()
    return frozenset(
        (
            *sent.order_by().values_list("duty__membership", flat=True),
            *by_hand.values_list("duty__membership", flat=True),
        )
    )
